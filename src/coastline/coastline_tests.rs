use proptest::prelude::*;

use super::*;
use crate::geodesy::geodesic_m;

fn at(latitude: f64, longitude: f64) -> Position {
    Position::from_degrees(latitude, longitude).unwrap()
}

/// A coastline of one line that is open.
fn of_line(points: Vec<(f64, f64)>) -> Coastline {
    Coastline::new(Vec::new(), Line::open(points).into_iter().collect())
}

fn bundled() -> Coastline {
    Coastline::bundled().unwrap()
}

#[test]
fn land_is_land_and_sea_is_sea() {
    let coastline = bundled();
    for (latitude, longitude) in [
        (40.0, -100.0),
        (46.0, 2.0),
        (-25.0, 135.0),
        (0.0, 25.0),
        (67.0, -178.0),
        (67.0, 178.5),
        (-89.0, 0.0),
        (-80.0, 100.0),
        (72.0, -40.0),
    ] {
        assert!(coastline.is_land(at(latitude, longitude)), "{latitude} {longitude}");
    }
    for (latitude, longitude) in [
        (0.0, -150.0),
        (89.9, 0.0),
        (89.9, 179.0),
        (55.5, 3.0),
        (10.0, 65.0),
        (-60.0, 180.0),
        (-60.0, -180.0),
        (42.0, 30.0),
    ] {
        assert!(!coastline.is_land(at(latitude, longitude)), "{latitude} {longitude}");
    }
}

#[test]
fn where_the_map_was_cut_is_no_shore() {
    let coastline = bundled();
    // Inner Chukotka, on the meridian of 180°, and the South Pole.
    assert!(coastline.shore_m(at(67.5, 180.0)) < -50_000.0);
    assert!(coastline.shore_m(at(-89.9, 0.0)) < -400_000.0);
    assert!((coastline.shore_m(at(67.5, 180.0)) - coastline.shore_m(at(67.5, -180.0))).abs() < 1.0);
}

#[test]
fn an_island_across_the_antimeridian_is_near_from_both_sides() {
    let coastline = bundled();
    // Taveuni and Vanua Levu, Fiji.
    for longitude in [179.9, -179.9, 180.0] {
        let off_m = coastline.shore_m(at(-17.5, longitude)).abs();
        assert!(off_m < 80_000.0, "{longitude}: {off_m}");
    }
}

#[test]
fn known_distances_hold_to_some_kilometres() {
    let coastline = bundled();
    // The middle of the Strait of Dover is 17 km from either shore; the oceanic pole of inaccessibility is 2,688 km off Ducie, an
    // island of 2 km, which is not in the outline.
    let dover_km = coastline.shore_m(at(50.99, 1.5)) / 1000.0;
    assert!((12.0..22.0).contains(&dover_km), "{dover_km}");
    let nemo_km = coastline.shore_m(at(-48.88, -123.39)) / 1000.0;
    assert!((2_500.0..2_800.0).contains(&nemo_km), "{nemo_km}");
}

#[test]
fn land_near_a_place_is_within_its_box_and_goes_on_beyond_180() {
    let coastline = bundled();
    let land = coastline.land_near(at(-17.0, 179.95), 1.0, 0.005);
    assert!(land.len() >= 2, "{}", land.len());
    for (longitude, latitude) in land.iter().flatten() {
        assert!((178.8..181.1).contains(longitude) && (-18.01..-15.99).contains(latitude), "{longitude} {latitude}");
    }
    let shores = coastline.shores_near(at(-17.0, 179.95), 1.0, 0.005);
    assert!(shores.len() >= 2 && shores.iter().all(|line| line.len() >= 2));
    assert!(shores.iter().flatten().all(|(longitude, _)| (177.5..182.5).contains(longitude)));
    assert!(coastline.land_near(at(0.0, -150.0), 1.0, 0.005).is_empty());
    // All land: one ring, that of the box.
    let inland = coastline.land_near(at(60.0, 100.0), 0.5, 0.0);
    assert_eq!(inland.len(), 1);
    assert_eq!(inland[0].len(), 4);
    assert!(coastline.shores_near(at(60.0, 100.0), 0.5, 0.0).is_empty());
}

#[test]
fn a_line_is_a_shore_and_is_shown_as_one() {
    let points: Vec<String> = (0..100).map(|number| format!("[{}, 50]", f64::from(number) * 0.1)).collect();
    let text = format!(r#"{{"type": "LineString", "coordinates": [{}]}}"#, points.join(","));
    let coastline = Coastline::from_geojson("shore.geojson".as_ref(), &text).unwrap();
    let shores = coastline.shores_near(at(50.05, 5.0), 0.2, 0.0);
    assert_eq!(shores.len(), 1, "{shores:?}");
    assert!(shores[0].iter().all(|at| at.1 == 50.0) && (5..12).contains(&shores[0].len()), "{shores:?}");
    assert!(coastline.shores_near(at(52.0, 5.0), 0.2, 0.0).is_empty());
    // It does not go on from its end to its beginning.
    assert!(coastline.land_near(at(50.05, 5.0), 0.2, 0.0).is_empty() && !coastline.is_land(at(49.9, 5.0)));
    assert_eq!(coastline.shores_near(at(50.0, 5.0), 90.0, 0.0)[0].len(), 100);
}

#[test]
fn a_lake_is_no_land_and_its_shore_is_one() {
    let ring = |x: f64, half: f64| {
        Line::ring(vec![(x - half, -half), (x + half, -half), (x + half, half), (x - half, half), (x - half, -half)])
            .unwrap()
    };
    let coastline = Coastline::new(vec![vec![ring(10.0, 2.0), ring(10.0, 1.0)]], Vec::new());
    assert!(coastline.is_land(at(1.5, 10.0)) && !coastline.is_land(at(0.0, 10.0)) && !coastline.is_land(at(3.0, 10.0)));
    assert!((coastline.shore_m(at(0.0, 10.0)) - 110_570.0).abs() < 1000.0);
}

#[test]
fn what_two_polygons_share_is_land() {
    let square = |x: f64| Line::ring(vec![(x, 0.0), (x + 10.0, 0.0), (x + 10.0, 10.0), (x, 10.0)]).unwrap();
    let coastline = Coastline::new(vec![vec![square(0.0)], vec![square(5.0)]], Vec::new());
    let inland: Vec<bool> = [2.0, 7.0, 12.0, 17.0].map(|x| coastline.is_land(at(5.0, x))).into();
    assert_eq!(inland, [true, true, true, false]);
}

/// Distance to a segment by geodesics to many of its points.
fn by_geodesics_m(position: Position, (from, to): ((f64, f64), (f64, f64))) -> f64 {
    (0..=2000)
        .map(|part| {
            let share = f64::from(part) / 2000.0;
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            geodesic_m(position, at(y, (x + 540.0).rem_euclid(360.0) - 180.0))
        })
        .fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn distances_are_those_of_geodesics(
        latitude in -85.0..85.0_f64,
        longitude in -180.0..180.0_f64,
        points in prop::collection::vec((-0.9..0.9_f64, -0.9..0.9_f64), 2..5),
    ) {
        let line: Vec<(f64, f64)> = points.iter().map(|(x, y)| (longitude + x, latitude + y)).collect();
        let coastline = of_line(line.clone());
        let here = at(latitude, longitude);
        let oracle_m = line.windows(2).map(|ends| by_geodesics_m(here, (ends[0], ends[1]))).fold(f64::INFINITY, f64::min);
        let found_m = coastline.shore_m(here);
        // Chords sag by 8 m; the oracle's points are up to 100 m apart.
        prop_assert!((found_m - oracle_m).abs() < 30.0 + oracle_m * 1e-4, "{found_m} {oracle_m}");
    }
}

/// A line that winds its way to the north-east, in steps of up to half a degree.
fn winding(turns: &[f64], from: (f64, f64)) -> Vec<(f64, f64)> {
    let step = |at: &mut (f64, f64), turn: &f64| {
        *at = (at.0 + 0.5 * turn.sin(), at.1 + 0.3 * turn.cos());
        Some(*at)
    };
    turns.iter().scan(from, step).collect()
}

/// A ring about a place, as a star with rays of these lengths, in degrees.
fn star(rays: &[f64], (x, y): (f64, f64)) -> Vec<(f64, f64)> {
    let angle = |number: usize| std::f64::consts::TAU * number as f64 / rays.len() as f64;
    let point = |(number, ray): (usize, &f64)| (x + ray * angle(number).cos(), y + ray * angle(number).sin());
    rays.iter().enumerate().map(point).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn the_nearest_shore_is_that_of_the_nearest_segment(
        turns in prop::collection::vec(-1.0..3.0_f64, 2..120),
        from in (-180.0..180.0_f64, -60.0..30.0_f64),
        (east, north) in (-20.0..20.0_f64, -20.0..20.0_f64),
    ) {
        let line = winding(&turns, from);
        let here = at(from.1 + north, (from.0 + east + 540.0).rem_euclid(360.0) - 180.0);
        let alone_m = |ends: &[(f64, f64)]| of_line(ends.to_vec()).shore_m(here);
        let nearest_m = line.windows(2).map(alone_m).fold(f64::INFINITY, f64::min);
        prop_assert!((of_line(line).shore_m(here) - nearest_m).abs() < 1e-6);
    }

    #[test]
    fn of_a_long_ring_all_that_matters_is_looked_at(
        rays in prop::collection::vec(1.0..20.0_f64, 3..200),
        centre in (-150.0..150.0_f64, -60.0..60.0_f64),
        (east, north) in (-25.0..25.0_f64, -25.0..25.0_f64),
        half in (0.1..15.0_f64, 0.1..15.0_f64),
    ) {
        let points = star(&rays, centre);
        let ring = Line::ring(points.clone()).unwrap();
        let (x, y) = (centre.0 + east, centre.1 + north);
        let edges = || points.iter().zip(points.iter().cycle().skip(1));
        let is_north = |(a, b): &(&(f64, f64), &(f64, f64))| {
            (a.0 > x) != (b.0 > x) && y < a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0)
        };
        let land = Land::new(vec![vec![ring.clone()]]);
        prop_assert_eq!(land.holds((x, y)), edges().filter(is_north).count() % 2 == 1);

        let (low, high) = ((x - half.0, y - half.1), (x + half.0, y + half.1));
        let sides: [&dyn Fn((f64, f64)) -> f64; 4] =
            [&|at| at.0 - low.0, &|at| high.0 - at.0, &|at| at.1 - low.1, &|at| high.1 - at.1];
        let clipped = sides.into_iter().fold(points.clone(), |part, side| crate::area::clipped(&part, side));
        prop_assert_eq!(ring.clipped(0.0, low, high), clipped);

        let within = |a: f64, b: f64, low: f64, high: f64| a.max(b) >= low && a.min(b) <= high;
        let shown = edges().filter(|(a, b)| within(a.0, b.0, low.0, high.0) && within(a.1, b.1, low.1, high.1));
        let lines = ring.shores_within(0.0, low, high);
        let found: Vec<_> = lines.iter().flat_map(|line| line.windows(2)).map(|ends| (ends[0], ends[1])).collect();
        // An edge on the meridian of 180° is a cut, and none here comes near it.
        prop_assert_eq!(found, shown.map(|(a, b)| (*a, *b)).collect::<Vec<_>>());
    }
}

#[test]
#[cfg(feature = "geojson")]
fn a_file_that_is_no_coastline_is_refused_with_what_to_do() {
    let refused = |text: &str| Coastline::from_geojson("mine.geojson".as_ref(), text).unwrap_err().to_string();
    assert!(refused("coast").contains("not GeoJSON"));
    assert!(refused(r#"{"type": "Point", "coordinates": [1, 2]}"#).contains("polygons and lines"));
    assert!(refused(r#"{"type": "FeatureCollection", "features": []}"#).contains("no shore"));
    assert!(refused(r#"{"type": "LineString", "coordinates": [[1, 200], [2, 3]]}"#).contains("degrees"));
}
