//! `rejects.csv`.

use std::io::{self, Write};

use super::cell::text;
use super::table::table;
use crate::read::Reject;

/// Columns of `rejects.csv`.
pub const REJECT_COLUMNS: [&str; 4] = ["file", "row", "reason", "text"];

/// Writes rejected rows as CSV, one a row, in the order given.
///
/// File and text come from outside: what a spreadsheet would run as a formula gets an
/// apostrophe in front, and control characters are spelled out, so that a reject is one line.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::rejects(&[], &mut csv)?;
/// assert_eq!(csv, b"file,row,reason,text\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn rejects(rows: &[Reject], out: impl Write) -> io::Result<()> {
    let rows = rows.iter().map(|row| {
        let file = row.file.to_string_lossy();
        [text(&file).into_owned(), row.row.to_string(), row.reason.as_str().to_owned(), text(&row.text).into_owned()]
    });
    table(REJECT_COLUMNS, rows, out)
}

#[cfg(test)]
#[path = "rejects_tests.rs"]
mod tests;
