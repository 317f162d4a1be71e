//! `encounters.geojson`.

use std::io::{self, Write};

use geojson::{Feature, FeatureWriter, Geometry, GeometryValue, JsonObject, JsonValue};

use super::cell::{DEGREE_DECIMALS, FRACTION_DECIMALS, HOUR_DECIMALS, METRE_DECIMALS, SPEED_DECIMALS, rounded, time};
use crate::detect::Encounter;

/// Writes encounters as a GeoJSON feature collection (RFC 7946), one point an encounter.
///
/// Points are longitude and latitude in degrees, longitude -180 to 180; properties are the
/// columns of `encounters.csv`, `null` where a value is not known.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut json = Vec::new();
/// lightering::write::encounters_geojson(&[], &mut json)?;
/// assert!(json.starts_with(br#"{ "type": "FeatureCollection""#));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn encounters_geojson(events: &[Encounter], out: impl Write) -> io::Result<()> {
    let mut writer = FeatureWriter::from_writer(out);
    for event in events {
        writer.write_feature(&feature(event)).map_err(io_error)?;
    }
    writer.finish().map_err(io_error)
}

fn feature(event: &Encounter) -> Feature {
    let degrees = |value| rounded(value, DEGREE_DECIMALS).unwrap_or_default();
    let longitude = degrees(event.position.longitude_deg());
    let latitude = degrees(event.position.latitude_deg());
    Feature {
        bbox: None,
        geometry: Some(Geometry::new(GeometryValue::Point { coordinates: vec![longitude, latitude].into() })),
        id: Some(geojson::feature::Id::String(event.id.to_string())),
        properties: Some(properties(event)),
        foreign_members: None,
    }
}

/// The error of the writer below, whose kind says whether the disk is full.
pub(super) fn io_error(error: geojson::Error) -> io::Error {
    match error {
        geojson::Error::Io(error) => error,
        geojson::Error::MalformedGeoJson(error) => error.into(),
        error => io::Error::other(error),
    }
}

fn properties(event: &Encounter) -> JsonObject {
    let metres = |value| rounded(value, METRE_DECIMALS).into();
    let knots = |value| rounded(value, SPEED_DECIMALS).into();
    let hours = |value| rounded(value, HOUR_DECIMALS).into();
    let pairs: [(&str, JsonValue); 15] = [
        ("mmsi_a", event.mmsi_a.to_string().into()),
        ("mmsi_b", event.mmsi_b.to_string().into()),
        ("start", time(event.start).into()),
        ("end", time(event.end).into()),
        ("duration_h", hours(event.duration_h())),
        ("mode", event.mode.as_str().into()),
        ("median_distance_m", metres(event.median_distance_m)),
        ("min_distance_m", metres(event.min_distance_m)),
        ("hull_clearance_m", event.hull_clearance_m.and_then(|clearance| rounded(clearance, METRE_DECIMALS)).into()),
        ("median_speed_kn_a", knots(event.median_speed_kn_a)),
        ("median_speed_kn_b", knots(event.median_speed_kn_b)),
        ("observed_fraction", rounded(event.observed_fraction, FRACTION_DECIMALS).into()),
        ("contact_h", hours(event.contact_h)),
        ("median_relative_speed_kn", knots(event.median_relative_speed_kn)),
        ("group", event.group.map(|id| id.to_string()).into()),
    ];
    let mut properties: JsonObject = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    properties.insert("id".into(), event.id.to_string().into());
    properties
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
