//! What each vessel's last row had, where it can be compared at the cost of one look at memory.

use crate::hash::spread;

/// One vessel.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// 0 for a free slot.
    mmsi: u32,
    /// One more than the id; 0 for none.
    id: u32,
    /// Of the text that the id is of.
    hash: u64,
}

/// The hash of a text and its id for each vessel: a hash table with open addressing. Texts themselves would take more memory
/// than stays in the caches of a processor.
#[derive(Default)]
pub(super) struct LastSeen {
    /// As many as a power of two, at most half of them in use.
    slots: Vec<Slot>,
    used: usize,
}

impl LastSeen {
    /// The hash that was last kept for a vessel, and its id.
    pub(super) fn get(&self, mmsi: u32) -> Option<(u64, Option<u32>)> {
        let slot = self.slots.get(self.find(mmsi))?;
        (slot.mmsi == mmsi).then(|| (slot.hash, slot.id.checked_sub(1)))
    }

    /// Looks at the memory that [`get`](Self::get) will look at for each of some vessels. Done for several at a time, this
    /// takes little longer than for one, as a processor waits for all of them together.
    pub(super) fn look_ahead(&self, mmsis: impl Iterator<Item = u32>) {
        std::hint::black_box(mmsis.fold(0, |sum: usize, mmsi| sum.wrapping_add(self.find(mmsi))));
    }

    /// Keeps a hash for a vessel.
    pub(super) fn set(&mut self, mmsi: u32, hash: u64, id: Option<u32>) {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let at = self.find(mmsi);
        let Some(slot) = self.slots.get_mut(at) else { return };
        self.used += usize::from(slot.mmsi == 0);
        *slot = Slot { mmsi, id: id.map_or(0, |id| id + 1), hash };
    }

    /// The slot of a vessel, or the free one where it belongs.
    fn find(&self, mmsi: u32) -> usize {
        let last = self.slots.len().wrapping_sub(1);
        let hash = spread(mmsi);
        let mut at = (hash ^ (hash >> 15)) as usize & last;
        while self.slots.get(at).is_some_and(|slot| slot.mmsi != mmsi && slot.mmsi != 0) {
            at = (at + 1) & last;
        }
        at
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        for slot in std::mem::replace(&mut self.slots, slots) {
            if slot.mmsi != 0 {
                let at = self.find(slot.mmsi);
                self.slots[at] = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_vessel_has_what_was_kept_last() {
        let mut seen = LastSeen::default();
        assert_eq!(seen.get(311_000_112), None);
        for mmsi in 1..2000 {
            seen.set(mmsi * 4096, 7, None);
            seen.set(mmsi * 4096, u64::from(mmsi), Some(mmsi));
        }
        for mmsi in 1..2000 {
            assert_eq!(seen.get(mmsi * 4096), Some((u64::from(mmsi), Some(mmsi))));
            assert_eq!(seen.get(mmsi * 4096 + 1), None);
        }
    }
}
