//! Silences of twelve hours far from shore.

use std::fmt;

use crate::ais::Position;
use crate::detect::Detector;
use crate::evaluate::Alert;
use crate::evaluate::alert::in_order;
use crate::index::TrackIndex;
use crate::track::{datetime, hours_ms};

/// Silences that count as switched off in published work: of twelve hours or more, that begin 50 nautical miles or more from shore, of a
/// vessel that was heard well before.
///
/// A vessel that was not heard again is left out. The score of an alert is its duration in hours.
///
/// The published rule also asks that satellites hear more than ten positions a day where the silence begins, from a map of reception that is not in
/// tracks; [`min_fixes_before`](Self::min_fixes_before) is what remains of it.
///
/// # References
///
/// * H. Welch and others, "Hot spots of unseen fishing vessels", *Science Advances* 8(44):eabq2109, 2022,
///   <https://doi.org/10.1126/sciadv.abq2109>.
#[derive(Clone, Copy)]
pub struct Gap12hMethod<'a> {
    /// Silence of at least this, in hours; 12 in the paper.
    pub min_gap_h: f64,
    /// It begins at least this far from shore, in metres; 50 nautical miles in the paper.
    pub min_shore_m: f64,
    /// Fixes in the twelve hours before it, at least; 14 in the paper, of satellite reception.
    pub min_fixes_before: usize,
    /// How far a position is from the nearest shore, in metres; without it all places are far enough.
    pub shore_m: Option<&'a dyn Fn(Position) -> f64>,
}

/// How long before a silence the vessel must have been heard well, in hours.
const BEFORE_H: f64 = 12.0;

impl Default for Gap12hMethod<'_> {
    fn default() -> Self {
        Self { min_gap_h: 12.0, min_shore_m: 50.0 * 1852.0, min_fixes_before: 14, shore_m: None }
    }
}

impl fmt::Debug for Gap12hMethod<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gap12hMethod")
            .field("min_gap_h", &self.min_gap_h)
            .field("min_shore_m", &self.min_shore_m)
            .field("min_fixes_before", &self.min_fixes_before)
            .finish_non_exhaustive()
    }
}

impl Detector for Gap12hMethod<'_> {
    type Event = Alert;

    fn name(&self) -> &'static str {
        "gap-12h"
    }

    /// All silences, by start and vessel.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Alert> {
        let (min_gap_ms, before_ms) = (hours_ms(self.min_gap_h), hours_ms(BEFORE_H));
        let mut alerts = Vec::new();
        for track in index.fleet().tracks() {
            let times = track.times_ms();
            for leg in track.legs().filter(|leg| leg.duration_ms() >= min_gap_ms) {
                let from = times.partition_point(|&time| time < leg.start_ms() - before_ms);
                let is_heard = leg.first() + 1 - from >= self.min_fixes_before;
                let is_far =
                    || self.shore_m.is_none_or(|shore_m| shore_m(track.position(leg.first())) >= self.min_shore_m);
                if is_heard && is_far() {
                    alerts.push(Alert {
                        mmsi_a: track.mmsi(),
                        mmsi_b: None,
                        start: datetime(leg.start_ms()),
                        end: datetime(leg.end_ms()),
                        score: leg.duration_ms() as f64 / 3_600_000.0,
                        kind: "gap".to_owned(),
                    });
                }
            }
        }
        in_order(alerts)
    }
}

#[cfg(test)]
#[path = "gap_12h_tests.rs"]
mod tests;
