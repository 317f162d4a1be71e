//! Areas from GeoJSON (RFC 7946).

use std::path::Path;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{GeoJson, Geometry, GeometryValue, Position};

use super::Area;
use crate::{Error, Result};

impl Area {
    /// Reads an area from GeoJSON: a Polygon or MultiPolygon, or features or a collection of
    /// these. `path` stands for the text in messages.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for text that is not GeoJSON, other geometries, rings of fewer than four
    /// positions, and coordinates that are no degrees.
    ///
    /// ```
    /// use lightering::{ais::Position, area::Area};
    /// let text = r#"{"type": "Polygon", "coordinates": [[[1, 50], [4, 50], [4, 52], [1, 52], [1, 50]]]}"#;
    /// let area = Area::from_geojson("dover.geojson".as_ref(), text)?;
    /// assert!(area.contains(Position::from_degrees(51.0, 1.5).unwrap()));
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn from_geojson(path: &Path, text: &str) -> Result<Self> {
        let mut polygons = Vec::new();
        for geometry in geometries(parse(path, text)?) {
            polygons.extend(polygons_of(&geometry.value).map_err(|reason| config_error(path, &reason))?);
        }
        if polygons.is_empty() {
            return Err(config_error(path, "holds no polygon"));
        }
        Ok(Self::new(MultiPolygon::new(polygons)))
    }
}

/// GeoJSON, with errors that name the file.
pub(crate) fn parse(path: &Path, text: &str) -> Result<GeoJson> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.parse().map_err(|error: geojson::Error| config_error(path, &format!("is not GeoJSON: {error}")))
}

/// Every geometry of a GeoJSON text, collections taken apart.
pub(crate) fn geometries(json: GeoJson) -> Vec<Geometry> {
    let mut geometries = Vec::new();
    match json {
        GeoJson::Geometry(geometry) => flatten(geometry, &mut geometries),
        GeoJson::Feature(feature) => feature.geometry.into_iter().for_each(|part| flatten(part, &mut geometries)),
        GeoJson::FeatureCollection(collection) => {
            for geometry in collection.features.into_iter().filter_map(|feature| feature.geometry) {
                flatten(geometry, &mut geometries);
            }
        }
    }
    geometries
}

fn flatten(geometry: Geometry, into: &mut Vec<Geometry>) {
    match geometry.value {
        GeometryValue::GeometryCollection { geometries } => {
            for part in geometries {
                flatten(part, into);
            }
        }
        _ => into.push(geometry),
    }
}

/// The polygons of a polygon or multi-polygon.
pub(crate) fn polygons_of(value: &GeometryValue) -> Result<Vec<Polygon<f64>>, String> {
    match value {
        GeometryValue::Polygon { coordinates } => polygon(coordinates).map(|polygon| vec![polygon]),
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().map(|rings| polygon(rings)).collect(),
        other => Err(format!("holds a {}: an area is made of polygons", other.type_name())),
    }
}

fn polygon(rings: &[Vec<Position>]) -> Result<Polygon<f64>, String> {
    let mut rings = rings.iter().map(|ring| ring_of(ring));
    let outer = rings.next().ok_or("holds a polygon without a ring")??;
    Ok(Polygon::new(outer, rings.collect::<Result<_, _>>()?))
}

fn ring_of(positions: &[Position]) -> Result<LineString<f64>, String> {
    if positions.len() < 4 {
        return Err(format!("holds a ring of {} positions: a ring has four or more", positions.len()));
    }
    positions.iter().map(coord).collect()
}

/// Longitude and latitude in degrees; the longitude up to one turn beyond ±180.
pub(crate) fn coord(position: &Position) -> Result<Coord<f64>, String> {
    let &[longitude, latitude, ..] = position.as_slice() else {
        return Err("holds a position of fewer than two numbers".into());
    };
    if (-540.0..=540.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude) {
        Ok(Coord { x: longitude, y: latitude })
    } else {
        Err(format!(
            "holds the position [{longitude}, {latitude}]: GeoJSON is longitude, latitude, in degrees of WGS 84"
        ))
    }
}

/// An [`Error::Config`] on one line, whatever a parser said.
pub(crate) fn config_error(path: &Path, reason: &str) -> Error {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    Error::Config { path: path.to_owned(), reason }
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
