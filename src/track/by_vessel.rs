//! Rows of many vessels, put in order of vessel and time.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::builder::{Chunk, Row, Share};
use crate::hash::Quick;

/// Sorts rows. Rows of a vessel nearly always come in order of time, so they are dealt out to their vessels in one pass,
/// and what is in order already is not sorted again. The memory is used for one range of MMSIs after another.
#[derive(Default)]
pub(super) struct ByVessel {
    rows: Vec<Row>,
    /// For each vessel its MMSI, number of rows, and where its next row goes.
    vessels: Vec<(u32, usize, usize)>,
    numbers: HashMap<u32, u32, Quick>,
    /// The vessel of each row.
    vessel_of: Vec<u32>,
}

impl ByVessel {
    /// The rows of each vessel, by MMSI and sorted, with their static data numbered anew.
    pub(super) fn sort(&mut self, share: Share, rank: &[u32]) -> impl Iterator<Item = &[Row]> {
        self.count(&share);
        self.deal(share, rank);
        let mut rest = &mut self.rows[..];
        for &(_, count, _) in &self.vessels {
            let (rows, others) = rest.split_at_mut(count);
            rest = others;
            if !rows.is_sorted() {
                rows.sort_unstable();
            }
        }
        self.rows.chunk_by(|a, b| a.mmsi == b.mmsi)
    }

    fn count(&mut self, share: &Share) {
        self.vessels.clear();
        self.numbers.clear();
        self.vessel_of.clear();
        for row in share.iter().flat_map(Chunk::iter) {
            let number = match self.numbers.entry(row.mmsi) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    self.vessels.push((row.mmsi, 0, 0));
                    *new.insert(self.vessels.len() as u32 - 1)
                }
            };
            self.vessels[number as usize].1 += 1;
            self.vessel_of.push(number);
        }
    }

    fn deal(&mut self, share: Share, rank: &[u32]) {
        let mut order: Vec<usize> = (0..self.vessels.len()).collect();
        order.sort_unstable_by_key(|&number| self.vessels[number].0);
        let mut total = 0;
        for &number in &order {
            self.vessels[number].2 = total;
            total += self.vessels[number].1;
        }
        self.rows.resize(total, Row::default());
        let mut vessel_of = self.vessel_of.iter();
        // Each chunk is let go as soon as it was dealt out.
        for chunk in share {
            for (row, &number) in chunk.iter().zip(&mut vessel_of) {
                let next = &mut self.vessels[number as usize].2;
                let statics = row.statics.checked_sub(1).map_or(0, |id| rank[id as usize] + 1);
                self.rows[*next] = Row { statics, ..row };
                *next += 1;
            }
        }
        self.vessels.sort_unstable_by_key(|vessel| vessel.0);
    }
}
