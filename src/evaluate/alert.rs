//! What a method says happened.

use std::io::Read;
use std::path::Path;

use chrono::{DateTime, Utc};

use super::columns::{self, Cells, Event, Table};
use crate::Result;
use crate::ais::Mmsi;
use crate::assess::Candidate;
use crate::detect::{DarkRendezvous, Encounter, Gap, Loitering};
use crate::places::Skipped;

/// An event as a method reports it, with what the method thinks of it.
///
/// Scores are only ever compared with scores of the same method: the higher is the more certain, whatever the unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// One vessel; the lower MMSI in all that this crate makes, which matching does not ask for.
    pub mmsi_a: Mmsi,
    /// The other; `None` for an event of one vessel.
    pub mmsi_b: Option<Mmsi>,
    /// When it began.
    pub start: DateTime<Utc>,
    /// When it ended, not before its start.
    pub end: DateTime<Utc>,
    /// How certain the method is: a finite number, the higher the more.
    pub score: f64,
    /// What kind of event it is, in the words of the method. Matching does not look at it.
    pub kind: String,
}

impl Alert {
    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        hours(self.start, self.end)
    }

    /// A candidate; its score is the candidate's, in log-odds. `None` for one without a vessel, which
    /// [`assess`](crate::assess) does not make.
    #[must_use]
    pub fn of_candidate(candidate: &Candidate) -> Option<Self> {
        let (mmsi_a, mmsi_b) = columns::vessels(candidate.mmsi_a()?, candidate.mmsi_b());
        Some(Self {
            mmsi_a,
            mmsi_b,
            start: candidate.start,
            end: candidate.end,
            score: candidate.score,
            kind: candidate.kind.as_str().to_owned(),
        })
    }
}

impl From<&Encounter> for Alert {
    /// The score is the time in contact, in hours: the one figure of an encounter that says how much there is of it. The kind is
    /// the mode.
    fn from(event: &Encounter) -> Self {
        Self {
            mmsi_a: event.mmsi_a,
            mmsi_b: Some(event.mmsi_b),
            start: event.start,
            end: event.end,
            score: event.contact_h,
            kind: event.mode.as_str().to_owned(),
        }
    }
}

impl From<&DarkRendezvous> for Alert {
    /// The score is the rendezvous's own, 0 to 1.
    fn from(event: &DarkRendezvous) -> Self {
        Self {
            mmsi_a: event.mmsi_a,
            mmsi_b: event.mmsi_b,
            start: event.start,
            end: event.end,
            score: event.score,
            kind: event.kind.as_str().to_owned(),
        }
    }
}

impl From<&Gap> for Alert {
    /// The score is the probability that it was not reception alone; the kind is the class.
    ///
    /// A gap of the class [`Open`](crate::detect::GapClass::Open) ends with the data, not with a fix: leave it out where
    /// the truth has no silences that never ended.
    fn from(event: &Gap) -> Self {
        Self {
            mmsi_a: event.mmsi,
            mmsi_b: None,
            start: event.start,
            end: event.end,
            score: 1.0 - event.reception.probability,
            kind: event.class.as_str().to_owned(),
        }
    }
}

impl From<&Loitering> for Alert {
    /// The score is the duration in hours.
    fn from(event: &Loitering) -> Self {
        Self {
            mmsi_a: event.mmsi,
            mmsi_b: None,
            start: event.start,
            end: event.end,
            score: event.duration_h(),
            kind: "loitering".to_owned(),
        }
    }
}

/// Alerts from a file, such as the command writes.
///
/// ```
/// use lightering::evaluate::AlertTable;
/// let csv = "id,mmsi,start,end,reception_probability,class\n\
///            1,636000001,2024-03-01T22:00:00Z,2024-03-02T08:00:00Z,0.25,coverage\n";
/// let table = AlertTable::from_reader("gaps.csv".as_ref(), csv.as_bytes())?;
/// assert_eq!(table.alerts()[0].score, 0.75);
/// assert_eq!(table.alerts()[0].kind, "coverage");
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct AlertTable {
    alerts: Vec<Alert>,
    skipped: Skipped,
}

impl AlertTable {
    /// Reads a file as [`from_reader`](Self::from_reader) does.
    ///
    /// # Errors
    ///
    /// [`Error::Io`](crate::Error::Io) if it cannot be read, and those of [`from_reader`](Self::from_reader).
    pub fn from_file(path: &Path) -> Result<Self> {
        columns::read_file(path, alert).map(Self::from)
    }

    /// Reads CSV with a header; `path` stands for it in messages.
    ///
    /// Vessels and times are as in [`TruthTable`](super::TruthTable). The score is the first of these that the row has: `score`;
    /// one less `reception_probability`; `contact_h`; the duration in hours. So `encounters.csv`, `dark_rendezvous.csv`,
    /// `gaps.csv`, `loitering.csv` and `candidates.csv` give the scores that the events themselves give. The kind is that of the
    /// column `kind`, `class` or `mode`, or empty.
    ///
    /// # Errors
    ///
    /// [`Error::Config`](crate::Error::Config) if a column is missing, [`Error::Row`](crate::Error::Row) for the first row if
    /// not one is an alert, [`Error::Io`](crate::Error::Io) if the reader fails. A table with a header alone holds no alert, which is
    /// no error.
    pub fn from_reader(path: &Path, reader: impl Read) -> Result<Self> {
        columns::read(path, reader, alert).map(Self::from)
    }

    /// The alerts, in the order of the file.
    #[must_use]
    pub fn alerts(&self) -> &[Alert] {
        &self.alerts
    }

    /// The alerts alone.
    #[must_use]
    pub fn into_alerts(self) -> Vec<Alert> {
        self.alerts
    }

    /// Rows that are no alert, and were passed over.
    #[must_use]
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }
}

impl From<Table<Alert>> for AlertTable {
    fn from(Table { rows: alerts, skipped, .. }: Table<Alert>) -> Self {
        Self { alerts, skipped }
    }
}

fn alert(cells: Cells<'_>, event: Event) -> Result<Alert, String> {
    let Event { vessels: (mmsi_a, mmsi_b), start, end } = event;
    let score = match (cells.number("score")?, cells.number("reception_probability")?, cells.number("contact_h")?) {
        (Some(score), _, _) => score,
        (None, Some(probability), _) => 1.0 - probability,
        (None, None, Some(contact_h)) => contact_h,
        (None, None, None) => hours(start, end),
    };
    let kind = ["kind", "class", "mode"].iter().find_map(|name| cells.get(name)).unwrap_or_default().to_owned();
    Ok(Alert { mmsi_a, mmsi_b, start, end, score, kind })
}

/// Alerts by start, end and vessels, as detectors give them.
pub(super) fn in_order(mut alerts: Vec<Alert>) -> Vec<Alert> {
    alerts.sort_by_key(|alert| (alert.start, alert.end, alert.mmsi_a, alert.mmsi_b));
    alerts
}

fn hours(start: DateTime<Utc>, end: DateTime<Utc>) -> f64 {
    (end - start).as_seconds_f64() / 3600.0
}

#[cfg(test)]
#[path = "alert_tests.rs"]
mod tests;
