//! `identity.csv`.

use std::io::{self, Write};

use super::cell::{text, time};
use super::table::table;
use crate::detect::Identity;

/// Columns of `identity.csv`.
pub const IDENTITY_COLUMNS: [&str; 6] = ["id", "mmsi", "kind", "time", "detail", "mmsi_before"];

/// Writes identity events as CSV, one a row, in the order given; times are to the nearest second.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::identity(&[], &mut csv)?;
/// assert!(csv.starts_with(b"id,mmsi,kind,time,detail"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn identity(events: &[Identity], out: impl Write) -> io::Result<()> {
    let rows = events.iter().map(|event| {
        [
            event.id.to_string(),
            event.mmsi.to_string(),
            event.kind.as_str().to_owned(),
            time(event.time),
            text(&event.detail).into_owned(),
            event.mmsi_before.map(|mmsi| mmsi.to_string()).unwrap_or_default(),
        ]
    });
    table(IDENTITY_COLUMNS, rows, out)
}
