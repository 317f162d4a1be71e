//! Pairs of tracks that come near each other.

use chrono::{DateTime, Utc};
use rstar::AABB;

use super::{Run, TrackIndex};
use crate::track::contact::closest;
use crate::track::{Piece, SubLeg, TrackId, datetime, pieces};

/// The closest approach of two tracks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Approach {
    /// The track with the lower number.
    pub track_a: TrackId,
    /// The other.
    pub track_b: TrackId,
    /// Least distance between the antennas while both were observed, in metres.
    pub distance_m: f64,
    /// When, to the millisecond; the first time if there are several.
    pub time: DateTime<Utc>,
}

/// Two tracks with the pairs of their runs that may hold a time at which they were near.
#[derive(Debug)]
pub(crate) struct TrackPair<'i> {
    pub(crate) a: TrackId,
    pub(crate) b: TrackId,
    /// In order of time.
    runs: Vec<(&'i Run, &'i Run)>,
}

impl TrackPair<'_> {
    /// Calls `each` with every piece of time on which both were observed, of the runs that may
    /// hold a near time, in order. What is left out is farther apart than the join's distance.
    pub(crate) fn for_each_piece(&self, index: &TrackIndex<'_>, mut each: impl FnMut(&Piece)) {
        let mut held: (Option<&Run>, Vec<SubLeg>) = (None, Vec::new());
        let mut other: (Option<&Run>, Vec<SubLeg>) = (None, Vec::new());
        for &(a, b) in &self.runs {
            for (run, slot) in [(a, &mut held), (b, &mut other)] {
                if !slot.0.is_some_and(|held| std::ptr::eq(held, run)) {
                    *slot = (Some(run), run.sub_legs(index.fleet));
                }
            }
            pieces(&held.1, &other.1).for_each(|piece| each(&piece));
        }
    }
}

impl TrackIndex<'_> {
    /// All pairs of tracks of different vessels that came within a distance of each other while
    /// both were observed, each with its closest approach, by number of track.
    ///
    /// The distance is in metres, between antennas, and exact: the relative motion of two legs is
    /// linear, so that the least distance is the vertex of a parabola or an end. A distance that is
    /// not a number or below zero gives nothing.
    ///
    /// ```no_run
    /// # fn show(index: &lightering::index::TrackIndex<'_>) {
    /// for approach in index.pairs_within(500.0) {
    ///     println!("{:?} and {:?}: {:.0} m", approach.track_a, approach.track_b, approach.distance_m);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn pairs_within(&self, distance_m: f64) -> Vec<Approach> {
        let pairs = self.track_pairs_within(distance_m);
        let approaches = crate::parallel::map(pairs.len(), |i| {
            let pair = &pairs[i];
            let mut least: Option<(f64, i64)> = None;
            pair.for_each_piece(self, |piece| {
                let (distance, time_ms) = closest(piece);
                if least.is_none_or(|(known, _)| distance < known) {
                    least = Some((distance, time_ms));
                }
            });
            let (distance_m, time_ms) = least.filter(|least| least.0 <= distance_m)?;
            Some(Approach { track_a: pair.a, track_b: pair.b, distance_m, time: datetime(time_ms) })
        });
        approaches.into_iter().flatten().collect()
    }

    /// The pairs of tracks of different vessels that may have come within a distance, by number.
    pub(crate) fn track_pairs_within(&self, distance_m: f64) -> Vec<TrackPair<'_>> {
        if !(distance_m >= 0.0 && distance_m.is_finite()) {
            return Vec::new();
        }
        let candidates = crate::parallel::map(self.runs.len(), |number| self.partners(number, distance_m));
        let mut candidates: Vec<(TrackId, TrackId, u32, u32)> = candidates.into_iter().flatten().collect();
        // By pair and, within it, by run and so by time.
        crate::parallel::sort_unstable(&mut candidates);
        candidates
            .chunk_by(|x, y| (x.0, x.1) == (y.0, y.1))
            .map(|of_pair| TrackPair {
                a: of_pair[0].0,
                b: of_pair[0].1,
                runs: of_pair.iter().map(|&(_, _, a, b)| (&self.runs[a as usize], &self.runs[b as usize])).collect(),
            })
            .collect()
    }

    /// Runs of higher tracks of other vessels whose boxes come within a distance of a run's box.
    fn partners(&self, number: usize, distance_m: f64) -> Vec<(TrackId, TrackId, u32, u32)> {
        let run = &self.runs[number];
        let (lower, upper) = run.corners(self.clock, distance_m);
        let mmsi = |track: TrackId| self.fleet.track(track).map(|track| track.mmsi());
        self.tree
            .locate_in_envelope_intersecting(&AABB::from_corners(lower, upper))
            .map(|entry| (&self.runs[entry.data as usize], entry.data))
            .filter(|(other, _)| other.track > run.track && run.may_meet(other, distance_m))
            .filter(|(other, _)| mmsi(other.track) != mmsi(run.track))
            .map(|(other, other_number)| (run.track, other.track, number as u32, other_number))
            .collect()
    }
}
