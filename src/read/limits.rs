//! How much an input may ask for.

use std::fmt;
use std::path::Path;

use crate::{Error, Result};

/// How much an input may ask for: what goes beyond is damage or an attack, and must not take all memory or all time.
///
/// The defaults let through every source of AIS data that is known to the authors. A line or a message of a log beyond its
/// limit costs that row; anything else ends the reading with [`Error::Limit`], which names the limit and the file.
///
/// ```
/// use lightering::read::{Limits, ReadOptions, read_stream};
///
/// let limits = Limits { max_vessels: 1, ..Limits::default() };
/// let options = ReadOptions { limits, ..ReadOptions::default() };
/// let csv = "MMSI,BaseDateTime,LAT,LON\n\
///            311000112,2018-06-02T19:00:00,33.01,-117.79\n\
///            538004030,2018-06-02T19:00:00,33.02,-117.79\n";
/// let error = read_stream("memory", csv.as_bytes(), &options, &|_| {}).unwrap_err();
/// assert!(error.to_string().contains("max_vessels"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest line, or record of CSV with line breaks in it, in bytes; a longer one is rejected as
    /// [`Reason::TooLong`](super::Reason::TooLong). 64 KiB, as rows of AIS data have 60 to 300 bytes. 1 KiB to 64 MiB.
    pub max_line_bytes: u64,
    /// Most bytes that one file unpacks to, all members of an archive together. 1 TiB: the reports of all ships of the world
    /// in several months.
    pub max_unpacked_bytes: u64,
    /// Most bytes that one packed byte stands for, looked at from [`RATIO_COUNTS_FROM`] unpacked bytes on. 1000: real
    /// files of AIS are packed to a 3rd to a 13th, and to a 124th where every row stands there 21 times; bombs of zstd reach 30,000.
    pub max_unpacked_ratio: u64,
    /// Most members of a .zip archive. 10,000: a year of daily files is 366.
    pub max_zip_members: u64,
    /// Messages of NMEA that may wait for their other sentences at a time; of one more, the oldest is given up as
    /// [`Reason::IncompleteMessage`](super::Reason::IncompleteMessage). 256: a station receives on two channels and numbers its
    /// messages from 0 to 9, and a log may be merged from dozens of them. 1 to 65,536.
    pub max_waiting_messages: u64,
    /// Most distinct vessels of all inputs. 1,000,000: several times as many as ships that must carry AIS. With one report each, that
    /// many take 1 GB.
    pub max_vessels: u64,
    /// Most distinct sets of static data (name, call sign, IMO number, type, dimensions, draught, destination) of all inputs.
    /// 4,000,000, of about 250 bytes each. Twenty thousand vessels have about thirty thousand in a day.
    pub max_static_sets: u64,
}

/// From so many unpacked bytes on, the ratio of unpacked to packed bytes is looked at: less does no harm.
pub const RATIO_COUNTS_FROM: u64 = 100_000_000;

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_line_bytes: 64 << 10,
            max_unpacked_bytes: 1 << 40,
            max_unpacked_ratio: 1000,
            max_zip_members: 10_000,
            max_waiting_messages: 256,
            max_vessels: 1_000_000,
            max_static_sets: 4_000_000,
        }
    }
}

impl Limits {
    /// Checks every range.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        let checks = [
            ("max_line_bytes", self.max_line_bytes, 1 << 10, 64 << 20, "must be 1024 to 67,108,864 bytes"),
            ("max_unpacked_bytes", self.max_unpacked_bytes, 1, u64::MAX, "must be 1 byte or more"),
            ("max_unpacked_ratio", self.max_unpacked_ratio, 1, u64::MAX, "must be 1 or more"),
            ("max_zip_members", self.max_zip_members, 1, u64::MAX, "must be 1 or more"),
            ("max_waiting_messages", self.max_waiting_messages, 1, 1 << 16, "must be 1 to 65,536"),
            ("max_vessels", self.max_vessels, 1, u64::MAX, "must be 1 or more"),
            ("max_static_sets", self.max_static_sets, 1, u64::from(u32::MAX) - 1, "must be 1 to 4,294,967,294"),
        ];
        for (name, value, low, high, reason) in checks {
            if !(low..=high).contains(&value) {
                return Err(Error::Parameter { name, value: value.to_string(), reason });
            }
        }
        Ok(())
    }

    /// Checks how much a file unpacks to so far, or will.
    #[cfg(any(feature = "compression", feature = "parquet"))]
    pub(super) fn check_unpacked(&self, unpacked: u64, packed: u64) -> Result<(), Excess> {
        if unpacked > self.max_unpacked_bytes {
            let what = "it unpacks to more bytes";
            return Err(Excess { name: "max_unpacked_bytes", value: self.max_unpacked_bytes, what });
        }
        if unpacked >= RATIO_COUNTS_FROM && unpacked > packed.max(1).saturating_mul(self.max_unpacked_ratio) {
            let what = "it unpacks to more times its size, as a bomb does,";
            return Err(Excess { name: "max_unpacked_ratio", value: self.max_unpacked_ratio, what });
        }
        Ok(())
    }

    /// Checks how many vessels and sets of static data there are.
    pub(super) fn check_counts(&self, vessels: u64, static_sets: u64) -> Result<(), Excess> {
        if vessels > self.max_vessels {
            let what = "there are more vessels";
            return Err(Excess { name: "max_vessels", value: self.max_vessels, what });
        }
        if static_sets > self.max_static_sets {
            let what = "there are more sets of static data (names, call signs, draughts, destinations)";
            return Err(Excess { name: "max_static_sets", value: self.max_static_sets, what });
        }
        Ok(())
    }

    /// The longest line as a length in memory.
    pub(super) fn line_bytes(&self) -> usize {
        usize::try_from(self.max_line_bytes).unwrap_or(usize::MAX / 8)
    }
}

/// A limit that was gone beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Excess {
    pub(crate) name: &'static str,
    pub(crate) value: u64,
    /// What there is too much of.
    pub(crate) what: &'static str,
}

impl Excess {
    /// The error for a file.
    pub(crate) fn of(self, path: &Path) -> Error {
        let Self { name, value, what } = self;
        Error::Limit { path: path.to_path_buf(), name, value, what }
    }
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, value, what } = self;
        write!(f, "{what} than {name} = {value} allows; if it can be trusted, raise it by --{}", name.replace('_', "-"))
    }
}

impl std::error::Error for Excess {}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
