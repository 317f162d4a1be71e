//! Parquet and GeoParquet.
//!
//! Columns are found by name as in CSV files and their values go by the same rules, so that a day
//! of AIS gives the same fleet from either. Only columns that are used are read, and no row group
//! whose times all lie outside the period. Row groups are read side by side and taken in order.
//!
//! Reference: Apache Parquet format 2.11; GeoParquet 1.1.

mod cells;
mod column;
mod group;
mod hybrid;
mod layout;
mod pages;
mod prune;
mod typed;
mod value;
mod wkb;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader};

use self::group::{Harvest, Period};
use self::layout::Layout;
use super::intake::Intake;
use super::vessel_ids::VesselIds;
use super::{KEPT_PER_REASON, Reason, Reject, VesselId};
use crate::parallel;
use crate::{Error, Result};

/// Reads a file.
pub(super) fn read_file(path: &Path, intake: &mut Intake<'_>) -> Result<()> {
    let input = |reason: String| Error::Input { path: path.to_path_buf(), reason };
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let footer = guarded(|| ParquetMetaDataReader::new().parse_and_finish(&file).map_err(|error| error.to_string()));
    let metadata = footer
        .map_err(|error| input(format!("the Parquet file is damaged or cut off ({error}): fetch the file again")))?;
    intake.report.open(path);
    let layout = Layout::new(metadata.file_metadata().schema_descr(), intake.options.format.as_ref()).map_err(input)?;
    let chunks = metadata.row_groups().iter().flat_map(|group| group.columns());
    if let Some(unknown) = chunks.map(ColumnChunkMetaData::compression).find(|&packing| !pages::is_known(packing)) {
        let reason = format!("{unknown} is not unpacked: write the file with Snappy, gzip, LZ4 or zstd");
        return Err(input(reason));
    }
    intake.report.set_format(layout.format.clone());
    let period = Period { from_ms: intake.from_ms, to_ms: intake.to_ms, latest_ms: intake.latest_ms };
    let source = Source { path, metadata: &metadata, layout: &layout, period };
    if layout.map.vessel_id == VesselId::Mmsi { side_by_side(&source, intake) } else { one_by_one(&source, intake) }
}

/// Reads some row groups at a time, while those before them are taken.
fn side_by_side(source: &Source<'_>, intake: &mut Intake<'_>) -> Result<()> {
    let groups = source.metadata.num_row_groups();
    // Their rows are held twice until they are taken: no more of them than can be worked on.
    let step = parallel::threads();
    let (mut row, mut waiting) = (0, Vec::new());
    for first in (0..groups).step_by(step) {
        let count = step.min(groups - first);
        let (taken, read) = parallel::both(
            || source.take(std::mem::take(&mut waiting), row, intake),
            || parallel::map(count, |index| (first + index, source.read(first + index, &mut VesselIds::default()))),
        );
        row = taken?;
        waiting = read;
    }
    source.take(waiting, row, intake).map(|_| ())
}

/// Reads one row group after another: numbers for vessels without MMSI are given out in the order of the file.
fn one_by_one(source: &Source<'_>, intake: &mut Intake<'_>) -> Result<()> {
    let mut row = 0;
    for group in 0..source.metadata.num_row_groups() {
        let harvest = source.read(group, &mut intake.ids);
        row = source.take(vec![(group, harvest)], row, intake)?;
    }
    Ok(())
}

/// A file whose footer is known.
struct Source<'a> {
    path: &'a Path,
    metadata: &'a ParquetMetaData,
    layout: &'a Layout,
    period: Period,
}

impl Source<'_> {
    /// Reads a row group, or passes over it.
    fn read(&self, group: usize, ids: &mut VesselIds) -> Result<Harvest, String> {
        let group = self.metadata.row_group(group);
        if prune::is_outside(group, self.layout, self.period) {
            let rows = u64::try_from(group.num_rows()).map_err(|_| "a row group has less than no rows".to_owned())?;
            return Ok(Harvest { rows, rejected: [(Reason::OutsidePeriod, rows)].into(), ..Harvest::default() });
        }
        // Handles that are copies of one another share their place in the file: each group has its own.
        let file = File::open(self.path).map_err(|error| error.to_string())?;
        guarded(|| group::read(&Arc::new(file), group, self.layout, self.period, ids))
    }

    /// Takes row groups, the first row of which is `row` + 1, and tells how many rows of the file are done.
    fn take(
        &self,
        harvests: Vec<(usize, Result<Harvest, String>)>,
        mut row: u64,
        intake: &mut Intake<'_>,
    ) -> Result<u64> {
        for (group, harvest) in harvests {
            row = take(self.path, harvest.map_err(|error| self.failure(group, row, &error))?, row, intake);
            let bytes = u64::try_from(self.metadata.row_group(group).compressed_size()).unwrap_or(0);
            intake.bytes().fetch_add(bytes, Ordering::Relaxed);
            intake.show_progress();
        }
        Ok(row)
    }

    /// The error for a row group that cannot be read, the first row of which is `row` + 1.
    fn failure(&self, group: usize, row: u64, error: &str) -> Error {
        let reason = format!("row group {group} cannot be read ({error}): fetch the file again, or write it anew");
        Error::Row { path: self.path.to_path_buf(), row: row + 1, reason }
    }
}

/// Takes what a row group held into the account, and tells how many rows of the file are done.
fn take(path: &Path, harvest: Harvest, done: u64, intake: &mut Intake<'_>) -> u64 {
    let report = &mut intake.report;
    let rejected: u64 = harvest.rejected.values().sum();
    report.rows_read += harvest.rows;
    report.rows_taken += harvest.rows - rejected;
    if let Some(file) = report.files.last_mut() {
        file.rows_read += harvest.rows;
        file.rows_taken += harvest.rows - rejected;
    }
    let mut kept = report.rejected.clone();
    for (row, reason, text) in harvest.rejects {
        let count = kept.entry(reason).or_default();
        *count += 1;
        if *count <= KEPT_PER_REASON as u64 {
            report.rejects.push(Reject { file: path.to_path_buf(), row: done + row + 1, reason, text });
        }
    }
    for (reason, count) in harvest.rejected {
        *report.rejected.entry(reason).or_default() += count;
    }
    intake.fleet.append(harvest.fleet);
    done + harvest.rows
}

/// Makes an error of a panic: the decoders of the crate trust some lengths that a damaged file has.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    // Nothing that `read` leaves half done is used after an error.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("its lengths contradict each other".to_owned()))
}
