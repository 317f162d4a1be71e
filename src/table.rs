//! Small tables of the user's, as CSV with commas, semicolons or tabs: columns are found by the names in the header, and a row that cannot be used costs that row.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use csv::StringRecord;

use crate::places::Skipped;
use crate::{Error, Result};

/// How many cells rows may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lengths {
    /// As many as the header.
    AsHeader,
    /// Any number; those that are missing are empty.
    Any,
}

/// The names of columns.
#[derive(Debug, Clone)]
pub(crate) struct Header(Vec<String>);

impl Header {
    /// The first column whose name is such.
    pub(crate) fn find(&self, is_such: impl Fn(&str) -> bool) -> Option<usize> {
        self.0.iter().position(|name| is_such(name))
    }

    /// The first column that has one of these names, in any case.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        self.find(|column| names.iter().any(|name| column.eq_ignore_ascii_case(name)))
    }
}

/// The cells of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'a> {
    record: &'a StringRecord,
}

impl<'a> Cells<'a> {
    /// Number of the row, counted from 1 with the header.
    pub(crate) fn row(self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    /// The cell of a column; `None` if there is no such column, or nothing in it.
    pub(crate) fn get(self, column: Option<usize>) -> Option<&'a str> {
        self.record.get(column?).map(str::trim).filter(|cell| !cell.is_empty())
    }
}

/// What stands between the cells of a table: that of the delimiters which its first line has most of, a comma if it has none.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
    // Of several that are as many, the last is taken.
    [b'\t', b';', b','].into_iter().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// Reads a table: `columns` finds in the header what `row` needs to make something of a row, and either may say why it cannot. The rows, and
/// an account of those that were passed over.
///
/// # Errors
///
/// [`Error::Io`] if the reader fails, [`Error::Config`] if it is no CSV, or columns are missing; [`Error::Row`] for the first
/// row if there are rows and not one can be used.
pub(crate) fn read<C, T>(
    path: &Path,
    reader: impl Read,
    lengths: Lengths,
    columns: impl FnOnce(&Header) -> Result<C, String>,
    mut row: impl FnMut(&C, Cells<'_>) -> Result<T, String>,
) -> Result<(Vec<T>, Skipped)> {
    let mut reader = BufReader::new(reader);
    let delimiter = delimiter(reader.fill_buf().map_err(|source| Error::io(path, source))?);
    let is_flexible = lengths == Lengths::Any;
    let mut csv =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(is_flexible).delimiter(delimiter).from_reader(reader);
    let fault = |reason: String| Error::Config { path: path.to_owned(), reason };
    let unreadable = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::io(path, source),
        _ => fault("is not CSV".into()),
    };
    // Names in an older encoding are no reason to lose a row.
    let names = StringRecord::from_byte_record_lossy(csv.byte_headers().map_err(unreadable)?.clone());
    let header = Header(names.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect());
    let columns = columns(&header).map_err(fault)?;
    let (mut rows, mut skipped) = (Vec::new(), Skipped::default());
    for record in csv.byte_records() {
        let (number, taken) = match record {
            Ok(record) => {
                let record = StringRecord::from_byte_record_lossy(record);
                let cells = Cells { record: &record };
                (cells.row(), row(&columns, cells))
            }
            Err(error) => match *error.kind() {
                csv::ErrorKind::UnequalLengths { ref pos, expected_len, len } => {
                    let reason = format!("has {len} cells, not the {expected_len} of the header");
                    (pos.as_ref().map_or(0, csv::Position::line), Err(reason))
                }
                _ => return Err(unreadable(error)),
            },
        };
        match taken {
            Ok(row) => rows.push(row),
            Err(reason) => skipped.add(number, reason),
        }
    }
    match skipped.first {
        Some((row, reason)) if rows.is_empty() => Err(Error::Row { path: path.to_owned(), row, reason }),
        _ => Ok((rows, skipped)),
    }
}
