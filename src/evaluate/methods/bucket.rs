//! Slow pairs in buckets of time and cells of place.

use super::joined::{joined, pair};
use super::sphere::LatLon;
use crate::ais::Mmsi;
use crate::detect::Detector;
use crate::evaluate::Alert;
use crate::evaluate::alert::in_order;
use crate::index::TrackIndex;
use crate::track::{Track, datetime, hours_ms, minutes_ms};

/// Pairs by bucket of time and cell of place, as databases and streams make them: of each vessel the last fix in a quarter of an
/// hour; of the vessels in a cell of one degree those within 200 m of each other, both below one knot and on parallel courses; consecutive
/// buckets are one meeting.
///
/// Cells beyond the edge are not looked at, 180° is an edge too, and a course over ground that is not reported counts as parallel. The
/// window of an alert is that of its buckets; its score is their length in hours.
///
/// No paper stands behind this rule: it is how public code that groups by time and cell goes about it, with the numbers that it commonly
/// has. Where none is common, the field says so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BucketMethod {
    /// Length of a bucket, in minutes.
    pub bucket_min: f64,
    /// Side of a cell, in degrees of latitude and of longitude.
    pub cell_deg: f64,
    /// A pair is at most this far apart, in metres.
    pub max_distance_m: f64,
    /// Both report a speed over ground below this, in knots.
    pub max_speed_kn: f64,
    /// Courses over ground differ by at most this, in degrees. No number is common; this is wide, since
    /// the course of a ship that hardly moves is little but noise. At 180 courses are not looked at, which makes the rule a better one
    /// where ships drift.
    pub max_course_difference_deg: f64,
    /// Buckets in a row last at least this, in hours. No number is common; this is that of
    /// [`GridMethod`](super::GridMethod), so that both answer the same question.
    pub min_duration_h: f64,
}

impl Default for BucketMethod {
    fn default() -> Self {
        Self {
            bucket_min: 15.0,
            cell_deg: 1.0,
            max_distance_m: 200.0,
            max_speed_kn: 1.0,
            max_course_difference_deg: 30.0,
            min_duration_h: 2.0,
        }
    }
}

/// The last fix of a vessel in a bucket.
#[derive(Debug, Clone, Copy)]
struct Last {
    bucket: i64,
    cell: [i32; 2],
    mmsi: Mmsi,
    time_ms: i64,
    place: LatLon,
    speed_kn: Option<f64>,
    course_deg: Option<f64>,
}

impl Detector for BucketMethod {
    type Event = Alert;

    fn name(&self) -> &'static str {
        "bucket"
    }

    /// All meetings, by start and vessels; none if buckets or cells have no size.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Alert> {
        let bucket_ms = minutes_ms(self.bucket_min);
        if bucket_ms <= 0 || self.cell_deg.is_nan() || self.cell_deg <= 0.0 {
            return Vec::new();
        }
        let mut steps = Vec::new();
        let lasts = self.lasts(index, bucket_ms);
        for group in lasts.chunk_by(|a, b| (a.bucket, a.cell) == (b.bucket, b.cell)) {
            for (number, a) in group.iter().enumerate() {
                let near = group[number + 1..].iter().take_while(|b| self.may_reach(a, b));
                steps.extend(
                    near.filter(|b| self.is_meeting(a, b)).filter_map(|b| Some((pair(a.mmsi, b.mmsi)?, a.bucket))),
                );
            }
        }
        let long = joined(steps).into_iter().filter(|run| run.steps() * bucket_ms >= hours_ms(self.min_duration_h));
        let alert = |run: super::joined::Joined| Alert {
            mmsi_a: run.pair.0,
            mmsi_b: Some(run.pair.1),
            start: datetime(run.first * bucket_ms),
            end: datetime((run.last + 1) * bucket_ms),
            score: (run.steps() * bucket_ms) as f64 / 3_600_000.0,
            kind: "encounter".to_owned(),
        };
        in_order(long.map(alert).collect())
    }
}

impl BucketMethod {
    /// The last fix of each vessel in each bucket, if she was slow; by bucket, cell and latitude.
    fn lasts(&self, index: &TrackIndex<'_>, bucket_ms: i64) -> Vec<Last> {
        let mut lasts: Vec<Last> = Vec::new();
        let tracks: Vec<Track<'_>> = index.fleet().tracks().collect();
        for tracks in tracks.chunk_by(|a, b| a.mmsi() == b.mmsi()) {
            let mut of_vessel: Vec<Last> = Vec::new();
            for &track in tracks {
                let bucket = |i: usize| track.time_ms(i).div_euclid(bucket_ms);
                let is_last = |i: &usize| i + 1 == track.len() || bucket(*i) != bucket(i + 1);
                of_vessel.extend((0..track.len()).filter(is_last).map(|i| self.last(track, i, bucket(i))));
            }
            // Of two tracks the later fix.
            of_vessel.sort_by_key(|last| (last.bucket, std::cmp::Reverse(last.time_ms)));
            of_vessel.dedup_by_key(|last| last.bucket);
            of_vessel.retain(|last| last.speed_kn.is_some_and(|speed| speed < self.max_speed_kn));
            lasts.append(&mut of_vessel);
        }
        lasts.sort_by(|a, b| {
            (a.bucket, a.cell)
                .cmp(&(b.bucket, b.cell))
                .then(a.place.latitude_deg.total_cmp(&b.place.latitude_deg))
                .then(a.mmsi.cmp(&b.mmsi))
        });
        lasts
    }

    fn last(&self, track: Track<'_>, i: usize, bucket: i64) -> Last {
        let fix = track.fix(i);
        let place = LatLon::from_e7(fix.position.latitude_e7(), fix.position.longitude_e7());
        Last {
            bucket,
            cell: [place.latitude_deg, place.longitude_deg].map(|degrees| (degrees / self.cell_deg).floor() as i32),
            mmsi: track.mmsi(),
            time_ms: track.time_ms(i),
            place,
            speed_kn: fix.speed_over_ground.map(|speed| speed.kn()),
            course_deg: fix.course_over_ground.map(|course| course.deg()),
        }
    }

    /// Whether the latitudes alone let two be near each other: a degree is at least 110 km long.
    fn may_reach(&self, a: &Last, b: &Last) -> bool {
        (b.place.latitude_deg - a.place.latitude_deg) * 110_000.0 <= self.max_distance_m
    }

    fn is_meeting(&self, a: &Last, b: &Last) -> bool {
        let difference = |(a, b): (f64, f64)| {
            let degrees = (a - b).rem_euclid(360.0);
            degrees.min(360.0 - degrees)
        };
        a.place.distance_m(b.place) <= self.max_distance_m
            && a.course_deg
                .zip(b.course_deg)
                .map(difference)
                .is_none_or(|degrees| degrees <= self.max_course_difference_deg)
    }
}

#[cfg(test)]
#[path = "bucket_tests.rs"]
mod tests;
