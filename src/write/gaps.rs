//! `gaps.csv`.

use std::io::{self, Write};

use super::cell::{
    DEGREE_DECIMALS, FRACTION_DECIMALS, HOUR_DECIMALS, KILOMETRE_DECIMALS, PROBABILITY_DECIMALS, SPEED_DECIMALS,
    number, optional, time,
};
use super::table::table;
use crate::detect::Gap;

/// Columns of `gaps.csv`; those after the class are not part of the contract with scripts.
pub const GAP_COLUMNS: [&str; 17] = [
    "id",
    "mmsi",
    "start",
    "end",
    "duration_h",
    "start_lat",
    "start_lon",
    "end_lat",
    "end_lon",
    "distance_km",
    "implied_speed_kn",
    "reception_probability",
    "class",
    "own_share",
    "heard_nearby",
    "silent_nearby",
    "usual_share",
];

/// Writes gaps as CSV, one a row, in the order given.
///
/// Times are to the nearest second. A cell is empty where the value is not known, as the end of
/// an open gap. Probabilities have six decimals, so that one in ten thousand is not 0.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::gaps(&[], &mut csv)?;
/// assert!(csv.starts_with(b"id,mmsi,start,end,"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn gaps(events: &[Gap], out: impl Write) -> io::Result<()> {
    let rows = events.iter().map(|event| {
        [
            event.id.to_string(),
            event.mmsi.to_string(),
            time(event.start),
            time(event.end),
            number(event.duration_h(), HOUR_DECIMALS),
            number(event.start_position.latitude_deg(), DEGREE_DECIMALS),
            number(event.start_position.longitude_deg(), DEGREE_DECIMALS),
            optional(event.end_position.map(|end| end.latitude_deg()), DEGREE_DECIMALS),
            optional(event.end_position.map(|end| end.longitude_deg()), DEGREE_DECIMALS),
            optional(event.distance_km, KILOMETRE_DECIMALS),
            optional(event.implied_speed_kn, SPEED_DECIMALS),
            number(event.reception.probability, PROBABILITY_DECIMALS),
            event.class.as_str().to_owned(),
            number(event.reception.own_share, FRACTION_DECIMALS),
            number(event.reception.heard_nearby, 0),
            number(event.reception.silent_nearby, 0),
            number(event.reception.usual_share, FRACTION_DECIMALS),
        ]
    });
    table(GAP_COLUMNS, rows, out)
}

#[cfg(test)]
#[path = "gaps_tests.rs"]
mod tests;
