//! What can go wrong, where, and what to do about it.

use std::path::PathBuf;

/// Any failure of the library that is not the fault of a single row.
///
/// Bad rows never end a run: they are counted and named in a
/// [`ReadReport`](crate::read::ReadReport). An `Error` means that an input, a
/// parameter or an output as a whole could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// An input holds nothing that the library can read.
    #[error("{}: {reason}", path.display())]
    Input {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it and what to do.
        reason: String,
    },
    /// An input goes beyond one of the [`Limits`](crate::read::Limits).
    #[error("{}: {}", path.display(), crate::read::Excess { name, value: *value, what })]
    Limit {
        /// The file.
        path: PathBuf,
        /// The limit, as in [`Limits`](crate::read::Limits); the flag of the command has hyphens in its name.
        name: &'static str,
        /// Its value.
        value: u64,
        /// What there is more of.
        what: &'static str,
    },
    /// A row stops the reading of its file, as a damaged archive does.
    #[error("{}, row {row}: {reason}", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The row, counted from 1, the header included.
        row: u64,
        /// What is wrong with it and what to do.
        reason: String,
    },
    /// A parameter is outside its range.
    #[error("{name} = {value}: {reason}")]
    Parameter {
        /// The parameter, as in the configuration file.
        name: &'static str,
        /// The value that was given.
        value: String,
        /// The range it must be in.
        reason: &'static str,
    },
    /// Something ends before it starts.
    #[error("ends at {end}, not after its start at {start}: give them in order of time")]
    Order {
        /// When it starts.
        start: chrono::DateTime<chrono::Utc>,
        /// When it ends.
        end: chrono::DateTime<chrono::Utc>,
    },
    /// A configuration, column map, area or anchorage file is not valid.
    #[error("{}: {reason}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong with it and what to do.
        reason: String,
    },
    /// The output cannot be written where it was asked for.
    #[error("{}: {reason}", path.display())]
    Output {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// There is already something where the output should go.
    #[error("{}: {reason}", path.display())]
    OutputExists {
        /// The file or folder.
        path: PathBuf,
        /// What is there and what to do.
        reason: String,
    },
    /// Digests cannot be merged, or a digest file cannot be used.
    #[error("{0}")]
    Digest(String),
    /// A count that must balance does not: a defect of the library itself.
    #[error("internal count does not balance: {0}; please report this")]
    Unbalanced(String),
}

/// The result of an operation of the library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An [`Error::Io`] that names the file.
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }
}

/// Checks that a parameter is a finite number within `low..=high`.
pub(crate) fn check_range(name: &'static str, value: f64, low: f64, high: f64, reason: &'static str) -> Result<()> {
    if value.is_finite() && (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(Error::Parameter { name, value: value.to_string(), reason })
    }
}
