use super::*;
use crate::write::fixtures::candidate;

fn written(candidates: &[Candidate]) -> serde_json::Value {
    let mut json = Vec::new();
    candidates_geojson(candidates, &mut json).unwrap();
    serde_json::from_slice(&json).unwrap()
}

#[test]
fn a_candidate_is_a_point_with_numbers_and_nulls() {
    let json = written(&[candidate()]);
    let properties = &json["features"][0]["properties"];
    assert_eq!(properties["score"], -1.25);
    assert_eq!(properties["shore_km"], 12.5);
    assert_eq!(properties["mmsi_a"], "636000001", "an identity is no number to add up");
    assert!(properties["hull_clearance_m"].is_null());
}

#[test]
fn tracks_are_parted_where_dark_and_cut_at_the_antimeridian() {
    let json = written(&[candidate()]);
    let tracks: Vec<_> =
        json["features"].as_array().unwrap().iter().filter(|of| of["properties"]["feature"] == "track").collect();
    assert_eq!(
        tracks.iter().map(|of| of["properties"]["dark"].as_bool().unwrap()).collect::<Vec<_>>(),
        [false, true, false]
    );
    assert_eq!(
        tracks[1]["geometry"],
        serde_json::json!({ "type": "MultiLineString", "coordinates": [[[179.5, 10.0], [180.0, 10.0]], [[-180.0, 10.0], [-179.5, 10.0]]] })
    );
    assert_eq!(tracks[0]["properties"]["times"], serde_json::json!(["1970-01-01T00:00:00Z", "1970-01-01T01:00:00Z"]));
}

#[test]
fn a_region_across_the_antimeridian_is_two_polygons() {
    let json = written(&[candidate()]);
    let region =
        json["features"].as_array().unwrap().iter().find(|of| of["properties"]["feature"] == "region").unwrap();
    assert_eq!(region["geometry"]["type"], "MultiPolygon");
    for ring in region["geometry"]["coordinates"].as_array().unwrap() {
        let ring = ring[0].as_array().unwrap();
        assert_eq!(ring.first(), ring.last());
        for corner in ring {
            assert!((-180.0..=180.0).contains(&corner[0].as_f64().unwrap()));
        }
    }
    assert!(written(&[])["features"].as_array().unwrap().is_empty());
}
