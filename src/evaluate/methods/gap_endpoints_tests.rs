use super::super::fixtures::{alerts, assert_one, at, minutes, mmsi, reports};
use super::*;
use crate::simulate::Voyage;

fn silent(number: u32, longitude: f64, from: i64, until: i64) -> Voyage {
    Voyage::of(mmsi(number))
        .starting(at(0, 0), 30.0, longitude)
        .drift(30.0, 90.0, 1.0)
        .silence(at(from, 1), at(until, 0))
}

#[test]
fn two_that_are_silent_near_each_other_are_found() {
    let ships = [silent(1, 150.0, 6, 18), silent(2, 150.3, 8, 20), silent(3, 155.0, 6, 18)];
    let found = alerts(&GapEndpointsMethod::default(), &reports(&ships, minutes(10)));
    assert_one(&found, at(8, 0), at(18, 0), minutes(0));
    assert_eq!(found[0].score, 10.0);
}

#[test]
fn a_short_overlap_is_none() {
    let ships = [silent(1, 150.0, 2, 10), silent(2, 150.3, 7, 20)];
    assert!(alerts(&GapEndpointsMethod::default(), &reports(&ships, minutes(10))).is_empty());
}

#[test]
fn both_ends_must_be_near() {
    let near = silent(1, 150.0, 6, 18);
    let goes = Voyage::of(mmsi(2)).starting(at(0, 0), 30.0, 150.0).wait(6.0).sail(12.0, 90.0, 10.0).wait(12.0);
    let ships = [near, goes.silence(at(6, 1), at(18, 0))];
    assert!(alerts(&GapEndpointsMethod::default(), &reports(&ships, minutes(10))).is_empty());
}

#[test]
fn one_silent_ship_beside_one_that_is_heard_is_lost() {
    let heard = Voyage::of(mmsi(2)).starting(at(0, 0), 30.0, 150.0).wait(30.0);
    let ships = [silent(1, 150.0, 6, 18), heard];
    assert!(alerts(&GapEndpointsMethod::default(), &reports(&ships, minutes(10))).is_empty());
}

#[test]
fn the_antimeridian_is_no_edge() {
    let ships = [silent(1, 179.7, 6, 18), silent(2, -179.9, 6, 18)];
    assert_eq!(alerts(&GapEndpointsMethod::default(), &reports(&ships, minutes(10))).len(), 1);
}
