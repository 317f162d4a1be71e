//! How two hulls lay at fixed moments.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::hull::{clearance_m, heading_difference_deg};
use crate::ais::{Dimensions, Position};
use crate::geodesy::{Ecef, knots, nearest};
use crate::track::{Piece, Track, datetime};

/// Hulls are compared at multiples of this since 1970, in milliseconds: ten minutes, often enough for a
/// median over hours. Fixed moments, so that it does not matter where an encounter is cut.
const STEP_MS: i64 = 600_000;
/// Moments of an encounter, at most: sixteen hours. A longer one is looked at every twenty minutes, or forty, …
const MAX_POSES: usize = 96;

/// How two vessels lay at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Pose {
    /// When: the number of the step since 1970.
    pub(crate) moment: i32,
    /// From the first antenna to the second, in millimetres to east and north.
    pub(crate) east_mm: i32,
    pub(crate) north_mm: i32,
    /// True heading and course by the track of each, in hundredths of a degree.
    pub(crate) headings_cdeg: [Option<u16>; 2],
    pub(crate) courses_cdeg: [u16; 2],
    /// Speed by the track of each, in tenths of a knot.
    pub(crate) speeds_decikn: [u16; 2],
    /// Where the first antenna was, in units of 1e-7°.
    pub(crate) latitude_e7: i32,
    pub(crate) longitude_e7: i32,
}

/// How the two vessels of an encounter lay at one moment of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// When: a multiple of ten minutes since 1970; of a multiple of those in an encounter of more than 16 hours.
    pub time: DateTime<Utc>,
    /// Where the antenna of the first vessel was.
    pub position_a: Position,
    /// From there to the antenna of the second, in metres to the east …
    pub east_m: f64,
    /// … and to the north.
    pub north_m: f64,
    /// True heading of the first vessel, in degrees, 0 to 360; `None` where it sent none.
    pub heading_deg_a: Option<f64>,
    /// The same of the second.
    pub heading_deg_b: Option<f64>,
    /// Speed of the first vessel over ground, in knots, from its track.
    pub speed_kn_a: f64,
    /// The same of the second.
    pub speed_kn_b: f64,
}

impl Moment {
    /// Distance between the antennas, in metres.
    #[must_use]
    pub fn distance_m(&self) -> f64 {
        self.east_m.hypot(self.north_m)
    }

    /// Where the antenna of the second vessel was.
    #[must_use]
    pub fn position_b(&self) -> Position {
        let from = Ecef::from(self.position_a);
        let (east, north) = from.east_north();
        let (latitude, longitude) = (from + east * self.east_m + north * self.north_m).to_degrees();
        Position::from_degrees(latitude, longitude).unwrap_or(self.position_a)
    }
}

/// How two vessels lay, moment by moment, in order of time: forty bytes a moment, which copies share.
///
/// ```
/// # fn show(encounter: &lightering::Encounter) {
/// for moment in encounter.moments.iter() {
///     println!("{}: {:.0} m apart", moment.time, moment.distance_m());
/// }
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moments(Arc<[Pose]>);

impl Moments {
    /// Number of moments.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All moments.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Moment> {
        self.0.iter().map(Pose::moment)
    }

    /// Those of some encounters, one after another.
    pub(crate) fn of_all<'a>(mut all: impl Iterator<Item = &'a Self>) -> Self {
        let first = all.next().cloned().unwrap_or_default();
        let others: Vec<Pose> = all.flat_map(|moments| moments.0.iter()).copied().collect();
        if others.is_empty() { first } else { Self(first.0.iter().copied().chain(others).collect()) }
    }
}

impl Pose {
    /// The moments from a time up to and without another.
    pub(crate) fn moments(from_ms: i64, to_ms: i64) -> Range<i64> {
        let first = -(-from_ms).div_euclid(STEP_MS);
        let end = -(-to_ms).div_euclid(STEP_MS);
        first..end
    }

    /// When a moment is, in milliseconds since 1970.
    pub(crate) fn time_of(moment: i64) -> i64 {
        moment * STEP_MS
    }

    /// How the vessels lay at a moment of a piece; `velocities` are those about its legs.
    pub(crate) fn at(moment: i64, piece: &Piece<'_>, (a, b): (Track<'_>, Track<'_>), velocities: (Ecef, Ecef)) -> Self {
        let at_ms = Self::time_of(moment);
        let (place_a, place_b) = (piece.a.place_at(at_ms), piece.b.place_at(at_ms));
        let ((latitude, longitude), frame) = (place_a.to_degrees(), place_a.east_north());
        let between = place_b - place_a;
        let position = Position::from_degrees(latitude, longitude).unwrap_or(Position::from_columns(0, 0));
        let millimetres = |metres: f64| nearest(metres * 1000.0) as i32;
        Self {
            moment: moment as i32,
            east_mm: millimetres(between.dot(frame.0)),
            north_mm: millimetres(between.dot(frame.1)),
            headings_cdeg: [heading_at(a, piece.a.leg, at_ms), heading_at(b, piece.b.leg, at_ms)],
            courses_cdeg: [course(frame, velocities.0), course(place_b.east_north(), velocities.1)],
            speeds_decikn: [speed_decikn(velocities.0), speed_decikn(velocities.1)],
            latitude_e7: position.latitude_e7(),
            longitude_e7: position.longitude_e7(),
        }
    }

    /// The same in the units of the interface.
    pub(crate) fn moment(&self) -> Moment {
        let heading = |i: usize| self.headings_cdeg[i].map(degrees);
        let speed = |i: usize| f64::from(self.speeds_decikn[i]) / 10.0;
        Moment {
            time: datetime(self.time_ms()),
            position_a: Position::from_columns(self.latitude_e7, self.longitude_e7),
            east_m: f64::from(self.east_mm) / 1000.0,
            north_m: f64::from(self.north_mm) / 1000.0,
            heading_deg_a: heading(0),
            heading_deg_b: heading(1),
            speed_kn_a: speed(0),
            speed_kn_b: speed(1),
        }
    }

    fn time_ms(&self) -> i64 {
        Self::time_of(self.moment.into())
    }

    /// Difference of the headings, or of the courses where a heading is not known, in degrees.
    fn heading_difference_deg(&self) -> f64 {
        let of = |i: usize| degrees(self.headings_cdeg[i].unwrap_or(self.courses_cdeg[i]));
        heading_difference_deg(of(0), of(1))
    }

    /// Clearance between hulls of these dimensions, in metres; `None` where a heading is not known.
    fn clearance_m(&self, dimensions: [Dimensions; 2]) -> Option<f64> {
        let hull = |i: usize| Some((dimensions[i], degrees(self.headings_cdeg[i]?)));
        let between = (f64::from(self.east_mm) / 1000.0, f64::from(self.north_mm) / 1000.0);
        Some(clearance_m(hull(0)?, hull(1)?, between))
    }
}

fn degrees(cdeg: u16) -> f64 {
    f64::from(cdeg) / 100.0
}

/// True heading at the nearer end of a leg, or else at the other, in hundredths of a degree.
fn heading_at(track: Track<'_>, leg: usize, at_ms: i64) -> Option<u16> {
    let (first, second) = (leg, leg + 1);
    let is_first = at_ms - track.time_ms(first) <= track.time_ms(second) - at_ms;
    let (near, far) = if is_first { (first, second) } else { (second, first) };
    let heading = track.true_heading(near).or_else(|| track.true_heading(far))?;
    Some((heading.deg() * 100.0).round() as u16)
}

/// Course of a velocity at a place with these directions of east and north, in hundredths of a degree.
fn course((east, north): (Ecef, Ecef), velocity: Ecef) -> u16 {
    let degrees = velocity.dot(east).atan2(velocity.dot(north)).to_degrees().rem_euclid(360.0);
    (degrees * 100.0).round() as u16 % 36_000
}

/// A speed in tenths of a knot.
fn speed_decikn(velocity: Ecef) -> u16 {
    nearest(knots(velocity.norm()) * 10.0).clamp(0, i64::from(u16::MAX)) as u16
}

/// Poses in order of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Poses {
    pub(crate) poses: Vec<Pose>,
    /// Only moments that are multiples of two to this power are kept.
    pub(crate) thinning: u32,
}

impl Poses {
    /// Whether a moment is one of those that are kept.
    pub(crate) fn wants(&self, moment: i64) -> bool {
        is_multiple(moment, self.thinning)
    }

    pub(crate) fn push(&mut self, pose: Pose) {
        if self.wants(pose.moment.into()) {
            self.poses.push(pose);
            self.thin();
        }
    }

    /// Adds later ones. How much the whole is thinned depends on nothing but at how many moments there were any.
    pub(crate) fn append(&mut self, later: Self) {
        self.poses.extend(later.poses);
        if later.thinning != self.thinning {
            self.thinning = self.thinning.max(later.thinning);
            self.poses.retain(|pose| is_multiple(pose.moment.into(), self.thinning));
        }
        self.thin();
    }

    /// Whether it is such as can come about.
    #[cfg(feature = "digest-file")]
    pub(crate) fn is_sound(&self) -> bool {
        self.poses.len() <= MAX_POSES && self.poses.windows(2).all(|pair| pair[0].moment < pair[1].moment)
    }

    /// Gives back room that is not used: nothing of a digest takes so much as the poses of contacts that are complete.
    pub(crate) fn fit(&mut self) {
        self.poses.shrink_to_fit();
    }

    fn thin(&mut self) {
        while self.poses.len() > MAX_POSES {
            self.thinning += 1;
            self.poses.retain(|pose| is_multiple(pose.moment.into(), self.thinning));
        }
    }

    /// All of them, for the interface.
    pub(crate) fn into_moments(self) -> Moments {
        Moments(self.poses.into())
    }

    /// Lower median of the clearances between hulls whose dimensions at a time are given; `None` where none is known.
    pub(crate) fn median_clearance_m(&self, dimensions: impl Fn(i64) -> Option<[Dimensions; 2]>) -> Option<f64> {
        lower_median(self.poses.iter().filter_map(|pose| pose.clearance_m(dimensions(pose.time_ms())?)).collect())
    }

    /// Lower median of the differences of headings, in degrees.
    pub(crate) fn median_heading_difference_deg(&self) -> Option<f64> {
        lower_median(self.poses.iter().map(Pose::heading_difference_deg).collect())
    }
}

/// Whether a moment is a multiple of two to a power.
fn is_multiple(moment: i64, power: u32) -> bool {
    moment == 0 || moment.trailing_zeros() >= power
}

/// The lower median; `None` without any value.
pub(crate) fn lower_median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len().checked_sub(1)? / 2).copied()
}
