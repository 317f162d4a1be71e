//! How long two parties can have lain together.
//!
//! At a place both are there from the later of their earliest arrivals to the earlier of their latest departures. The
//! former is a convex function of the place, the latter a concave one, so that the longest dwell is one convex problem:
//! no slicing of time or space.

use chrono::{DateTime, Utc};
use geo::{LineString, Polygon};

use super::plane::{At, Chart};
use super::prism::Prism;
use crate::ais::Position;
use crate::geodesy::{Ecef, SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M};
use crate::track::datetime;

/// Dwells are found to this, in milliseconds.
const TOLERANCE_MS: f64 = 500.0;
/// Corners of a meeting region.
const REGION_CORNERS: usize = 36;

/// The longest time that two vessels can have lain together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dwell {
    /// How long, in hours.
    pub hours: f64,
    /// Where: no other place leaves them more time.
    pub place: Position,
    /// When both can be there first.
    pub arrive: DateTime<Utc>,
    /// When the first has to leave.
    pub leave: DateTime<Utc>,
}

/// Two vessels that were silent at the same time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meeting<'p> {
    pub(super) a: &'p Prism,
    pub(super) b: &'p Prism,
}

impl Dwell {
    /// The longest time that two silent vessels can have lain together; `None` if they cannot have met.
    ///
    /// Exact to half a second, and never too short by the way distances are taken: at most by the length of the
    /// geodesic, at least by that less 1.5e-5 at 1000 km. Fixes more than 75° from their common middle are too far apart
    /// to be looked at.
    #[must_use]
    pub fn longest(a: &Prism, b: &Prism) -> Option<Self> {
        Meeting { a, b }.longest(0.0)
    }
}

impl Meeting<'_> {
    fn arrival_ms(&self, place: Ecef) -> (f64, &Prism) {
        let (a, b) = (self.a.arrival_ms(place), self.b.arrival_ms(place));
        if a >= b { (a, self.a) } else { (b, self.b) }
    }

    fn departure_ms(&self, place: Ecef) -> (f64, &Prism) {
        let (a, b) = (self.a.departure_ms(place), self.b.departure_ms(place));
        if a <= b { (a, self.a) } else { (b, self.b) }
    }

    fn dwell_ms(&self, place: Ecef) -> f64 {
        self.departure_ms(place).0 - self.arrival_ms(place).0
    }

    /// At most the dwell, without looking for a place: what each pair of a fix before and a fix after leaves.
    pub(super) fn at_most_ms(&self) -> f64 {
        let of = |from: &Prism, to: &Prism| from.at_most_ms(to);
        of(self.a, self.a).min(of(self.b, self.b)).min(of(self.a, self.b)).min(of(self.b, self.a))
    }

    fn places(&self) -> Vec<Ecef> {
        self.a.fixes().chain(self.b.fixes()).collect()
    }

    /// The longest dwell, if it is at least this.
    pub(super) fn longest(&self, least_ms: f64) -> Option<Dwell> {
        if self.at_most_ms() < least_ms {
            return None;
        }
        let places = self.places();
        let chart = Chart::about(&places)?;
        let (negative_ms, place) = chart.least(&places, TOLERANCE_MS, |place| {
            let ((arrival, first), (departure, last)) = (self.arrival_ms(place), self.departure_ms(place));
            At::Value(arrival - departure, first.arrival_gradient(place) - last.departure_gradient(place))
        })?;
        if -negative_ms < least_ms - TOLERANCE_MS || negative_ms > 0.0 {
            return None;
        }
        let (latitude, longitude) = place.to_degrees();
        Some(Dwell {
            hours: -negative_ms / 3_600_000.0,
            place: Position::from_degrees(latitude, longitude).ok()?,
            arrive: datetime(self.arrival_ms(place).0.round() as i64),
            leave: datetime(self.departure_ms(place).0.round() as i64),
        })
    }

    /// The earliest time at which a meeting of a length can begin, and the latest at which it can end, in milliseconds.
    pub(super) fn bounds_ms(&self, least_ms: f64) -> Option<(f64, f64)> {
        let places = self.places();
        let chart = Chart::about(&places)?;
        let limited = |place: Ecef, value: f64, gradient: Ecef| {
            if self.dwell_ms(place) >= least_ms - TOLERANCE_MS {
                return At::Value(value, gradient);
            }
            let (first, last) = (self.arrival_ms(place).1, self.departure_ms(place).1);
            At::NotAllowed(first.arrival_gradient(place) - last.departure_gradient(place))
        };
        let first = chart.least(&places, TOLERANCE_MS, |place| {
            let (arrival, party) = self.arrival_ms(place);
            limited(place, arrival, party.arrival_gradient(place))
        })?;
        let last = chart.least(&places, TOLERANCE_MS, |place| {
            let (departure, party) = self.departure_ms(place);
            limited(place, -departure, party.departure_gradient(place) * -1.0)
        })?;
        Some((first.0, -last.0))
    }

    /// Where a meeting of a length can have been: a convex region about a place at which it can; its corners run counterclockwise.
    pub(super) fn region(&self, about: Position, least_ms: f64) -> Option<Polygon<f64>> {
        let centre = Ecef::from(about);
        let (east, north) = centre.east_north();
        let reach_m = |party: &Prism| party.metres_per_ms() * (party.end_ms() - party.start_ms()) as f64;
        // Along the surface; and as far from the centre in the plane that touches it there, at least.
        let reach_m = reach_m(self.a).min(reach_m(self.b)).min(9e6);
        let farthest_m = SEMI_MAJOR_AXIS_M * (reach_m / SEMI_MINOR_AXIS_M).tan();
        let corner = |number: usize| {
            let (sin, cos) = (std::f64::consts::TAU * number as f64 / REGION_CORNERS as f64).sin_cos();
            let at = |metres: f64| (centre + (east * sin + north * cos) * metres).on_ellipsoid();
            let (mut inside, mut outside) = (0.0, farthest_m);
            while outside - inside > 1.0 {
                let middle = (inside + outside) / 2.0;
                if self.dwell_ms(at(middle)) >= least_ms - TOLERANCE_MS { inside = middle } else { outside = middle }
            }
            let (latitude, longitude) = at(inside).to_degrees();
            // Counted on from the middle, so that a region across the antimeridian is in one piece.
            let turns = ((longitude - about.longitude_deg()) / 360.0).round();
            (longitude - 360.0 * turns, latitude)
        };
        (self.dwell_ms(centre) >= least_ms - 2.0 * TOLERANCE_MS).then(|| {
            Polygon::new(LineString::from((0..REGION_CORNERS).rev().map(corner).collect::<Vec<_>>()), Vec::new())
        })
    }
}

#[cfg(test)]
#[path = "dwell_tests.rs"]
mod tests;
