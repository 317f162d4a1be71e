//! Space-time prisms: where a vessel can have been while it was silent.

use chrono::{DateTime, Utc};

use crate::ais::Position;
use crate::error::check_range;
use crate::geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT, SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M};
use crate::track::datetime;
use crate::{Error, Result};

/// The greatest radius of curvature of the ellipsoid, that of a meridian at a pole, in metres.
///
/// On a surface that bends at least as much as a sphere of this radius no way between two points is shorter than
/// the arc that the sphere has over their chord. So a distance is never taken for more than it is, and no meeting is
/// lost; it is taken for less by 1.5e-5 at 1000 km.
const RADIUS_M: f64 = SEMI_MAJOR_AXIS_M * SEMI_MAJOR_AXIS_M / SEMI_MINOR_AXIS_M;

/// All places and times that a vessel can have reached in a silence: after its last fix, before its next, within its top
/// speed.
///
/// T. Hägerstrand, "What about people in regional science?", *Papers of the Regional Science Association* 24, 1970,
/// <https://doi.org/10.1007/BF01936872>.
///
/// ```
/// use chrono::{TimeDelta, TimeZone, Utc};
/// use lightering::ais::Position;
/// use lightering::detect::Prism;
///
/// let noon = Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap();
/// let from = (noon, Position::from_degrees(30.0, 150.0)?);
/// let to = (noon + TimeDelta::hours(10), Position::from_degrees(31.0, 150.0)?);
/// // 60 nautical miles in ten hours: at 12 knots that leaves five hours to lie at any place on the way.
/// let prism = Prism::new(from, Some(to), to.0, 12.0)?;
/// let way = Position::from_degrees(30.4, 150.0)?;
/// assert!((prism.stay_h(way) - 5.0).abs() < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prism {
    start_ms: i64,
    from: Ecef,
    end_ms: i64,
    /// `None` for a vessel that was not heard again.
    to: Option<Ecef>,
    metres_per_ms: f64,
}

impl Prism {
    /// The prism from a last fix to the next, or to the end of the data for a vessel that was not heard again, at a top
    /// speed in knots.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a speed that is not above 0 and at most 1000 knots, and
    /// [`Error::Order`] if it does not end after it starts.
    pub fn new(
        from: (DateTime<Utc>, Position),
        to: Option<(DateTime<Utc>, Position)>,
        end: DateTime<Utc>,
        top_speed_kn: f64,
    ) -> Result<Self> {
        check_range("top_speed_kn", top_speed_kn, 1e-3, 1e3, "must be 0.001 to 1000 knots")?;
        let end = to.map_or(end, |to| to.0);
        if end <= from.0 {
            return Err(Error::Order { start: from.0, end });
        }
        Ok(Self {
            start_ms: from.0.timestamp_millis(),
            from: Ecef::from(from.1),
            end_ms: end.timestamp_millis(),
            to: to.map(|to| Ecef::from(to.1)),
            metres_per_ms: top_speed_kn * METRES_PER_SECOND_PER_KNOT / 1000.0,
        })
    }

    /// When it starts: the last fix.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        datetime(self.start_ms)
    }

    /// When it ends: the next fix, or the end of the data.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        datetime(self.end_ms)
    }

    /// Top speed, in knots.
    #[must_use]
    pub fn top_speed_kn(&self) -> f64 {
        self.metres_per_ms * 1000.0 / METRES_PER_SECOND_PER_KNOT
    }

    /// How long the vessel can have stayed at a place, in hours; below 0 if it cannot have been there.
    #[must_use]
    pub fn stay_h(&self, place: Position) -> f64 {
        let place = Ecef::from(place);
        (self.departure_ms(place) - self.arrival_ms(place)) / 3_600_000.0
    }

    pub(super) fn start_ms(&self) -> i64 {
        self.start_ms
    }

    pub(super) fn end_ms(&self) -> i64 {
        self.end_ms
    }

    pub(super) fn metres_per_ms(&self) -> f64 {
        self.metres_per_ms
    }

    /// Its two fixes, as far as there are two.
    pub(super) fn fixes(&self) -> impl Iterator<Item = Ecef> {
        std::iter::once(self.from).chain(self.to)
    }

    /// The earliest time at which the vessel can be at a place, in milliseconds since 1970.
    pub(super) fn arrival_ms(&self, place: Ecef) -> f64 {
        self.start_ms as f64 + arc_m(self.from, place) / self.metres_per_ms
    }

    /// The latest time at which it can leave a place.
    pub(super) fn departure_ms(&self, place: Ecef) -> f64 {
        self.end_ms as f64 - self.to.map_or(0.0, |to| arc_m(to, place) / self.metres_per_ms)
    }

    /// How [`arrival_ms`](Self::arrival_ms) grows with the place, in milliseconds a metre.
    pub(super) fn arrival_gradient(&self, place: Ecef) -> Ecef {
        arc_gradient(self.from, place) * (1.0 / self.metres_per_ms)
    }

    /// The same of [`departure_ms`](Self::departure_ms).
    pub(super) fn departure_gradient(&self, place: Ecef) -> Ecef {
        self.to.map_or(Ecef { x: 0.0, y: 0.0, z: 0.0 }, |to| arc_gradient(to, place) * (-1.0 / self.metres_per_ms))
    }

    /// At most the time that the two can have at one place together by one going there and one leaving it, in milliseconds.
    pub(super) fn at_most_ms(&self, leaving: &Self) -> f64 {
        let fastest = self.metres_per_ms.max(leaving.metres_per_ms);
        let way_ms = leaving.to.map_or(0.0, |to| arc_m(self.from, to) / fastest);
        (leaving.end_ms - self.start_ms) as f64 - way_ms
    }

    /// Corners of a box about all places that it reaches: the foci of an ellipse are its fixes.
    pub(super) fn corners(&self) -> (Ecef, Ecef) {
        let reach_m = self.metres_per_ms * (self.end_ms - self.start_ms) as f64;
        let to = self.to.unwrap_or(self.from);
        let middle = self.from.lerp(to, 0.5);
        // A chord is no longer than the way, so that places keep within an ellipsoid of revolution in space.
        let focus = (to - self.from) * 0.5;
        let half = if self.to.is_some() { reach_m / 2.0 } else { reach_m };
        let squared = half * half;
        let across = (squared - focus.dot(focus)).max(0.0);
        let extent = |of_focus: f64| {
            // The half-axis is `half` along the foci and the root of `across` at right angles to them.
            let along = if focus.dot(focus) > 0.0 { of_focus * of_focus / focus.dot(focus) } else { 0.0 };
            (squared * along + across * (1.0 - along)).sqrt()
        };
        let size = Ecef { x: extent(focus.x), y: extent(focus.y), z: extent(focus.z) };
        (middle - size, middle + size)
    }
}

/// At most the length of the geodesic between two points of the ellipsoid, in metres.
pub(super) fn arc_m(a: Ecef, b: Ecef) -> f64 {
    2.0 * RADIUS_M * (a.distance(b) / (2.0 * RADIUS_M)).min(1.0).asin()
}

/// How the way from a point grows with the other.
fn arc_gradient(from: Ecef, place: Ecef) -> Ecef {
    let way = place - from;
    let chord_m = way.norm();
    if chord_m == 0.0 {
        return way;
    }
    let half = (chord_m / (2.0 * RADIUS_M)).min(0.999_999);
    way * (1.0 / (chord_m * (1.0 - half * half).sqrt()))
}
