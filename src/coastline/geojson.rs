//! Coastlines from GeoJSON.

use std::path::Path;

use geojson::GeometryValue;

use super::Coastline;
use super::line::Line;
use crate::area::geojson::{config_error, coord, geometries, parse, polygons_of};
use crate::{Error, Result};

impl Coastline {
    /// Reads a coastline from GeoJSON: polygons are land, lines are shores that enclose nothing. `path` stands for the text in
    /// messages.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for text that is not GeoJSON, for points, for rings of fewer than four positions, for coordinates that are
    /// no degrees, and where there is no shore at all.
    ///
    /// ```
    /// use lightering::{ais::Position, coastline::Coastline};
    /// let text = r#"{"type": "LineString", "coordinates": [[1, 50], [4, 50]]}"#;
    /// let coastline = Coastline::from_geojson("shore.geojson".as_ref(), text)?;
    /// let off_m = coastline.shore_m(Position::from_degrees(51.0, 2.0).unwrap());
    /// assert!((off_m - 111_240.0).abs() < 300.0, "{off_m}");
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn from_geojson(path: &Path, text: &str) -> Result<Self> {
        let fault = |reason: &str| config_error(path, reason);
        let (mut land, mut lines) = (Vec::new(), Vec::new());
        for geometry in geometries(parse(path, text)?) {
            let line = |positions: &[geojson::Position]| {
                let points: Result<Vec<(f64, f64)>, String> =
                    positions.iter().map(|position| coord(position).map(|at| (at.x, at.y))).collect();
                points.map_err(|reason| fault(&reason))
            };
            match &geometry.value {
                GeometryValue::LineString { coordinates } => lines.extend(Line::open(line(coordinates)?)),
                GeometryValue::MultiLineString { coordinates } => {
                    for positions in coordinates {
                        lines.extend(Line::open(line(positions)?));
                    }
                }
                GeometryValue::Point { .. } | GeometryValue::MultiPoint { .. } => {
                    return Err(fault("holds points: a coastline is made of polygons and lines"));
                }
                polygons => {
                    for polygon in polygons_of(polygons).map_err(|reason| fault(&reason))? {
                        let of =
                            |ring: &geo::LineString<f64>| Line::ring(ring.coords().map(|at| (at.x, at.y)).collect());
                        land.push(
                            of(polygon.exterior())
                                .into_iter()
                                .chain(polygon.interiors().iter().filter_map(of))
                                .collect(),
                        );
                    }
                }
            }
        }
        let coastline = Self::new(land, lines);
        if coastline.shores.is_empty() {
            return Err(fault("holds no shore: give polygons of land, or lines"));
        }
        Ok(coastline)
    }

    /// Reads a GeoJSON file as [`from_geojson`](Self::from_geojson) does.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if it cannot be read, and those of [`from_geojson`](Self::from_geojson).
    pub fn open(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        Self::from_geojson(path, &text)
    }
}
