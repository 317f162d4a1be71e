//! What to read, and how far the reading has come.

use chrono::{DateTime, Utc};

use super::{Format, Limits};

/// What to read and how.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Layout of all inputs; `None` to recognise each by its content.
    pub format: Option<Format>,
    /// Rows before this time are rejected as [`Reason::OutsidePeriod`](super::Reason::OutsidePeriod).
    pub from: Option<DateTime<Utc>>,
    /// Rows at or after this time are rejected as [`Reason::OutsidePeriod`](super::Reason::OutsidePeriod).
    pub to: Option<DateTime<Utc>>,
    /// Rows after this time are rejected as [`Reason::TimeInFuture`](super::Reason::TimeInFuture);
    /// `None` for one day after the clock of this computer.
    pub latest: Option<DateTime<Utc>>,
    /// For logs of NMEA sentences: when messages begin that have no time at all, which otherwise are rejected as
    /// [`Reason::Undated`](super::Reason::Undated). From then on the seconds of UTC that position reports hold move
    /// their time forward, up to half a minute at a time: longer silences are lost.
    pub assume_start: Option<DateTime<Utc>>,
    /// How much an input may ask for.
    pub limits: Limits,
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of input consumed (as on disk, so compressed where the file is).
    pub bytes: u64,
    /// Rows read.
    pub rows: u64,
}
