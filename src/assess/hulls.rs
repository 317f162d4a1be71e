//! How two hulls lay: clearance, whether alongside, how much of their lengths overlapped.
//!
//! A reported position is that of the antenna, which may be 200 m from the bow; the four dimensions of static data and the true
//! heading turn it into a hull. Course over ground is never taken for a heading: that of a drifting ship is noise.

use geo::{Coord, LineString, Polygon};

use crate::ais::{Dimensions, ShipGroup};
use crate::detect::{Moment, clearance_m, heading_difference_deg, lower_median};

/// How two hulls lay over the time of contact. Every moment counts the same, as moments are evenly spaced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HullFit {
    /// Clearance between the hulls, in metres; 0 where they touch or overlap. Where they were near each other for half of the time and
    /// more, that of their mean pose then, which averages the errors of positions out; else the lower median.
    pub clearance_m: f64,
    /// By how much the clearance may be wrong, in metres: half of what it may be anything between where a heading is not known, and the
    /// uncertainty of the dimensions where these were assumed. The errors of positions, about 10 m, come on top.
    pub uncertainty_m: f64,
    /// Share of the moments at which the hulls were alongside, 0 to 1: near enough, and parallel or opposed.
    pub alongside_fraction: f64,
    /// Share of the moments at which they were too far apart to be alongside, 0 to 1, by more than three times that clearance.
    pub apart_fraction: f64,
    /// Median of the overlap along the length of the first hull, as a share of the shorter length, 0 to 1.
    pub overlap: f64,
    /// Whether true headings of both were known at half of the moments at least.
    pub headings_known: bool,
    /// Whether the dimensions of one are those of a typical ship of her type, as she sent none.
    pub assumed: bool,
    /// How they lay at the moment of least clearance (of least distance, where no heading is known).
    pub closest: Moment,
    /// Clearance at that moment, in metres.
    pub closest_clearance_m: f64,
}

/// A hull, as sent or assumed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hull {
    /// The four distances from the antenna.
    pub dimensions: Dimensions,
    /// Whether they were not sent, but are those of a typical ship of the type.
    pub assumed: bool,
}

/// When hulls count as alongside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alongside {
    pub(super) clearance_m: f64,
    pub(super) parallel_deg: f64,
}

/// Dimensions of a typical ship of a type, for a ship that sent none: length and beam in metres.
///
/// Handysize to Panamax for merchant ships, of which there are most; the uncertainty covers twice that length.
fn typical(group: Option<ShipGroup>) -> (u16, u16) {
    match group {
        Some(ShipGroup::Tanker | ShipGroup::Cargo) => (180, 30),
        Some(ShipGroup::Passenger) => (120, 20),
        Some(ShipGroup::Fishing | ShipGroup::Tug | ShipGroup::Towing | ShipGroup::AntiPollution) => (30, 10),
        Some(ShipGroup::Dredging | ShipGroup::Military | ShipGroup::LawEnforcement) => (60, 12),
        Some(ShipGroup::Sailing | ShipGroup::Pleasure | ShipGroup::Pilot | ShipGroup::SearchAndRescue) => (15, 5),
        _ => (50, 10),
    }
}

impl Hull {
    /// The hull that a ship sent, or else a typical one of her type, with the antenna amidships.
    #[must_use]
    pub fn new(sent: Option<Dimensions>, group: Option<ShipGroup>) -> Option<Self> {
        let (length_m, beam_m) = typical(group);
        let dimensions = sent.or_else(|| Dimensions::centred(length_m, beam_m))?;
        Some(Self { dimensions, assumed: sent.is_none() })
    }

    /// By how much the hull may reach farther or less far than it says, in metres.
    fn uncertainty_m(&self) -> f64 {
        let length_m = f64::from(self.dimensions.length_m());
        match (self.assumed, self.dimensions.antenna_known()) {
            (true, _) => length_m / 2.0,
            // The antenna is somewhere along the length, mostly aft.
            (false, false) => length_m / 3.0,
            (false, true) => 0.0,
        }
    }

    /// From the antenna to the farthest corner, in metres.
    fn reach_m(&self) -> f64 {
        let of = |a: u16, b: u16| f64::from(a.max(b));
        let d = self.dimensions;
        of(d.to_bow_m(), d.to_stern_m()).hypot(of(d.to_port_m(), d.to_starboard_m()))
    }

    /// From the antenna to the nearest side, in metres.
    fn least_reach_m(&self) -> f64 {
        let d = self.dimensions;
        f64::from(d.to_bow_m().min(d.to_stern_m()).min(d.to_port_m()).min(d.to_starboard_m()))
    }

    /// The outline in a plane of metres to east and north, with the antenna at a point of it.
    ///
    /// A bow is drawn: the sides run together over the first eighth of the length. Clearance is measured between rectangles.
    #[must_use]
    pub fn outline(&self, heading_deg: f64, antenna: Coord<f64>) -> Polygon<f64> {
        let d = self.dimensions;
        let (port, starboard) = (-f64::from(d.to_port_m()), f64::from(d.to_starboard_m()));
        let (bow, stern) = (f64::from(d.to_bow_m()), -f64::from(d.to_stern_m()));
        let shoulder = bow - (bow - stern) / 8.0;
        let (sin, cos) = heading_deg.to_radians().sin_cos();
        let corners = [
            (port, stern),
            (port, shoulder),
            ((port + starboard) / 2.0, bow),
            (starboard, shoulder),
            (starboard, stern),
        ];
        let place = |(right, ahead): (f64, f64)| Coord {
            x: antenna.x + ahead * sin + right * cos,
            y: antenna.y + ahead * cos - right * sin,
        };
        Polygon::new(LineString::from_iter(corners.map(place)), Vec::new())
    }
}

/// How the hulls lay at one moment.
struct Lay {
    clearance_m: f64,
    uncertainty_m: f64,
    alongside: bool,
    apart: bool,
    overlap: Option<f64>,
}

impl Lay {
    fn of(moment: &Moment, [a, b]: [Hull; 2], limits: Alongside) -> Self {
        let dimensions_m = a.uncertainty_m() + b.uncertainty_m();
        let far_m = 3.0 * limits.clearance_m;
        let (Some(heading_a), Some(heading_b)) = (moment.heading_deg_a, moment.heading_deg_b) else {
            let distance_m = moment.distance_m();
            let least = (distance_m - a.reach_m() - b.reach_m()).max(0.0);
            let most = (distance_m - a.least_reach_m() - b.least_reach_m()).max(least);
            let uncertainty_m = (most - least) / 2.0 + dimensions_m;
            return Self {
                clearance_m: (least + most) / 2.0,
                uncertainty_m,
                // They can be: a hull of which the heading is not known is never said to be alongside.
                alongside: false,
                apart: least > far_m + dimensions_m,
                overlap: None,
            };
        };
        let between = (moment.east_m, moment.north_m);
        let clearance_m = clearance_m((a.dimensions, heading_a), (b.dimensions, heading_b), between);
        let angle = heading_difference_deg(heading_a, heading_b);
        let parallel = angle.min(180.0 - angle) <= limits.parallel_deg;
        Self {
            clearance_m,
            uncertainty_m: dimensions_m,
            alongside: parallel && clearance_m <= limits.clearance_m,
            apart: clearance_m > far_m + dimensions_m,
            overlap: Some(overlap([(a, heading_a), (b, heading_b)], between)),
        }
    }
}

/// Overlap of the second hull with the first along the length of the first, as a share of the shorter length.
fn overlap([(a, heading_a), (b, heading_b)]: [(Hull, f64); 2], (east_m, north_m): (f64, f64)) -> f64 {
    let (sin, cos) = heading_a.to_radians().sin_cos();
    let along = |east: f64, north: f64| east * sin + north * cos;
    let antenna = along(east_m, north_m);
    let turned = (heading_b - heading_a).to_radians().cos();
    let (bow, stern) = (
        antenna + f64::from(b.dimensions.to_bow_m()) * turned,
        antenna - f64::from(b.dimensions.to_stern_m()) * turned,
    );
    let (low, high) = (bow.min(stern), bow.max(stern));
    let shared = high.min(f64::from(a.dimensions.to_bow_m())) - low.max(-f64::from(a.dimensions.to_stern_m()));
    let shorter = f64::from(a.dimensions.length_m().min(b.dimensions.length_m()));
    (shared / shorter).clamp(0.0, 1.0)
}

/// How two hulls lay at moments of contact; `None` without any.
pub(super) fn fit(moments: &[Moment], hulls: [Hull; 2], limits: Alongside) -> Option<HullFit> {
    let lays: Vec<Lay> = moments.iter().map(|moment| Lay::of(moment, hulls, limits)).collect();
    let known: Vec<&Lay> = lays.iter().filter(|lay| lay.overlap.is_some()).collect();
    let headings_known = !known.is_empty() && 2 * known.len() >= lays.len();
    // With headings at half of the moments, the others are left out.
    let counted: Vec<&Lay> = if headings_known { known } else { lays.iter().collect() };
    let share = |is: fn(&Lay) -> bool| counted.iter().filter(|lay| is(lay)).count() as f64 / counted.len() as f64;
    let by_clearance = |lay: &Lay, moment: &Moment| (lay.overlap.is_none(), lay.clearance_m, moment.distance_m());
    let closest = lays.iter().zip(moments).min_by(|(lay, moment), (other, other_moment)| {
        let (a, b) = (by_clearance(lay, moment), by_clearance(other, other_moment));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    })?;
    let near: Vec<&Moment> = lays
        .iter()
        .zip(moments)
        .filter(|(lay, _)| lay.overlap.is_some() && !lay.apart)
        .map(|(_, moment)| moment)
        .collect();
    let steady = headings_known && 2 * near.len() >= counted.len();
    let of_mean = if steady { clearance_of_mean_m(&near, hulls) } else { None };
    Some(HullFit {
        clearance_m: of_mean.or_else(|| lower_median(counted.iter().map(|lay| lay.clearance_m).collect()))?,
        uncertainty_m: lower_median(counted.iter().map(|lay| lay.uncertainty_m).collect())?,
        alongside_fraction: share(|lay| lay.alongside),
        apart_fraction: share(|lay| lay.apart),
        overlap: lower_median(counted.iter().filter_map(|lay| lay.overlap).collect()).unwrap_or(0.0),
        headings_known,
        assumed: hulls.iter().any(|hull| hull.assumed),
        closest: *closest.1,
        closest_clearance_m: closest.0.clearance_m,
    })
}

/// Clearance in the mean pose: the mean place of the second antenna as seen from the first hull, and the mean angle between the two.
fn clearance_of_mean_m(moments: &[&Moment], [a, b]: [Hull; 2]) -> Option<f64> {
    let poses = moments.iter().filter_map(|moment| {
        let heading_a = moment.heading_deg_a?.to_radians();
        let turned = moment.heading_deg_b?.to_radians() - heading_a;
        let (sin, cos) = heading_a.sin_cos();
        let right = moment.east_m * cos - moment.north_m * sin;
        let ahead = moment.east_m * sin + moment.north_m * cos;
        Some([right, ahead, turned.sin(), turned.cos()])
    });
    let (count, sum) = poses.fold((0.0, [0.0; 4]), |(count, sum), pose| {
        (count + 1.0, std::array::from_fn(|number| sum[number] + pose[number]))
    });
    let [right, ahead, sin, cos] = sum.map(|sum| sum / count);
    // With the first heading north, right is east.
    (count > 0.0).then(|| {
        let turned_deg = sin.atan2(cos).to_degrees().rem_euclid(360.0);
        clearance_m((a.dimensions, 0.0), (b.dimensions, turned_deg), (right, ahead))
    })
}

#[cfg(test)]
#[path = "hulls_tests.rs"]
mod tests;
