//! Pairs of tracks that come near each other.

use chrono::{DateTime, Utc};
use rstar::AABB;

use super::{Run, TrackIndex};
use crate::track::contact::closest;
use crate::track::{Piece, TrackId, datetime, pieces};

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
    meetings: Vec<Meeting<'i>>,
}

/// Two runs, and the period outside of which they are farther apart than the join's distance.
#[derive(Debug, Clone, Copy)]
struct Meeting<'i> {
    a: &'i Run,
    b: &'i Run,
    from_ms: i64,
    to_ms: i64,
}

impl TrackPair<'_> {
    /// How long the two may have been within the join's distance, at most, in milliseconds.
    pub(crate) fn longest_ms(&self) -> i64 {
        self.meetings.iter().map(|meeting| meeting.to_ms - meeting.from_ms).sum()
    }

    /// Calls `each` with every piece of time on which both were observed and may have been within the
    /// join's distance, in order. What is left out is farther apart.
    pub(crate) fn for_each_piece(&self, index: &TrackIndex<'_>, mut each: impl FnMut(&Piece)) {
        for &Meeting { a, b, from_ms, to_ms } in &self.meetings {
            let stretches = |run: &Run| run.sub_legs_between(index.fleet, from_ms, to_ms);
            pieces(&stretches(a), &stretches(b)).for_each(|piece| each(&piece));
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
        self.join(distance_m, |pair| {
            let mut least: Option<(f64, i64)> = None;
            pair.for_each_piece(self, |piece| {
                let (distance, time_ms) = closest(piece);
                if least.is_none_or(|(known, _)| distance < known) {
                    least = Some((distance, time_ms));
                }
            });
            let (distance_m, time_ms) = least.filter(|least| least.0 <= distance_m)?;
            Some(Approach { track_a: pair.a, track_b: pair.b, distance_m, time: datetime(time_ms) })
        })
        .into_iter()
        .flatten()
        .collect()
    }

    /// The results of a function of each pair of tracks of different vessels that may have come within a
    /// distance, in order of their numbers.
    pub(crate) fn join<T: Send>(
        &self,
        distance_m: f64,
        function: impl Fn(&TrackPair<'_>) -> T + Sync + Send,
    ) -> Vec<T> {
        if !(distance_m >= 0.0 && distance_m.is_finite()) {
            return Vec::new();
        }
        // The runs of a track stand together.
        let of_track: Vec<&[Run]> = self.runs.chunk_by(|a, b| a.track == b.track).collect();
        let results = crate::parallel::map(of_track.len(), |i| {
            self.pairs_of(of_track[i], distance_m).iter().map(&function).collect::<Vec<T>>()
        });
        results.into_iter().flatten().collect()
    }

    /// The pairs of a track, given by its runs, with tracks of higher number.
    fn pairs_of<'i>(&'i self, runs: &'i [Run], distance_m: f64) -> Vec<TrackPair<'i>> {
        let mmsi = |track: TrackId| self.fleet.track(track).map(|track| track.mmsi());
        let own = runs.first().and_then(|run| mmsi(run.track));
        let mut meetings: Vec<Meeting<'i>> = Vec::new();
        for run in runs {
            let (lower, upper) = run.corners(self.clock, distance_m);
            for entry in self.tree.locate_in_envelope_intersecting(&AABB::from_corners(lower, upper)) {
                let other = &self.runs[entry.data as usize];
                if other.track > run.track
                    && let Some((from_ms, to_ms)) = run.may_meet(other, distance_m)
                {
                    meetings.push(Meeting { a: run, b: other, from_ms, to_ms });
                }
            }
        }
        // By the other track and, within it, by run and so by time.
        meetings.sort_unstable_by_key(|meeting| (meeting.b.track, meeting.a.first, meeting.b.first));
        meetings
            .chunk_by(|x, y| x.b.track == y.b.track)
            .filter(|of_pair| mmsi(of_pair[0].b.track) != own)
            .map(|of_pair| TrackPair { a: of_pair[0].a.track, b: of_pair[0].b.track, meetings: of_pair.to_vec() })
            .collect()
    }
}
