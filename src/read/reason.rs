//! Why a row was not used.

use std::fmt;

/// Why a row was not used.
///
/// A row is counted once, under the first of these that applies in the order of this list, except that in files with columns the number of the
/// message is looked at after the time, and [`TimeInFuture`](Self::TimeInFuture) and [`OutsidePeriod`](Self::OutsidePeriod) last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub enum Reason {
    /// Longer than [`Limits::max_line_bytes`](super::Limits::max_line_bytes), so no row of AIS data.
    TooLong,
    /// The header once more, as in files that were joined end to end.
    RepeatedHeader,
    /// More or fewer columns than the header.
    ColumnCount,
    /// A line of a log of sentences that is no sentence, or has a field that cannot be.
    Unreadable,
    /// The checksum of a sentence is wrong or missing.
    BadChecksum,
    /// A message of several sentences of which not all were heard.
    IncompleteMessage,
    /// Another AIS message than those of positions and static data of ships (1, 2, 3, 5, 18, 19, 24 and 27).
    OtherMessage,
    /// An AIS message that is shorter than its type.
    TooShort,
    /// No MMSI: blank, not a number, zero, or more than nine digits.
    BadMmsi,
    /// A base station, aid to navigation, aircraft, beacon, group or parent ship's craft.
    NotAVessel,
    /// A message of a log of sentences without any time.
    Undated,
    /// The time is blank or cannot be read.
    BadTime,
    /// Before 1990, when there was no AIS.
    TimeBefore1990,
    /// In the future, by more than a day.
    TimeInFuture,
    /// No position, but static data of a vessel from the period asked for, which are used (AIS messages 5 and 24).
    StaticMessage,
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
            Self::Unreadable => "unreadable",
            Self::BadChecksum => "bad_checksum",
            Self::IncompleteMessage => "incomplete_message",
            Self::OtherMessage => "other_message",
            Self::TooShort => "message_too_short",
            Self::BadMmsi => "bad_mmsi",
            Self::NotAVessel => "not_a_vessel",
            Self::Undated => "undated",
            Self::BadTime => "bad_time",
            Self::TimeBefore1990 => "time_before_1990",
            Self::TimeInFuture => "time_in_future",
            Self::StaticMessage => "static_message",
            Self::NoPosition => "no_position",
            Self::PositionNotAvailable => "position_not_available",
            Self::BadPosition => "bad_position",
            Self::OutsidePeriod => "outside_period",
        }
    }
}

impl Reason {
    /// What to do so that rows are used that are rejected for this reason, where something can be done; with the flag of the command.
    #[must_use]
    pub fn remedy(self) -> Option<&'static str> {
        match self {
            Self::TooLong => Some("longer than max_line_bytes: raise it by --max-line-bytes"),
            Self::Undated => Some("without any time: say when they begin by --assume-start"),
            _ => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
