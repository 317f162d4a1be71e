//! Numbers for vessels that have no MMSI.

use std::collections::{BTreeMap, HashMap};

use twox_hash::XxHash64;

use crate::ais::Mmsi;

/// The first number given out, and how many there are: ITU-R M.585-9 has no format that begins
/// with 90 to 96.
const FIRST: u32 = 900_000_000;
const COUNT: u64 = 70_000_000;

/// Longest identity, in bytes; a UUID has 36, a hash of 512 bits 128 digits.
const LONGEST: usize = 256;

/// Gives each identity a number from its hash.
///
/// The number depends on the identity alone, so that files read today and tomorrow agree, with one
/// exception: when two identities of one reading have the same hash (one chance in 70 million for
/// a pair, one in four for 6,000 vessels), the one that comes second is given another.
#[derive(Debug, Default)]
pub(super) struct VesselIds {
    numbers: HashMap<Box<[u8]>, Mmsi>,
    identities: BTreeMap<Mmsi, String>,
}

impl VesselIds {
    /// How many were given out.
    pub(super) fn len(&self) -> usize {
        self.identities.len()
    }

    /// The number of an identity; `None` if it is blank or too long for one.
    pub(super) fn number(&mut self, identity: &[u8]) -> Option<Mmsi> {
        if let Some(&mmsi) = self.numbers.get(identity) {
            return Some(mmsi);
        }
        if identity.is_empty() || identity.len() > LONGEST {
            return None;
        }
        // As many seeds as numbers: one that is free is found long before.
        for seed in 0..COUNT {
            let offset = XxHash64::oneshot(seed, identity) % COUNT;
            let mmsi = Mmsi::new(FIRST + u32::try_from(offset).ok()?).ok()?;
            if let std::collections::btree_map::Entry::Vacant(free) = self.identities.entry(mmsi) {
                free.insert(String::from_utf8_lossy(identity).into_owned());
                self.numbers.insert(identity.into(), mmsi);
                return Some(mmsi);
            }
        }
        None
    }

    /// Every number given out, with the identity it stands for.
    pub(super) fn into_identities(self) -> BTreeMap<Mmsi, String> {
        self.identities
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_keep_their_numbers_and_never_share_them() {
        let mut ids = VesselIds::default();
        // Enough that some hashes meet.
        let numbers: Vec<Mmsi> = (0..20_000).map(|n| ids.number(format!("vessel {n}").as_bytes()).unwrap()).collect();
        for (n, number) in numbers.iter().enumerate() {
            assert_eq!(ids.number(format!("vessel {n}").as_bytes()), Some(*number));
            assert!((900_000_000..970_000_000).contains(&number.get()) && number.is_vessel());
        }
        assert_eq!(ids.into_identities().len(), 20_000);
        assert_eq!(VesselIds::default().number(b"vessel 7"), Some(numbers[7]));
    }
}
