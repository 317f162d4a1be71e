//! The way of every row: from a stream into the builder, or into the account of rejects.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{TimeDelta, Utc};

use super::header::Header;
use super::record::{Found, Record, Records};
use super::row::RecordParser;
use super::sniff::{self, Layout};
use super::statics::StaticsCache;
use super::vessel_ids::VesselIds;
use super::{Format, Progress, ReadOptions, ReadReport, Reason};
use crate::track::FleetBuilder;
use crate::{Error, Result};

/// Rows between two calls of the progress callback.
const ROWS_PER_PROGRESS: u64 = 65_536;

/// Takes rows from one input after another.
pub(super) struct Intake<'a> {
    pub(super) options: &'a ReadOptions,
    progress: &'a (dyn Fn(Progress) + Sync),
    /// In milliseconds since 1970: the period asked for, and the last moment that can be.
    pub(super) from_ms: i64,
    pub(super) to_ms: i64,
    pub(super) latest_ms: i64,
    pub(super) fleet: FleetBuilder,
    pub(super) report: ReadReport,
    statics: StaticsCache,
    pub(super) ids: VesselIds,
    /// Bytes consumed of all inputs, as on disk.
    bytes: Arc<AtomicU64>,
}

impl<'a> Intake<'a> {
    pub(super) fn new(options: &'a ReadOptions, progress: &'a (dyn Fn(Progress) + Sync)) -> Self {
        let latest = options.latest.unwrap_or_else(|| Utc::now() + TimeDelta::days(1));
        Self {
            options,
            progress,
            from_ms: options.from.map_or(i64::MIN, |from| from.timestamp_millis()),
            to_ms: options.to.map_or(i64::MAX, |to| to.timestamp_millis()),
            latest_ms: latest.timestamp_millis(),
            fleet: FleetBuilder::new(),
            report: ReadReport::default(),
            statics: StaticsCache::default(),
            ids: VesselIds::default(),
            bytes: Arc::default(),
        }
    }

    /// The counter of bytes consumed, for whoever opens inputs.
    pub(super) fn bytes(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes)
    }

    /// Reads text of any layout. `compression` names what it was unpacked from, if anything.
    pub(super) fn read(&mut self, path: &Path, source: impl Read, compression: Option<&'static str>) -> Result<()> {
        let mut records = Records::new(source);
        self.report.open(path);
        let failed = |error: io::Error, rows: u64, line: u64| failure(path, error, compression, rows, line);
        let Some(layout) = self.layout(path, &mut records, compression)? else { return Ok(()) };
        let header = records.raw().to_vec();
        self.report.set_format(layout.format.clone());
        self.statics.clear();
        let before = self.report.rows_read;
        loop {
            let found =
                records.advance().map_err(|error| failed(error, self.report.rows_read - before, records.line()))?;
            let taken = match found {
                Found::End => break,
                Found::TooLong => Err(Reason::TooLong),
                Found::WrongColumns => Err(Reason::ColumnCount),
                Found::Record => self.take(records.record(), layout.parser.as_ref()),
            };
            self.report.read();
            match taken {
                Ok(()) => self.report.take(),
                Err(_) if records.raw() == header => {
                    self.report.reject(records.line(), Reason::RepeatedHeader, records.raw());
                }
                Err(reason) => self.report.reject(records.line(), reason, records.raw()),
            }
            if self.report.rows_read.is_multiple_of(ROWS_PER_PROGRESS) {
                self.show_progress();
            }
        }
        self.show_progress();
        Ok(())
    }

    /// Hands a row to the builder.
    fn take(&mut self, record: Record<'_>, parser: &dyn RecordParser) -> std::result::Result<(), Reason> {
        let report = parser.report(record, &mut self.ids)?;
        let ms = report.time.timestamp_millis();
        if ms > self.latest_ms {
            return Err(Reason::TimeInFuture);
        }
        if ms < self.from_ms || ms >= self.to_ms {
            return Err(Reason::OutsidePeriod);
        }
        match self.statics.id(report.mmsi, record, parser, &mut self.fleet) {
            Some(statics) => self.fleet.push_with(&report, statics),
            None => self.fleet.push(&report),
        }
        Ok(())
    }

    /// Reads the header; `None` if there is not even that.
    fn layout<R: Read>(
        &self,
        path: &Path,
        records: &mut Records<R>,
        compression: Option<&'static str>,
    ) -> Result<Option<Layout>> {
        let input = |reason: String| Error::Input { path: path.to_path_buf(), reason };
        match records.advance().map_err(|error| failure(path, error, compression, 0, 1))? {
            Found::End => return Ok(None),
            Found::TooLong => {
                return Err(input("the first line is longer than 64 KiB: this is no CSV file with a header".into()));
            }
            Found::Record | Found::WrongColumns => {}
        }
        let first = records.raw();
        if first.contains(&0) || first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
            let what = if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
                "the text is UTF-16: save it as UTF-8"
            } else {
                "this is a binary file: CSV is expected, with a header"
            };
            return Err(input(what.into()));
        }
        let mut missing = None;
        let mut first_header = None;
        let delimiters = match &self.options.format {
            Some(Format::Mapped(map)) => vec![u8::try_from(map.delimiter).unwrap_or(b',')],
            _ => sniff::DELIMITERS.to_vec(),
        };
        for delimiter in delimiters {
            let header = Header::new(records.resplit(delimiter));
            let found = match &self.options.format {
                None => sniff::recognise(&header),
                Some(format) => sniff::forced(&header, format).map_err(|lacks| missing = Some(lacks)).ok(),
            };
            if let Some(layout) = found {
                records.set_layout(delimiter, header.len());
                return Ok(Some(layout));
            }
            if first_header.as_ref().is_none_or(|best: &Header| header.len() > best.len()) {
                first_header = Some(header);
            }
        }
        let columns = first_header.map(|header| header.listing()).unwrap_or_default();
        Err(input(match missing {
            Some(missing) => format!("{missing}; the columns found are: {columns}"),
            None => format!(
                "no AIS layout that is known ({}); the columns found are: {columns}; give the format, or a column map",
                Format::NAMES.join(", ")
            ),
        }))
    }

    /// Tells how far the reading has come.
    pub(super) fn show_progress(&self) {
        (self.progress)(Progress { bytes: self.bytes.load(Ordering::Relaxed), rows: self.report.rows_read });
    }

    /// The builder and the balanced account.
    pub(super) fn finish(mut self) -> Result<(FleetBuilder, ReadReport)> {
        if self.report.rows_read == 0 {
            return Err(self.nothing());
        }
        self.report.check(self.fleet.len() as u64)?;
        self.report.vessel_ids = self.ids.into_identities();
        Ok((self.fleet, self.report))
    }

    /// The error for inputs without a single row.
    fn nothing(&self) -> Error {
        let Some(first) = self.report.files.first() else {
            return Error::Input { path: "input".into(), reason: "no file was given".into() };
        };
        let what = if first.format.is_some() { "holds a header and no row" } else { "is empty" };
        let others = self.report.files.len() - 1;
        let reason = match others {
            0 => format!("{what}: nothing to read"),
            _ => format!("{what}, and {others} more inputs hold no row either: nothing to read"),
        };
        Error::Input { path: first.file.clone(), reason }
    }
}

/// The error for a stream that broke off.
fn failure(path: &Path, error: io::Error, compression: Option<&'static str>, rows: u64, line: u64) -> Error {
    let Some(compression) = compression else { return Error::io(path, error) };
    let reason =
        format!("the {compression} data are damaged or cut off after {rows} rows ({error}): fetch the file again");
    match rows {
        0 => Error::Input { path: path.to_path_buf(), reason },
        _ => Error::Row { path: path.to_path_buf(), row: line, reason },
    }
}
