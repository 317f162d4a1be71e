//! Readers: from files in the formats people have to reports.
//!
//! A row that cannot be used costs that row: it is counted by [`Reason`] and the first
//! [`KEPT_PER_REASON`] of each are kept with file and row number.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::track::FleetBuilder;
use crate::{Error, Result};

/// How many rejected rows of each reason are kept for inspection.
pub const KEPT_PER_REASON: usize = 1000;

/// Layout of an input file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// MarineCadastre CSV, in the spelling of any year.
    MarineCadastre,
    /// CSV of the Danish Maritime Authority, 22 or 26 columns.
    Dma,
}

impl std::str::FromStr for Format {
    type Err = String;
    fn from_str(name: &str) -> std::result::Result<Self, String> {
        match name {
            "marinecadastre" => Ok(Self::MarineCadastre),
            "dma" => Ok(Self::Dma),
            _ => Err(format!("unknown format {name:?}")),
        }
    }
}

/// What to read and how.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Layout of all inputs; `None` to recognise each by its content.
    pub format: Option<Format>,
    /// Rows before this time are rejected as [`Reason::OutsidePeriod`].
    pub from: Option<DateTime<Utc>>,
    /// Rows at or after this time are rejected as [`Reason::OutsidePeriod`].
    pub to: Option<DateTime<Utc>>,
}

/// Why a row was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// Outside `from..to`.
    OutsidePeriod,
}

impl Reason {
    /// As in rejects.csv and summary.json.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OutsidePeriod => "outside-period",
        }
    }
}

/// A row that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The file.
    pub file: PathBuf,
    /// The row, counted from 1, the header included.
    pub row: u64,
    /// Why.
    pub reason: Reason,
    /// The row itself, cut at 500 characters.
    pub text: String,
}

/// The account of what was read: `rows_read` = rows handed to the builder + rejected.
#[derive(Debug, Clone, Default)]
pub struct ReadReport {
    /// Rows read, headers not included.
    pub rows_read: u64,
    /// Rows handed to the builder.
    pub rows_taken: u64,
    /// Rows rejected, by reason.
    pub rejected: BTreeMap<Reason, u64>,
    /// The first [`KEPT_PER_REASON`] of each reason, in order of file and row.
    pub rejects: Vec<Reject>,
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// Bytes of input consumed (as on disk).
    pub bytes: u64,
    /// Rows read.
    pub rows: u64,
}

/// The files that a list of files, folders and glob patterns stands for, in order of name.
///
/// # Errors
///
/// [`Error::Input`] if a path does not exist or a folder or pattern holds no file.
pub fn expand_inputs(_inputs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    Err(Error::Unbalanced("not written yet".into()))
}

/// Reads files into a builder.
///
/// # Errors
///
/// [`Error::Io`], [`Error::Input`] or [`Error::Row`] if a file as a whole cannot be used.
pub fn read_files(
    _files: &[PathBuf],
    _options: &ReadOptions,
    _progress: &(dyn Fn(Progress) + Sync),
) -> Result<(FleetBuilder, ReadReport)> {
    Err(Error::Unbalanced("not written yet".into()))
}

/// Reads one stream, such as standard input, into a builder; `name` stands for it in messages.
///
/// # Errors
///
/// As [`read_files`].
pub fn read_stream(
    _name: &str,
    _stream: impl Read + Send,
    _options: &ReadOptions,
    _progress: &(dyn Fn(Progress) + Sync),
) -> Result<(FleetBuilder, ReadReport)> {
    Err(Error::Unbalanced("not written yet".into()))
}
