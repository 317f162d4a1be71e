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
        let at = |corner: &serde_json::Value| (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
        let sides = ring.windows(2).map(|side| (at(&side[0]), at(&side[1])));
        assert!(sides.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() > 0.0, "an outer ring is counterclockwise");
        for corner in ring {
            assert!((-180.0..=180.0).contains(&corner[0].as_f64().unwrap()));
        }
    }
    assert!(written(&[])["features"].as_array().unwrap().is_empty());
}

#[test]
fn every_feature_has_an_id_of_its_own() {
    let json = written(&[candidate()]);
    let ids: Vec<_> = json["features"].as_array().unwrap().iter().map(|of| of["id"].as_str().unwrap()).collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with(ids[0])) && ids.last().unwrap().ends_with("/region"), "{ids:?}");
}

#[test]
fn a_line_along_the_antimeridian_has_no_holes() {
    let parts = cut(&[(180.0, 10.0), (-180.0, 11.0), (-179.0, 12.0)]);
    assert_eq!(parts, [vec![(180.0, 10.0), (180.0, 10.0)], vec![(-180.0, 10.0), (-180.0, 11.0), (-179.0, 12.0)]]);
}

#[test]
fn a_ring_that_rounding_makes_a_point_is_left_out() {
    assert!(ring(&[(1.0, 1.0), (1.000_000_1, 1.0), (1.0, 1.000_000_1)]).is_none() && ring(&[]).is_none());
}
