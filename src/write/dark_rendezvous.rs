//! `dark_rendezvous.csv`.

use std::io::{self, Write};

use super::cell::{DEGREE_DECIMALS, FRACTION_DECIMALS, HOUR_DECIMALS, PROBABILITY_DECIMALS, number, optional, time};
use super::table::table;
use crate::detect::DarkRendezvous;

/// Columns of `dark_rendezvous.csv`; those after the score are not part of the contract with scripts.
pub const DARK_RENDEZVOUS_COLUMNS: [&str; 14] = [
    "id",
    "mmsi_a",
    "mmsi_b",
    "kind",
    "start",
    "end",
    "max_dwell_h",
    "lat",
    "lon",
    "score",
    "slack_h",
    "alternatives",
    "reception_probability_a",
    "reception_probability_b",
];

/// Writes dark rendezvous as CSV, one a row, in the order given.
///
/// Start and end are to the nearest second, and bound when the meeting can have been. `mmsi_b` is empty for a partner that
/// was not heard at all, a reception probability for a vessel that was seen.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::dark_rendezvous(&[], &mut csv)?;
/// assert!(csv.starts_with(b"id,mmsi_a,mmsi_b,kind,start,end,max_dwell_h,lat,lon,score,"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn dark_rendezvous(events: &[DarkRendezvous], out: impl Write) -> io::Result<()> {
    let rows = events.iter().map(|event| {
        [
            event.id.to_string(),
            event.mmsi_a.to_string(),
            event.mmsi_b.map(|mmsi| mmsi.to_string()).unwrap_or_default(),
            event.kind.as_str().to_owned(),
            time(event.start),
            time(event.end),
            number(event.max_dwell_h, HOUR_DECIMALS),
            number(event.position.latitude_deg(), DEGREE_DECIMALS),
            number(event.position.longitude_deg(), DEGREE_DECIMALS),
            number(event.score, FRACTION_DECIMALS),
            number(event.slack_h, HOUR_DECIMALS),
            event.alternatives.to_string(),
            optional(event.reception_probability_a, PROBABILITY_DECIMALS),
            optional(event.reception_probability_b, PROBABILITY_DECIMALS),
        ]
    });
    table(DARK_RENDEZVOUS_COLUMNS, rows, out)
}
