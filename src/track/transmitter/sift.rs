//! Which reports of a lane are kept.
//!
//! Where a report does not follow the one before within exact reach there is a *clash*. About each clash, from
//! the last report at least `doubt_ms` before it to the first as much after it, the most reports that can
//! all be true are kept ([`chain`](super::chain)); the two at the ends are beyond doubt. Clashes whose
//! neighbourhoods overlap are one. So what is kept depends on a few minutes, and a clash that may
//! still come, at an end of the data, leaves but a few minutes undecided.

use std::ops::Range;

use super::chain::{self, Pins};
use super::reach::Rules;
use crate::track::aside::Aside;
use crate::track::builder::Row;
use crate::track::clean::SetAside;

/// What is known of the ends of a lane's reports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends {
    /// No earlier report of the lane can turn up.
    pub(crate) start_known: bool,
    /// The first report is beyond doubt.
    pub(crate) start_pinned: bool,
    /// No later report of the lane can turn up.
    pub(crate) end_known: bool,
    /// The last report is beyond doubt.
    pub(crate) end_pinned: bool,
}

impl Ends {
    /// Of all reports that there are.
    pub(crate) const KNOWN: Self = Self { start_known: true, start_pinned: false, end_known: true, end_pinned: false };
}

/// What becomes of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// A fix of the lane's segment.
    Kept,
    /// A fix that begins another segment: there is no way to it from the fix before.
    Begins,
    /// Another fix has the same time.
    EqualTime,
    /// The vessel could not have reached it.
    Impossible,
    /// What comes before or after will tell.
    Undecided,
}

impl Fate {
    /// Why it is in no track, if that is decided.
    pub(crate) fn set_aside(self) -> Option<SetAside> {
        match self {
            Self::EqualTime => Some(SetAside::EqualTime),
            Self::Impossible => Some(SetAside::Impossible),
            Self::Kept | Self::Begins | Self::Undecided => None,
        }
    }

    /// The report as one that the vessel could not have sent; nothing if it has another fate.
    pub(crate) fn aside(self, row: &Row) -> Aside {
        if self == Self::Impossible { Aside::of(1, row.time_ms) } else { Aside::default() }
    }
}

/// A range of reports, both ends included, among which some have to go.
#[derive(Debug, Clone, Copy)]
struct Doubt {
    first: usize,
    last: usize,
    pins: Pins,
    /// Reports that are not here yet have a say.
    open: bool,
}

/// The fate of each report of a lane, which are in order and different from each other.
pub(crate) fn sift(rows: &[Row], ends: Ends, rules: &Rules) -> Vec<Fate> {
    let mut fates = vec![Fate::Kept; rows.len()];
    for doubt in doubts(rows, ends, rules) {
        if doubt.open {
            let first = if doubt.pins.first { doubt.first + 1 } else { doubt.first };
            let end = if doubt.pins.last { doubt.last } else { doubt.last + 1 };
            fates[first..end].fill(Fate::Undecided);
        } else {
            decide(rows, doubt, rules, &mut fates);
        }
    }
    fates
}

/// The ranges in doubt, in order of time; neighbours share one report at most, which is beyond doubt.
fn doubts(rows: &[Row], ends: Ends, rules: &Rules) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    let Some(end) = rows.len().checked_sub(1) else { return doubts };
    // A clash is between a report and the next; at an end that is not known there may be one with a report
    // that is not here.
    let mut add = |clash: Range<usize>, open: bool| {
        let (earliest, latest) = (rows[clash.start].time_ms - rules.doubt_ms, rows[clash.end].time_ms + rules.doubt_ms);
        let before = rows[..=clash.start].partition_point(|row| row.time_ms <= earliest);
        let after = clash.end + rows[clash.end..].partition_point(|row| row.time_ms < latest);
        let mut doubt = Doubt {
            first: before.saturating_sub(1),
            last: after.min(end),
            pins: Pins { first: before > 0 || ends.start_pinned, last: after <= end || ends.end_pinned },
            open,
        };
        while let Some(last) = doubts.pop_if(|last| last.last > doubt.first) {
            // The earlier one reaches as far back, or farther.
            let first = last.first.min(doubt.first);
            let pins = Pins {
                first: if last.first <= doubt.first { last.pins.first } else { doubt.pins.first },
                ..doubt.pins
            };
            doubt = Doubt { first, pins, open: doubt.open || last.open, last: doubt.last.max(last.last) };
        }
        doubts.push(doubt);
    };
    if !ends.start_known {
        add(0..0, true);
    }
    for first in 0..end {
        if !rules.exact.allows(&rows[first], &rows[first + 1]) {
            add(first..first + 1, false);
        }
    }
    if !ends.end_known {
        add(end..end, true);
    }
    doubts
}

/// Keeps the most reports that can all be true.
fn decide(rows: &[Row], doubt: Doubt, rules: &Rules, fates: &mut [Fate]) {
    let rows = &rows[doubt.first..=doubt.last];
    let kept = chain::longest(rows, doubt.pins, &rules.exact);
    let fates = &mut fates[doubt.first..=doubt.last];
    let mut next_kept = kept.iter().copied().peekable();
    let mut last_kept_ms = None;
    for (number, row) in rows.iter().enumerate() {
        if next_kept.next_if_eq(&number).is_some() {
            last_kept_ms = Some(row.time_ms);
            continue;
        }
        let twin = last_kept_ms == Some(row.time_ms)
            || next_kept.peek().is_some_and(|&next| rows[next].time_ms == row.time_ms);
        fates[number] = if twin { Fate::EqualTime } else { Fate::Impossible };
    }
    // Beyond doubt, and out of reach: another segment.
    if let [.., before, last] = kept[..]
        && doubt.pins.last
        && !rules.exact.allows(&rows[before], &rows[last])
    {
        fates[last] = Fate::Begins;
    }
}

#[cfg(test)]
#[path = "sift_tests.rs"]
mod tests;
