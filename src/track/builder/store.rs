//! Rows in shares of vessels, so that the fleet can be built, and the rows let go, share by share.

use super::memory::Home;
use super::parcel::{Contents, Parcel};
use super::{Row, Share, packed};
use crate::hash::spread;

/// Shares of many rows, as a power of two: so many that several processors have enough to do, and that a share of a day of the
/// world's AIS is sorted within their caches.
pub(in crate::track) const SHARES_LOG2: u32 = 6;
pub(super) const SHARES: usize = 1 << SHARES_LOG2;

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
    /// What times in shares are counted from.
    base_ms: i64,
    rows: usize,
    /// Where memory for shares comes from.
    home: Home,
}

/// The share of a vessel.
#[inline]
pub(super) fn share_of(mmsi: u32) -> usize {
    (spread(mmsi) >> (u32::BITS - SHARES_LOG2)) as usize
}

impl Store {
    /// Without rows, with memory from there.
    pub(super) fn new(home: Home) -> Self {
        Self { home, ..Self::default() }
    }

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
            self.shares[share_of(row.mmsi)].push(row);
        }
    }

    /// How much later the base of a parcel is than that of the shares, if there are shares, and its rows fit there.
    pub(super) fn accepts(&self, parcel: Contents) -> Option<u64> {
        let (first_ms, last_ms) = parcel.span_ms;
        let fits = |time_ms| packed::since(time_ms, self.base_ms).is_some();
        let is_fit = !self.shares.is_empty() && fits(first_ms) && fits(last_ms);
        // Modulo 2^64: a base may be earlier as well, as long as the times fit.
        is_fit.then_some(parcel.base_ms.wrapping_sub(self.base_ms) as u64)
    }

    /// Adds the rows of a parcel, so much later than the base, with static data as `statics` says, given the vessel and the number that the
    /// parcel has; numbers must be such as can be packed.
    pub(super) fn push_parcel(&mut self, parcel: &Parcel, later_ms: u64, mut statics: impl FnMut(u32, u32) -> u32) {
        for (share, rows) in self.shares.iter_mut().zip(&parcel.shares) {
            self.rows += rows.len();
            share.push_packed(rows, later_ms, |row| statics(row.mmsi(), row.statics()));
        }
    }

    /// The shares. The rows of a vessel are in one of them.
    pub(in crate::track) fn into_shares(mut self) -> impl Iterator<Item = Share> {
        let base_ms = self.few.first().map_or(0, |row| packed::base_ms(row.time_ms));
        let mut few = Share::new(base_ms, &self.home);
        std::mem::take(&mut self.few).into_iter().for_each(|row| few.push(row));
        std::iter::once(few).chain(self.shares).filter(|share| share.len() > 0)
    }

    /// Gives each row to its share, now that they are many.
    #[cold]
    fn share_out(&mut self) {
        self.base_ms = self.few.first().map_or(0, |row| packed::base_ms(row.time_ms));
        self.shares.resize_with(SHARES, || Share::new(self.base_ms, &self.home));
        for row in std::mem::take(&mut self.few) {
            self.shares[share_of(row.mmsi)].push(row);
        }
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
