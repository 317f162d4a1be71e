//! What tables of events have in common: vessels, start, end and kind, found by the names of their columns.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::{DateTime, Utc};

use crate::ais::Mmsi;
use crate::places::Skipped;
use crate::table::{self, Header, Lengths};
use crate::{Error, Result};

/// Whose event it is: the lower MMSI first, of one vessel alone without a second.
pub(super) type Vessels = (Mmsi, Option<Mmsi>);

/// Two vessels in either order, as [`Vessels`].
pub(super) fn vessels(a: Mmsi, b: Option<Mmsi>) -> Vessels {
    match b {
        Some(b) if b < a => (b, Some(a)),
        _ => (a, b),
    }
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells<'a> {
    header: &'a Header,
    cells: table::Cells<'a>,
}

/// A table of events.
#[derive(Debug)]
pub(super) struct Table<T> {
    pub(super) rows: Vec<T>,
    /// Whether it has a column for second vessels.
    pub(super) has_partners: bool,
    pub(super) skipped: Skipped,
}

/// What every row must say.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) vessels: Vessels,
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

/// Opens a file and reads it as [`read`] does.
pub(super) fn read_file<T>(path: &Path, row: impl Fn(Cells<'_>, Event) -> Result<T, String>) -> Result<Table<T>> {
    read(path, File::open(path).map_err(|source| Error::io(path, source))?, row)
}

/// Reads CSV with a header: the rows that `row` makes something of, and an account of the others.
pub(super) fn read<T>(
    path: &Path,
    reader: impl Read,
    row: impl Fn(Cells<'_>, Event) -> Result<T, String>,
) -> Result<Table<T>> {
    let mut has_partners = false;
    let columns = |header: &Header| {
        has_partners = header.column(&["mmsi_b"]).is_some();
        complete(header)
    };
    let (rows, skipped) = table::read(path, reader, Lengths::Any, columns, |header, cells| {
        let cells = Cells { header, cells };
        row(cells, cells.event()?)
    })?;
    Ok(Table { rows, has_partners, skipped })
}

/// The header, if it has the columns that all tables must have.
fn complete(header: &Header) -> Result<Header, String> {
    let needed: [&[&str]; 3] = [&["mmsi_a", "mmsi"], &["start"], &["end"]];
    match needed.iter().find(|names| header.column(names).is_none()) {
        None => Ok(header.clone()),
        Some(missing) => Err(format!(
            "has no column `{}`: events are CSV with columns mmsi_a and mmsi_b, or mmsi alone, and start and end",
            missing[0]
        )),
    }
}

impl<'a> Cells<'a> {
    /// The cell of a column; `None` if there is none, or it is empty.
    pub(super) fn get(self, name: &str) -> Option<&'a str> {
        self.cells.get(self.header.column(&[name]))
    }

    /// The cell of a column as a finite number.
    pub(super) fn number(self, name: &str) -> Result<Option<f64>, String> {
        let number = |cell: &str| {
            let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
            number.ok_or_else(|| format!("{name} `{}` is no number", cell.escape_debug()))
        };
        self.get(name).map(number).transpose()
    }

    fn mmsi(self, name: &str) -> Result<Option<Mmsi>, String> {
        let mmsi = |cell: &str| cell.parse::<Mmsi>().map_err(|error| format!("{name}: {error}"));
        self.get(name).map(mmsi).transpose()
    }

    fn event(self) -> Result<Event, String> {
        let a = match self.mmsi("mmsi_a")? {
            Some(a) => a,
            None => self.mmsi("mmsi")?.ok_or("names no vessel")?,
        };
        let b = self.mmsi("mmsi_b")?;
        if b == Some(a) {
            return Err(format!("mmsi_a and mmsi_b are both {a}: an event is of two vessels, or of one"));
        }
        let (start, end) = (self.time("start")?, self.time("end")?);
        if end < start {
            return Err("ends before it starts".into());
        }
        Ok(Event { vessels: vessels(a, b), start, end })
    }

    fn time(self, name: &str) -> Result<DateTime<Utc>, String> {
        let cell = self.get(name).ok_or_else(|| format!("has no {name}"))?;
        time(cell).ok_or_else(|| {
            let cell = cell.escape_debug();
            format!("{name} `{cell}` is no time: write 2024-03-01T12:00:00Z, or seconds since 1970")
        })
    }
}

/// A time as RFC 3339, or as seconds since 1970.
fn time(cell: &str) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(cell) {
        return Some(time.to_utc());
    }
    let milliseconds = cell.parse::<f64>().ok()? * 1000.0;
    // Ten thousand years either way; what is no number is outside too.
    (milliseconds.abs() < 3e14).then(|| DateTime::from_timestamp_millis(milliseconds.round() as i64)).flatten()
}
