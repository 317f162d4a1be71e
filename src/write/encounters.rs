//! `encounters.csv`.

use std::io::{self, Write};

use super::cell::{
    DEGREE_DECIMALS, FRACTION_DECIMALS, HOUR_DECIMALS, METRE_DECIMALS, SPEED_DECIMALS, number, optional, time,
};
use super::table::table;
use crate::detect::Encounter;

/// Columns of `encounters.csv`; the last three are not part of the contract with scripts.
pub const ENCOUNTER_COLUMNS: [&str; 18] = [
    "id",
    "mmsi_a",
    "mmsi_b",
    "start",
    "end",
    "duration_h",
    "mode",
    "lat",
    "lon",
    "median_distance_m",
    "min_distance_m",
    "hull_clearance_m",
    "median_speed_kn_a",
    "median_speed_kn_b",
    "observed_fraction",
    "contact_h",
    "median_relative_speed_kn",
    "group",
];

/// Writes encounters as CSV, one a row, in the order given.
///
/// Times are to the nearest second; `duration_h` is that of the exact moments. A cell is empty
/// where the value is not known.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::encounters(&[], &mut csv)?;
/// assert!(csv.starts_with(b"id,mmsi_a,mmsi_b,start,end,"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn encounters(events: &[Encounter], out: impl Write) -> io::Result<()> {
    table(ENCOUNTER_COLUMNS, events.iter().map(row), out)
}

/// The cells of an encounter, as the columns are named.
pub(super) fn row(event: &Encounter) -> [String; 18] {
    [
        event.id.to_string(),
        event.mmsi_a.to_string(),
        event.mmsi_b.to_string(),
        time(event.start),
        time(event.end),
        number(event.duration_h(), HOUR_DECIMALS),
        event.mode.as_str().to_owned(),
        number(event.position.latitude_deg(), DEGREE_DECIMALS),
        number(event.position.longitude_deg(), DEGREE_DECIMALS),
        number(event.median_distance_m, METRE_DECIMALS),
        number(event.min_distance_m, METRE_DECIMALS),
        optional(event.hull_clearance_m, METRE_DECIMALS),
        number(event.median_speed_kn_a, SPEED_DECIMALS),
        number(event.median_speed_kn_b, SPEED_DECIMALS),
        number(event.observed_fraction, FRACTION_DECIMALS),
        number(event.contact_h, HOUR_DECIMALS),
        number(event.median_relative_speed_kn, SPEED_DECIMALS),
        event.group.map(|id| id.to_string()).unwrap_or_default(),
    ]
}

#[cfg(test)]
#[path = "encounters_tests.rs"]
mod tests;
