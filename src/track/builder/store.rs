//! Rows in shares of vessels, so that the fleet can be built, and the rows let go, share by share.

use super::{Row, Share};
use crate::hash::spread;

/// Shares of many rows, as a power of two: so many that several processors have enough to do, and that a share of a day of the
/// world's AIS is sorted within their caches.
const SHARES_LOG2: u32 = 6;

/// Rows that are kept as one share.
const FEW_ROWS: usize = 32 * 1024;

/// All rows, those of each vessel in one share.
///
/// Which share a vessel is in depends on its MMSI alone and is spread evenly, so that rows are moved once at most,
/// whatever vessels are still to come. MMSIs of a share are in no order.
#[derive(Debug, Default)]
pub(in crate::track) struct Store {
    /// All rows, as long as they are few.
    few: Vec<Row>,
    /// By the hash of the MMSI; empty as long as rows are few.
    shares: Vec<Share>,
    rows: usize,
}

impl Store {
    /// Number of rows.
    pub(in crate::track) fn len(&self) -> usize {
        self.rows
    }

    /// Adds a row.
    #[inline]
    pub(in crate::track) fn push(&mut self, row: Row) {
        self.rows += 1;
        if self.shares.is_empty() {
            self.few.push(row);
            if self.few.len() >= FEW_ROWS {
                self.share_out();
            }
        } else {
            push_to(&mut self.shares, row);
        }
    }

    /// The shares, each with the rows of its vessels in the order of taking.
    pub(in crate::track) fn into_shares(mut self) -> impl Iterator<Item = Share> {
        let mut few = Share::default();
        std::mem::take(&mut self.few).iter().for_each(|row| few.push(row));
        std::iter::once(few).chain(self.shares).filter(|share| !share.is_empty())
    }

    /// Gives each row to its share, now that they are many.
    #[cold]
    fn share_out(&mut self) {
        self.shares.resize_with(1 << SHARES_LOG2, Share::default);
        for row in std::mem::take(&mut self.few) {
            push_to(&mut self.shares, row);
        }
    }
}

#[inline]
fn push_to(shares: &mut [Share], row: Row) {
    shares[(spread(row.mmsi) >> (u32::BITS - SHARES_LOG2)) as usize].push(&row);
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
