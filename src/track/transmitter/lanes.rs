//! Lanes: reports that one transmitter may well have sent.

use super::reach::Rules;
use crate::track::builder::Row;

/// A report that does not continue the one before may join a lane for this long after its last report, in
/// milliseconds.
pub(crate) const OPEN_MS: i64 = 3_600_000;
/// At most this many lanes are open at once, the latest: an MMSI whose every report is elsewhere must not make
/// the work grow with the square of their number.
const MAX_OPEN: usize = 64;

/// Deals the reports of one MMSI, in order of time, out to lanes.
///
/// A report that [continues](Rules::continues) the one before goes with it. Another joins the nearest of the lanes heard
/// in the hour before that can reach it, or begins a lane. So the last hour is all that matters, or the last
/// report if that is older.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lanes {
    /// Number and last report of each lane, in order of its last report.
    ends: Vec<(u32, Row)>,
}

impl Lanes {
    /// With lanes that were begun before: number and last report of each.
    pub(crate) fn of(mut ends: Vec<(u32, Row)>) -> Self {
        ends.sort_by_key(|end| (end.1, end.0));
        Self { ends }
    }

    /// Whether a report continues the one before.
    pub(crate) fn is_continued_by(&self, row: &Row, rules: &Rules) -> bool {
        self.ends.last().is_some_and(|(_, last)| rules.continues(last, row))
    }

    /// The lane of the next report; `next` is the number of one that it begins.
    pub(crate) fn take(&mut self, row: &Row, next: u32, rules: &Rules) -> u32 {
        if self.is_continued_by(row, rules) {
            // The lane of the report before is the last.
            if let Some(end) = self.ends.last_mut() {
                end.1 = *row;
                return end.0;
            }
        }
        self.ends.retain(|(_, last)| row.time_ms - last.time_ms <= OPEN_MS);
        let ways =
            self.ends.iter().enumerate().filter_map(|(at, (_, last))| Some((rules.generous.way_m(last, row)?, at)));
        let nearest = ways.min_by(|a, b| a.0.total_cmp(&b.0));
        let lane = match nearest {
            Some((_, at)) => self.ends.remove(at).0,
            None => next,
        };
        if self.ends.len() == MAX_OPEN {
            self.ends.remove(0);
        }
        self.ends.push((lane, *row));
        lane
    }
}
