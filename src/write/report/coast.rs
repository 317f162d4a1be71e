//! The coast on the map of a candidate.

use super::model;
use crate::ais::Position;
use crate::assess::Candidate;
use crate::coastline::Coastline;

/// The map of a candidate reaches at least so far from its place, and at most, in degrees of latitude.
const REACH_DEG: (f64, f64) = (0.25, 3.0);
/// Coasts on a map are thinned to so many parts of its height.
const COAST_PARTS: f64 = 150.0;

/// The coast about a candidate, as far as its tracks go.
pub(super) fn about(of: &Candidate, coastline: &Coastline) -> model::Coast {
    let longitude = of.position.longitude_deg();
    let off_deg = |at: &Position| {
        let east = (at.longitude_deg() - longitude + 540.0).rem_euclid(360.0) - 180.0;
        (at.latitude_deg() - of.position.latitude_deg())
            .abs()
            .max(east.abs() * of.position.latitude_deg().to_radians().cos())
    };
    let tracks = of.parties.iter().flat_map(|party| &party.around.track);
    let farthest = tracks.map(|(_, at)| off_deg(at)).fold(0.0, f64::max);
    let reach_deg = (1.3 * farthest).clamp(REACH_DEG.0, REACH_DEG.1);
    let places = |lines: Vec<Vec<(f64, f64)>>| {
        let line = |line: Vec<(f64, f64)>| line.into_iter().map(|(lon, lat)| model::Place { lat, lon }).collect();
        lines.into_iter().map(line).collect()
    };
    model::Coast {
        land: places(coastline.land_near(of.position, reach_deg, reach_deg / COAST_PARTS)),
        lines: places(coastline.shores_near(of.position, reach_deg, reach_deg / COAST_PARTS)),
    }
}
