use super::*;
use crate::Error;
use crate::ais::Position;

fn at(latitude_deg: f64, longitude_deg: f64) -> Position {
    Position::from_degrees(latitude_deg, longitude_deg).unwrap()
}

fn read(text: &str) -> crate::Result<Anchorages> {
    Anchorages::from_reader("ports.csv".as_ref(), text.as_bytes())
}

#[test]
fn the_name_is_that_of_the_nearest_anchorage_that_a_place_is_within() {
    let csv = "lat,lon,name,radius_km\n51,1,BIG,20\n51,1.2,SMALL,0.5\n51,1.3,PLAIN,\n";
    let anchorages = Anchorages::from_reader("a.csv".as_ref(), csv.as_bytes()).unwrap();
    let name = |longitude, radius_m| anchorages.name_of(Position::from_degrees(51.0, longitude).unwrap(), radius_m);
    assert_eq!(name(1.19, 2_000.0), Some("BIG"));
    assert_eq!(name(1.2, 2_000.0), Some("SMALL"));
    assert_eq!(name(1.26, 5_000.0), Some("PLAIN"));
    assert_eq!(name(1.4, 2_000.0), None);
}

#[test]
fn columns_are_found_by_name_in_any_order_and_case() {
    for text in [
        "s2id,latitude,longitude,label,sublabel,iso3\nx,51.0,1.5,ROADS,,GBR\n",
        "\u{feff}LABEL, LON ,Lat\r\nROADS,1.5,51\r\n",
        "lng,name,lat\n1.5,ROADS,51.0\n",
    ] {
        let anchorages = read(text).unwrap();
        assert_eq!(anchorages.len(), 1);
        assert_eq!(anchorages.nearest(at(51.0, 1.5)), Some(("ROADS", 0.0)));
    }
}

#[test]
fn a_vessel_is_at_an_anchorage_within_the_radius_of_the_run_or_that_of_the_place() {
    let anchorages = read("lat,lon,radius_km\n0,0,\n0,10,1\n0,20,50\n").unwrap();
    // 0.1° of the equator is 11.1 km.
    assert!(anchorages.contains(at(0.0, 0.08), 10_000.0));
    assert!(!anchorages.contains(at(0.0, 0.1), 10_000.0));
    assert!(!anchorages.contains(at(0.0, 10.08), 10_000.0), "its own radius is smaller");
    assert!(anchorages.contains(at(0.0, 20.4), 10_000.0), "its own radius is larger");
}

#[test]
fn an_anchorage_beyond_the_antimeridian_is_near() {
    let anchorages = read("lat,lon,name\n-17,-179.99,SUVA\n").unwrap();
    assert!(anchorages.contains(at(-17.0, 179.99), 10_000.0));
    assert_eq!(anchorages.nearest(at(-17.0, 179.99)).unwrap().0, "SUVA");
}

#[test]
fn a_bad_row_costs_that_row_and_is_named() {
    for (text, says) in [
        ("lat,lon\n51,1.5\nabc,1\n", "`abc` is no number"),
        ("lat,lon\n51,1.5\n91,1\n", "91, 1 is no position"),
        ("lat,lon\n51,1.5\nnan,inf\n", "no position"),
        ("lat,lon\n51,1.5\n1,2,3\n", "has 3 cells, not the 2 of the header"),
        ("lat,lon,radius_km\n51,1.5,\n1,2,-3\n", "radius_km must be"),
        ("lat,lon\n51,1.5\n,\n", "`` is no number"),
    ] {
        let anchorages = read(text).unwrap();
        assert_eq!((anchorages.len(), anchorages.skipped().rows), (1, 1), "{text}");
        let (row, reason) = anchorages.skipped().first.clone().unwrap();
        assert_eq!(row, 3);
        assert!(reason.contains(says), "{reason}");
    }
}

#[test]
fn rows_without_one_position_are_refused() {
    let error = read("lat,lon\n91,181\n92,181\n").unwrap_err();
    assert!(matches!(error, Error::Row { row: 2, .. }), "{error}");
}

#[test]
fn a_label_in_an_older_encoding_keeps_its_place() {
    let bytes = b"lat,lon,name\n-23.9,-46.3,S\xe3o Vicente\n";
    assert_eq!(Anchorages::from_reader("a.csv".as_ref(), &bytes[..]).unwrap().len(), 1);
}

#[test]
fn a_file_without_anchorages_is_refused() {
    assert!(read("").unwrap_err().to_string().contains("latitude"));
    assert!(read("lat,lon\n").unwrap_err().to_string().contains("only a header"));
    assert!(read("lat,name\n1,2\n").unwrap_err().to_string().contains("longitude"));
}

#[test]
fn a_file_is_recognised_by_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.dat");
    std::fs::write(&path, "lat,lon\n51,1.5\n").unwrap();
    assert_eq!(Anchorages::from_file(&path).unwrap().len(), 1);
    assert!(matches!(Anchorages::from_file(&folder.path().join("none")), Err(Error::Io { .. })));
}

#[cfg(feature = "compression")]
#[test]
fn a_compressed_file_is_unpacked_and_a_truncated_one_refused() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.csv.gz");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(b"lat,lon\n51,1.5\n").unwrap();
    let bytes = gzip.finish().unwrap();
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(Anchorages::from_file(&path).unwrap().len(), 1);
    std::fs::write(&path, &bytes[..bytes.len() - 10]).unwrap();
    assert!(Anchorages::from_file(&path).is_err());
}

#[cfg(feature = "geojson")]
#[test]
fn geojson_points_and_polygons_are_anchorages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.geojson");
    let text = r#" {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"ROADS","radius_km":3},
            "geometry":{"type":"Point","coordinates":[181,0]}},
        {"type":"Feature","properties":{},"geometry":
            {"type":"Polygon","coordinates":[[[1,50],[4,50],[4,52],[1,52],[1,50]]]}}]}"#;
    std::fs::write(&path, text).unwrap();
    let anchorages = Anchorages::from_file(&path).unwrap();
    assert_eq!(anchorages.len(), 2);
    assert_eq!(anchorages.nearest(at(0.0, -179.0)), Some(("ROADS", 0.0)));
    assert!(anchorages.contains(at(51.0, 2.0), 0.0));
    assert!(!anchorages.contains(at(0.0, -179.04), 10_000.0));
}
