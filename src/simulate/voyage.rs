//! The true motion of one ship.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::great_circle::{self, Path};
use crate::{
    ais::{Course, Heading, Mmsi, Position, PositionReport, Speed},
    geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT, knots},
};

/// The true motion of one ship's antenna, as a chain of stretches without a break.
///
/// Built from its first moment to its last; each call adds a stretch at the end. Legs follow
/// great circles on the WGS 84 ellipsoid, across 180° and near the poles too. Nothing is random
/// and nothing fails: a stretch that makes no sense (a negative time, no speed, a voyage that
/// was never started) is left out.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use lightering::{ais::Mmsi, simulate::Voyage};
///
/// let noon: DateTime<Utc> = "2024-03-01T12:00:00Z".parse()?;
/// // A tanker stops and drifts to the south-west for eight hours.
/// let mother = Voyage::of(Mmsi::new(636_999_001)?)
///     .starting(noon, -30.0, 179.9)
///     .sail_to(-30.0, -179.9, 12.0)
///     .drift(8.0, 225.0, 0.8);
/// // Another comes from the north and lies at her starboard side from 15:00 to 19:00.
/// let hour = TimeDelta::hours(1);
/// let daughter = Voyage::of(Mmsi::new(538_999_002)?)
///     .starting(noon, -29.6, -179.9)
///     .alongside(&mother, 10.0, 45.0, noon + hour * 3, noon + hour * 7)
///     .sail_to(-29.0, -179.0, 13.0);
///
/// let met = noon + hour * 5;
/// let apart_m = mother.ecef_at(met).zip(daughter.ecef_at(met)).map(|(a, b)| a.distance(b));
/// assert!((apart_m.unwrap() - 46.1).abs() < 0.1);
/// assert_eq!(mother.heading_at(met), daughter.heading_at(met));
/// let reports = daughter.reports(TimeDelta::minutes(2));
/// assert!(reports.len() > 200);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Voyage {
    mmsi: Mmsi,
    stretches: Vec<Stretch>,
    silences: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// A part of a voyage in which the ship does one thing.
#[derive(Debug, Clone)]
struct Stretch {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    motion: Motion,
}

#[derive(Debug, Clone)]
enum Motion {
    /// At even speed along a great circle, bow forward.
    Ahead(Path),
    /// At even speed along a great circle, or not at all, with the bow held.
    Adrift { path: Path, heading_deg: f64 },
    /// At a fixed place beside another ship, in that ship's heading frame.
    Alongside { host: Arc<Voyage>, ahead_m: f64, starboard_m: f64 },
}

/// Where the antenna is and where the bow points.
#[derive(Debug, Clone, Copy)]
struct Pose {
    place: Ecef,
    heading_deg: f64,
}

impl Stretch {
    fn fraction_at(&self, time: DateTime<Utc>) -> f64 {
        let length = (self.end - self.start).as_seconds_f64();
        if length > 0.0 { ((time - self.start).as_seconds_f64() / length).clamp(0.0, 1.0) } else { 0.0 }
    }

    fn place_at(&self, time: DateTime<Utc>) -> Option<Ecef> {
        match &self.motion {
            Motion::Ahead(path) | Motion::Adrift { path, .. } => Some(path.at(self.fraction_at(time))),
            Motion::Alongside { host, ahead_m, starboard_m } => Some(host.beside(time, *ahead_m, *starboard_m)?.place),
        }
    }

    fn pose_at(&self, time: DateTime<Utc>) -> Option<Pose> {
        match &self.motion {
            Motion::Ahead(path) => {
                let place = path.at(self.fraction_at(time));
                Some(Pose { place, heading_deg: path.bearing_deg(place) })
            }
            Motion::Adrift { path, heading_deg } => {
                Some(Pose { place: path.at(self.fraction_at(time)), heading_deg: *heading_deg })
            }
            Motion::Alongside { host, ahead_m, starboard_m } => host.beside(time, *ahead_m, *starboard_m),
        }
    }
}

impl Voyage {
    /// A voyage of a ship, yet without a place.
    #[must_use]
    pub fn of(mmsi: Mmsi) -> Self {
        Self { mmsi, stretches: Vec::new(), silences: Vec::new() }
    }

    /// Begins the voyage at a time and a place in degrees, bow to the north.
    ///
    /// A voyage that is begun twice forgets what was before.
    #[must_use]
    pub fn starting(mut self, time: DateTime<Utc>, latitude_deg: f64, longitude_deg: f64) -> Self {
        self.stretches.clear();
        let place = Ecef::from_degrees(latitude_deg, longitude_deg);
        let motion = Motion::Adrift { path: Path::new(place, place), heading_deg: 0.0 };
        self.stretches.push(Stretch { start: time, end: time, motion });
        self
    }

    /// Sails along the great circle to a place in degrees, bow forward, at a speed in knots.
    #[must_use]
    pub fn sail_to(self, latitude_deg: f64, longitude_deg: f64, speed_kn: f64) -> Self {
        let to = Ecef::from_degrees(latitude_deg, longitude_deg);
        let Some((_, pose)) = self.last() else { return self };
        let seconds = great_circle::length_m(pose.place, to) / (speed_kn * METRES_PER_SECOND_PER_KNOT);
        self.then(seconds, Motion::Ahead(Path::new(pose.place, to)))
    }

    /// Sails for some hours on a first bearing in degrees, bow forward, at a speed in knots.
    #[must_use]
    pub fn sail(self, hours: f64, bearing_deg: f64, speed_kn: f64) -> Self {
        let Some((_, pose)) = self.last() else { return self };
        let to = great_circle::destination(pose.place, bearing_deg, run_m(hours, speed_kn));
        self.then(hours * 3600.0, Motion::Ahead(Path::new(pose.place, to)))
    }

    /// Drifts for some hours towards a bearing in degrees at a speed in knots; the bow stays where it points.
    #[must_use]
    pub fn drift(self, hours: f64, bearing_deg: f64, speed_kn: f64) -> Self {
        let Some((_, pose)) = self.last() else { return self };
        let to = great_circle::destination(pose.place, bearing_deg, run_m(hours, speed_kn));
        self.then(hours * 3600.0, Motion::Adrift { path: Path::new(pose.place, to), heading_deg: pose.heading_deg })
    }

    /// Lies still for some hours.
    #[must_use]
    pub fn wait(self, hours: f64) -> Self {
        self.drift(hours, 0.0, 0.0)
    }

    /// Lies still until a time; does nothing if it is past.
    #[must_use]
    pub fn wait_until(self, time: DateTime<Utc>) -> Self {
        let Some((now, _)) = self.last() else { return self };
        self.wait((time - now).as_seconds_f64() / 3600.0)
    }

    /// Points the bow to a heading in degrees, at once and on the spot, until the ship next sails.
    #[must_use]
    pub fn turn_to(mut self, heading_deg: f64) -> Self {
        if let Some((now, pose)) = self.last()
            && heading_deg.is_finite()
        {
            let heading_deg = heading_deg.rem_euclid(360.0);
            let motion = Motion::Adrift { path: Path::new(pose.place, pose.place), heading_deg };
            self.stretches.push(Stretch { start: now, end: now, motion });
        }
        self
    }

    /// Lies beside another ship from one time to another, with a parallel heading.
    ///
    /// The antenna keeps `ahead_m` forward of the host's antenna and `starboard_m` to starboard of
    /// it (negative: astern, to port), in metres, however the host moves and turns. Until `from`
    /// the ship sails straight to that place at the speed that this takes. If `from` is past
    /// already, she is there at once. A voyage without a start begins there at `from`. Where the
    /// host's own voyage has not begun or is over, its first or last place counts.
    #[must_use]
    pub fn alongside(
        mut self,
        host: &Self,
        ahead_m: f64,
        starboard_m: f64,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Self {
        let mut start = from;
        if let Some((now, pose)) = self.last() {
            start = from.max(now);
            if let Some(berth) = host.beside(from, ahead_m, starboard_m) {
                let seconds = (from - now).as_seconds_f64();
                self = self.then(seconds, Motion::Ahead(Path::new(pose.place, berth.place)));
            }
        }
        if until > start && !host.stretches.is_empty() {
            let motion = Motion::Alongside { host: Arc::new(host.clone()), ahead_m, starboard_m };
            self.stretches.push(Stretch { start, end: until, motion });
        }
        self
    }

    /// Drops the reports from one time up to, and without, another. The motion goes on.
    #[must_use]
    pub fn silence(mut self, from: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        self.silences.push((from, until));
        self
    }

    /// Who sails.
    #[must_use]
    pub fn mmsi(&self) -> Mmsi {
        self.mmsi
    }

    /// The first moment; `None` for a voyage without a place.
    #[must_use]
    pub fn start(&self) -> Option<DateTime<Utc>> {
        self.stretches.first().map(|stretch| stretch.start)
    }

    /// The last moment; `None` for a voyage without a place.
    #[must_use]
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.stretches.last().map(|stretch| stretch.end)
    }

    /// Whether reports of a time are dropped.
    #[must_use]
    pub fn is_silent_at(&self, time: DateTime<Utc>) -> bool {
        self.silences.iter().any(|&(from, until)| (from..until).contains(&time))
    }

    /// The place of the antenna in earth-centred metres, not rounded; `None` outside the voyage.
    #[must_use]
    pub fn ecef_at(&self, time: DateTime<Utc>) -> Option<Ecef> {
        self.stretch_at(time)?.place_at(time)
    }

    /// The place of the antenna, rounded to 1e-7°; `None` outside the voyage.
    #[must_use]
    pub fn position_at(&self, time: DateTime<Utc>) -> Option<Position> {
        let (latitude_deg, longitude_deg) = self.ecef_at(time)?.to_degrees();
        Position::from_degrees(latitude_deg, longitude_deg).ok()
    }

    /// Where the bow points, in degrees from true north, 0 to 360; `None` outside the voyage.
    #[must_use]
    pub fn heading_at(&self, time: DateTime<Utc>) -> Option<f64> {
        Some(self.stretch_at(time)?.pose_at(time)?.heading_deg)
    }

    /// Velocity of the antenna, in metres a second to the east and to the north; `None` outside the voyage.
    #[must_use]
    pub fn velocity_at(&self, time: DateTime<Utc>) -> Option<(f64, f64)> {
        let stretch = self.stretch_at(time)?;
        let before = (time - TimeDelta::milliseconds(500)).max(stretch.start);
        let after = (time + TimeDelta::milliseconds(500)).min(stretch.end);
        let seconds = (after - before).as_seconds_f64();
        if seconds <= 0.0 {
            return Some((0.0, 0.0));
        }
        let (from, to) = (stretch.place_at(before)?, stretch.place_at(after)?);
        let (east, north) = from.lerp(to, 0.5).east_north();
        let step = (to - from) * (1.0 / seconds);
        Some((step.dot(east), step.dot(north)))
    }

    /// What the ship would report at a time if nothing disturbed it; `None` outside the voyage or in a silence.
    ///
    /// The course is missing below 0.05 kn, where there is none.
    #[must_use]
    pub fn report_at(&self, time: DateTime<Utc>) -> Option<PositionReport> {
        if self.is_silent_at(time) {
            return None;
        }
        let (east, north) = self.velocity_at(time)?;
        let speed_kn = knots(east.hypot(north));
        Some(PositionReport {
            speed_over_ground: Speed::from_kn(speed_kn),
            course_over_ground: (speed_kn >= 0.05)
                .then(|| Course::from_deg(great_circle::compass_deg(east, north)))
                .flatten(),
            true_heading: self.heading_at(time).and_then(Heading::from_deg),
            ..PositionReport::new(self.mmsi, time, self.position_at(time)?)
        })
    }

    /// Reports from the first moment to the last, `every` so often, without those in a silence.
    ///
    /// Empty unless `every` is positive.
    #[must_use]
    pub fn reports(&self, every: TimeDelta) -> Vec<PositionReport> {
        let (Some(start), Some(end)) = (self.start(), self.end()) else { return Vec::new() };
        if every <= TimeDelta::zero() {
            return Vec::new();
        }
        std::iter::successors(Some(start), |time| time.checked_add_signed(every))
            .take_while(|&time| time <= end)
            .filter_map(|time| self.report_at(time))
            .collect()
    }

    /// Adds a stretch of some seconds; nothing if that is no time at all.
    fn then(mut self, seconds: f64, motion: Motion) -> Self {
        if seconds.is_finite() && seconds > 0.0 {
            let length = TimeDelta::try_milliseconds((seconds * 1000.0).round() as i64);
            if let Some((start, end)) = self.end().and_then(|now| Some((now, now.checked_add_signed(length?)?))) {
                self.stretches.push(Stretch { start, end, motion });
            }
        }
        self
    }

    /// The end of what is built so far, and how the ship lies then.
    fn last(&self) -> Option<(DateTime<Utc>, Pose)> {
        let stretch = self.stretches.last()?;
        Some((stretch.end, stretch.pose_at(stretch.end)?))
    }

    /// The stretch a time falls in: of two that touch, the later.
    fn stretch_at(&self, time: DateTime<Utc>) -> Option<&Stretch> {
        let after = self.stretches.partition_point(|stretch| stretch.start <= time);
        self.stretches.get(after.checked_sub(1)?).filter(|stretch| time <= stretch.end)
    }

    /// The pose of a ship that keeps an offset from this one.
    fn beside(&self, time: DateTime<Utc>, ahead_m: f64, starboard_m: f64) -> Option<Pose> {
        let time = time.clamp(self.start()?, self.end()?);
        let pose = self.stretch_at(time)?.pose_at(time)?;
        let (sin, cos) = pose.heading_deg.to_radians().sin_cos();
        let (east, north) = pose.place.east_north();
        let offset = east * (ahead_m * sin + starboard_m * cos) + north * (ahead_m * cos - starboard_m * sin);
        Some(Pose { place: (pose.place + offset).on_ellipsoid(), heading_deg: pose.heading_deg })
    }
}

/// The way run in some hours at a speed in knots, in metres.
fn run_m(hours: f64, speed_kn: f64) -> f64 {
    hours * 3600.0 * speed_kn * METRES_PER_SECOND_PER_KNOT
}
