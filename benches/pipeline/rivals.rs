//! What else one would write to find pairs within a distance.

use std::collections::BTreeSet;

use lightering::track::{Fleet, LegParameters, TrackId};
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

/// Fixes count as simultaneous within this, in milliseconds: half the interval of reports.
const SIMULTANEOUS_MS: i64 = 30_000;

/// An R-tree over single fixes in place and time, each asked for its neighbours.
pub(crate) fn fixes_in_a_tree(fleet: &Fleet, distance_m: f64) -> BTreeSet<(TrackId, TrackId)> {
    let metres_per_ms = distance_m / SIMULTANEOUS_MS as f64;
    let mut points = Vec::with_capacity(fleet.fixes());
    for track in fleet.tracks() {
        for fix in 0..track.len() {
            let place = track.ecef(fix);
            let point = [place.x, place.y, place.z, track.time_ms(fix) as f64 * metres_per_ms];
            points.push(GeomWithData::new(point, track.id()));
        }
    }
    let tree = RTree::bulk_load(points.clone());
    let mut pairs = BTreeSet::new();
    for point in &points {
        let (lower, upper) = (point.geom().map(|x| x - distance_m), point.geom().map(|x| x + distance_m));
        for other in tree.locate_in_envelope_intersecting(&AABB::from_corners(lower, upper)) {
            let between: f64 = (0..3).map(|axis| (point.geom()[axis] - other.geom()[axis]).powi(2)).sum();
            if point.data < other.data && between <= distance_m * distance_m {
                pairs.insert((point.data, other.data));
            }
        }
    }
    pairs
}

/// Every track against every other, each fix against the other's place at its time.
pub(crate) fn all_pairs(fleet: &Fleet, distance_m: f64) -> BTreeSet<(TrackId, TrackId)> {
    let legs = LegParameters::default();
    let tracks: Vec<_> = fleet.tracks().collect();
    let mut pairs = BTreeSet::new();
    for (number, a) in tracks.iter().enumerate() {
        for b in &tracks[number + 1..] {
            let near = (0..a.len()).any(|fix| {
                b.place_at(a.time_ms(fix), &legs).is_some_and(|place| place.distance(a.ecef(fix)) <= distance_m)
            });
            if near {
                pairs.insert((a.id(), b.id()));
            }
        }
    }
    pairs
}
