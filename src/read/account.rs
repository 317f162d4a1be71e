//! The account of what was read: every row is either taken or rejected, and none twice.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Format, Reason};
use crate::ais::Mmsi;
use crate::{Error, Result};

/// How many rejected rows of each reason are kept for inspection.
pub const KEPT_PER_REASON: usize = 1000;

/// How many characters of a rejected row are kept.
const KEPT_CHARACTERS: usize = 500;

/// A row that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub struct Reject {
    /// The file; for a member of an archive `archive.zip:member.csv`.
    pub file: PathBuf,
    /// The line on which the row begins, counted from 1, the header included.
    pub row: u64,
    /// Why.
    pub reason: Reason,
    /// The row itself, cut at 500 characters; bytes that are not UTF-8 are replaced.
    pub text: String,
}

/// What one file, or one member of an archive, contributed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAccount {
    /// The file; for a member of an archive `archive.zip:member.csv`.
    pub file: PathBuf,
    /// Its layout; `None` if the file is empty or was passed over.
    pub format: Option<Format>,
    /// Rows read, the header not included; 0 for a file that is empty or holds a header alone.
    pub rows_read: u64,
    /// Rows handed to the builder.
    pub rows_taken: u64,
    /// Why it was passed over, if it was.
    pub passed_over: Option<String>,
}

/// The account of what was read: `rows_read` = rows handed to the builder + rejected.
#[derive(Debug, Clone, Default)]
pub struct ReadReport {
    /// Rows read, headers and blank lines not included.
    pub rows_read: u64,
    /// Rows handed to the builder.
    pub rows_taken: u64,
    /// Rows rejected, by reason.
    pub rejected: BTreeMap<Reason, u64>,
    /// The first [`KEPT_PER_REASON`] of each reason, in order of file and row.
    pub rejects: Vec<Reject>,
    /// What each file contributed, in the order of reading.
    pub files: Vec<FileAccount>,
    /// The identities of vessels that have no MMSI, by the number that stands for each in the fleet
    /// (see [`VesselId::Hashed`](super::VesselId::Hashed)).
    pub vessel_ids: BTreeMap<Mmsi, String>,
}

impl ReadReport {
    /// Adds the account of later files.
    pub(crate) fn append(&mut self, later: Self) {
        self.rows_read += later.rows_read;
        self.rows_taken += later.rows_taken;
        for reject in later.rejects {
            let known = self.rejected.get(&reject.reason).copied().unwrap_or_default();
            let kept = self.rejects.iter().rev().filter(|kept| kept.reason == reject.reason);
            if known < KEPT_PER_REASON as u64 && kept.count() < KEPT_PER_REASON {
                self.rejects.push(reject);
            }
        }
        for (reason, rows) in later.rejected {
            *self.rejected.entry(reason).or_default() += rows;
        }
        self.files.extend(later.files);
        self.vessel_ids.extend(later.vessel_ids);
    }

    /// Opens the account of a file; the rows that follow belong to it.
    pub(super) fn open(&mut self, file: &Path) {
        let file = file.to_path_buf();
        self.files.push(FileAccount { file, format: None, rows_read: 0, rows_taken: 0, passed_over: None });
    }

    /// Notes the layout of the file just opened.
    pub(super) fn set_format(&mut self, format: Format) {
        if let Some(file) = self.files.last_mut() {
            file.format = Some(format);
        }
    }

    /// Notes why the file just opened is passed over.
    pub(super) fn pass_over(&mut self, reason: String) {
        if let Some(file) = self.files.last_mut() {
            file.passed_over = Some(reason);
        }
    }

    /// The files that were passed over, and why.
    pub fn passed_over(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().filter_map(|file| Some((file.file.as_path(), file.passed_over.as_deref()?)))
    }

    /// Counts rows that were taken or rejected.
    pub(super) fn count(&mut self, read: u64, taken: u64) {
        self.rows_read += read;
        self.rows_taken += taken;
        if let Some(file) = self.files.last_mut() {
            file.rows_read += read;
            file.rows_taken += taken;
        }
    }

    /// Counts rejected rows, beyond those that were given to [`reject`](Self::reject).
    pub(super) fn count_rejected(&mut self, reason: Reason, rows: u64) {
        *self.rejected.entry(reason).or_default() += rows;
    }

    /// Adds a row to those that were rejected, and keeps it if it is among the first of its reason.
    pub(super) fn reject(&mut self, row: u64, reason: Reason, raw: &[u8]) {
        let count = self.rejected.entry(reason).or_default();
        *count += 1;
        if *count <= KEPT_PER_REASON as u64 {
            let file = self.files.last().map(|file| file.file.clone()).unwrap_or_default();
            self.rejects.push(Reject { file, row, reason, text: excerpt(raw) });
        }
    }

    /// Checks that no row was lost or counted twice.
    pub(super) fn check(&self, rows_in_builder: u64) -> Result<()> {
        let rejected: u64 = self.rejected.values().sum();
        if self.rows_read == self.rows_taken + rejected && self.rows_taken == rows_in_builder {
            return Ok(());
        }
        Err(Error::Unbalanced(format!(
            "{} rows read, {} taken ({rows_in_builder} in the builder), {rejected} rejected",
            self.rows_read, self.rows_taken
        )))
    }
}

/// The first characters of a row, whatever its bytes are.
fn excerpt(raw: &[u8]) -> String {
    // A character has at most four bytes; one more may be cut and is not shown then.
    let head = &raw[..raw.len().min(4 * KEPT_CHARACTERS)];
    String::from_utf8_lossy(head).chars().take(KEPT_CHARACTERS).collect()
}
