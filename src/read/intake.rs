//! The way of every row: from a stream into the builder, or into the account of rejects.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono::{TimeDelta, Utc};

use super::blocks::{BLOCK_BYTES, Blocks};
use super::file_blocks::{Between, Block, FileBlocks};
use super::harvest::{Harvest, Rules};
use super::header::Header;
use super::json;
use super::limits::Excess;
use super::nmea;
use super::record::{Columns, Fields, Found, Records};
use super::sniff::{self, Layout};
use super::vessel_ids::VesselIds;
use super::{Format, Progress, ReadOptions, ReadReport};
use crate::parallel::{self, Threads, in_order, in_order_linked};
use crate::track::{Parcel, StaticId, Windows};
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
    pub(super) fleet: Windows<'a>,
    pub(super) report: ReadReport,
    pub(super) ids: VesselIds,
    /// Static data of all times, by MMSI.
    timeless: HashMap<u32, StaticId>,
    /// Those who read the input before, with their memory and what they know, and the header that it is known by.
    at_rest: Vec<Worker>,
    known_header: Vec<u8>,
    /// How much is read at a time, and on how many such pieces there is work at a time.
    block_bytes: usize,
    pub(super) workers: usize,
    /// Bytes consumed of all inputs, as on disk.
    bytes: Arc<AtomicU64>,
    /// Whether there are other inputs, so that one without a layout may be passed over.
    pub(super) is_one_of_many: bool,
    /// The limit that what was read so far goes beyond.
    excess: Option<Excess>,
}

/// Reads one block after another.
#[derive(Default)]
struct Worker {
    block: Block,
    harvest: Harvest,
    /// The rows of the harvest.
    parcel: Parcel,
    /// What the builder calls the static data that this worker has numbered.
    ids: Vec<StaticId>,
}

/// Where text comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin {
    /// A stream, or what of a file is better read as one.
    Stream,
    /// What this names, of which it was unpacked.
    #[cfg_attr(not(feature = "compression"), allow(dead_code))]
    Packed(&'static str),
    /// A large file, in which it begins here.
    File(u64),
}

/// What the header says, and how long it is.
struct Head {
    layout: Layout,
    columns: Columns,
    raw: Vec<u8>,
    lines: u64,
    bytes: usize,
}

/// Why there is no header.
enum Fault {
    Stream(io::Error),
    Layout(String),
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
            fleet: Windows::default(),
            report: ReadReport::default(),
            ids: VesselIds::default(),
            timeless: HashMap::new(),
            at_rest: Vec::new(),
            known_header: Vec::new(),
            block_bytes: BLOCK_BYTES,
            workers: parallel::pieces(),
            bytes: Arc::default(),
            is_one_of_many: false,
            excess: None,
        }
    }

    /// Looks whether what was handed over is within the limits, and so many vessels that readers know of; whether it is.
    pub(super) fn look_at_limits(&mut self, vessels: usize) -> bool {
        self.look_at_counts((self.fleet.vessels(), self.fleet.static_sets()), vessels)
    }

    /// The same for what a builder knows that is in use by others: vessels, and sets of static data.
    pub(super) fn look_at_counts(&mut self, (in_fleet, static_sets): (u64, u64), vessels: usize) -> bool {
        let counted = self.options.limits.check_counts(in_fleet.max(vessels as u64), static_sets);
        self.excess = self.excess.or(counted.err());
        self.excess.is_none()
    }

    /// The error for what goes beyond a limit.
    pub(super) fn check_limits(&self, path: &Path) -> Result<()> {
        self.excess.map_or(Ok(()), |excess| Err(excess.of(path)))
    }

    /// The counter of bytes consumed, for whoever opens inputs.
    pub(super) fn bytes(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes)
    }

    /// Sets the size of the blocks that are read and how many are worked on at a time; no result depends on them.
    #[cfg(test)]
    pub(super) fn set_blocks(&mut self, bytes: usize, workers: usize) {
        (self.block_bytes, self.workers) = (bytes, workers);
    }

    /// Whether a file of so many bytes is so large that its blocks are better read by those who work on them.
    pub(super) fn is_many_blocks(&self, bytes: u64) -> bool {
        bytes >= 2 * self.block_bytes as u64
    }

    /// Reads text of any layout.
    pub(super) fn read(&mut self, path: &Path, source: impl Read + Send, origin: Origin) -> Result<()> {
        let mut blocks = Blocks::new(source, self.block_bytes, self.options.limits.line_bytes());
        self.report.open(path);
        let failed = |error: io::Error, rows: u64, line: u64| failure(path, error, origin, rows, line);
        let of_lines = match &self.options.format {
            Some(format) => Some(format.clone()),
            None => sniff::of_lines(blocks.ahead().map_err(|error| failed(error, 0, 1))?.0),
        };
        match of_lines {
            Some(Format::Nmea) => return nmea::read(path, &mut blocks, self, failed),
            Some(format @ (Format::AisStream | Format::AisCatcher)) => {
                return json::read(path, &mut blocks, self, &format, failed);
            }
            _ => {}
        }
        let Head { layout, columns, raw, lines, bytes } = match self.head(&mut blocks) {
            Ok(Some(head)) => head,
            Ok(None) => return Ok(()),
            Err(Fault::Stream(error)) => return Err(failed(error, 0, 1)),
            Err(Fault::Layout(reason)) => return self.pass_over(path, reason),
        };
        blocks.skip(bytes);
        self.report.set_format(layout.format.clone());
        let rules = Rules {
            parser: layout.parser.as_ref(),
            columns,
            header: raw,
            from_ms: self.from_ms,
            to_ms: self.to_ms,
            latest_ms: self.latest_ms,
        };
        // Numbers for vessels depend on who comes first.
        let count = if rules.parser.gives_numbers() { 1 } else { self.workers };
        let mut workers = self.workers_for(&rules.header, count);
        if let Some(first) = workers.first_mut() {
            first.harvest.recall.ids = std::mem::take(&mut self.ids);
        }
        let plan = self.fleet.plan();
        let before = self.report.rows_read;
        let mut line = 1 + lines;
        let (size, bytes, full) = (self.block_bytes, self.bytes(), AtomicBool::new(false));
        let gather = |worker: &mut Worker| {
            worker.harvest.gather(worker.block.text(), &rules);
            worker.parcel.pack(&worker.harvest.rows, plan);
        };
        let take = |worker: &mut Worker| {
            self.take(worker, line);
            line += worker.harvest.lines;
            full.store(!self.look_at_limits(worker.harvest.recall.ids.len()), Ordering::Relaxed);
        };
        let broken = match origin {
            Origin::File(start) => {
                let (place, ahead) = blocks.place();
                // It is read again.
                bytes.fetch_sub(ahead, Ordering::Relaxed);
                let (mut place, mut between) = (start + place, Between::default());
                let blocks = FileBlocks { path, size, columns, bytes, ended: AtomicBool::new(false) };
                let next =
                    |worker: &mut Worker| !full.load(Ordering::Relaxed) && blocks.give(&mut place, &mut worker.block);
                let fetch = |worker: &mut Worker| blocks.fetch(&mut worker.block);
                let link = |worker: &mut Worker| between.link(&blocks, &mut worker.block);
                in_order_linked(&mut workers, Threads::Own, next, (fetch, link), gather, take);
                between.broken
            }
            Origin::Stream | Origin::Packed(_) => {
                let mut broken = None;
                let next = |worker: &mut Worker| match worker.block.fill(|text| blocks.next(columns, text)) {
                    Ok(more) => more && !full.load(Ordering::Relaxed),
                    Err(error) => {
                        broken = Some(error);
                        false
                    }
                };
                in_order(&mut workers, Threads::Own, next, gather, take);
                broken
            }
        };
        workers.iter_mut().for_each(|worker| worker.block.close());
        if let Some(first) = workers.first_mut() {
            self.ids = std::mem::take(&mut first.harvest.recall.ids);
        }
        self.at_rest.append(&mut workers);
        self.end(path, broken.map(|error| failed(error, self.report.rows_read - before, line)))
    }

    /// Goes on without an input that has no layout, if there are others and nobody said which it has.
    pub(super) fn pass_over(&mut self, path: &Path, reason: String) -> Result<()> {
        if self.is_one_of_many && self.options.format.is_none() {
            self.report.pass_over(reason);
            return Ok(());
        }
        Err(Error::Input { path: path.to_path_buf(), reason })
    }

    /// So many who read an input with this header; as many as there are of those who read the one before.
    fn workers_for(&mut self, header: &[u8], count: usize) -> Vec<Worker> {
        let is_known = self.known_header == header;
        self.at_rest.iter_mut().for_each(|worker| worker.harvest.begin(is_known));
        header.clone_into(&mut self.known_header);
        self.at_rest.resize_with(self.at_rest.len().max(count), Worker::default);
        self.at_rest.split_off(self.at_rest.len() - count)
    }

    /// Ends the reading of an input, which may go beyond a limit, or be broken.
    pub(super) fn end(&self, path: &Path, broken: Option<Error>) -> Result<()> {
        self.check_limits(path)?;
        if let Some(error) = broken {
            return Err(error);
        }
        self.show_progress();
        Ok(())
    }

    /// Hands the rows of a block to the builder, and the others to the account. The block begins on this line.
    fn take(&mut self, worker: &mut Worker, line: u64) {
        let Worker { block, harvest, parcel, ids } = worker;
        ids.extend(harvest.statics.new_sets().map(|data| self.fleet.intern(data)));
        for report in &harvest.static_reports {
            let id = ids[report.set as usize];
            match report.time_ms {
                Some(time_ms) => self.fleet.push_static(report.mmsi, time_ms, id),
                None => drop(self.timeless.insert(report.mmsi.get(), id)),
            }
        }
        let timeless = &self.timeless;
        self.fleet.push_parcel(parcel, &harvest.rows, |mmsi, number| match number.checked_sub(1) {
            Some(id) => Some(ids[id as usize]),
            None => timeless.get(&mmsi).copied(),
        });
        for reject in &harvest.rejects {
            self.report.reject(line + reject.line, reject.reason, &block.text()[reject.text.clone()]);
        }
        for (&reason, rejected) in &harvest.rejected {
            self.report.count_rejected(reason, rejected.rows - rejected.kept);
        }
        let taken = harvest.rows.len() as u64;
        let rejected: u64 = harvest.rejected.values().map(|rejected| rejected.rows).sum();
        self.count(taken, rejected);
    }

    /// Counts rows that went to the builder or to the account, and tells of them now and then.
    pub(super) fn count(&mut self, taken: u64, rejected: u64) {
        let before = self.report.rows_read;
        self.report.count(taken + rejected, taken);
        for calls in before / ROWS_PER_PROGRESS..self.report.rows_read / ROWS_PER_PROGRESS {
            self.tell((calls + 1) * ROWS_PER_PROGRESS);
        }
    }

    /// Reads the header; `None` if there is not even that.
    fn head<R: Read>(&self, blocks: &mut Blocks<R>) -> std::result::Result<Option<Head>, Fault> {
        let mut lines = 0;
        let longest = self.options.limits.line_bytes();
        loop {
            let mut fields = Fields::default();
            let (text, ended) = blocks.ahead().map_err(Fault::Stream)?;
            let mut records = Records::new(text, Columns::any(longest), &mut fields);
            match records.advance() {
                Found::End if ended => return Ok(None),
                Found::End => {
                    lines += records.line() - 1;
                    let blank = text.len();
                    blocks.skip(blank);
                }
                found => {
                    let (_, bytes) = records.bounds();
                    let (layout, columns) = self.layout(&mut records, found).map_err(Fault::Layout)?;
                    let raw = records.raw().to_vec();
                    return Ok(Some(Head { layout, columns, raw, lines: lines + records.lines(), bytes }));
                }
            }
        }
    }

    /// The layout that a header stands for.
    fn layout(&self, records: &mut Records<'_>, found: Found) -> Result<(Layout, Columns), String> {
        if found == Found::TooLong {
            let reason = format!(
                "the first line is longer than max_line_bytes = {}: this is no CSV file with a header, or else raise it by \
                 --max-line-bytes",
                self.options.limits.max_line_bytes
            );
            return Err(reason);
        }
        let first = records.raw();
        if first.contains(&0) || first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
            let what = if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
                "the text is UTF-16: save it as UTF-8"
            } else {
                "this is a binary file: CSV is expected, with a header"
            };
            return Err(what.into());
        }
        let mut missing = None;
        let mut first_header = None;
        let delimiters = match &self.options.format {
            Some(Format::Mapped(map)) => {
                let maps = [Some(map.as_ref()), map.static_file.as_deref()].into_iter().flatten();
                maps.map(|map| u8::try_from(map.delimiter).unwrap_or(b',')).collect()
            }
            _ => sniff::DELIMITERS.to_vec(),
        };
        for delimiter in delimiters {
            let header = Header::new(records.resplit(delimiter));
            let found = match &self.options.format {
                None => sniff::recognise(&header),
                Some(format) => sniff::forced(&header, format).map_err(|lacks| missing = Some(lacks)).ok(),
            };
            if let Some(layout) = found {
                return Ok((
                    layout,
                    Columns { delimiter, count: Some(header.len()), longest: self.options.limits.line_bytes() },
                ));
            }
            if first_header.as_ref().is_none_or(|best: &Header| header.len() > best.len()) {
                first_header = Some(header);
            }
        }
        let columns = first_header.map(|header| header.listing()).unwrap_or_default();
        Err(match missing {
            Some(missing) => format!("{missing}; the columns found are: {columns}"),
            None => format!(
                "no AIS layout that is known ({}); the columns found are: {columns}; give the format, or a column map",
                Format::NAMES.join(", ")
            ),
        })
    }

    /// Tells how far the reading has come.
    pub(super) fn show_progress(&self) {
        self.tell(self.report.rows_read);
    }

    fn tell(&self, rows: u64) {
        (self.progress)(Progress { bytes: self.bytes.load(Ordering::Relaxed), rows });
    }

    /// What took the rows, and the balanced account.
    pub(super) fn finish(mut self) -> Result<(Windows<'a>, ReadReport)> {
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
        if let Some((file, reason)) = self.report.passed_over().next() {
            return Error::Input { path: file.to_path_buf(), reason: reason.to_owned() };
        }
        let what = match first.format {
            Some(Format::Nmea) => "holds no AIS sentence",
            Some(Format::AisStream | Format::AisCatcher) => "holds no line",
            Some(_) => "holds a header and no row",
            None => "is empty",
        };
        let others = self.report.files.len() - 1;
        let reason = match others {
            0 => format!("{what}: nothing to read"),
            _ => format!("{what}, and {others} more inputs hold no row either: nothing to read"),
        };
        Error::Input { path: first.file.clone(), reason }
    }
}

/// The error for a stream that broke off.
fn failure(path: &Path, error: io::Error, origin: Origin, rows: u64, line: u64) -> Error {
    if let Some(excess) = error.get_ref().and_then(|error| error.downcast_ref::<Excess>()) {
        return excess.of(path);
    }
    let Origin::Packed(compression) = origin else { return Error::io(path, error) };
    let reason =
        format!("the {compression} data are damaged or cut off after {rows} rows ({error}): fetch the file again");
    match rows {
        0 => Error::Input { path: path.to_path_buf(), reason },
        _ => Error::Row { path: path.to_path_buf(), row: line, reason },
    }
}
