//! Rows of many vessels, put in order of vessel and time.

use std::collections::HashMap;

use super::builder::{Row, Share};
use crate::hash::Quick;

/// Sorts rows. Rows of a vessel nearly always come in order of time, so they are dealt out to their vessels in one pass,
/// and what is in order already is not sorted again. The memory is used for one share of vessels after another.
#[derive(Default)]
pub(super) struct ByVessel {
    rows: Vec<Row>,
    /// Each vessel of a share has a number, in the order of first rows.
    numbers: HashMap<u32, u32, Quick>,
    vessels: Vec<OfVessel>,
    /// Of each row, the number of its vessel.
    of_rows: Vec<u32>,
}

/// What is known of a vessel.
struct OfVessel {
    mmsi: u32,
    rows: usize,
    /// Where its next row goes.
    next: usize,
}

impl ByVessel {
    /// Sorts the rows of a share, with their static data numbered anew.
    pub(super) fn sort(&mut self, share: &Share, rank: &[u32]) {
        self.count(share);
        self.deal(share, rank);
        let mut rest = &mut self.rows[..];
        for vessel in &self.vessels {
            let (rows, others) = rest.split_at_mut(vessel.rows);
            rest = others;
            // Mostly in order, or a few pieces that are, which this sort looks for.
            if !rows.is_sorted() {
                rows.sort();
            }
        }
    }

    /// The rows of each vessel, by MMSI.
    pub(super) fn vessels(&self) -> impl Iterator<Item = &[Row]> {
        self.rows.chunk_by(|a, b| a.mmsi == b.mmsi)
    }

    /// Numbers the vessels and counts their rows.
    fn count(&mut self, share: &Share) {
        let Self { numbers, vessels, of_rows, .. } = self;
        numbers.clear();
        vessels.clear();
        of_rows.clear();
        of_rows.reserve(share.len());
        share.mmsis().for_each(|mmsi| {
            let number = *numbers.entry(mmsi).or_insert_with(|| {
                vessels.push(OfVessel { mmsi, rows: 0, next: 0 });
                vessels.len() as u32 - 1
            });
            vessels[number as usize].rows += 1;
            of_rows.push(number);
        });
    }

    /// Deals the rows out to their vessels, which are then in order.
    fn deal(&mut self, share: &Share, rank: &[u32]) {
        let Self { rows, vessels, of_rows, .. } = self;
        let mut order: Vec<usize> = (0..vessels.len()).collect();
        order.sort_unstable_by_key(|&number| vessels[number].mmsi);
        let mut total = 0;
        for number in order {
            vessels[number].next = total;
            total += vessels[number].rows;
        }
        rows.resize(total, Row::default());
        let mut of_rows = of_rows.iter();
        share.rows().for_each(|row| {
            let Some(&number) = of_rows.next() else { return };
            let statics = row.statics.checked_sub(1).map_or(0, |id| rank[id as usize] + 1);
            let vessel = &mut vessels[number as usize];
            rows[vessel.next] = Row { statics, ..row };
            vessel.next += 1;
        });
        vessels.sort_unstable_by_key(|vessel| vessel.mmsi);
    }
}
