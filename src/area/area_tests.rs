use geo::polygon;

use super::*;

fn at(latitude_deg: f64, longitude_deg: f64) -> Position {
    Position::from_degrees(latitude_deg, longitude_deg).unwrap()
}

fn area(polygons: Vec<Polygon<f64>>) -> Area {
    Area::new(MultiPolygon::new(polygons))
}

#[test]
fn an_area_split_at_the_antimeridian_has_no_seam() {
    let split = area(vec![
        polygon![(x: 176.0, y: -20.0), (x: 180.0, y: -20.0), (x: 180.0, y: -15.0), (x: 176.0, y: -15.0)],
        polygon![(x: -180.0, y: -20.0), (x: -177.0, y: -20.0), (x: -177.0, y: -15.0), (x: -180.0, y: -15.0)],
    ]);
    for longitude in [176.0, 179.999, 180.0, -180.0, -179.999, -177.0] {
        assert!(split.contains(at(-17.0, longitude)), "{longitude}");
    }
    assert!(!split.contains(at(-17.0, -176.9)));
    assert!(!split.contains(at(-17.0, 0.0)));
}

#[test]
fn an_area_beyond_minus_180_reaches_the_east() {
    let beyond = area(vec![
        polygon![(x: -184.0, y: -20.0), (x: -177.0, y: -20.0), (x: -177.0, y: -15.0), (x: -184.0, y: -15.0)],
    ]);
    assert!(beyond.contains(at(-17.0, 176.5)) && beyond.contains(at(-17.0, -178.0)));
    assert!(!beyond.contains(at(-17.0, 175.5)));
}

#[test]
fn an_island_is_not_in_the_sea_around_it() {
    let lagoon = area(vec![Polygon::new(
        vec![(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].into(),
        vec![vec![(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)].into()],
    )]);
    assert!(lagoon.contains(at(1.0, 1.0)) && lagoon.contains(at(0.0, 5.0)));
    assert!(!lagoon.contains(at(5.0, 5.0)) && !lagoon.contains(at(11.0, 5.0)));
}
