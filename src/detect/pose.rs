//! How two hulls lay at fixed moments.

use super::hull::{clearance_m, heading_difference_deg};
use crate::ais::Dimensions;
use crate::geodesy::{Ecef, nearest};
use crate::track::{Piece, Track};

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
}

impl Pose {
    /// The moments from a time up to and without another.
    pub(crate) fn moments(from_ms: i64, to_ms: i64) -> impl Iterator<Item = i64> {
        let first = -(-from_ms).div_euclid(STEP_MS);
        let end = -(-to_ms).div_euclid(STEP_MS);
        first..end
    }

    /// How the vessels lay at a moment of a piece; `velocities` are those about its legs.
    pub(crate) fn at(moment: i64, piece: &Piece<'_>, (a, b): (Track<'_>, Track<'_>), velocities: (Ecef, Ecef)) -> Self {
        let at_ms = moment * STEP_MS;
        let (place_a, place_b) = (piece.a.place_at(at_ms), piece.b.place_at(at_ms));
        let (east, north) = place_a.east_north();
        let between = place_b - place_a;
        let millimetres = |metres: f64| nearest(metres * 1000.0) as i32;
        Self {
            moment: moment as i32,
            east_mm: millimetres(between.dot(east)),
            north_mm: millimetres(between.dot(north)),
            headings_cdeg: [heading_at(a, piece.a.leg, at_ms), heading_at(b, piece.b.leg, at_ms)],
            courses_cdeg: [course(place_a, velocities.0), course(place_b, velocities.1)],
        }
    }

    /// Whether its moment is a multiple of two to a power.
    fn is_multiple(&self, power: u32) -> bool {
        self.moment == 0 || self.moment.trailing_zeros() >= power
    }

    fn time_ms(&self) -> i64 {
        i64::from(self.moment) * STEP_MS
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

/// Course of a velocity at a place, in hundredths of a degree.
fn course(place: Ecef, velocity: Ecef) -> u16 {
    let (east, north) = place.east_north();
    let degrees = velocity.dot(east).atan2(velocity.dot(north)).to_degrees().rem_euclid(360.0);
    (degrees * 100.0).round() as u16 % 36_000
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
    pub(crate) fn push(&mut self, pose: Pose) {
        if pose.is_multiple(self.thinning) {
            self.poses.push(pose);
            self.thin();
        }
    }

    /// Adds later ones. How much the whole is thinned depends on nothing but at how many moments there were any.
    pub(crate) fn append(&mut self, later: Self) {
        self.poses.extend(later.poses);
        if later.thinning != self.thinning {
            self.thinning = self.thinning.max(later.thinning);
            self.poses.retain(|pose| pose.is_multiple(self.thinning));
        }
        self.thin();
    }

    fn thin(&mut self) {
        while self.poses.len() > MAX_POSES {
            self.thinning += 1;
            self.poses.retain(|pose| pose.is_multiple(self.thinning));
        }
    }

    /// Lower median of the clearances between hulls whose dimensions at a time are given; `None` where none is known.
    pub(crate) fn median_clearance_m(&self, dimensions: impl Fn(i64) -> Option<[Dimensions; 2]>) -> Option<f64> {
        median(self.poses.iter().filter_map(|pose| pose.clearance_m(dimensions(pose.time_ms())?)).collect())
    }

    /// Lower median of the differences of headings, in degrees.
    pub(crate) fn median_heading_difference_deg(&self) -> Option<f64> {
        median(self.poses.iter().map(Pose::heading_difference_deg).collect())
    }
}

/// The lower median.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len().checked_sub(1)? / 2).copied()
}
