//! Loitering: one vessel slow in open water.
//!
//! Slow legs in a row, on which the vessel was observed, are one episode; faster spells shorter than
//! `max_excursion_min` do not end it. An episode in which the vessel stayed in one spot is a mooring
//! and not reported.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use super::contact::PlaceSum;
use super::histogram::Histogram;
use super::{Detector, EventId};
use crate::Result;
use crate::ais::{Mmsi, Position};
use crate::error::check_range;
use crate::geodesy::{Ecef, MAX_METRES_PER_DEGREE};
use crate::index::TrackIndex;
use crate::track::{Pace, Track, TrackId, datetime, hours_ms, minutes_ms};

/// What makes loitering.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct LoiteringParameters {
    /// At most this speed, in knots.
    pub max_speed_kn: f64,
    /// For at least this, in hours.
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
#[derive(Debug, Clone, Copy, PartialEq)]
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

    fn of_track(&self, track: Track<'_>, index: &TrackIndex<'_>) -> Vec<Loitering> {
        let max_excursion_ms = minutes_ms(self.parameters.max_excursion_min);
        // First and last leg of an episode; both are slow.
        let mut episodes: Vec<(usize, usize)> = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        let mut pace = Pace::new(track, index.rules());
        let times = track.times_ms();
        let mut observed_to = 0;
        for run in index.runs_of(track.id()) {
            if run.first != observed_to {
                // The vessel was not observed on the way here.
                episodes.extend(open.take());
            }
            observed_to = run.first + run.legs;
            if !run.may_be_slow(self.parameters.max_speed_kn) {
                continue;
            }
            let all_slow = run.is_slow(self.parameters.max_speed_kn);
            for leg in run.first..observed_to {
                if !all_slow && pace.speed_kn(leg) > self.parameters.max_speed_kn {
                    continue;
                }
                let goes_on = |last: usize| last + 1 == leg || times[leg] - times[last + 1] < max_excursion_ms;
                open = match open.take() {
                    Some((first, last)) if goes_on(last) => Some((first, leg)),
                    ended => {
                        episodes.extend(ended);
                        Some((leg, leg))
                    }
                };
            }
        }
        episodes.extend(open);
        episodes.into_iter().filter_map(|(first, last)| self.judge(track, index, first, last)).collect()
    }

    /// The loitering that the legs from one to another amount to, if they do.
    fn judge(&self, track: Track<'_>, index: &TrackIndex<'_>, first: usize, last: usize) -> Option<Loitering> {
        let (start_ms, end_ms) = (track.time_ms(first), track.time_ms(last + 1));
        if end_ms - start_ms < hours_ms(self.parameters.min_duration_h) {
            return None;
        }
        if greatest_radius_m(track, first..=last + 1) <= self.parameters.moored_radius_m {
            return None;
        }
        let mut pace = Pace::new(track, index.rules());
        let (position, radius_m) = spread(track, &mut pace, first..=last)?;
        if radius_m <= self.parameters.moored_radius_m {
            return None;
        }
        let mut speed = Histogram::default();
        for leg in first..=last {
            speed.add(pace.speed_kn(leg) * 10.0, duration_ms(track, leg));
        }
        let median_speed_kn = f64::from(speed.median()?) / 10.0;
        (median_speed_kn <= self.parameters.max_speed_kn).then(|| Loitering {
            id: EventId::new("loitering", &[track.mmsi()], start_ms),
            mmsi: track.mmsi(),
            start: datetime(start_ms),
            end: datetime(end_ms),
            position,
            median_speed_kn,
            radius_m,
        })
    }
}

fn duration_ms(track: Track<'_>, leg: usize) -> i64 {
    track.time_ms(leg + 1) - track.time_ms(leg)
}

/// A radius in metres, at least that of [`spread`], from the ranges of latitude and longitude of its fixes alone.
///
/// The mean of places is no farther from any of them than the farthest two from each other, and these no farther than
/// the diagonal of the ranges, by [`MAX_METRES_PER_DEGREE`]. The surface lies above the mean by less than a hundredth of
/// that; a metre is for what is rounded. Across 180° the bound says nothing.
fn greatest_radius_m(track: Track<'_>, fixes: RangeInclusive<usize>) -> f64 {
    let (latitudes, longitudes) = (&track.latitudes_e7()[fixes.clone()], &track.longitudes_e7()[fixes]);
    let metres = |values: &[i32]| {
        let least = values.iter().copied().fold(i32::MAX, i32::min);
        let greatest = values.iter().copied().fold(i32::MIN, i32::max);
        (f64::from(greatest) - f64::from(least)) * (MAX_METRES_PER_DEGREE / 1e7)
    };
    let nearest_to_equator = latitudes.iter().map(|latitude| latitude.unsigned_abs()).fold(u32::MAX, u32::min);
    let cosine = (f64::from(nearest_to_equator) / 1e7).to_radians().cos();
    metres(latitudes).hypot(metres(longitudes) * cosine) * 1.01 + 1.0
}

/// The mean place on some legs, and the radius about it in which the vessel was for 95 % of the time, in metres.
fn spread(track: Track<'_>, pace: &mut Pace<'_>, legs: RangeInclusive<usize>) -> Option<(Position, f64)> {
    let (first, last) = (*legs.start(), *legs.end());
    let mut place = PlaceSum::default();
    let mut places = vec![pace.place(first)];
    for leg in legs {
        let (from, to) = (pace.place(leg), pace.place(leg + 1));
        places.push(to);
        place.add((from + to) * 0.5, duration_ms(track, leg));
    }
    let position = place.mean()?;
    let centre = Ecef::from(position);
    // Each fix stands for half of the leg before it and half of the leg after.
    let mut from_centre = Histogram::default();
    for (fix, at) in (first..).zip(&places) {
        let before = if fix > first { duration_ms(track, fix - 1) } else { 0 };
        let after = if fix <= last { duration_ms(track, fix) } else { 0 };
        from_centre.add(at.distance(centre), (before + after) / 2);
    }
    Some((position, f64::from(from_centre.percentile(95)?)))
}

impl Detector for LoiteringDetector {
    type Event = Loitering;

    fn name(&self) -> &'static str {
        "loitering"
    }

    /// All loitering, by start and vessel.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Loitering> {
        let fleet = index.fleet();
        let of_track = crate::parallel::map(fleet.len(), |number| {
            fleet.track(TrackId(number as u32)).map_or_else(Vec::new, |track| self.of_track(track, index))
        });
        let mut events: Vec<Loitering> = of_track.into_iter().flatten().collect();
        events.sort_by_key(|event| (event.start, event.mmsi, event.end));
        events
    }
}

#[cfg(test)]
#[path = "loitering_tests.rs"]
mod tests;
