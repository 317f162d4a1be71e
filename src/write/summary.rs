//! `summary.json`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::config::Config;
use crate::read::ReadReport;
use crate::{Error, Result};

/// What a run read, found and left out, and with which parameters.
///
/// Everything but [`run`](Self::run) is the same for the same input and options.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// Version of the library.
    pub version: &'static str,
    /// Files, and members of archives, that were passed over since they have no layout that is known.
    pub passed_over: Vec<PassedOver>,
    /// What became of every row.
    pub rows: RowCounts,
    /// Vessels (MMSI) with at least one fix.
    pub vessels: u64,
    /// Tracks; more than vessels where two transmitters share an MMSI.
    pub tracks: u64,
    /// Fixes on these tracks.
    pub fixes: u64,
    /// Accepted rows that are on no track, by reason.
    pub set_aside: BTreeMap<&'static str, u64>,
    /// Events written.
    pub events: EventCounts,
    /// Events found but not written, since they are at an anchorage.
    pub left_out_at_anchorages: EventCounts,
    /// Events found but not written, since they are outside the area.
    pub left_out_outside_area: EventCounts,
    /// What was asked for besides the parameters.
    pub options: Options,
    /// The parameters in force.
    pub parameters: Config,
    /// The only part that differs from run to run.
    pub run: Run,
}

/// A file that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    /// The file; for a member of an archive `archive.zip:member.csv`.
    pub file: String,
    /// Why.
    pub reason: String,
}

/// The account of rows: `read = accepted + duplicates + rejected`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows read, headers not included.
    pub read: u64,
    /// Rows used.
    pub accepted: u64,
    /// Exact copies of accepted rows.
    pub duplicates: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// The same by reason.
    pub rejected_by_reason: BTreeMap<&'static str, u64>,
}

/// A count of each kind of event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct EventCounts {
    /// Encounters.
    pub encounters: u64,
    /// Gaps.
    pub gaps: u64,
    /// Loitering.
    pub loitering: u64,
    /// Dark rendezvous.
    pub dark_rendezvous: u64,
    /// Identity events.
    pub identity: u64,
    /// Candidate transfers.
    pub candidates: u64,
}

/// Options of a run that decide what is read and written.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Options {
    /// Layout that was asked for; none if it was recognised.
    pub format: Option<String>,
    /// File with the column map.
    pub columns: Option<String>,
    /// File with the parameters.
    pub config: Option<String>,
    /// Rows from this time, RFC 3339.
    pub from: Option<String>,
    /// Rows before this time, RFC 3339.
    pub to: Option<String>,
    /// File with the watchlist.
    pub watchlist: Option<String>,
    /// Rows of the watchlist that could not be used.
    pub watchlist_rows_skipped: u64,
    /// File with the coastline; none for the bundled one.
    pub coastline: Option<String>,
    /// File with the area.
    pub area: Option<String>,
    /// Files with anchorages.
    pub anchorages: Vec<String>,
    /// Distance from an anchorage that counts as being there, in kilometres.
    pub anchorage_radius_km: Option<f64>,
    /// Rows of those files that are no place.
    pub anchorage_rows_skipped: u64,
}

/// How long a run took and how much memory it had.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Run {
    /// Files, folders and patterns that were read, or digests, as they were named.
    pub inputs: Vec<String>,
    /// Threads at work.
    pub threads: usize,
    /// Windows of time that held reports.
    pub windows: u64,
    /// Reports were in no order, and went by way of a temporary file.
    pub by_way_of_disk: bool,
    /// Stages in their order.
    pub stages: Vec<Stage>,
}

/// One stage of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Most memory that the process has held up to its end, in bytes; not known everywhere.
    pub peak_memory_bytes: Option<u64>,
}

impl RowCounts {
    /// The account of what was read, given how many of the rows taken were exact copies.
    ///
    /// # Errors
    ///
    /// [`Error::Unbalanced`] if read is not accepted + duplicates + rejected.
    pub fn new(report: &ReadReport, duplicates: u64) -> Result<Self> {
        let rejected = report.rejected.values().sum();
        let accepted = report.rows_taken.checked_sub(duplicates).filter(|accepted| {
            accepted.checked_add(duplicates).and_then(|taken| taken.checked_add(rejected)) == Some(report.rows_read)
        });
        match accepted {
            Some(accepted) => Ok(Self {
                read: report.rows_read,
                accepted,
                duplicates,
                rejected,
                rejected_by_reason: report.rejected.iter().map(|(reason, &count)| (reason.as_str(), count)).collect(),
            }),
            None => Err(Error::Unbalanced(format!(
                "{} rows read, {} taken of which {duplicates} duplicates, {rejected} rejected",
                report.rows_read, report.rows_taken
            ))),
        }
    }
}

impl EventCounts {
    /// Events of all kinds.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.encounters + self.gaps + self.loitering + self.dark_rendezvous + self.identity + self.candidates
    }
}

/// Writes a summary as indented JSON.
///
/// # Errors
///
/// What the writer says.
pub fn summary(summary: &Summary, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, summary)?;
    out.write_all(b"\n")
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
