//! Anchorages from GeoJSON (RFC 7946).

use std::path::Path;

use geo::MultiPolygon;
use geojson::{Feature, FeatureCollection, GeoJson, GeometryValue};

use super::{Anchorages, Place};
use crate::Result;
use crate::ais::Position;
use crate::area::Area;
use crate::area::geojson::{config_error, coord, parse, polygons_of};

impl Anchorages {
    /// Reads anchorages from GeoJSON points and polygons, bare or in features; a feature's
    /// property `label` or `name` names its points, `radius_km` is their radius. `path` stands
    /// for the text in messages.
    ///
    /// # Errors
    ///
    /// [`Error::Config`](crate::Error::Config) for text that is not GeoJSON, lines, and
    /// coordinates that are no degrees.
    ///
    /// ```
    /// use lightering::places::Anchorages;
    /// let text = r#"{"type": "MultiPoint", "coordinates": [[1.5, 51], [2.5, 51]]}"#;
    /// assert_eq!(Anchorages::from_geojson("a.geojson".as_ref(), text)?.len(), 2);
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn from_geojson(path: &Path, text: &str) -> Result<Self> {
        let mut places = Vec::new();
        let mut polygons = Vec::new();
        for feature in features(parse(path, text)?) {
            if let Some(geometry) = &feature.geometry {
                collect(&geometry.value, &feature, &mut places, &mut polygons)
                    .map_err(|reason| config_error(path, &reason))?;
            }
        }
        if places.is_empty() && polygons.is_empty() {
            return Err(config_error(path, "holds no anchorage"));
        }
        Ok(Self::new(places, polygons))
    }
}

fn features(json: GeoJson) -> Vec<Feature> {
    match json {
        GeoJson::Geometry(geometry) => vec![Feature::from(geometry)],
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::FeatureCollection(FeatureCollection { features, .. }) => features,
    }
}

fn collect(
    value: &GeometryValue,
    feature: &Feature,
    places: &mut Vec<Place>,
    polygons: &mut Vec<Area>,
) -> Result<(), String> {
    match value {
        GeometryValue::Point { coordinates } => places.push(place(coordinates, feature)?),
        GeometryValue::MultiPoint { coordinates } => {
            for coordinates in coordinates {
                places.push(place(coordinates, feature)?);
            }
        }
        GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. } => {
            polygons.push(Area::new(MultiPolygon::new(polygons_of(value)?)));
        }
        GeometryValue::GeometryCollection { geometries } => {
            for geometry in geometries {
                collect(&geometry.value, feature, places, polygons)?;
            }
        }
        other => return Err(format!("holds a {}: anchorages are points or polygons", other.type_name())),
    }
    Ok(())
}

fn place(coordinates: &geojson::Position, feature: &Feature) -> Result<Place, String> {
    let coord = coord(coordinates)?;
    // Up to one turn beyond the antimeridian is understood, as in an area.
    let longitude = if coord.x.abs() > 180.0 { coord.x - 360.0_f64.copysign(coord.x) } else { coord.x };
    let name = ["label", "name"].iter().find_map(|key| feature.property(key)?.as_str());
    Ok(Place {
        name: name.unwrap_or_default().to_owned(),
        position: Position::from_degrees(coord.y, longitude).map_err(|error| error.to_string())?,
        radius_m: radius_m(feature)?,
    })
}

fn radius_m(feature: &Feature) -> Result<Option<f64>, String> {
    match feature.property("radius_km") {
        None | Some(geojson::JsonValue::Null) => Ok(None),
        Some(value) => match value.as_f64() {
            Some(radius) if (0.0..=super::MAX_RADIUS_KM).contains(&radius) => Ok(Some(radius * 1000.0)),
            _ => Err(format!("holds radius_km = {value}: it must be 0 to {}", super::MAX_RADIUS_KM)),
        },
    }
}
