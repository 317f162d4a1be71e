//! Rows of some vessels.

use super::Row;
use super::chunks::Chunks;
use super::packed::Packed;

/// The rows of some vessels.
#[derive(Debug, Default)]
pub(in crate::track) struct Share {
    /// What the times of packed rows are counted from.
    base_ms: i64,
    packed: Chunks<Packed>,
    /// Rows that cannot be packed.
    wide: Chunks<Row>,
}

impl Share {
    /// No rows yet; those about the base can be packed.
    pub(super) fn new(base_ms: i64) -> Self {
        Self { base_ms, ..Self::default() }
    }

    /// Number of rows.
    pub(in crate::track) fn len(&self) -> usize {
        self.packed.len() + self.wide.len()
    }

    /// Adds a row.
    #[inline]
    pub(super) fn push(&mut self, row: Row) {
        match Packed::new(&row, self.base_ms) {
            Some(packed) => self.packed.push(packed),
            None => self.wide.push(row),
        }
    }

    /// Adds a row that is packed, with a number of static data, and from a base that is so much later than that of the share.
    #[inline]
    pub(super) fn push_packed(&mut self, packed: Packed, statics: u32, later_ms: u64) {
        match packed.with(statics, later_ms) {
            Some(packed) => self.packed.push(packed),
            None => self.wide.push(Row { statics, ..packed.row(self.base_ms.wrapping_add(later_ms as i64)) }),
        }
    }

    /// The vessel of each row, in the order of [`into_rows`](Self::into_rows).
    pub(in crate::track) fn mmsis(&self) -> impl Iterator<Item = u32> {
        self.packed.iter().map(|packed| packed.mmsi()).chain(self.wide.iter().map(|row| row.mmsi))
    }

    /// All rows; those of a vessel mostly in the order of taking. Their memory is let go as they are given.
    pub(in crate::track) fn into_rows(self) -> impl Iterator<Item = Row> {
        let base_ms = self.base_ms;
        self.packed.into_items().map(move |packed| packed.row(base_ms)).chain(self.wide.into_items())
    }
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;
