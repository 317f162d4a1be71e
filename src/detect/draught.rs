//! What draughts say of cargo: one ship rose, the other sank.

use chrono::{DateTime, TimeDelta, Utc};

use crate::track::{StaticHistory, hours_ms, shifted};

/// How the draught of one ship differed after a meeting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DraughtChange {
    /// Last draught said before the meeting, in metres.
    pub before_m: f64,
    /// First different one said after it began, in metres.
    pub after_m: f64,
    /// When that was said first.
    pub time: DateTime<Utc>,
    /// From the end of the meeting to when it was said first, in hours; negative if it was said while they met.
    pub lag_h: f64,
}

impl DraughtChange {
    /// After less before, in metres: positive for a ship that took cargo.
    #[must_use]
    pub fn change_m(&self) -> f64 {
        self.after_m - self.before_m
    }
}

/// What counts as a change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) min_change_m: f64,
    pub(crate) max_lag_h: f64,
}

/// The change of the draught over a meeting; `None` if it was not known before, or did not change by enough in time.
///
/// Static data are heard again with every new destination; only another draught is a change. What is not set (0 on the air) is not known.
pub(crate) fn change(
    statics: StaticHistory<'_>,
    (start, end): (DateTime<Utc>, DateTime<Utc>),
    limits: Limits,
) -> Option<DraughtChange> {
    let latest = shifted(end, TimeDelta::milliseconds(hours_ms(limits.max_lag_h)));
    let draughts = || statics.changes().filter_map(|(time, data)| Some((time, data.draught?.m())));
    let before_m = draughts().take_while(|(time, _)| *time <= start).last()?.1;
    let (time, after_m) = draughts()
        .skip_while(|(time, _)| *time <= start)
        .take_while(|(time, _)| *time <= latest)
        // Draughts are in tenths of a metre.
        .find(|(_, after_m)| (after_m - before_m).abs() > limits.min_change_m - 0.05)?;
    Some(DraughtChange { before_m, after_m, time, lag_h: (time - end).as_seconds_f64() / 3600.0 })
}

/// Which way cargo went, if one draught fell and the other rose: whether it went from the first ship to the second.
pub(crate) fn a_to_b(a: Option<DraughtChange>, b: Option<DraughtChange>) -> Option<bool> {
    let (a_m, b_m) = (a?.change_m(), b?.change_m());
    (a_m * b_m < 0.0).then_some(a_m < 0.0)
}

/// The draughts that a ship said between two times, each when it was first heard.
pub(crate) fn steps(statics: StaticHistory<'_>, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<(DateTime<Utc>, f64)> {
    let mut steps: Vec<(DateTime<Utc>, f64)> = Vec::new();
    for (time, draught_m) in statics.changes().filter_map(|(time, data)| Some((time, data.draught?.m()))) {
        if time > to {
            break;
        }
        if time <= from {
            steps.clear();
        }
        if steps.last().is_none_or(|(_, last_m)| *last_m != draught_m) {
            steps.push((time.max(from), draught_m));
        }
    }
    steps
}

#[cfg(test)]
#[path = "draught_tests.rs"]
mod tests;
