//! How far a vessel gets.

use super::lanes::OPEN_MS;
use crate::ais::Position;
use crate::geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT};
use crate::track::builder::Row;
use crate::track::clean::CleaningParameters;
use crate::track::leg::hours_ms;

/// Metres in a degree of latitude or of longitude, at most.
const MAX_METRES_PER_DEGREE: f64 = 111_700.0;
/// Doubt about a fix reaches at least this far in time, in milliseconds: ten minutes.
const MIN_DOUBT_MS: i64 = 600_000;

/// [`CleaningParameters`] in the units of the columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    /// Of a vessel whose times are right.
    pub(super) exact: Reach,
    /// Of a vessel whose times may be off by the clock tolerance.
    pub(super) generous: Reach,
    /// A report this long after the one before does not continue its lane, in milliseconds.
    pub(crate) max_gap_ms: i64,
    /// How far in time a place where the vessel would have been too fast makes its neighbours doubtful, in
    /// milliseconds: twice what clocks may be off, since two of them may be.
    pub(crate) doubt_ms: i64,
    pub(super) min_track_fixes: u32,
}

impl Rules {
    pub(crate) fn new(parameters: &CleaningParameters) -> Self {
        let metres_per_ms = parameters.max_speed_kn * METRES_PER_SECOND_PER_KNOT / 1000.0;
        let exact = Reach { metres_per_ms, tolerance_m: parameters.position_tolerance_m };
        let clock_ms = parameters.clock_tolerance_s * 1000.0;
        Self {
            exact,
            generous: Reach { tolerance_m: exact.tolerance_m + metres_per_ms * clock_ms, ..exact },
            max_gap_ms: hours_ms(parameters.max_segment_gap_h),
            doubt_ms: MIN_DOUBT_MS.max(2 * clock_ms as i64),
            min_track_fixes: parameters.min_track_fixes,
        }
    }

    /// Whether a report is certain to continue the one before: it comes later, soon, and within reach.
    pub(crate) fn continues(&self, before: &Row, row: &Row) -> bool {
        row.time_ms - before.time_ms <= self.max_gap_ms && self.exact.allows(before, row)
    }

    /// Whether sorted rows are all different and each continues the one before, as those of most vessels do: one lane,
    /// of which all is kept. Without trigonometry, and so false for some that are.
    pub(crate) fn surely_one_lane(&self, rows: &[Row]) -> bool {
        rows.windows(2).all(|pair| {
            let duration_ms = pair[1].time_ms - pair[0].time_ms;
            duration_ms > 0 && duration_ms <= self.max_gap_ms && self.exact.surely(&pair[0], &pair[1])
        })
    }

    /// A lane has no other report when it was silent for longer than this, in milliseconds.
    pub(crate) fn longest_silence_ms(&self) -> i64 {
        self.max_gap_ms.max(OPEN_MS)
    }

    /// How far a vessel gets in a time, in metres.
    pub(crate) fn reach_m(&self, duration_ms: i64) -> f64 {
        self.exact.metres(duration_ms)
    }
}

/// How far a vessel gets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    metres_per_ms: f64,
    tolerance_m: f64,
}

impl Reach {
    /// Whether a vessel can report the one and later the other.
    pub(super) fn allows(&self, from: &Row, to: &Row) -> bool {
        from.time_ms < to.time_ms && (self.surely(from, to) || self.way_m(from, to).is_some())
    }

    fn metres(&self, duration_ms: i64) -> f64 {
        self.tolerance_m + duration_ms as f64 * self.metres_per_ms
    }

    /// The distance, where the vessel can go it; `None` where it cannot.
    pub(super) fn way_m(&self, from: &Row, to: &Row) -> Option<f64> {
        let distance = place(from).distance(place(to));
        (distance <= self.metres(to.time_ms - from.time_ms)).then_some(distance)
    }

    /// Whether it is certain, without trigonometry, that the vessel can go from one to the other.
    fn surely(&self, from: &Row, to: &Row) -> bool {
        let north = (f64::from(to.latitude_e7) - f64::from(from.latitude_e7)) * (MAX_METRES_PER_DEGREE / 1e7);
        let east = (f64::from(to.longitude_e7) - f64::from(from.longitude_e7)) * (MAX_METRES_PER_DEGREE / 1e7);
        let reach = self.metres(to.time_ms - from.time_ms);
        north * north + east * east <= reach * reach
    }
}

fn place(row: &Row) -> Ecef {
    Position::from_columns(row.latitude_e7, row.longitude_e7).into()
}
