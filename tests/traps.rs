//! What real systems get wrong about encounters, one test each.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::TimeDelta;
use common::{encounters, encounters_of, evening, fleet, meeting, minutes, mmsi, position, reports_of};
use lightering::ais::{Course, Dimensions, Heading, PositionReport, StaticData};
use lightering::detect::{Detector, EncounterDetector, EncounterParameters, GapDetector, GapParameters, Mode};
use lightering::index::{IndexParameters, TrackIndex};
use lightering::simulate::Voyage;
use lightering::track::{CleaningParameters, FleetBuilder, LegParameters, SetAside};

fn one_encounter_at(latitude: f64, longitude: f64) {
    let (host, guest) = meeting(latitude, longitude, 3.0, 80.0);
    let found = encounters(&reports_of(&[&host, &guest], minutes(2)));
    assert_eq!(found.len(), 1, "at {latitude} {longitude}");
    let event = &found[0];
    assert_eq!(event.mode, Mode::Drifting);
    assert!((event.median_distance_m - 80.0).abs() <= 1.0, "{} m", event.median_distance_m);
    assert!((event.median_speed_kn_a - 0.6).abs() < 0.11, "{} kn", event.median_speed_kn_a);
    assert!(event.duration_h() > 3.0 && event.duration_h() < 3.2, "{} h", event.duration_h());
    let place = host.position_at(evening() + minutes(150)).unwrap();
    assert!(lightering::geodesy::geodesic_m(place, event.position) < 500.0);
}

#[test]
fn a_meeting_across_midnight_is_one_encounter() {
    // 23:00 to 01:20: 60 minutes on one day and 80 on the next, neither of them two hours.
    let (host, guest) = meeting(30.0, 150.0, 140.0 / 60.0, 80.0);
    assert_eq!(encounters(&reports_of(&[&host, &guest], minutes(2))).len(), 1);
}

#[test]
fn a_hundred_minutes_across_midnight_are_found_where_ninety_are_asked_for() {
    let (host, guest) = meeting(30.0, 150.0, 100.0 / 60.0, 80.0);
    let parameters = EncounterParameters { min_duration_h: 1.5, ..EncounterParameters::default() };
    assert_eq!(encounters_of(&fleet(&reports_of(&[&host, &guest], minutes(2))), parameters).len(), 1);
}

#[test]
fn one_fix_at_600_m_does_not_end_an_encounter() {
    let (host, guest) = meeting(30.0, 150.0, 2.5, 80.0);
    let mut reports = reports_of(&[&host, &guest], minutes(5));
    let bad = reports.iter_mut().find(|r| r.mmsi == mmsi(2) && r.time == evening() + minutes(130)).unwrap();
    bad.position = position(bad.position.latitude_deg(), bad.position.longitude_deg() + 0.0055);
    let found = encounters(&reports);
    assert_eq!(found.len(), 1);
    assert!(found[0].duration_h() > 2.5);
    assert!(found[0].contact_h < found[0].duration_h(), "the excursion is not contact");
}

#[test]
fn a_ship_that_left_and_returned_had_two_encounters() {
    let host = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).drift(12.0, 0.0, 0.6);
    let at = |hours: i64| evening() + TimeDelta::hours(hours);
    let guest = Voyage::of(mmsi(2))
        .starting(evening(), 29.9, 150.0)
        .alongside(&host, 0.0, 80.0, at(1), at(4))
        .sail(1.0, 90.0, 5.0)
        .alongside(&host, 0.0, 80.0, at(6), at(10))
        .sail(2.0, 180.0, 12.0);
    assert_eq!(encounters(&reports_of(&[&host, &guest], minutes(2))).len(), 2);
}

#[test]
fn the_antimeridian_is_a_place_like_any_other() {
    one_encounter_at(20.0, 179.9999);
    one_encounter_at(-20.0, -180.0);
    // Ships on either side of it, on legs that cross it.
    let west = Voyage::of(mmsi(1)).starting(evening(), 10.0, 179.995).drift(5.0, 90.0, 0.4);
    let east = Voyage::of(mmsi(2)).starting(evening(), 10.0, -179.999).drift(5.0, 90.0, 0.4);
    let found = encounters(&reports_of(&[&west, &east], minutes(10)));
    assert!(found.is_empty(), "{found:?}");
    let near = Voyage::of(mmsi(2)).starting(evening(), 10.0, 179.998).drift(5.0, 90.0, 0.4);
    let found = encounters(&reports_of(&[&west, &near], minutes(10)));
    assert_eq!(found.len(), 1);
    assert!(found[0].median_distance_m < 340.0);
    assert!(found[0].position.longitude_deg().abs() > 179.9, "its place is at 180°, not at 0°");
}

#[test]
fn greenwich_the_equator_and_the_high_arctic_are_places_like_any_other() {
    one_encounter_at(0.0, 0.0);
    one_encounter_at(78.0, 15.0);
    one_encounter_at(-0.0001, 0.0001);
    one_encounter_at(51.0, 0.0);
}

#[test]
fn no_pair_is_lost_across_the_edge_of_a_cell() {
    for degrees in 1..30 {
        one_encounter_at(f64::from(degrees), f64::from(degrees) * 0.1);
        one_encounter_at(f64::from(degrees) * 0.0046, 0.0);
    }
}

#[test]
fn a_start_is_the_moment_of_crossing_not_the_nearest_fix() {
    // At 10 kn, 500 m are crossed 97.2 s before the ships touch; fixes come every 20 minutes.
    let host = Voyage::of(mmsi(1)).starting(evening(), 0.0, 0.0).wait(8.0);
    let guest = Voyage::of(mmsi(2)).starting(evening(), 0.0, 0.5).sail_to(0.0, 0.0, 10.0).wait(3.0);
    let arrival = guest.end().unwrap() - TimeDelta::hours(3);
    let mut reports = reports_of(&[&host], minutes(20));
    reports.extend(guest.reports(minutes(20)));
    reports.extend(guest.report_at(arrival));
    let found = encounters(&reports);
    assert_eq!(found.len(), 1);
    let error = found[0].start - (arrival - TimeDelta::milliseconds(97_192));
    assert!(error.abs() < TimeDelta::milliseconds(500), "{error}");
}

#[test]
fn a_passage_at_speed_and_a_convoy_are_no_encounters() {
    let one = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).sail(8.0, 90.0, 10.0);
    let convoy = Voyage::of(mmsi(2)).starting(evening(), 30.002, 150.0).sail(8.0, 90.0, 10.0);
    let passing = Voyage::of(mmsi(3)).starting(evening(), 30.001, 150.5).sail(8.0, 270.0, 14.0);
    assert!(encounters(&reports_of(&[&one, &convoy, &passing], minutes(2))).is_empty());
}

#[test]
fn a_pair_that_moves_as_one_at_four_knots_is_an_encounter_under_way() {
    let host = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).sail(6.0, 90.0, 4.0);
    let guest = Voyage::of(mmsi(2)).alongside(&host, 30.0, 55.0, evening() + minutes(30), evening() + minutes(330));
    let reports = reports_of(&[&host, &guest], minutes(3));
    let found = with_hulls(&reports, [(200, 70, 25, 23), (180, 60, 20, 22)]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].mode, Mode::UnderWay);
    assert!(found[0].hull_clearance_m.is_some_and(|clearance| (clearance - 12.0).abs() < 3.0), "{found:?}");
    assert!(found[0].median_relative_speed_kn < 0.2);
    // The same two ships 300 m apart sail in company.
    let apart = Voyage::of(mmsi(2)).alongside(&host, 30.0, 300.0, evening() + minutes(30), evening() + minutes(330));
    let reports = reports_of(&[&host, &apart], minutes(3));
    assert!(with_hulls(&reports, [(200, 70, 25, 23), (180, 60, 20, 22)]).is_empty());
}

fn with_hulls(reports: &[PositionReport], hulls: [(u16, u16, u16, u16); 2]) -> Vec<lightering::detect::Encounter> {
    let mut builder = FleetBuilder::new();
    for report in reports {
        let hull = hulls[(report.mmsi.get() - mmsi(1).get()) as usize];
        let dimensions = Dimensions::from_antenna(hull.0, hull.1, hull.2, hull.3);
        let statics = builder.intern(StaticData { dimensions, ..StaticData::default() });
        builder.push_with(report, statics);
    }
    encounters_of(&builder.build(&CleaningParameters::default()).unwrap(), EncounterParameters::default())
}

#[test]
fn the_course_of_a_drifting_ship_is_noise_and_its_heading_is_not() {
    let (host, guest) = meeting(30.0, 150.0, 4.0, 55.0);
    let mut reports = reports_of(&[&host, &guest], minutes(3));
    for (i, report) in reports.iter_mut().enumerate() {
        report.course_over_ground = Course::from_deg((i * 137 % 360) as f64);
    }
    let found = with_hulls(&reports, [(200, 70, 25, 23), (180, 60, 20, 22)]);
    assert_eq!(found.len(), 1);
    assert!(found[0].hull_clearance_m.is_some_and(|clearance| (clearance - 12.0).abs() < 3.0), "{found:?}");
    // Without a heading there is no clearance to report.
    for report in &mut reports {
        report.true_heading = None;
    }
    assert_eq!(with_hulls(&reports, [(200, 70, 25, 23), (180, 60, 20, 22)])[0].hull_clearance_m, None);
}

#[test]
fn twenty_one_copies_of_a_row_move_no_median() {
    let (host, guest) = meeting(30.0, 150.0, 3.0, 80.0);
    let reports = reports_of(&[&host, &guest], minutes(2));
    let mut dirty = reports.clone();
    for report in reports.iter().filter(|report| report.time > evening() + minutes(225)) {
        dirty.extend(std::iter::repeat_n(*report, 20));
    }
    assert_eq!(encounters(&reports), encounters(&dirty));
    let cleaning = fleet(&dirty);
    assert_eq!(cleaning.cleaning().duplicates, (dirty.len() - reports.len()) as u64);
}

#[test]
fn two_ships_on_one_mmsi_are_two_tracks_and_no_gap_joins_them() {
    // The first is heard for two days; the second, 900 km away, falls silent for ten hours.
    let first = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).sail(48.0, 90.0, 9.0);
    let second = Voyage::of(mmsi(1))
        .starting(evening(), 38.0, 150.0)
        .sail(48.0, 90.0, 9.0)
        .silence(evening() + minutes(600), evening() + minutes(1200));
    let fleet = fleet(&reports_of(&[&first, &second], minutes(10)));
    assert_eq!((fleet.vessels(), fleet.len()), (1, 2));
    assert_eq!(fleet.cleaning().shared_mmsi, 1);
    let index = TrackIndex::new(&fleet, &LegParameters::default(), &IndexParameters::default()).unwrap();
    let gaps = GapDetector::new(GapParameters::default()).unwrap().detect(&index);
    assert_eq!(gaps.len(), 1);
    assert!(gaps[0].implied_speed_kn.is_some_and(|speed| (speed - 9.0).abs() < 0.2), "{gaps:?}");
    assert!(gaps[0].start_position.latitude_deg() > 37.0);
}

#[test]
fn a_second_ship_that_speaks_only_while_the_first_is_silent_is_no_continuation_of_it() {
    // The way there is possible at 60 knots, but shorter ways explain all that is heard.
    let first = Voyage::of(mmsi(1))
        .starting(evening(), 30.0, 150.0)
        .sail(30.0, 90.0, 9.0)
        .silence(evening() + minutes(300), evening() + minutes(1200));
    let second = Voyage::of(mmsi(1)).starting(evening() + minutes(900), 35.0, 150.0).sail(20.0, 90.0, 9.0);
    let fleet = fleet(&reports_of(&[&first, &second], minutes(10)));
    let latitudes: Vec<(f64, f64)> = fleet
        .tracks()
        .map(|track| {
            let of_fixes = || track.fixes().map(|fix| fix.position.latitude_deg());
            (of_fixes().fold(f64::MAX, f64::min), of_fixes().fold(f64::MIN, f64::max))
        })
        .collect();
    assert_eq!(latitudes.len(), 2);
    assert!(latitudes.iter().all(|(low, high)| high - low < 1.0), "{latitudes:?}");
}

#[test]
fn a_lone_impossible_fix_is_set_aside_and_counted() {
    let voyage = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).sail(10.0, 90.0, 9.0);
    let mut reports = voyage.reports(minutes(5));
    let clean = reports.len();
    let mut flipped = reports[50];
    flipped.time += TimeDelta::seconds(30);
    flipped.position = position(-flipped.position.latitude_deg(), flipped.position.longitude_deg());
    reports.push(flipped);
    let fleet = fleet(&reports);
    assert_eq!((fleet.len(), fleet.fixes()), (1, clean));
    assert_eq!(fleet.cleaning().set_aside.get(&SetAside::Impossible), Some(&1));
}

#[test]
fn two_fixes_at_one_time_are_one_and_counted() {
    let voyage = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).sail(10.0, 90.0, 9.0);
    let mut reports = voyage.reports(minutes(5));
    let clean = reports.len();
    let mut twin = reports[50];
    twin.position = position(twin.position.latitude_deg() + 0.0005, twin.position.longitude_deg());
    twin.true_heading = Heading::from_deg(12.0);
    reports.push(twin);
    let fleet = fleet(&reports);
    assert_eq!(fleet.fixes(), clean);
    assert_eq!(fleet.cleaning().set_aside.get(&SetAside::EqualTime), Some(&1));
}

#[test]
fn one_ship_heard_by_a_second_receiver_three_minutes_late_is_one_track() {
    let voyage = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).sail(20.0, 90.0, 16.0);
    let prompt = voyage.reports(TimeDelta::seconds(40));
    let late: Vec<_> = prompt
        .iter()
        .skip(600)
        .step_by(3)
        .take(200)
        .map(|report| PositionReport { time: report.time + TimeDelta::seconds(187), ..*report })
        .collect();
    let fleet = fleet(&[prompt.clone(), late.clone()].concat());
    assert_eq!((fleet.len(), fleet.fixes()), (1, prompt.len()));
    assert_eq!(fleet.cleaning().set_aside.get(&SetAside::Impossible), Some(&(late.len() as u64)));
    // What is kept are the prompt ones.
    let track = fleet.tracks().next().unwrap();
    assert!(track.fixes().zip(&prompt).all(|(fix, report)| (fix.time, fix.position) == (report.time, report.position)));
}

#[test]
fn a_spike_of_two_kilometres_does_not_end_an_encounter() {
    let (host, guest) = meeting(30.0, 150.0, 3.0, 80.0);
    let mut reports = reports_of(&[&host, &guest], TimeDelta::seconds(20));
    let clean = encounters(&reports);
    let bad = reports.iter_mut().find(|r| r.mmsi == mmsi(2) && r.time == evening() + minutes(130)).unwrap();
    bad.position = position(bad.position.latitude_deg(), bad.position.longitude_deg() + 0.02);
    let found = encounters(&reports);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].start, found[0].end), (clean[0].start, clean[0].end));
}

#[test]
fn three_ships_at_once_are_one_group_and_two_apart_are_not() {
    let host = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).drift(10.0, 0.0, 0.6);
    let at = |hours: i64| evening() + TimeDelta::hours(hours);
    let port = Voyage::of(mmsi(2)).starting(evening(), 29.9, 150.0).alongside(&host, 0.0, -60.0, at(1), at(6));
    let starboard = Voyage::of(mmsi(3)).starting(evening(), 29.9, 150.1).alongside(&host, 0.0, 60.0, at(3), at(9));
    let found = encounters(&reports_of(&[&host, &port, &starboard], minutes(3)));
    assert_eq!(found.len(), 3, "each of two with the host, and with each other");
    assert!(found.iter().all(|event| event.group.is_some() && event.group == found[0].group));
    let later = Voyage::of(mmsi(3)).starting(evening(), 29.9, 150.1).alongside(&host, 0.0, 60.0, at(7), at(10));
    let gone = port.sail(3.0, 180.0, 10.0);
    let found = encounters(&reports_of(&[&host, &gone, &later], minutes(3)));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|event| event.group.is_none()));
}

#[test]
fn a_drifting_ship_heard_every_three_hours_is_still_observed_and_the_share_says_so() {
    let (host, guest) = meeting(30.0, 150.0, 9.0, 80.0);
    let mut reports = reports_of(&[&host, &guest], minutes(10));
    let quiet = evening() + minutes(120)..evening() + minutes(300);
    reports.retain(|report| report.mmsi != mmsi(1) || !quiet.contains(&report.time));
    let found = encounters(&reports);
    assert_eq!(found.len(), 1);
    assert!((0.6..0.75).contains(&found[0].observed_fraction), "{}", found[0].observed_fraction);
}

/// A ship that lies 80 m from another for two and a half hours, 800 m for a while, and 80 m again.
fn with_an_excursion(minutes_away: i64, max_legs_per_run: u32) -> usize {
    let host = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).drift(9.0, 0.0, 0.5);
    let at = |minutes: i64| evening() + TimeDelta::minutes(minutes);
    let guest = Voyage::of(mmsi(2))
        .alongside(&host, 0.0, 80.0, at(0), at(150))
        .alongside(&host, 0.0, 800.0, at(155), at(155 + minutes_away))
        .alongside(&host, 0.0, 80.0, at(160 + minutes_away), at(500));
    let fleet = fleet(&reports_of(&[&host, &guest], minutes(1)));
    let parameters = IndexParameters { max_legs_per_run, ..IndexParameters::default() };
    let index = TrackIndex::new(&fleet, &LegParameters::default(), &parameters).unwrap();
    EncounterDetector::new(EncounterParameters::default()).unwrap().detect(&index).len()
}

#[test]
fn an_excursion_under_half_an_hour_within_a_kilometre_does_not_end_an_encounter() {
    for max_legs_per_run in [1, 64] {
        assert_eq!(with_an_excursion(15, max_legs_per_run), 1);
        assert_eq!(with_an_excursion(40, max_legs_per_run), 2);
    }
}

#[test]
fn what_was_not_observed_joins_no_contacts() {
    // Twenty minutes of silence, where ten are too long to interpolate: nobody saw them stay together.
    let host = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).drift(9.0, 0.0, 3.0);
    let at = |minutes: i64| evening() + TimeDelta::minutes(minutes);
    let guest = Voyage::of(mmsi(2)).alongside(&host, 0.0, 80.0, at(0), at(500)).silence(at(201), at(221));
    let fleet = fleet(&reports_of(&[&host, &guest], minutes(2)));
    let legs = LegParameters { max_interpolation_h: 1.0 / 6.0, ..LegParameters::default() };
    let parameters = EncounterParameters { max_speed_kn: 4.0, ..EncounterParameters::default() };
    let index = TrackIndex::new(&fleet, &legs, &IndexParameters::default()).unwrap();
    assert_eq!(EncounterDetector::new(parameters).unwrap().detect(&index).len(), 2);
}

#[test]
fn a_long_leg_follows_the_surface_of_the_earth() {
    // One fix an hour at 28 knots: the chord passes 53 m below the ship that lies in its middle. There, at
    // 0° N 0° E, the surface bulges straight out of the box that the two ends span.
    let fast = Voyage::of(mmsi(1)).starting(evening(), 0.0, -0.699).sail(3.0, 90.0, 28.0);
    let middle = fast.position_at(evening() + minutes(90)).unwrap();
    let still = Voyage::of(mmsi(2)).starting(evening(), middle.latitude_deg(), middle.longitude_deg()).wait(3.0);
    let mut reports = fast.reports(minutes(60));
    reports.extend(still.reports(minutes(60)));
    let fleet = fleet(&reports);
    let index = TrackIndex::new(&fleet, &LegParameters::default(), &IndexParameters::default()).unwrap();
    let approaches = index.pairs_within(100.0);
    assert!(approaches[0].distance_m < 1.0, "{} m", approaches[0].distance_m);
    let time = evening() + minutes(90);
    assert_eq!(index.near(middle, 2.0, time - minutes(1), time + minutes(1)).len(), 2);
}

#[test]
fn a_vessel_does_not_meet_itself() {
    // Two transmitters under one MMSI, 400 m apart: a matter of identity, not an encounter.
    let one = Voyage::of(mmsi(1)).starting(evening(), 30.0, 150.0).drift(5.0, 0.0, 0.5);
    let other = Voyage::of(mmsi(1)).alongside(&one, 0.0, 400.0, evening(), evening() + minutes(300));
    let mut builder = FleetBuilder::new();
    reports_of(&[&one, &other], minutes(2)).iter().for_each(|report| builder.push(report));
    let exact_clocks = CleaningParameters { clock_tolerance_s: 0.0, ..CleaningParameters::default() };
    let fleet = builder.build(&exact_clocks).unwrap();
    assert_eq!(fleet.len(), 2);
    assert!(encounters_of(&fleet, EncounterParameters::default()).is_empty());
}
