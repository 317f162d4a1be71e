//! Fixes as columns.

use std::fmt;
use std::ops::Range;

use bytemuck::Pod;

use super::builder::{Memory, Row};

/// Bytes of a fix before each of its cells: eight of time, four of latitude and longitude each, two of speed, course and heading
/// each, one of status and of flags.
const TIME: usize = 0;
const LATITUDE: usize = 8;
const LONGITUDE: usize = 12;
const SOG: usize = 16;
const COG: usize = 18;
const HEADING: usize = 20;
const STATUS: usize = 22;
const FLAGS: usize = 23;

/// Fixes as columns, which lie one after another in memory that has room for a certain number of fixes.
///
/// A fix takes the 24 bytes of a packed row. So the fixes of a window take the place of the rows that they come from, and no new memory:
/// to be given that by the system costs more time than to sort them.
#[derive(Clone, Default)]
pub(super) struct Columns {
    fixes: usize,
    memory: Memory,
}

impl Columns {
    /// Of no fixes. There is room for as many as there are words; what these say does not matter.
    pub(super) fn new(memory: Memory) -> Self {
        Self { fixes: 0, memory }
    }

    /// For how many more fixes there is room.
    pub(super) fn room(&self) -> usize {
        self.memory.len() - self.fixes
    }

    /// Appends fixes, for which there must be room, column by column; where they stand.
    pub(super) fn extend(&mut self, rows: &[Row]) -> Range<usize> {
        let fixes = self.fixes..self.fixes + rows.len();
        self.fixes = fixes.end;
        self.fill(TIME, &fixes, rows, |row| row.time_ms);
        self.fill(LATITUDE, &fixes, rows, |row| row.latitude_e7);
        self.fill(LONGITUDE, &fixes, rows, |row| row.longitude_e7);
        self.fill(SOG, &fixes, rows, |row| row.sog);
        self.fill(COG, &fixes, rows, |row| row.cog);
        self.fill(HEADING, &fixes, rows, |row| row.heading);
        self.fill(STATUS, &fixes, rows, |row| row.status);
        self.fill(FLAGS, &fixes, rows, |row| row.flags);
        fixes
    }

    fn fill<T: Pod>(&mut self, bytes_before: usize, fixes: &Range<usize>, rows: &[Row], cell: impl Fn(&Row) -> T) {
        let first = bytes_before * self.memory.len() / size_of::<T>();
        let cells: &mut [T] = bytemuck::cast_slice_mut(self.memory.as_flattened_mut());
        let cells = &mut cells[first + fixes.start..first + fixes.end];
        cells.iter_mut().zip(rows).for_each(|(place, row)| *place = cell(row));
    }

    #[inline]
    fn column<T: Pod>(&self, bytes_before: usize) -> &[T] {
        let first = bytes_before * self.memory.len() / size_of::<T>();
        let cells: &[T] = bytemuck::cast_slice(self.memory.as_flattened());
        &cells[first..first + self.fixes]
    }

    #[inline]
    pub(super) fn time_ms(&self) -> &[i64] {
        self.column(TIME)
    }

    #[inline]
    pub(super) fn latitude_e7(&self) -> &[i32] {
        self.column(LATITUDE)
    }

    #[inline]
    pub(super) fn longitude_e7(&self) -> &[i32] {
        self.column(LONGITUDE)
    }

    #[inline]
    pub(super) fn sog(&self) -> &[u16] {
        self.column(SOG)
    }

    #[inline]
    pub(super) fn cog(&self) -> &[u16] {
        self.column(COG)
    }

    #[inline]
    pub(super) fn heading(&self) -> &[u16] {
        self.column(HEADING)
    }

    #[inline]
    pub(super) fn status(&self) -> &[u8] {
        self.column(STATUS)
    }

    #[inline]
    pub(super) fn flags(&self) -> &[u8] {
        self.column(FLAGS)
    }
}

/// Without what the memory says where no fix is.
impl fmt::Debug for Columns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut columns = formatter.debug_struct("Columns");
        columns.field("time_ms", &self.time_ms());
        columns.field("latitude_e7", &self.latitude_e7()).field("longitude_e7", &self.longitude_e7());
        columns.field("sog", &self.sog()).field("cog", &self.cog()).field("heading", &self.heading());
        columns.field("status", &self.status()).field("flags", &self.flags()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::builder::usual_row;
    use super::*;

    proptest! {
        #[test]
        fn columns_say_what_the_rows_said(
            rows in prop::collection::vec(usual_row(), 0..60),
            cuts in prop::collection::vec(0..60_usize, 0..4),
            room in 0..40_usize,
            left in any::<u64>(),
        ) {
            let mut columns = Columns::new(vec![[left; 3]; rows.len() + room].into());
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (rows.len() + 1)).chain([0, rows.len()]).collect();
            cuts.sort_unstable();
            for cut in cuts.windows(2) {
                prop_assert_eq!(columns.extend(&rows[cut[0]..cut[1]]), cut[0]..cut[1]);
            }
            prop_assert_eq!((columns.time_ms().len(), columns.room()), (rows.len(), room));
            prop_assert!(columns.time_ms().iter().eq(rows.iter().map(|row| &row.time_ms)));
            prop_assert!(columns.latitude_e7().iter().eq(rows.iter().map(|row| &row.latitude_e7)));
            prop_assert!(columns.longitude_e7().iter().eq(rows.iter().map(|row| &row.longitude_e7)));
            prop_assert!(columns.sog().iter().eq(rows.iter().map(|row| &row.sog)));
            prop_assert!(columns.cog().iter().eq(rows.iter().map(|row| &row.cog)));
            prop_assert!(columns.heading().iter().eq(rows.iter().map(|row| &row.heading)));
            prop_assert!(columns.status().iter().eq(rows.iter().map(|row| &row.status)));
            prop_assert!(columns.flags().iter().eq(rows.iter().map(|row| &row.flags)));
        }
    }
}
