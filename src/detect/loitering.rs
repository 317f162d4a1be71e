//! Loitering: one vessel slow in open water.
//!
//! Slow legs in a row, on which the vessel was observed, are one episode; faster spells shorter than
//! `max_excursion_min` do not end it, and do not count. An episode in which the vessel stayed in one spot is a mooring
//! and not reported.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::haunts::{self, Haunts};
use super::histogram::Histogram;
use super::place::PlaceSum;
use super::scope::{Known, Scope, Settled};
use super::stretch::{End, Part, Step, Stretch, Sums, Walk};
use super::{Detector, EventId};
use crate::Result;
use crate::ais::{Mmsi, Position};
use crate::error::check_range;
use crate::geodesy::{MAX_METRES_PER_DEGREE, range_e7};
use crate::index::TrackIndex;
use crate::track::{Pace, Track, TrackId, datetime, hours_ms, minutes_ms};

/// What makes loitering.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct LoiteringParameters {
    /// At most this speed, in knots.
    pub max_speed_kn: f64,
    /// For at least this, in hours, faster spells not counted.
    pub min_duration_h: f64,
    /// Faster spells shorter than this, in minutes, do not end it.
    pub max_excursion_min: f64,
    /// A vessel that kept within a circle of this radius (95 % of the time), in metres, is moored, not loitering.
    pub moored_radius_m: f64,
}

impl Default for LoiteringParameters {
    fn default() -> Self {
        Self { max_speed_kn: 2.0, min_duration_h: 2.0, max_excursion_min: 30.0, moored_radius_m: 100.0 }
    }
}

/// One vessel that was slow for long.
#[derive(Debug, Clone, PartialEq)]
pub struct Loitering {
    /// Stable id.
    pub id: EventId,
    /// Who.
    pub mmsi: Mmsi,
    /// When it became slow.
    pub start: DateTime<Utc>,
    /// When it left.
    pub end: DateTime<Utc>,
    /// Time-weighted mean place.
    pub position: Position,
    /// Time-weighted median speed, in knots, from its track.
    pub median_speed_kn: f64,
    /// Radius of the circle about `position` that holds the vessel for 95 % of the time, in metres, so
    /// that a bad fix does not make a berth look wide.
    pub radius_m: f64,
}

impl Loitering {
    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        (self.end - self.start).as_seconds_f64() / 3600.0
    }
}

impl LoiteringParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("loitering.max_speed_kn", self.max_speed_kn, 0.0, 100.0, "must be 0 to 100 knots")?;
        check_range("loitering.min_duration_h", self.min_duration_h, 0.0, 1e4, "must be 0 to 10,000 hours")?;
        check_range("loitering.max_excursion_min", self.max_excursion_min, 0.0, 1440.0, "must be 0 to 1440 minutes")?;
        check_range("loitering.moored_radius_m", self.moored_radius_m, 0.0, 1e5, "must be 0 to 100,000 metres")
    }
}

/// Finds [`Loitering`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LoiteringDetector {
    parameters: LoiteringParameters,
}

impl LoiteringDetector {
    /// A detector with these parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn new(parameters: LoiteringParameters) -> Result<Self> {
        parameters.validate()?;
        Ok(Self { parameters })
    }

    /// How slow a vessel is, at most, in knots.
    pub(crate) fn slow_kn(&self) -> f64 {
        self.parameters.max_speed_kn
    }

    /// The stretches of a track on which its vessel was slow, but for those that are certain not to be of loitering.
    ///
    /// First it is found when, then what there is to say of it: most slow vessels are moored, of which nothing is said.
    pub(crate) fn stretches(&self, track: Track<'_>, scope: &Scope<'_>) -> Vec<Stretch<Slow>> {
        let mut pace = Pace::new(track, scope.index().rules());
        let mut stretches = self.slow_stretches(&mut pace, scope);
        stretches.retain(|stretch| {
            let is_all = stretch.start == End::Closed && stretch.end == End::Closed;
            !is_all || stretch.part.as_ref().is_some_and(|part| self.may_loiter(track, &part.sums))
        });
        stretches.into_iter().map(|stretch| stretch.map(|legs| Slow::on(&legs, &mut pace))).collect()
    }

    /// When the vessel was slow.
    fn slow_stretches(&self, pace: &mut Pace<'_>, scope: &Scope<'_>) -> Vec<Stretch<SlowLegs>> {
        let (index, track) = (scope.index(), pace.track());
        let mut walk: Walk<SlowLegs> = Walk::new(minutes_ms(self.parameters.max_excursion_min));
        let edge = |time_ms| scope.edge([track], time_ms);
        let times = track.times_ms();
        let mut step = |legs: Range<usize>, known: Known, is_slow: bool| {
            let (start_ms, end_ms) = (times[legs.start], times[legs.end]);
            let within = is_slow.then_some((start_ms, end_ms));
            let step = Step { start_ms, end_ms, known, joins: (true, true), heard: true, within };
            if let Some(slow) = walk.step(step, edge) {
                slow.slow_ms += end_ms - start_ms;
                slow.push(legs);
            }
        };
        for run in index.runs_of(track.id()).iter().filter(|run| run.legs > 0) {
            let legs = run.first..run.first + run.legs;
            if !run.may_be_slow(self.parameters.max_speed_kn) && !scope.is_at_edge(run) {
                step(legs, Known::Now, false);
                continue;
            }
            let belt = track.belt(legs.clone());
            // Legs of which the same is to be said are one step.
            let (mut first, mut before) = (legs.start, None);
            for leg in legs.clone() {
                let known = if scope.of_leg(&track, leg) == Settled::Now { Known::Now } else { Known::NotNow };
                let now = (known, pace.is_slow(leg, belt, self.parameters.max_speed_kn));
                if let Some((known, is_slow)) = before.replace(now).filter(|before| *before != now) {
                    step(first..leg, known, is_slow);
                    first = leg;
                }
            }
            if let Some((known, is_slow)) = before {
                step(first..legs.end, known, is_slow);
            }
        }
        walk.finish(edge)
    }

    /// Whether legs of which nothing is missing may be loitering: they take long enough, and it is not certain that the vessel is moored.
    fn may_loiter(&self, track: Track<'_>, slow: &SlowLegs) -> bool {
        self.is_long(slow.slow_ms) && !slow.is_moored(track, self.parameters.moored_radius_m)
    }

    fn is_long(&self, slow_ms: i64) -> bool {
        slow_ms > 0 && slow_ms >= hours_ms(self.parameters.min_duration_h)
    }

    /// The figures of a slow time, of which nothing is missing, if it amounts to loitering.
    pub(crate) fn judge(&self, of: Part<Slow>) -> Option<Loitered> {
        let slow = of.sums;
        if !self.is_long(slow.slow_ms) {
            return None;
        }
        let place = slow.place.mean()?;
        let radius_m = slow.haunts.radius_m(place, MOORED_HUNDREDTHS)?;
        (f64::from(radius_m) > self.parameters.moored_radius_m).then_some(Loitered {
            start_ms: of.start_ms,
            end_ms: of.end_ms,
            latitude_e7: place.latitude_e7(),
            longitude_e7: place.longitude_e7(),
            speed_decikn: slow.speed.median()?,
            radius_m,
        })
    }

    /// Puts loitering in order.
    pub(crate) fn finish(mut events: Vec<Loitering>) -> Vec<Loitering> {
        events.sort_by_key(|event| (event.start, event.mmsi, event.end));
        events
    }
}

/// Loitering in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Loitered {
    start_ms: i64,
    end_ms: i64,
    /// Mean place, in units of 1e-7°.
    latitude_e7: i32,
    longitude_e7: i32,
    /// Median, in tenths of a knot.
    speed_decikn: u32,
    radius_m: u32,
}

impl Loitered {
    /// The event, of a vessel.
    pub(crate) fn by(&self, mmsi: Mmsi) -> Loitering {
        Loitering {
            id: EventId::new("loitering", &[mmsi], self.start_ms),
            mmsi,
            start: datetime(self.start_ms),
            end: datetime(self.end_ms),
            position: Position::from_columns(self.latitude_e7, self.longitude_e7),
            median_speed_kn: f64::from(self.speed_decikn) / 10.0,
            radius_m: f64::from(self.radius_m),
        }
    }
}

/// What is added up over the time in which a vessel is slow.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Slow {
    pub(crate) slow_ms: i64,
    /// In tenths of a knot.
    pub(crate) speed: Histogram,
    pub(crate) place: PlaceSum,
    pub(crate) haunts: Haunts,
}

impl Sums for Slow {
    fn add(&mut self, later: Self) {
        self.slow_ms += later.slow_ms;
        self.speed.merge(&later.speed);
        self.place.merge(&later.place);
        self.haunts.merge(later.haunts);
    }
}

impl Slow {
    /// What is added up over some legs.
    fn on(legs: &SlowLegs, pace: &mut Pace<'_>) -> Self {
        let track = pace.track();
        let mut slow = Self { slow_ms: legs.slow_ms, ..Self::default() };
        for leg in legs.legs.iter().cloned().flatten() {
            let duration_ms = track.time_ms(leg + 1) - track.time_ms(leg);
            slow.speed.add(pace.speed_kn(leg) * 10.0, duration_ms);
            slow.place.add((pace.place(leg) + pace.place(leg + 1)) * 0.5, duration_ms);
        }
        legs.weigh(track.times_ms(), |fix, time_ms| slow.haunts.add(track.position(fix), time_ms));
        slow
    }
}

/// Legs on which a vessel is slow.
#[derive(Debug, Clone, Default, PartialEq)]
struct SlowLegs {
    slow_ms: i64,
    /// In order of time.
    legs: Vec<Range<usize>>,
}

impl Sums for SlowLegs {
    fn add(&mut self, later: Self) {
        self.slow_ms += later.slow_ms;
        later.legs.into_iter().for_each(|legs| self.push(legs));
    }
}

impl SlowLegs {
    fn push(&mut self, legs: Range<usize>) {
        match self.legs.last_mut() {
            Some(last) if last.end == legs.start => last.end = legs.end,
            _ => self.legs.push(legs),
        }
    }

    /// Each fix with the time that it stands for: half of the leg before it and half of the leg after.
    fn weigh(&self, times_ms: &[i64], mut each: impl FnMut(usize, i64)) {
        for legs in &self.legs {
            let mut before_ms = 0;
            for leg in legs.clone() {
                let duration_ms = times_ms[leg + 1] - times_ms[leg];
                let half_ms = duration_ms / 2;
                each(leg, before_ms + half_ms);
                before_ms = duration_ms - half_ms;
            }
            each(legs.end, before_ms);
        }
    }

    /// Whether [`Haunts::radius_m`] of what [`Slow`] says is certain to be at most this, in metres. Without trigonometry, and so
    /// false for some for which it is.
    fn is_moored(&self, track: Track<'_>, radius_m: f64) -> bool {
        let (times_ms, latitudes, longitudes) = (track.times_ms(), track.latitudes_e7(), track.longitudes_e7());
        let range =
            |angles: &[i32]| range_e7(self.legs.iter().flat_map(|legs| &angles[legs.start..=legs.end]).copied());
        let ((south, north), (west, east)) = (range(latitudes), range(longitudes));
        let wide = |(least, greatest): (i32, i32)| i64::from(greatest) - i64::from(least) > WIDEST_BERTH_E7;
        let highest_e7 = south.saturating_abs().max(north.saturating_abs());
        if wide((south, north)) || wide((west, east)) || highest_e7 > HIGHEST_BERTH_E7 {
            return false;
        }
        let Some(off_m) = haunts::most_off_m((south, north), (west, east)) else { return false };
        let (mut north_sum, mut east_sum) = (0, 0);
        self.weigh(times_ms, |fix, time_ms| {
            north_sum += i64::from(latitudes[fix] - south) * time_ms;
            east_sum += i64::from(longitudes[fix] - west) * time_ms;
        });
        let mean = |sum: i64, least: i32| sum as f64 / self.slow_ms as f64 + f64::from(least);
        let (mean_north, mean_east) = (mean(north_sum, south), mean(east_sum, west));
        let metres_per_e7 = MAX_METRES_PER_DEGREE / 1e7;
        let lowest_e7 = if south <= 0 && north >= 0 { 0 } else { south.saturating_abs().min(north.saturating_abs()) };
        let metres_per_e7_east = metres_per_e7 * (f64::from(lowest_e7) / 1e7).to_radians().cos();
        // Whole metres of the radius, and a metre for what is rounded elsewhere.
        let within_m = radius_m - off_m - MOST_BERTH_ERROR_M - 1.5;
        let mut within_ms = 0;
        self.weigh(times_ms, |fix, time_ms| {
            let north_m = (f64::from(latitudes[fix]) - mean_north) * metres_per_e7;
            let east_m = (f64::from(longitudes[fix]) - mean_east) * metres_per_e7_east;
            within_ms += if north_m * north_m + east_m * east_m <= within_m * within_m { time_ms } else { 0 };
        });
        within_m > 0.0 && 100 * within_ms >= MOORED_HUNDREDTHS * self.slow_ms
    }
}

/// A vessel that is within the radius for so many hundredths of the time is moored.
const MOORED_HUNDREDTHS: i64 = 95;
/// Places are taken as in a plane if their latitudes and longitudes differ by no more than this, in units of 1e-7° (0.02°) …
const WIDEST_BERTH_E7: i64 = 200_000;
/// … and are no farther from the equator than this (80°).
const HIGHEST_BERTH_E7: i32 = 800_000_000;
/// What the mean of latitudes and longitudes can be off from that of places, in metres: the sag of the parallel of 80° over 0.02° of
/// latitude, as far, is `(2.2 km)² tan 80° / 2R`.
const MOST_BERTH_ERROR_M: f64 = 2.5;

impl Detector for LoiteringDetector {
    type Event = Loitering;

    fn name(&self) -> &'static str {
        "loitering"
    }

    /// All loitering, by start and vessel.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Loitering> {
        let scope = Scope::whole(index);
        let of_track = crate::parallel::map(index.fleet().len(), |number| {
            let Some(track) = index.fleet().track(TrackId(number as u32)) else { return Vec::new() };
            let parts = self.stretches(track, &scope).into_iter().filter_map(|stretch| stretch.part);
            parts.filter_map(|part| self.judge(part)).map(|loitered| loitered.by(track.mmsi())).collect::<Vec<_>>()
        });
        Self::finish(of_track.into_iter().flatten().collect())
    }
}

#[cfg(test)]
#[path = "loitering_tests.rs"]
mod tests;
