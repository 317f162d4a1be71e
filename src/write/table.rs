//! One way to write a table.

use std::io::{self, Write};

/// Writes a header and rows of the same width as CSV.
pub(super) fn table<const WIDTH: usize>(
    columns: [&str; WIDTH],
    rows: impl Iterator<Item = [String; WIDTH]>,
    out: impl Write,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(columns).map_err(io_error)?;
    for row in rows {
        csv.write_record(&row).map_err(io_error)?;
    }
    csv.flush()
}

/// The error of the writer below, whose kind says whether the disk is full.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}
