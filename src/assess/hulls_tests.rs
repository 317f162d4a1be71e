use chrono::{DateTime, Utc};

use super::*;
use crate::ais::Position;

const LIMITS: Alongside = Alongside { clearance_m: 30.0, parallel_deg: 15.0 };

/// A tanker whose antenna is 200 m from her bow.
fn aft() -> Hull {
    Hull::new(Dimensions::from_antenna(200, 50, 22, 22), Some(ShipGroup::Tanker)).unwrap()
}

/// One whose antenna is on the forecastle.
fn forward() -> Hull {
    Hull::new(Dimensions::from_antenna(20, 160, 16, 16), Some(ShipGroup::Tanker)).unwrap()
}

fn moment((east_m, north_m): (f64, f64), heading_deg_a: Option<f64>, heading_deg_b: Option<f64>) -> Moment {
    Moment {
        time: DateTime::<Utc>::UNIX_EPOCH,
        position_a: Position::from_degrees(10.0, 20.0).unwrap(),
        east_m,
        north_m,
        heading_deg_a,
        heading_deg_b,
        speed_kn_a: 0.5,
        speed_kn_b: 0.5,
    }
}

fn fit_of(moments: &[Moment], a: Hull, b: Hull) -> HullFit {
    fit(moments, [a, b], LIMITS).unwrap()
}

#[test]
fn antennas_200_m_from_the_bow_do_not_hide_that_hulls_are_alongside() {
    // Both head north, bow to bow: the second antenna is 180 m ahead, and abeam by both half beams and 4 m.
    let fit = fit_of(&[moment((42.0, 180.0), Some(0.0), Some(0.0))], aft(), forward());
    assert!((fit.clearance_m - 4.0).abs() < 1e-9);
    assert_eq!((fit.alongside_fraction, fit.apart_fraction), (1.0, 0.0));
    assert!((fit.overlap - 1.0).abs() < 1e-9);
}

#[test]
fn hulls_that_lie_bow_to_stern_are_opposed_and_alongside() {
    let fit = fit_of(&[moment((0.0, 48.0), Some(90.0), Some(270.0))], aft(), aft());
    assert!((fit.clearance_m - 4.0).abs() < 1e-9);
    assert_eq!(fit.alongside_fraction, 1.0);
    // Each antenna is 50 m from the stern: the bows point away from each other.
    assert!((fit.overlap - 100.0 / 250.0).abs() < 1e-9, "{}", fit.overlap);
}

#[test]
fn the_same_antennas_are_apart_if_the_ships_point_elsewhere() {
    // 100 m behind one's stern.
    let astern = fit_of(&[moment((0.0, -270.0), Some(0.0), Some(0.0))], aft(), forward());
    assert!((astern.clearance_m - 200.0).abs() < 1e-9 && astern.apart_fraction == 1.0 && astern.overlap == 0.0);
    let crossed = fit_of(&[moment((42.0, 180.0), Some(0.0), Some(90.0))], aft(), forward());
    assert_eq!(crossed.alongside_fraction, 0.0, "not parallel");
}

#[test]
fn without_a_heading_nothing_is_said_to_be_alongside_and_the_doubt_is_told() {
    let fit = fit_of(&[moment((42.0, 180.0), None, Some(0.0))], aft(), forward());
    assert!(!fit.headings_known && fit.alongside_fraction == 0.0 && fit.apart_fraction == 0.0);
    assert!((fit.clearance_m - 4.0).abs() <= fit.uncertainty_m, "{fit:?}");
    let far = fit_of(&[moment((480.0, 600.0), None, None)], aft(), forward());
    assert_eq!(far.apart_fraction, 1.0, "too far whatever the headings");
}

#[test]
fn a_hull_that_was_not_sent_is_that_of_the_type_and_says_so() {
    let assumed = Hull::new(None, Some(ShipGroup::Tanker)).unwrap();
    assert!(assumed.assumed && assumed.dimensions.length_m() == 180);
    let fit = fit_of(&[moment((42.0, 0.0), Some(0.0), Some(0.0))], aft(), assumed);
    assert!(fit.assumed && fit.uncertainty_m >= 90.0, "{fit:?}");
}

#[test]
fn one_moment_in_four_without_a_heading_is_left_out() {
    let with = moment((42.0, 180.0), Some(0.0), Some(0.0));
    let fit = fit_of(&[with, with, moment((300.0, 0.0), None, None), with], aft(), forward());
    assert!(fit.headings_known && fit.alongside_fraction == 1.0);
}

#[test]
fn noise_of_ten_metres_averages_out() {
    // Errors that sum to nothing: the mean pose is the true one, the median of clearances is not.
    let (sin, cos) = 37.0_f64.to_radians().sin_cos();
    let off = |right: f64, ahead: f64| {
        let (right, ahead) = (42.0 + right, 180.0 + ahead);
        moment((right * cos + ahead * sin, ahead * cos - right * sin), Some(37.0), Some(37.0))
    };
    let moments = [off(14.0, 0.0), off(-14.0, 3.0), off(10.0, -3.0), off(-10.0, 0.0)];
    assert!((fit_of(&moments, aft(), forward()).clearance_m - 4.0).abs() < 1e-9);
}

#[test]
fn an_outline_has_the_dimensions_of_the_hull() {
    use geo::{BoundingRect, Coord};
    let outline = aft().outline(90.0, Coord { x: 1000.0, y: 2000.0 });
    let rect = outline.bounding_rect().unwrap();
    // Heading east: the bow is 200 m to the east.
    for (value, expected) in
        [(rect.max().x, 1200.0), (rect.min().x, 950.0), (rect.max().y, 2022.0), (rect.min().y, 1978.0)]
    {
        assert!((value - expected).abs() < 1e-9, "{rect:?}");
    }
}
