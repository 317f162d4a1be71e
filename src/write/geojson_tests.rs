use geojson::GeoJson;

use super::*;
use crate::write::fixtures;

fn collection(events: &[Encounter]) -> geojson::FeatureCollection {
    let mut bytes = Vec::new();
    encounters_geojson(events, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    geojson::FeatureCollection::try_from(text.parse::<GeoJson>().unwrap()).unwrap()
}

#[test]
fn an_encounter_is_a_point_with_its_figures() {
    let collection = collection(&[fixtures::encounter()]);
    let feature = &collection.features[0];
    let GeometryValue::Point { coordinates } = &feature.geometry.as_ref().unwrap().value else { panic!("no point") };
    assert_eq!(coordinates.as_slice(), [-117.79, 33.01]);
    assert_eq!(feature.property("mmsi_a").unwrap(), "311000112");
    assert_eq!(feature.property("median_distance_m").unwrap(), 43.2);
    assert!(feature.property("hull_clearance_m").unwrap().is_null());
}

#[test]
fn properties_are_the_columns_of_the_table() {
    let collection = collection(&[fixtures::encounter()]);
    let properties = collection.features[0].properties.as_ref().unwrap();
    for column in crate::write::ENCOUNTER_COLUMNS {
        let is_geometry = column == "lat" || column == "lon";
        assert_eq!(properties.contains_key(column), !is_geometry, "{column}");
    }
}

#[test]
fn no_encounter_is_an_empty_collection() {
    assert!(collection(&[]).features.is_empty());
}
