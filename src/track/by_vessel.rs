//! Rows of many vessels, put in order of vessel and time.

use std::collections::HashMap;

use super::builder::{Row, Share};
use crate::hash::Quick;

/// Sorts rows. Rows of a vessel nearly always come in order of time, so they are dealt out to their vessels in one pass,
/// and what is in order already is not sorted again. The memory is used for one share of vessels after another.
#[derive(Default)]
pub(super) struct ByVessel {
    /// Each vessel of a share has a number, in the order of first rows.
    numbers: HashMap<u32, u32, Quick>,
    /// First those of the share, which are then put in order of MMSI.
    vessels: Vec<OfVessel>,
}

/// A vessel and its rows.
#[derive(Default)]
struct OfVessel {
    mmsi: u32,
    rows: Vec<Row>,
}

impl ByVessel {
    /// Sorts the rows of a share, with their static data numbered anew.
    pub(super) fn sort(&mut self, share: &Share, rank: &[u32]) {
        self.deal(share, rank);
        let of_share = &mut self.vessels[..self.numbers.len()];
        of_share.sort_unstable_by_key(|vessel| vessel.mmsi);
        for OfVessel { rows, .. } in of_share {
            // Mostly in order, or a few pieces that are, which this sort looks for.
            if !rows.is_sorted() {
                rows.sort();
            }
        }
    }

    /// The rows of each vessel, by MMSI.
    pub(super) fn vessels(&self) -> impl Iterator<Item = &[Row]> {
        self.vessels[..self.numbers.len()].iter().map(|vessel| vessel.rows.as_slice())
    }

    /// Deals the rows out to their vessels.
    fn deal(&mut self, share: &Share, rank: &[u32]) {
        let Self { numbers, vessels } = self;
        numbers.clear();
        share.rows().for_each(|row| {
            let next = numbers.len();
            let number = *numbers.entry(row.mmsi).or_insert_with(|| {
                if next == vessels.len() {
                    vessels.push(OfVessel::default());
                }
                vessels[next].mmsi = row.mmsi;
                vessels[next].rows.clear();
                next as u32
            });
            let statics = row.statics.checked_sub(1).map_or(0, |id| rank[id as usize] + 1);
            vessels[number as usize].rows.push(Row { statics, ..row });
        });
    }
}
