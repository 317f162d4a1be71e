//! Known places: anchorages and ports, and how near a position is to one.

mod csv;
#[cfg(feature = "geojson")]
mod geojson;
mod open;

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::ais::Position;
use crate::area::Area;
use crate::geodesy::Ecef;

/// Greatest radius of a place, in kilometres.
const MAX_RADIUS_KM: f64 = 1000.0;

/// Points and polygons where vessels lie close to each other without any transfer.
///
/// Points are kept in earth-centred metres, so that distances hold at the antimeridian and the
/// poles. They are straight lines, 1 m shorter than the geodesic at 100 km.
#[derive(Debug, Clone, Default)]
pub struct Anchorages {
    points: RTree<GeomWithData<[f64; 3], Anchorage>>,
    polygons: Vec<Area>,
    max_radius_m: f64,
    skipped: Skipped,
}

/// Rows of a file that are no place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many there are.
    pub rows: u64,
    /// Number, counted from 1 with the header, and fault of the first.
    pub first: Option<(u64, String)>,
}

impl Skipped {
    pub(crate) fn add(&mut self, row: u64, reason: String) {
        self.rows += 1;
        self.first.get_or_insert((row, reason));
    }
}

/// What is known about one point.
#[derive(Debug, Clone, PartialEq)]
struct Anchorage {
    name: String,
    radius_m: Option<f64>,
}

/// One point before it is indexed.
#[derive(Debug, Clone, PartialEq)]
struct Place {
    name: String,
    position: Position,
    radius_m: Option<f64>,
}

impl Anchorages {
    fn new(places: Vec<Place>, polygons: Vec<Area>) -> Self {
        let max_radius_m = places.iter().filter_map(|place| place.radius_m).fold(0.0, f64::max);
        let points = places.into_iter().map(|place| {
            GeomWithData::new(coordinates(place.position), Anchorage { name: place.name, radius_m: place.radius_m })
        });
        Self { points: RTree::bulk_load(points.collect()), polygons, max_radius_m, skipped: Skipped::default() }
    }

    /// Number of points and polygons.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.size() + self.polygons.len()
    }

    /// Rows of the file that are no place, and were passed over.
    #[must_use]
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    /// Whether there is no place at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of the nearest point and how far it is, in metres; `None` if there are no points.
    ///
    /// ```
    /// use lightering::{ais::Position, places::Anchorages};
    /// let csv = "lat,lon,name\n34.84,128.42,TONGYEONG\n";
    /// let anchorages = Anchorages::from_reader("ports.csv".as_ref(), csv.as_bytes())?;
    /// let (name, distance_m) = anchorages.nearest(Position::from_degrees(34.84, 128.43).unwrap()).unwrap();
    /// assert_eq!(name, "TONGYEONG");
    /// assert!((distance_m - 915.0).abs() < 1.0);
    /// # Ok::<(), lightering::Error>(())
    /// ```
    #[must_use]
    pub fn nearest(&self, position: Position) -> Option<(&str, f64)> {
        let from = coordinates(position);
        let nearest = self.points.nearest_neighbor(&from)?;
        Some((&nearest.data.name, distance_m(from, *nearest.geom())))
    }

    /// Whether a position is within `radius_m` of a point, within its own radius of a point that
    /// has one, or in a polygon.
    #[must_use]
    pub fn contains(&self, position: Position, radius_m: f64) -> bool {
        self.name_of(position, radius_m).is_some()
    }

    /// The name of the nearest of the points that a position [is within](Self::contains); empty within a polygon alone.
    #[must_use]
    pub fn name_of(&self, position: Position, radius_m: f64) -> Option<&str> {
        let from = coordinates(position);
        let reach = self.max_radius_m.max(radius_m);
        let near = self.points.locate_within_distance(from, reach * reach);
        let off = near.map(|point| (distance_m(from, *point.geom()), &point.data));
        let within = off.filter(|(off_m, of)| *off_m <= of.radius_m.unwrap_or(radius_m));
        let nearest = within.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
        let in_polygon = || self.polygons.iter().any(|polygon| polygon.contains(position)).then_some("");
        nearest.map(|(_, of)| of.name.as_str()).or_else(in_polygon)
    }
}

fn coordinates(position: Position) -> [f64; 3] {
    let Ecef { x, y, z } = position.into();
    [x, y, z]
}

fn distance_m([x, y, z]: [f64; 3], [u, v, w]: [f64; 3]) -> f64 {
    Ecef { x, y, z }.distance(Ecef { x: u, y: v, z: w })
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
