//! Parquet and GeoParquet.
//!
//! Columns are found by name as in CSV files and their values go by the same rules, so that a day
//! of AIS gives the same fleet from either. Only columns that are used are read, and no row group
//! whose times all lie outside the period. Row groups are read side by side and accounted for in order.
//!
//! Reference: Apache Parquet format 2.11; GeoParquet 1.1.

mod cells;
mod column;
mod group;
mod harvest;
mod hybrid;
mod layout;
mod pages;
mod prune;
mod seen;
mod typed;
mod value;
mod wkb;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};

use self::harvest::{Harvest, Taker};
use self::layout::Layout;
use self::prune::Period;
use self::seen::Seen;
use super::Limits;
use super::Reason;
use super::intake::Intake;
use super::recall::Recall;
use super::row::RecordParser;
use crate::parallel::{Threads, in_order};
use crate::{Error, Result};

/// Reads a file.
pub(super) fn read_file(path: &Path, intake: &mut Intake<'_>) -> Result<()> {
    let input = |reason: String| Error::Input { path: path.to_path_buf(), reason };
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let footer = guarded(|| ParquetMetaDataReader::new().parse_and_finish(&file).map_err(|error| error.to_string()));
    let metadata = footer
        .map_err(|error| input(format!("the Parquet file is damaged or cut off ({error}): fetch the file again")))?;
    intake.report.open(path);
    let layout = match Layout::new(metadata.file_metadata().schema_descr(), intake.options.format.as_ref()) {
        Ok(layout) => layout,
        Err(reason) => return intake.pass_over(path, reason),
    };
    let chunks = metadata.row_groups().iter().flat_map(|group| group.columns());
    if let Some(unknown) = chunks.map(ColumnChunkMetaData::compression).find(|&packing| !pages::is_known(packing)) {
        let reason = format!("{unknown} is not unpacked: write the file with Snappy, gzip, LZ4 or zstd");
        return Err(input(reason));
    }
    check_size(
        path,
        &metadata,
        file.metadata().map_err(|error| Error::io(path, error))?.len(),
        &intake.options.limits,
    )?;
    intake.report.set_format(layout.format.clone());
    let period = Period { from_ms: intake.from_ms, to_ms: intake.to_ms, latest_ms: intake.latest_ms };
    // Numbers for vessels depend on who comes first.
    let workers =
        if layout.mapped.gives_numbers() { 1 } else { intake.workers.clamp(1, metadata.num_row_groups().max(1)) };
    let plan = intake.fleet.plan();
    let worker = || Worker { harvest: Harvest::new(plan), ..Worker::default() };
    let mut workers: Vec<Worker> = (0..workers).map(|_| worker()).collect();
    if let Some(first) = workers.first_mut() {
        first.recall.ids = std::mem::take(&mut intake.ids);
    }
    let fleet = Mutex::new(std::mem::take(&mut intake.fleet));
    let limits = &intake.options.limits;
    let taker = Taker::new(&fleet);
    let source = Source { path, metadata: &metadata, layout: &layout, period, taker: &taker, limits };
    let (mut given, mut done) = (0, 0);
    let failed = OnceLock::new();
    let full = AtomicBool::new(false);
    in_order(
        &mut workers,
        Threads::Own,
        |worker| {
            worker.group = given;
            given += 1;
            worker.group < metadata.num_row_groups() && failed.get().is_none() && !full.load(Ordering::Relaxed)
        },
        |worker| worker.failure = source.read(worker).err(),
        |worker| {
            // What comes after a failure is not taken.
            if failed.get().is_none() {
                let within = intake.look_at_counts(worker.harvest.counts, worker.recall.ids.len());
                full.store(!within, Ordering::Relaxed);
                match worker.failure.take() {
                    _ if !within => {}
                    None => done += source.take(worker, done, intake),
                    Some(error) => drop(failed.set(source.failure(worker.group, done, &error))),
                }
            }
        },
    );
    if let Some(first) = workers.first_mut() {
        intake.ids = std::mem::take(&mut first.recall.ids);
    }
    intake.fleet = fleet.into_inner().unwrap_or_else(PoisonError::into_inner);
    intake.check_limits(path)?;
    failed.into_inner().map_or(Ok(()), Err)
}

/// What a row takes in memory at least, however well a column of the same value is packed.
const ROW_BYTES: u64 = 32;

/// Checks what the footer says of the size of the data.
fn check_size(path: &Path, metadata: &ParquetMetaData, packed: u64, limits: &Limits) -> Result<()> {
    let group_bytes = |group: &RowGroupMetaData| {
        let of_rows = u64::try_from(group.num_rows()).unwrap_or(0).saturating_mul(ROW_BYTES);
        u64::try_from(group.total_byte_size()).unwrap_or(0).max(of_rows)
    };
    let unpacked = metadata.row_groups().iter().map(group_bytes).fold(0, u64::saturating_add);
    limits.check_unpacked(unpacked, packed).map_err(|excess| excess.of(path))
}

/// Reads one row group after another.
#[derive(Default)]
struct Worker {
    group: usize,
    harvest: Harvest,
    seen: Seen,
    recall: Recall,
    /// Why the row group could not be read.
    failure: Option<String>,
}

/// A file whose footer is known.
struct Source<'a, 'w> {
    path: &'a Path,
    metadata: &'a ParquetMetaData,
    layout: &'a Layout,
    period: Period,
    taker: &'a Taker<'a, 'w>,
    limits: &'a Limits,
}

impl Source<'_, '_> {
    /// Reads a row group, or passes over it.
    fn read(&self, worker: &mut Worker) -> Result<(), String> {
        let Worker { group, harvest, seen, recall, .. } = worker;
        harvest.clear(*group);
        let group = self.metadata.row_group(*group);
        if prune::is_outside(group, self.layout, self.period) {
            harvest.read =
                u64::try_from(group.num_rows()).map_err(|_| "a row group has less than no rows".to_owned())?;
            harvest.rejected.insert(Reason::OutsidePeriod, harvest.read);
            return Ok(());
        }
        // Handles that are copies of one another share their place in the file: each group has its own.
        let file = File::open(self.path).map_err(|error| error.to_string())?;
        guarded(|| {
            group::read(
                &Arc::new(file),
                group,
                self.layout,
                self.period,
                (seen, recall),
                harvest,
                (self.taker, self.limits),
            )
        })
    }

    /// Hands the account of a group over; how many rows it has. The first one is the row `done` + 1 of the file.
    fn take(&self, worker: &mut Worker, done: u64, intake: &mut Intake<'_>) -> u64 {
        let harvest = &mut worker.harvest;
        harvest.settle(self.taker);
        for reject in &harvest.rejects {
            intake.report.reject(done + reject.row + 1, reject.reason, reject.text.as_bytes());
            if let Some(uncounted) = harvest.rejected.get_mut(&reject.reason) {
                *uncounted -= 1;
            }
        }
        for (&reason, &uncounted) in &harvest.rejected {
            intake.report.count_rejected(reason, uncounted);
        }
        intake.report.count(harvest.read, harvest.taken);
        let bytes = u64::try_from(self.metadata.row_group(worker.group).compressed_size()).unwrap_or(0);
        intake.bytes().fetch_add(bytes, Ordering::Relaxed);
        intake.show_progress();
        harvest.read
    }

    /// The error for a row group that cannot be read, the first row of which is `row` + 1.
    fn failure(&self, group: usize, row: u64, error: &str) -> Error {
        let reason = format!("row group {group} cannot be read ({error}): fetch the file again, or write it anew");
        Error::Row { path: self.path.to_path_buf(), row: row + 1, reason }
    }
}

/// Makes an error of a panic: the decoders of the crate trust some lengths that a damaged file has.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    // Nothing that `read` leaves half done is used after an error.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("its lengths contradict each other".to_owned()))
}
