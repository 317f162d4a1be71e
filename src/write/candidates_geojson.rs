//! `candidates.geojson`.

use std::io::{self, Write};

use geojson::{Feature, FeatureWriter, Geometry, GeometryValue, JsonObject, JsonValue};

use super::candidates::{CANDIDATE_COLUMNS, CANDIDATE_NUMBERS, row};
use super::cell::{DEGREE_DECIMALS, inert, rounded, time};
use super::geojson::io_error;
use crate::ais::Position;
use crate::assess::{Candidate, Party};

/// Writes candidates as a GeoJSON feature collection (RFC 7946).
///
/// Each candidate is a point with the columns of `candidates.csv` as properties; numbers are numbers, and what is not known is `null`.
/// For those that carry tracks, each vessel has line strings with the properties `feature` (`track`), `candidate`, `mmsi`, `name`,
/// `dark` (whether it was not heard between the ends) and `times`, one for each position; where two silent vessels can have met there is a
/// polygon, `feature` `region`. Lines and polygons are cut at the antimeridian.
///
/// # Errors
///
/// What the writer says.
pub fn candidates_geojson(candidates: &[Candidate], out: impl Write) -> io::Result<()> {
    let mut writer = FeatureWriter::from_writer(out);
    for candidate in candidates {
        writer.write_feature(&point(candidate)).map_err(io_error)?;
        for party in &candidate.parties {
            for feature in tracks(candidate, party) {
                writer.write_feature(&feature).map_err(io_error)?;
            }
        }
        if let Some(feature) = region(candidate) {
            writer.write_feature(&feature).map_err(io_error)?;
        }
    }
    writer.finish().map_err(io_error)
}

fn feature(value: GeometryValue, properties: JsonObject) -> Feature {
    Feature {
        bbox: None,
        geometry: Some(Geometry::new(value)),
        id: None,
        properties: Some(properties),
        foreign_members: None,
    }
}

fn degrees((longitude, latitude): (f64, f64)) -> geojson::Position {
    let rounded = |value| rounded(value, DEGREE_DECIMALS).unwrap_or_default();
    vec![rounded(longitude), rounded(latitude)].into()
}

fn place(position: Position) -> (f64, f64) {
    (position.longitude_deg(), position.latitude_deg())
}

fn point(candidate: &Candidate) -> Feature {
    let mut properties = JsonObject::new();
    properties.insert("feature".into(), "candidate".into());
    for (column, cell) in CANDIDATE_COLUMNS.into_iter().zip(row(candidate)) {
        let value = match cell.parse::<f64>() {
            Ok(number) if CANDIDATE_NUMBERS.contains(&column) => JsonValue::from(number),
            _ if cell.is_empty() => JsonValue::Null,
            _ => cell.into(),
        };
        properties.insert(column.into(), value);
    }
    let mut feature = feature(GeometryValue::Point { coordinates: degrees(place(candidate.position)) }, properties);
    feature.id = Some(geojson::feature::Id::String(candidate.id.to_string()));
    feature
}

/// The track of a vessel in parts, dark and not.
fn tracks(candidate: &Candidate, party: &Party) -> Vec<Feature> {
    let track = &party.around.track;
    party
        .around
        .parts()
        .filter_map(|(dark, part)| {
            let points = track.get(part)?.iter();
            let (times, places): (Vec<String>, Vec<(f64, f64)>) =
                points.map(|&(at, position)| (time(at), place(position))).unzip();
            let mut properties = JsonObject::new();
            properties.insert("feature".into(), "track".into());
            properties.insert("candidate".into(), candidate.id.to_string().into());
            properties.insert("mmsi".into(), party.mmsi.to_string().into());
            properties.insert("name".into(), party.name.as_deref().map(inert).into());
            properties.insert("dark".into(), dark.into());
            properties.insert("times".into(), times.into());
            let mut lines: Vec<Vec<geojson::Position>> =
                cut(&places).into_iter().map(|line| line.into_iter().map(degrees).collect()).collect();
            let value = match lines.len() {
                1 => GeometryValue::LineString { coordinates: lines.pop()? },
                _ => GeometryValue::MultiLineString { coordinates: lines },
            };
            Some(feature(value, properties))
        })
        .collect()
}

/// A line in parts that end at the antimeridian, on both sides of it.
fn cut(line: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for &to in line {
        let from = parts.last().and_then(|part| part.last()).copied();
        if let Some(from) = from.filter(|from| (to.0 - from.0).abs() > 180.0) {
            let edge = if from.0 > 0.0 { 180.0 } else { -180.0 };
            let beyond = to.0 + 2.0 * edge;
            let share = (edge - from.0) / (beyond - from.0);
            let latitude = from.1 + (to.1 - from.1) * share;
            parts.last_mut().into_iter().for_each(|part| part.push((edge, latitude)));
            parts.push(vec![(-edge, latitude)]);
        }
        parts.last_mut().into_iter().for_each(|part| part.push(to));
    }
    parts
}

/// Where two silent vessels can have met.
fn region(candidate: &Candidate) -> Option<Feature> {
    let corners: Vec<(f64, f64)> = candidate.region.as_ref()?.exterior().coords().map(|at| (at.x, at.y)).collect();
    let mut rings: Vec<Vec<geojson::Position>> = Vec::new();
    // The part within the map, and what is beyond either of its edges.
    for turn in [0.0, -360.0, 360.0] {
        let turned: Vec<(f64, f64)> = corners.iter().map(|(x, y)| (x + turn, *y)).collect();
        let inside = clipped(&clipped(&turned, |point| point.0 + 180.0), |point| 180.0 - point.0);
        if inside.len() >= 3 {
            rings.push(inside.iter().chain(inside.first()).map(|point| degrees(*point)).collect());
        }
    }
    let mut properties = JsonObject::new();
    properties.insert("feature".into(), "region".into());
    properties.insert("candidate".into(), candidate.id.to_string().into());
    let mut polygons: Vec<Vec<Vec<geojson::Position>>> = rings.into_iter().map(|ring| vec![ring]).collect();
    let value = match polygons.len() {
        0 => return None,
        1 => GeometryValue::Polygon { coordinates: polygons.pop()? },
        _ => GeometryValue::MultiPolygon { coordinates: polygons },
    };
    Some(feature(value, properties))
}

/// The part of a convex ring on the side of a line where a measure that is linear is not negative.
fn clipped(ring: &[(f64, f64)], side: impl Fn((f64, f64)) -> f64) -> Vec<(f64, f64)> {
    let open = ring.strip_suffix(ring.get(..1).unwrap_or_default()).unwrap_or(ring);
    crate::area::clipped(open, side)
}

#[cfg(test)]
#[path = "candidates_geojson_tests.rs"]
mod tests;
