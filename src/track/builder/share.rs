//! Rows of some vessels.

use super::Row;
use super::chunks::Chunks;
use super::memory::{Home, Memory};
use super::packed::Packed;

/// The rows of some vessels.
#[derive(Debug, Default)]
pub(in crate::track) struct Share {
    /// What the times of packed rows are counted from.
    base_ms: i64,
    packed: Chunks,
    /// Rows that cannot be packed.
    wide: Vec<Row>,
}

impl Share {
    /// No rows yet; those about the base can be packed, in memory from there.
    pub(super) fn new(base_ms: i64, home: &Home) -> Self {
        Self { base_ms, packed: Chunks::new(home.clone()), wide: Vec::new() }
    }

    /// Number of rows.
    pub(in crate::track) fn len(&self) -> usize {
        self.packed.len() + self.wide.len()
    }

    /// Adds a row.
    #[inline]
    pub(super) fn push(&mut self, row: Row) {
        match Packed::new(&row, self.base_ms) {
            Some(packed) => self.packed.push(packed.0),
            None => self.wide.push(row),
        }
    }

    /// Adds rows that are packed, with the numbers of static data that `statics` says, and from a base that is so much later than that of the
    /// share.
    pub(super) fn push_packed(&mut self, rows: &[Packed], later_ms: u64, mut statics: impl FnMut(Packed) -> u32) {
        self.packed.extend(rows, |&row| row.with(statics(row), later_ms).0);
    }

    /// What the times of packed rows are counted from.
    pub(in crate::track) fn base_ms(&self) -> i64 {
        self.base_ms
    }

    /// All rows; those of a vessel mostly in the order of taking.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        self.packed().map(|packed| packed.row(self.base_ms)).chain(self.wide.iter().copied())
    }

    /// Rows in the order of taking, but for those that are [wide](Self::wide).
    pub(in crate::track) fn packed(&self) -> impl Iterator<Item = Packed> {
        self.packed.iter().map(|&words| Packed(words))
    }

    /// Rows that cannot be packed.
    pub(in crate::track) fn wide(&self) -> &[Row] {
        &self.wide
    }

    /// The memory that packed rows took.
    pub(in crate::track) fn into_memory(self) -> Vec<Memory> {
        self.packed.into_chunks()
    }
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;
