use super::*;

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[1,50],[4,50],[4,52],[1,52],[1,50]]]}"#;

fn inside(text: &str) -> bool {
    let area = Area::from_geojson("a.geojson".as_ref(), text).unwrap();
    area.contains(crate::ais::Position::from_degrees(51.0, 1.5).unwrap())
}

#[test]
fn polygons_come_bare_or_in_features_or_collections() {
    assert!(inside(SQUARE));
    assert!(inside(&format!("\u{feff}{SQUARE}")));
    assert!(inside(r#"{"type":"MultiPolygon","coordinates":[[[[1,50],[4,50],[4,52],[1,52],[1,50]]]]}"#));
    let feature = format!(r#"{{"type":"Feature","properties":null,"geometry":{SQUARE}}}"#);
    assert!(inside(&feature));
    let empty = r#"{"type":"Feature","properties":{},"geometry":null}"#;
    assert!(inside(&format!(r#"{{"type":"FeatureCollection","features":[{empty},{feature}]}}"#)));
    assert!(inside(&format!(r#"{{"type":"GeometryCollection","geometries":[{SQUARE}]}}"#)));
}

#[test]
fn what_is_no_area_is_said_in_one_line() {
    for (text, says) in [
        ("", "not GeoJSON"),
        ("{", "not GeoJSON"),
        (r#"{"type":"Topology"}"#, "not GeoJSON"),
        (r#"{"type":"Point","coordinates":[1,50]}"#, "Point"),
        (r#"{"type":"FeatureCollection","features":[]}"#, "no polygon"),
        (r#"{"type":"Polygon","coordinates":[]}"#, "without a ring"),
        (r#"{"type":"Polygon","coordinates":[[[1,50],[4,50],[1,50]]]}"#, "four or more"),
        (r#"{"type":"Polygon","coordinates":[[[33,-117],[34,-117],[34,-118],[33,-117]]]}"#, "longitude, latitude"),
        (r#"{"type":"Polygon","coordinates":[[[1e300,50],[4,50],[4,52],[1,50]]]}"#, "degrees"),
    ] {
        let message = Area::from_geojson("a.geojson".as_ref(), text).unwrap_err().to_string();
        assert!(message.starts_with("a.geojson: ") && message.contains(says), "{text}: {message}");
        assert!(!message.contains('\n'), "{message}");
    }
}
