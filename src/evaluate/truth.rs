//! What really happened.

use std::io::Read;
use std::path::Path;

use chrono::{DateTime, Utc};

use super::columns::{self, Cells, Event, Table};
use crate::Result;
use crate::ais::Mmsi;
use crate::places::Skipped;

/// An event that is known to have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrueEvent {
    /// One vessel; the lower MMSI in what [`TruthTable`] reads, which matching does not ask for.
    pub mmsi_a: Mmsi,
    /// The other; `None` for an event of one vessel, such as a silence.
    pub mmsi_b: Option<Mmsi>,
    /// When it began.
    pub start: DateTime<Utc>,
    /// When it ended, not before its start.
    pub end: DateTime<Utc>,
    /// What kind of event it is, in any words; empty if nothing is said of it.
    pub kind: String,
}

#[cfg(feature = "simulate")]
impl From<&crate::simulate::EncounterTruth> for TrueEvent {
    /// The kind is why they met.
    fn from(truth: &crate::simulate::EncounterTruth) -> Self {
        Self {
            mmsi_a: truth.mmsi_a,
            mmsi_b: Some(truth.mmsi_b),
            start: truth.start,
            end: truth.end,
            kind: truth.relation.as_str().to_owned(),
        }
    }
}

#[cfg(feature = "simulate")]
impl TrueEvent {
    /// A silence as it shows in what was heard, from the last row before to the first after; `None` if there is not both. The
    /// kind is why.
    #[must_use]
    pub fn of_gap(truth: &crate::simulate::GapTruth) -> Option<Self> {
        Some(Self {
            mmsi_a: truth.mmsi,
            mmsi_b: None,
            start: truth.last_heard?,
            end: truth.first_heard?,
            kind: truth.cause.as_str().to_owned(),
        })
    }
}

/// Events that are known to have happened, from a file.
///
/// ```
/// use lightering::evaluate::TruthTable;
/// let csv = "start,end,mmsi_b,mmsi_a,kind\n\
///            2024-03-01T22:00:00Z,2024-03-02T02:00:00Z,636000001,636000002,transfer\n\
///            1709330400,1709344800,,636000003,silence\n\
///            tomorrow,1709344800,,636000003,silence\n";
/// let table = TruthTable::from_reader("truth.csv".as_ref(), csv.as_bytes())?;
/// assert_eq!(table.events().len(), 2);
/// assert_eq!(table.events()[0].mmsi_a.get(), 636_000_001);
/// assert_eq!(table.events()[1].start, table.events()[0].start);
/// assert_eq!(table.skipped().rows, 1);
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct TruthTable {
    events: Vec<TrueEvent>,
    is_of_pairs: bool,
    skipped: Skipped,
}

impl TruthTable {
    /// Reads a file as [`from_reader`](Self::from_reader) does.
    ///
    /// # Errors
    ///
    /// [`Error::Io`](crate::Error::Io) if it cannot be read, and those of [`from_reader`](Self::from_reader).
    pub fn from_file(path: &Path) -> Result<Self> {
        columns::read_file(path, event).map(Self::from)
    }

    /// Reads CSV with a header; `path` stands for it in messages.
    ///
    /// Cells are divided by commas, semicolons or tabs. Columns are found by name, in any order and case: `mmsi_a` and `mmsi_b`, or `mmsi` alone for events of one vessel;
    /// `start` and `end`, as RFC 3339 or in seconds since 1970; and, where given, `kind`. Others are passed over. A row that
    /// is no event costs that row; see [`skipped`](Self::skipped). A pair is put in order of MMSI. A table with a header alone says that
    /// nothing happened.
    ///
    /// # Errors
    ///
    /// [`Error::Config`](crate::Error::Config) if a column is missing, [`Error::Row`](crate::Error::Row) for the first row if
    /// not one is an event, [`Error::Io`](crate::Error::Io) if the reader fails.
    pub fn from_reader(path: &Path, reader: impl Read) -> Result<Self> {
        columns::read(path, reader, event).map(Self::from)
    }

    /// The events, in the order of the file.
    #[must_use]
    pub fn events(&self) -> &[TrueEvent] {
        &self.events
    }

    /// The events alone.
    #[must_use]
    pub fn into_events(self) -> Vec<TrueEvent> {
        self.events
    }

    /// Whether it is about pairs: an event names a second vessel, or there is no event and there is a column for one.
    #[must_use]
    pub fn is_of_pairs(&self) -> bool {
        self.is_of_pairs
    }

    /// Rows that are no event, and were passed over.
    #[must_use]
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }
}

impl From<Table<TrueEvent>> for TruthTable {
    fn from(table: Table<TrueEvent>) -> Self {
        let Table { rows: events, has_partners, skipped } = table;
        let is_of_pairs = if events.is_empty() { has_partners } else { events.iter().any(|of| of.mmsi_b.is_some()) };
        Self { events, is_of_pairs, skipped }
    }
}

fn event(cells: Cells<'_>, event: Event) -> Result<TrueEvent, String> {
    let Event { vessels: (mmsi_a, mmsi_b), start, end } = event;
    Ok(TrueEvent { mmsi_a, mmsi_b, start, end, kind: cells.get("kind").unwrap_or_default().to_owned() })
}

#[cfg(test)]
#[path = "truth_tests.rs"]
mod tests;
