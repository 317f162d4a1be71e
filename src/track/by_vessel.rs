//! Rows of many vessels, put in order of vessel and time.

use super::builder::{Row, Share};

/// Sorts rows. Rows of a vessel nearly always come in order of time, so they are dealt out to their vessels in one pass,
/// and what is in order already is not sorted again. The memory is used for one share of vessels after another.
#[derive(Default)]
pub(super) struct ByVessel {
    rows: Vec<Row>,
    /// For each vessel of a share its MMSI and number of rows.
    vessels: Vec<(u32, usize)>,
    /// For each vessel where its next row goes.
    next: Vec<usize>,
}

impl ByVessel {
    /// The rows of each vessel, by MMSI and sorted, with their static data numbered anew.
    pub(super) fn sort(&mut self, share: Share, rank: &[u32]) -> impl Iterator<Item = &[Row]> {
        self.deal(share, rank);
        let mut rest = &mut self.rows[..];
        for &(_, count) in &self.vessels {
            let (rows, others) = rest.split_at_mut(count);
            rest = others;
            // Mostly in order, or a few pieces that are, which this sort looks for.
            if !rows.is_sorted() {
                rows.sort();
            }
        }
        self.rows.chunk_by(|a, b| a.mmsi == b.mmsi)
    }

    fn deal(&mut self, share: Share, rank: &[u32]) {
        self.vessels.clear();
        self.vessels.extend(share.vessels());
        let mut order: Vec<usize> = (0..self.vessels.len()).collect();
        order.sort_unstable_by_key(|&number| self.vessels[number].0);
        self.next.clear();
        self.next.resize(order.len(), 0);
        let mut total = 0;
        for &number in &order {
            self.next[number] = total;
            total += self.vessels[number].1;
        }
        self.rows.resize(total, Row::default());
        let Self { rows, next, .. } = self;
        share.unpack(|number, row| {
            let statics = row.statics.checked_sub(1).map_or(0, |id| rank[id as usize] + 1);
            rows[next[number]] = Row { statics, ..row };
            next[number] += 1;
        });
        self.vessels.sort_unstable_by_key(|vessel| vessel.0);
    }
}
