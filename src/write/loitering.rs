//! `loitering.csv`.

use std::io::{self, Write};

use super::cell::{DEGREE_DECIMALS, HOUR_DECIMALS, METRE_DECIMALS, SPEED_DECIMALS, number, time};
use super::table::table;
use crate::detect::Loitering;

/// Columns of `loitering.csv`; the last is not part of the contract with scripts.
pub const LOITERING_COLUMNS: [&str; 9] =
    ["id", "mmsi", "start", "end", "duration_h", "lat", "lon", "median_speed_kn", "radius_m"];

/// Writes loitering as CSV, one event a row, in the order given; times are to the nearest second.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::loitering(&[], &mut csv)?;
/// assert!(csv.starts_with(b"id,mmsi,start,end,"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn loitering(events: &[Loitering], out: impl Write) -> io::Result<()> {
    let rows = events.iter().map(|event| {
        [
            event.id.to_string(),
            event.mmsi.to_string(),
            time(event.start),
            time(event.end),
            number(event.duration_h(), HOUR_DECIMALS),
            number(event.position.latitude_deg(), DEGREE_DECIMALS),
            number(event.position.longitude_deg(), DEGREE_DECIMALS),
            number(event.median_speed_kn, SPEED_DECIMALS),
            number(event.radius_m, METRE_DECIMALS),
        ]
    });
    table(LOITERING_COLUMNS, rows, out)
}

#[cfg(test)]
#[path = "loitering_tests.rs"]
mod tests;
