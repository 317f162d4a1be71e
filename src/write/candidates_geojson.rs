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
/// polygon, `feature` `region`. Lines and polygons are cut at the antimeridian, and outer rings run counterclockwise. The `id` of each
/// feature is that of its candidate, with the MMSI and the number of the part behind it for tracks (`29c8…/477999006/1`), and
/// `/region` for regions.
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

fn feature(id: String, value: GeometryValue, properties: JsonObject) -> Feature {
    Feature {
        bbox: None,
        geometry: Some(Geometry::new(value)),
        id: Some(geojson::feature::Id::String(id)),
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
        let number = if CANDIDATE_NUMBERS.contains(&column) { cell.parse::<f64>().ok() } else { None };
        let value = match number {
            Some(number) => JsonValue::from(number),
            None if cell.is_empty() => JsonValue::Null,
            None => cell.into(),
        };
        properties.insert(column.into(), value);
    }
    let value = GeometryValue::Point { coordinates: degrees(place(candidate.position)) };
    feature(candidate.id.to_string(), value, properties)
}

/// The track of a vessel in parts, dark and not.
fn tracks(candidate: &Candidate, party: &Party) -> Vec<Feature> {
    let track = &party.around.track;
    party
        .around
        .parts()
        .zip(1..)
        .filter_map(|((dark, part), number)| {
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
            Some(feature(format!("{}/{}/{number}", candidate.id, party.mmsi), value, properties))
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
            // Both may be the edge itself, by its two names.
            let share = if beyond == from.0 { 0.0 } else { (edge - from.0) / (beyond - from.0) };
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
        rings.extend(ring(&inside));
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
    Some(feature(format!("{}/region", candidate.id), value, properties))
}

/// A ring as RFC 7946 has it: closed, and counterclockwise; `None` for one without an area, as it is written.
fn ring(corners: &[(f64, f64)]) -> Option<Vec<geojson::Position>> {
    let written = |degrees| rounded(degrees, DEGREE_DECIMALS).unwrap_or_default();
    let corners: Vec<(f64, f64)> = corners.iter().map(|&(x, y)| (written(x), written(y))).collect();
    let (first, next) = (corners.first()?, corners.iter().skip(1).chain(corners.first()));
    // About the first corner, where the products of small differences keep their digits.
    let cross =
        |(a, b): (&(f64, f64), &(f64, f64))| (a.0 - first.0) * (b.1 - first.1) - (b.0 - first.0) * (a.1 - first.1);
    let doubled_area: f64 = corners.iter().zip(next).map(cross).sum();
    let mut ring: Vec<geojson::Position> =
        corners.iter().chain([first]).map(|&(longitude, latitude)| vec![longitude, latitude].into()).collect();
    if doubled_area < 0.0 {
        ring.reverse();
    }
    (doubled_area != 0.0).then_some(ring)
}

/// The part of a convex ring on the side of a line where a measure that is linear is not negative.
fn clipped(ring: &[(f64, f64)], side: impl Fn((f64, f64)) -> f64) -> Vec<(f64, f64)> {
    let open = ring.strip_suffix(ring.get(..1).unwrap_or_default()).unwrap_or(ring);
    crate::area::clipped(open, side)
}

#[cfg(test)]
#[path = "candidates_geojson_tests.rs"]
mod tests;
