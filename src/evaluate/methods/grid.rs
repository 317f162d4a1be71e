//! Encounters on a grid of time.

use std::collections::HashMap;

use super::cells;
use super::joined::{Pair, pair};
use super::sphere::LatLon;
use crate::detect::{Detector, lower_median};
use crate::evaluate::Alert;
use crate::evaluate::alert::in_order;
use crate::geodesy::knots;
use crate::index::TrackIndex;
use crate::track::{Track, TrackId, datetime, hours_ms, minutes_ms};

const DAY_MS: i64 = 86_400_000;

/// Encounters as Global Fishing Watch publishes them: tracks are brought to a grid of ten minutes, and a pair that is within 500 m at
/// consecutive times of the grid for two hours, slowly, has met.
///
/// Distances are by the haversine formula; latitude and longitude are interpolated each by itself, with which a ship that crosses 180°
/// between two fixes is near 0° in between. Speeds are those from one time of the grid to the next, and it is their median
/// that must be low, so that one fast step does no harm. The score of an alert is its time in contact, in hours.
///
/// # References
///
/// * N. A. Miller, A. Roan, T. Hochberg, J. Amos, D. A. Kroodsma, "Identifying global patterns of transshipment behavior", *Frontiers in
///   Marine Science* 5:240, 2018, <https://doi.org/10.3389/fmars.2018.00240>.
/// * Global Fishing Watch, `encounters_pipeline`, <https://github.com/GlobalFishingWatch/encounters_pipeline>: what the paper does not say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridMethod {
    /// Between two times of the grid, which has one at midnight, in minutes; 10 in the pipeline.
    pub step_min: f64,
    /// Between fixes this far apart or more, in hours, nothing is interpolated; 1 in the pipeline.
    pub max_interpolation_h: f64,
    /// A pair no farther apart than this, in metres, is in contact; 500 in the paper.
    pub max_distance_m: f64,
    /// From the first to the last time of the grid in contact at least this, in hours; 2 in the paper.
    pub min_duration_h: f64,
    /// The median speed of both vessels is below this, in knots; 2 in the paper.
    pub max_speed_kn: f64,
    /// Whether a contact ends with the day in UTC, as where every day is worked off by itself, which
    /// the pipeline's documentation calls its first stage. A run of the pipeline that reads the day before too does not end it: `false`.
    pub by_day: bool,
    /// Encounters of a pair less than this apart, in hours, become one; 4 in the pipeline. Each was long enough by itself.
    pub merge_within_h: f64,
}

impl Default for GridMethod {
    fn default() -> Self {
        Self {
            step_min: 10.0,
            max_interpolation_h: 1.0,
            max_distance_m: 500.0,
            min_duration_h: 2.0,
            max_speed_kn: 2.0,
            by_day: true,
            merge_within_h: 4.0,
        }
    }
}

impl Detector for GridMethod {
    type Event = Alert;

    fn name(&self) -> &'static str {
        "grid"
    }

    /// All encounters, by start and vessels; none if the step is not at least a millisecond.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Alert> {
        let (fleet, step_ms) = (index.fleet(), minutes_ms(self.step_min));
        let Some((first, last)) = fleet.span().filter(|_| step_ms > 0) else { return Vec::new() };
        let (first, last) = (first.timestamp_millis(), last.timestamp_millis());
        let mut cursors: Vec<Cursor<'_>> = fleet.tracks().map(|track| Cursor { track, at: 0 }).collect();
        let max_leg_ms = hours_ms(self.max_interpolation_h);
        let mut runs = Runs { method: self, step_ms, open: HashMap::new(), closed: Vec::new() };
        let (mut ids, mut places): (Vec<TrackId>, Vec<LatLon>) = (Vec::new(), Vec::new());
        for step in -(-first).div_euclid(step_ms)..=last.div_euclid(step_ms) {
            ids.clear();
            places.clear();
            for cursor in &mut cursors {
                if let Some(place) = cursor.place_at(step * step_ms, max_leg_ms) {
                    ids.push(cursor.track.id());
                    places.push(place);
                }
            }
            cells::near(&places, self.max_distance_m, |a, b| {
                runs.meet((ids[a], ids[b]), step, (places[a], places[b]));
            });
            runs.close_before(step, index);
        }
        runs.close_before(i64::MAX, index);
        self.merged(runs.closed)
    }
}

impl GridMethod {
    /// Encounters of each pair that are near each other in time as one.
    fn merged(&self, mut raw: Vec<Raw>) -> Vec<Alert> {
        raw.sort_unstable();
        let merge_ms = hours_ms(self.merge_within_h);
        let mut merged: Vec<(Raw, i64)> = Vec::new();
        for (pair, start, end) in raw {
            match merged.last_mut() {
                Some(((of, _, until), contact)) if *of == pair && start - *until < merge_ms => {
                    *until = end.max(*until);
                    *contact += end - start;
                }
                _ => merged.push(((pair, start, end), end - start)),
            }
        }
        let alert = |((pair, start, end), contact): (Raw, i64)| Alert {
            mmsi_a: pair.0,
            mmsi_b: Some(pair.1),
            start: datetime(start),
            end: datetime(end),
            score: contact as f64 / 3_600_000.0,
            kind: "encounter".to_owned(),
        };
        in_order(merged.into_iter().map(alert).collect())
    }
}

/// A pair, and the first and last time of its contact in milliseconds.
type Raw = (Pair, i64, i64);

/// A place in a track that only goes forward.
struct Cursor<'a> {
    track: Track<'a>,
    at: usize,
}

impl Cursor<'_> {
    fn place_at(&mut self, time_ms: i64, max_leg_ms: i64) -> Option<LatLon> {
        let times = self.track.times_ms();
        while times.get(self.at + 1).is_some_and(|&time| time <= time_ms) {
            self.at += 1;
        }
        let place = |i: usize| LatLon::from_e7(self.track.latitudes_e7()[i], self.track.longitudes_e7()[i]);
        let before = *times.get(self.at)?;
        if before == time_ms {
            return Some(place(self.at));
        }
        let after = *times.get(self.at + 1)?;
        let fraction = (time_ms - before) as f64 / (after - before) as f64;
        (before < time_ms && after - before < max_leg_ms).then(|| place(self.at).mix(place(self.at + 1), fraction))
    }
}

/// Contacts that go on, and those that were long enough.
struct Runs<'a> {
    method: &'a GridMethod,
    step_ms: i64,
    open: HashMap<(TrackId, TrackId), Run>,
    closed: Vec<Raw>,
}

/// A contact that goes on.
struct Run {
    first: i64,
    last: i64,
    places: (LatLon, LatLon),
    /// In knots, from each time of the grid to the next.
    speeds: (Vec<f32>, Vec<f32>),
}

impl Runs<'_> {
    /// A step at which two tracks are near each other.
    fn meet(&mut self, tracks: (TrackId, TrackId), step: i64, places: (LatLon, LatLon)) {
        let seconds = self.step_ms as f64 / 1000.0;
        let begun = Run { first: step, last: step, places, speeds: (Vec::new(), Vec::new()) };
        let run = self.open.entry(tracks).or_insert(begun);
        if run.last < step {
            let speed = |from: LatLon, to: LatLon| knots(from.distance_m(to) / seconds) as f32;
            run.speeds.0.push(speed(run.places.0, places.0));
            run.speeds.1.push(speed(run.places.1, places.1));
            (run.last, run.places) = (step, places);
        }
    }

    /// Closes what did not go on at a step, or ends with it.
    fn close_before(&mut self, step: i64, index: &TrackIndex<'_>) {
        let Self { method, step_ms, open, closed } = self;
        let day = |step: i64| (step.saturating_mul(*step_ms)).div_euclid(DAY_MS);
        let is_last_of_day = method.by_day && day(step) != day(step.saturating_add(1));
        open.retain(|tracks, run| {
            let goes_on = run.last == step && !is_last_of_day;
            if !goes_on {
                closed.extend(run.raw(method, *step_ms, *tracks, index));
            }
            goes_on
        });
    }
}

impl Run {
    /// The encounter, if it is one.
    fn raw(
        &self,
        method: &GridMethod,
        step_ms: i64,
        tracks: (TrackId, TrackId),
        index: &TrackIndex<'_>,
    ) -> Option<Raw> {
        let mmsi = |id| index.fleet().track(id).map(Track::mmsi);
        let pair = pair(mmsi(tracks.0)?, mmsi(tracks.1)?)?;
        let is_slow = |speeds: &[f32]| {
            lower_median(speeds.iter().copied().map(f64::from).collect())
                .is_none_or(|median| median < method.max_speed_kn)
        };
        ((self.last - self.first) * step_ms >= hours_ms(method.min_duration_h)
            && is_slow(&self.speeds.0)
            && is_slow(&self.speeds.1))
        .then(|| (pair, self.first * step_ms, self.last * step_ms))
    }
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
