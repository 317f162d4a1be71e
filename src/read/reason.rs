//! Why a row was not used.

use std::fmt;

/// Why a row was not used.
///
/// A row is counted once, under the first of these that applies in the order of this list, except
/// that [`OutsidePeriod`](Self::OutsidePeriod) is looked at last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub enum Reason {
    /// Longer than 64 KiB, so no row of AIS data.
    TooLong,
    /// The header once more, as in files that were joined end to end.
    RepeatedHeader,
    /// More or fewer columns than the header.
    ColumnCount,
    /// No MMSI: blank, not a number, zero, or more than nine digits.
    BadMmsi,
    /// A base station, aid to navigation, aircraft, beacon, group or parent ship's craft.
    NotAVessel,
    /// The time is blank or cannot be read.
    BadTime,
    /// Before 1990, when there was no AIS.
    TimeBefore1990,
    /// In the future, by more than a day.
    TimeInFuture,
    /// Latitude or longitude is blank.
    NoPosition,
    /// Latitude 91 or longitude 181, which AIS sends for "not available".
    PositionNotAvailable,
    /// Latitude or longitude is no number or no place on earth.
    BadPosition,
    /// Outside the period asked for.
    OutsidePeriod,
}

impl Reason {
    /// The reason as it stands in rejects.csv and summary.json.
    ///
    /// ```
    /// assert_eq!(lightering::read::Reason::NotAVessel.as_str(), "not_a_vessel");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooLong => "row_too_long",
            Self::RepeatedHeader => "repeated_header",
            Self::ColumnCount => "column_count",
            Self::BadMmsi => "bad_mmsi",
            Self::NotAVessel => "not_a_vessel",
            Self::BadTime => "bad_time",
            Self::TimeBefore1990 => "time_before_1990",
            Self::TimeInFuture => "time_in_future",
            Self::NoPosition => "no_position",
            Self::PositionNotAvailable => "position_not_available",
            Self::BadPosition => "bad_position",
            Self::OutsidePeriod => "outside_period",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
