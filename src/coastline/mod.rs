//! Coastlines: how far from shore a place is, and which way the shore runs.
//!
//! The outline that comes with the crate is Natural Earth's land at 1:50,000,000, which is in the public domain
//! (<https://www.naturalearthdata.com>). Its lines are true to about a kilometre, and islands of less than some kilometres are not in
//! it, so that it tells berths and roadsteads from the open sea, and not one berth from another. A file of your own may take its place.

mod bounds;
mod land;
mod line;
mod outline;
mod shores;

#[cfg(feature = "geojson")]
mod geojson;

use crate::Result;
use crate::ais::Position;
use land::Land;
use line::Line;
use shores::Shores;

/// Longitude and latitude, in degrees.
type Place = (f64, f64);

/// Shores and land, for distances.
///
/// Shores are kept as chords in earth-centred metres, so that distances hold at the antimeridian and the poles.
#[derive(Debug, Clone)]
pub struct Coastline {
    shores: Shores,
    land: Land,
    /// Shores that enclose nothing.
    lines: Vec<Line>,
}

impl Coastline {
    /// The outline that comes with the crate.
    ///
    /// # Errors
    ///
    /// [`Error::Unbalanced`](crate::Error::Unbalanced) if it is damaged, which the tests rule out.
    ///
    /// ```
    /// use lightering::{ais::Position, coastline::Coastline};
    /// let coastline = Coastline::bundled()?;
    /// let at = |latitude, longitude| Position::from_degrees(latitude, longitude).unwrap();
    /// // Off San Diego, where tankers lighter.
    /// let offshore_km = coastline.shore_m(at(33.01, -117.79)) / 1000.0;
    /// assert!((35.0..60.0).contains(&offshore_km), "{offshore_km}");
    /// assert!(coastline.shore_m(at(40.0, -100.0)) < 0.0, "Nebraska is on land");
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn bundled() -> Result<Self> {
        // No two of its polygons overlap.
        Ok(Self::new(vec![outline::rings()?], Vec::new()))
    }

    /// A coastline of polygons of land, each the rings that it has, and of lines that are shores and enclose nothing.
    fn new(polygons: Vec<Vec<Line>>, lines: Vec<Line>) -> Self {
        let shores = Shores::new(polygons.iter().flatten().chain(&lines).flat_map(Line::shores));
        Self { shores, land: Land::new(polygons), lines }
    }

    /// Distance to the nearest shore in metres, negative on land; infinite without any shore.
    ///
    /// It is that of a straight line, 1 m shorter than the geodesic at 100 km, to chords that sag by 8 m at most.
    #[must_use]
    pub fn shore_m(&self, position: Position) -> f64 {
        let distance_m = self.shores.distance_m(position);
        if self.is_land(position) { -distance_m } else { distance_m }
    }

    /// Whether a position is on land.
    #[must_use]
    pub fn is_land(&self, position: Position) -> bool {
        self.land.holds((position.longitude_deg(), position.latitude_deg()))
    }

    /// The land within a box about a place, as rings of longitude and latitude in degrees, to be drawn.
    ///
    /// `half_height_deg` is from the place to the upper edge; the box is as wide as it is high on the ground. Longitudes are counted on
    /// from that of the place. Corners closer to each other than `tolerance_deg` are left out.
    #[must_use]
    pub fn land_near(&self, place: Position, half_height_deg: f64, tolerance_deg: f64) -> Vec<Vec<(f64, f64)>> {
        let (low, high) = bounds(place, half_height_deg);
        let mut land = Vec::new();
        for ring in self.land.rings() {
            for turn in [0.0, -360.0, 360.0] {
                let part = ring.clipped(turn, low, high);
                let part = line::thinned(&part, tolerance_deg);
                if part.len() >= 3 {
                    land.push(part);
                }
            }
        }
        land
    }

    /// The shores within the box of [`land_near`](Self::land_near), as lines that may reach a little beyond it.
    #[must_use]
    pub fn shores_near(&self, place: Position, half_height_deg: f64, tolerance_deg: f64) -> Vec<Vec<(f64, f64)>> {
        let (low, high) = bounds(place, half_height_deg);
        let turns = [0.0, -360.0, 360.0];
        let all = self.land.rings().iter().chain(&self.lines);
        let lines = all.flat_map(|line| turns.iter().flat_map(|&turn| line.shores_within(turn, low, high)));
        lines.map(|line| line::thinned(&line, tolerance_deg)).collect()
    }
}

/// The corners of a box about a place that is as wide as it is high on the ground.
fn bounds(place: Position, half_height_deg: f64) -> ((f64, f64), (f64, f64)) {
    let (latitude, longitude) = (place.latitude_deg(), place.longitude_deg());
    let half_width = (half_height_deg / latitude.to_radians().cos().max(0.02)).min(180.0);
    let low = (longitude - half_width, (latitude - half_height_deg).max(-90.0));
    (low, (longitude + half_width, (latitude + half_height_deg).min(90.0)))
}

#[cfg(test)]
#[path = "coastline_tests.rs"]
mod tests;
