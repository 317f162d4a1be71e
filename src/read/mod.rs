//! Readers: from files in the formats people have to reports.
//!
//! A row that cannot be used costs that row: it is counted by [`Reason`] and the first
//! [`KEPT_PER_REASON`] of each are kept with file and row number. A file without an AIS layout among others is passed over, and named. A
//! file that cannot be used for another reason (a damaged archive) is an [`Error`](crate::Error) that names it, and so is one that goes beyond one of
//! the [`Limits`]: memory does not grow with what an input asks for.
//!
//! Layouts are recognised by the names in the first line, whatever their order and case, logs of
//! NMEA sentences and lines of JSON by what stands in the first lines, and compression by the first bytes; none of it
//! depends on a file's name.
//!
//! ```
//! use lightering::read::{ReadOptions, read_stream};
//!
//! let csv = "MMSI,BaseDateTime,LAT,LON,SOG\n\
//!            311000112,2018-06-02T19:00:00,33.01,-117.79,0.4\n\
//!            311000112,2018-06-02T19:03:00,91,181,102.3\n";
//! let (fleet, report) = read_stream("memory", csv.as_bytes(), &ReadOptions::default(), &|_| {})?;
//! assert_eq!(fleet.len(), 1);
//! assert_eq!(report.rows_read, 2);
//! assert_eq!(report.rejects[0].reason.as_str(), "position_not_available");
//! # Ok::<(), lightering::Error>(())
//! ```

mod account;
mod blocks;
mod cell;
mod column_map;
mod compress;
mod dma;
mod expand;
mod file_blocks;
mod format;
mod harvest;
mod head;
mod header;
mod intake;
#[cfg(feature = "json")]
mod json;
#[cfg(not(feature = "json"))]
#[path = "json/missing.rs"]
mod json;
mod last_seen;
mod limits;
mod mapped;
mod marinecadastre;
#[cfg(feature = "nmea")]
mod nmea;
#[cfg(not(feature = "nmea"))]
#[path = "nmea/missing.rs"]
mod nmea;
mod number;
mod open;
mod options;
#[cfg(any(feature = "nmea", feature = "json"))]
mod page;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "parquet/missing.rs"]
mod parquet;
mod reason;
mod recall;
mod record;
mod row;
mod sniff;
mod source;
mod split;
mod statics;
mod text;
mod time;
mod vessel_ids;
#[cfg(any(feature = "nmea", feature = "json"))]
mod vessels;

#[cfg(test)]
mod formats_tests;
#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod providers_tests;
#[cfg(test)]
mod robustness_tests;

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::track::{FleetBuilder, Windows};

pub use account::{FileAccount, KEPT_PER_REASON, ReadReport, Reject};
pub use column_map::{AngleUnit, ColumnMap, Columns, Constants, LengthUnit, SpeedUnit, TimeFormat, VesselId};
pub use expand::expand_inputs;
pub use format::{Format, UnknownFormat};
pub use head::first_lines;
pub(crate) use limits::Excess;
pub use limits::{Limits, RATIO_COUNTS_FROM};
pub use options::{Progress, ReadOptions};
pub use reason::Reason;
pub use source::Source;

use intake::Intake;

/// What the file of a digest begins with, which is nothing to be read here.
pub(crate) const DIGEST_MAGIC: [u8; 8] = *b"LGHTRDIG";

/// Reads files, in the order given, into a builder; files of static data alone, as some data sets have them, come first.
///
/// `progress` is called about every 65,536 rows and at the end of each file.
///
/// Of several files (and of several members of an archive) those without any layout that is known are passed over, and the report
/// says which and why, unless the [options](ReadOptions::format) say which layout there is.
///
/// # Errors
///
/// [`Error::Config`](crate::Error::Config) for a column map that lacks something; [`Error::Io`](crate::Error::Io) if a file cannot be opened or read;
/// [`Error::Input`](crate::Error::Input) if a file cannot be used, or if not one of them
/// holds a row; [`Error::Limit`](crate::Error::Limit) if one goes beyond a limit;
/// [`Error::Row`](crate::Error::Row) if a compressed file is damaged or cut off, with
/// the row up to which it could be read.
pub fn read_files(
    files: &[PathBuf],
    options: &ReadOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(FleetBuilder, ReadReport)> {
    read(Source::Files(files), options, progress)
}

/// Reads one stream, such as standard input, into a builder; `name` stands for it in messages.
///
/// The stream may be compressed as .gz or .zst; a .zip archive has to be a file.
///
/// # Errors
///
/// As [`read_files`].
pub fn read_stream(
    name: &str,
    stream: impl Read + Send,
    options: &ReadOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(FleetBuilder, ReadReport)> {
    read(Source::stream(name, stream), options, progress)
}

/// Reads files or a stream into a builder.
///
/// # Errors
///
/// As [`read_files`].
pub fn read(
    source: Source<'_>,
    options: &ReadOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(FleetBuilder, ReadReport)> {
    let mut windows = Windows::default();
    let report = read_into(source, options, progress, &mut windows)?;
    Ok((windows.into_reports(), report))
}

/// Reads into windows of time.
pub(crate) fn read_into<'w>(
    source: Source<'_>,
    options: &'w ReadOptions,
    progress: &'w (dyn Fn(Progress) + Sync),
    windows: &mut Windows<'w>,
) -> Result<ReadReport> {
    options.limits.validate()?;
    if let Some(Format::Mapped(map)) = &options.format {
        map.validate()?;
    }
    let mut intake = Intake::new(options, progress);
    intake.fleet = std::mem::take(windows);
    match source {
        Source::Files(files) => {
            intake.is_one_of_many = files.len() > 1;
            for file in open::statics_first(files, options) {
                open::read_file(file, &mut intake)?;
            }
        }
        Source::Stream(name, stream) => open::read_stream(Path::new(name), stream, &mut intake)?,
    }
    let (filled, report) = intake.finish()?;
    *windows = filled;
    Ok(report)
}
