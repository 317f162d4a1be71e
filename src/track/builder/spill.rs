//! Reports by windows of time in a temporary file, for input that is in no order.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use super::row::ROW_BYTES;
use super::{Row, StaticId};
use crate::{Error, Result};

/// Rows held in memory before they are written: 64 MB.
const HELD_ROWS: usize = 2_000_000;

/// Rows by number of their window.
pub(super) struct Spill {
    /// It has no name, and is gone when the program ends, however it does.
    file: File,
    written: u64,
    held: BTreeMap<i64, Vec<Row>>,
    held_rows: usize,
    /// Where the rows of each window stand, and how many in each place.
    places: BTreeMap<i64, Vec<(u64, usize)>>,
}

/// A file for what is written.
#[cfg(feature = "spill")]
fn file() -> Result<File> {
    tempfile::tempfile().map_err(failed)
}

/// A file for what is written, which takes a feature.
#[cfg(not(feature = "spill"))]
fn file() -> Result<File> {
    let reason = "reports come more than an hour too late: sort them by time, or build with the feature `spill`";
    Err(Error::Digest(reason.to_owned()))
}

fn failed(error: std::io::Error) -> Error {
    Error::io(std::env::temp_dir(), error)
}

impl Spill {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { file: file()?, written: 0, held: BTreeMap::new(), held_rows: 0, places: BTreeMap::new() })
    }

    /// Takes rows of a window.
    pub(super) fn push(
        &mut self,
        window: i64,
        rows: &[Row],
        statics: impl Fn(u32, u32) -> Option<StaticId>,
    ) -> Result<()> {
        let held = self.held.entry(window).or_default();
        let id = |row: &Row| statics(row.mmsi, row.statics).map_or(0, |id| id.0 + 1);
        held.extend(rows.iter().map(|row| Row { statics: id(row), ..*row }));
        self.held_rows += rows.len();
        if self.held_rows >= HELD_ROWS { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<()> {
        let mut bytes = Vec::new();
        for (window, rows) in std::mem::take(&mut self.held) {
            bytes.clear();
            bytes.reserve(rows.len() * ROW_BYTES);
            rows.iter().for_each(|row| bytes.extend(row.to_bytes()));
            self.file.write_all(&bytes).map_err(failed)?;
            self.places.entry(window).or_default().push((self.written, rows.len()));
            self.written += bytes.len() as u64;
        }
        self.held_rows = 0;
        Ok(())
    }

    /// The windows that have rows, in order.
    pub(super) fn windows(&self) -> Vec<i64> {
        let mut windows: Vec<i64> = self.places.keys().chain(self.held.keys()).copied().collect();
        windows.sort_unstable();
        windows.dedup();
        windows
    }

    /// Gives the rows of a window, piece by piece.
    pub(super) fn read(&mut self, window: i64, mut each: impl FnMut(&[Row])) -> Result<()> {
        for (start, count) in self.places.remove(&window).unwrap_or_default() {
            self.file.seek(SeekFrom::Start(start)).map_err(failed)?;
            let mut bytes = vec![0; count * ROW_BYTES];
            self.file.read_exact(&mut bytes).map_err(failed)?;
            let rows: Vec<Row> = bytes.as_chunks().0.iter().map(Row::from_bytes).collect();
            each(&rows);
        }
        self.held.remove(&window).into_iter().for_each(|rows| each(&rows));
        Ok(())
    }
}
