//! The law of digests: however time is cut into windows, and in whatever tree they are joined, the events are the same.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::{DateTime, TimeDelta, Utc};
use common::{evening, mmsi, position, slow_walk, walk};
use lightering::ais::{NavStatus, PositionReport, Speed};
use lightering::assess::{Assessor, Events, Surroundings};
use lightering::config::Config;
use lightering::detect::{
    DarkDetector, DarkParameters, Detector, EncounterDetector, EncounterParameters, GapDetector, GapParameters,
    IdentityDetector, IdentityKind, IdentityParameters, LoiteringDetector, LoiteringParameters,
};
use lightering::digest::{Digest, Found, Series, Whole};
use lightering::index::TrackIndex;
use lightering::track::FleetBuilder;
use proptest::prelude::*;

/// Thresholds so low that small seas hold many events.
fn config() -> Config {
    Config {
        encounter: EncounterParameters {
            min_duration_h: 0.05,
            max_excursion_min: 20.0,
            max_speed_kn: 5.0,
            ..EncounterParameters::default()
        },
        gap: GapParameters { min_gap_h: 0.9, max_reception_probability: 0.5 },
        dark: DarkParameters {
            min_dwell_h: 0.2,
            min_silence_h: 0.8,
            max_reception_probability: 1.0,
            ..DarkParameters::default()
        },
        loitering: LoiteringParameters { min_duration_h: 0.3, moored_radius_m: 10.0, ..LoiteringParameters::default() },
        identity: IdentityParameters {
            min_frozen_h: 0.1,
            min_circle_turns: 1.0,
            max_circle_speed_difference: 0.0,
            min_impossible_reports: 1,
            min_impossible_share: 0.0,
            ..IdentityParameters::default()
        },
        ..Config::default()
    }
}

fn builder(reports: &[PositionReport]) -> FleetBuilder {
    let mut builder = FleetBuilder::new();
    reports.iter().for_each(|report| builder.push(report));
    builder
}

fn digest(reports: &[PositionReport], config: &Config) -> Digest {
    Digest::new(builder(reports), config).unwrap()
}

/// The events of all reports at once.
fn whole(reports: &[PositionReport], config: &Config) -> Found {
    Whole::new(builder(reports), config).unwrap().finish().unwrap()
}

/// The digests of the windows between some moments, each of which begins a window.
fn windows(reports: &[PositionReport], cuts: &[DateTime<Utc>], config: &Config) -> Vec<Digest> {
    let mut bounds = cuts.to_vec();
    bounds.sort_unstable();
    bounds.dedup();
    bounds.insert(0, DateTime::<Utc>::MIN_UTC);
    bounds.push(DateTime::<Utc>::MAX_UTC);
    let of = |from: DateTime<Utc>, to: DateTime<Utc>| {
        let reports: Vec<_> =
            reports.iter().filter(|report| from <= report.time && report.time < to).copied().collect();
        digest(&reports, config)
    };
    bounds.windows(2).map(|window| of(window[0], window[1])).collect()
}

/// Joins neighbours until one is left; `choices` say which.
fn join(mut digests: Vec<Digest>, choices: &[usize]) -> Digest {
    let mut choices = choices.iter().cycle();
    while digests.len() > 1 {
        let at = choices.next().unwrap() % (digests.len() - 1);
        let later = digests.remove(at + 1);
        let earlier = std::mem::replace(&mut digests[at], later);
        let later = digests[at].clone();
        digests[at] = earlier.merge(later).unwrap();
    }
    digests.remove(0)
}

/// The events that the detectors find in one fleet.
fn of_one_fleet(reports: &[PositionReport], config: &Config) -> Found {
    let fleet = builder(reports).build(&config.cleaning).unwrap();
    let index = TrackIndex::new(&fleet, &config.legs, &config.index).unwrap();
    let encounters = EncounterDetector::new(config.encounter).unwrap();
    let loitering = LoiteringDetector::new(config.loitering).unwrap();
    let mut found = Found {
        encounters: encounters.detect(&index),
        gaps: GapDetector::new(config.gap).unwrap().detect(&index),
        loitering: loitering.detect(&index),
        identity: IdentityDetector::new(config.identity).unwrap().detect(&index),
        dark_rendezvous: DarkDetector::new(config.dark).unwrap().with_detectors(loitering, encounters).detect(&index),
        candidates: Vec::new(),
        vessels: fleet.vessels() as u64,
        tracks: fleet.len() as u64,
        fixes: fleet.fixes() as u64,
        cleaning: fleet.cleaning().clone(),
    };
    let events = Events {
        encounters: &found.encounters,
        gaps: &found.gaps,
        dark_rendezvous: &found.dark_rendezvous,
        identity: &found.identity,
    };
    let assessor = Assessor::new(config.assess, config.evidence).unwrap();
    found.candidates = assessor.assess(&index, events, &Surroundings::default());
    found
}

/// What a receiver may do to a report.
#[derive(Debug, Clone)]
enum Dirt {
    /// A spike of so many metres to north and east.
    Spike(f64, f64),
    /// The same report again, so many seconds late.
    Late(i64),
    /// An exact copy.
    Copy,
    /// A report with the same time from somewhere near.
    Twin,
    /// Under the number of another vessel.
    Stolen,
}

fn dirt() -> impl Strategy<Value = Dirt> {
    prop_oneof![
        (-8000.0..8000.0_f64, -8000.0..8000.0_f64).prop_map(|(north, east)| Dirt::Spike(north, east)),
        (-3e6..3e6_f64, -3e6..3e6_f64).prop_map(|(north, east)| Dirt::Spike(north, east)),
        (1..280_i64).prop_map(Dirt::Late),
        Just(Dirt::Copy),
        Just(Dirt::Twin),
        Just(Dirt::Stolen),
    ]
}

fn soil(mut reports: Vec<PositionReport>, dirt: Vec<(prop::sample::Index, Dirt)>) -> Vec<PositionReport> {
    for (which, dirt) in dirt {
        let report = reports[which.index(reports.len())];
        let (latitude, longitude) = (report.position.latitude_deg(), report.position.longitude_deg());
        match dirt {
            Dirt::Spike(north, east) => {
                let north = (latitude + north / 111_000.0).clamp(-89.0, 89.0);
                let east = (longitude + east / 111_000.0 + 540.0).rem_euclid(360.0) - 180.0;
                let time = report.time + TimeDelta::seconds(7);
                reports.push(PositionReport { time, position: position(north, east), ..report });
            }
            Dirt::Late(seconds) => {
                reports.push(PositionReport { time: report.time + TimeDelta::seconds(seconds), ..report });
            }
            Dirt::Copy => reports.push(report),
            Dirt::Twin => reports.push(PositionReport { position: position(latitude + 0.0007, longitude), ..report }),
            Dirt::Stolen => reports.push(PositionReport { mmsi: mmsi(2), ..report }),
        }
    }
    reports
}

/// Vessels near each other, some of whose reports are not as they should be.
fn sea() -> impl Strategy<Value = Vec<PositionReport>> {
    let walks = prop::collection::vec(prop_oneof![walk(), slow_walk()], 2..6);
    let dirt = prop::collection::vec((any::<prop::sample::Index>(), dirt()), 0..12);
    // The last walk may use the number of the first: two ships on one MMSI, near each other or far away.
    (walks, dirt, 0..4_usize, -70.0..70.0_f64, prop_oneof![Just(180.0), -180.0..180.0_f64]).prop_map(
        |(walks, dirt, shared, latitude, longitude)| {
            let last = walks.len() - 1;
            let reports_of = |(i, walk): (usize, &common::Walk)| {
                let shares = i == last && shared > 1;
                let who = if shares { 1 } else { i as u32 + 1 };
                let away = if shares && shared == 2 { 0.3 } else { 0.0 };
                walk.reports(mmsi(who), (latitude + away, longitude))
            };
            let reports: Vec<PositionReport> = walks.iter().enumerate().flat_map(reports_of).collect();
            soil(reports, dirt)
        },
    )
}

/// Three days of vessels that hover about one place, heard often or hardly ever, with silences of hours.
fn long_sea() -> impl Strategy<Value = Vec<PositionReport>> {
    let interval = prop_oneof![20 => 60..900_i64, 4 => 900..3599_i64, 2 => 3600..14_400_i64, 1 => 14_400..40_000_i64];
    let speed = prop_oneof![6 => 0.0..0.4_f64, 2 => 0.0..1.9_f64, 1 => 0.0..12.0_f64];
    let steps = prop::collection::vec((interval, speed, 0.0..360.0_f64), 20..250);
    let walk = (-300.0..300.0_f64, -300.0..300.0_f64, 0..30_000_i64, steps)
        .prop_map(|(east_m, north_m, start_s, steps)| common::Walk { east_m, north_m, start_s, steps });
    let dirt = prop::collection::vec((any::<prop::sample::Index>(), dirt()), 0..8);
    (prop::collection::vec(walk, 2..5), dirt, -70.0..70.0_f64, -180.0..180.0_f64).prop_map(
        |(walks, dirt, latitude, longitude)| {
            let of_walk = |(i, walk): (usize, &common::Walk)| walk.reports(mmsi(i as u32 + 1), (latitude, longitude));
            soil(walks.iter().enumerate().flat_map(of_walk).collect(), dirt)
        },
    )
}

/// What a vessel of [`odd_sea`] does for a while.
#[derive(Debug, Clone)]
enum Spell {
    Sails,
    /// Stays, and says that she moves.
    Stays,
    /// Goes round a circle of so many metres, one turn in so many seconds.
    Circles(f64, f64),
    /// Is so many degrees elsewhere from now on.
    Jumps(f64, f64),
}

/// Vessels whose positions are false for hours, each a sequence of what she does for so many seconds, heard every so many.
fn odd_sea() -> impl Strategy<Value = Vec<PositionReport>> {
    let spell = prop_oneof![
        2 => Just(Spell::Sails),
        3 => Just(Spell::Stays),
        3 => (60.0..900.0_f64, 100.0..1500.0_f64).prop_map(|(metres, seconds)| Spell::Circles(metres, seconds)),
        2 => (-1.0..1.0_f64, -1.0..1.0_f64).prop_map(|(north, east)| Spell::Jumps(north, east)),
    ];
    let vessel = (prop::collection::vec((spell, 600..9000_i64), 1..5), 25..400_i64, 0..3600_i64);
    let dirt = prop::collection::vec((any::<prop::sample::Index>(), dirt()), 0..6);
    (prop::collection::vec(vessel, 1..4), dirt, -60.0..60.0_f64, prop_oneof![Just(179.999), -180.0..180.0_f64])
        .prop_map(|(vessels, dirt, latitude, longitude)| {
            let of_vessel = |(number, (spells, every, start)): (usize, &OddVessel)| {
                odd_vessel(number as u32 + 1, spells, *every, *start, (latitude, longitude + number as f64 * 0.05))
            };
            soil(vessels.iter().enumerate().flat_map(of_vessel).collect(), dirt)
        })
}

/// What a vessel does, with how long, in seconds; how often it reports, and when it begins.
type OddVessel = (Vec<(Spell, i64)>, i64, i64);

fn odd_vessel(who: u32, spells: &[(Spell, i64)], every: i64, start: i64, mut at: (f64, f64)) -> Vec<PositionReport> {
    let (mut seconds, mut reports) = (start, Vec::new());
    for (spell, lasts) in spells {
        if let Spell::Jumps(north, east) = spell {
            at = (at.0 + north, at.1 + east);
        }
        for second in (0..*lasts).step_by(every as usize) {
            let way = match spell {
                Spell::Sails => {
                    at.0 += every as f64 * 5.0 / 111_000.0;
                    (0.0, 0.0)
                }
                Spell::Circles(radius_m, turn_s) => {
                    let (sine, cosine) = (second as f64 / turn_s * std::f64::consts::TAU).sin_cos();
                    (sine * radius_m / 111_000.0, cosine * radius_m / 111_000.0 / at.0.to_radians().cos())
                }
                Spell::Stays | Spell::Jumps(..) => (0.0, 0.0),
            };
            let place = position(at.0 + way.0, (at.1 + way.1 + 540.0).rem_euclid(360.0) - 180.0);
            reports.push(PositionReport {
                speed_over_ground: Speed::from_kn(if second % 7 == 0 { 1.2 } else { 9.0 }),
                nav_status: Some(NavStatus::UNDER_WAY_USING_ENGINE),
                ..PositionReport::new(mmsi(who), evening() + TimeDelta::seconds(seconds + second), place)
            });
        }
        seconds += lasts;
    }
    reports
}

/// Whether both are the same to the last bit; says what is not.
fn assert_same(found: &Found, expected: &Found) -> Result<(), TestCaseError> {
    fn list<T: PartialEq + std::fmt::Debug>(found: &[T], expected: &[T]) -> Result<(), TestCaseError> {
        for (found, expected) in found.iter().zip(expected) {
            prop_assert_eq!(found, expected);
        }
        prop_assert_eq!(found.len(), expected.len());
        Ok(())
    }
    list(&found.gaps, &expected.gaps)?;
    list(&found.loitering, &expected.loitering)?;
    list(&found.encounters, &expected.encounters)?;
    list(&found.identity, &expected.identity)?;
    prop_assert_eq!(found, expected);
    Ok(())
}

#[test]
fn a_vessel_that_is_not_heard_in_a_whole_window_was_near_all_the_same() {
    let at = |minutes: i64| evening() + TimeDelta::minutes(minutes);
    let report =
        |who: u32, minutes: i64, east: f64| PositionReport::new(mmsi(who), at(minutes), position(30.0, 150.0 + east));
    // One reports every five minutes; the other, beside it, lies still for three and a half hours and says nothing.
    let mut reports: Vec<PositionReport> = (0..48).map(|number| report(1, number * 5, 0.0)).collect();
    reports.extend([0, 5, 10, 220, 225, 230].map(|minutes| report(2, minutes, 0.001)));
    let config = Config::default();
    let joined = join(windows(&reports, &[at(30), at(190)], &config), &[0]).finish().unwrap();
    assert_eq!(joined, of_one_fleet(&reports, &config));
    assert_eq!(joined.encounters.len(), 1);
    assert!(joined.encounters[0].contact_h > 3.7);
}

#[test]
fn false_positions_of_each_kind_are_found_however_time_is_cut() {
    let config = Config::default();
    let spells = [
        (Spell::Sails, 7000),
        (Spell::Stays, 7000),
        (Spell::Jumps(1.0, 1.0), 7000),
        (Spell::Circles(600.0, 300.0), 9000),
    ];
    let mut reports = odd_vessel(1, &spells, 50, 0, (30.0, 179.99));
    for hour in 0..12 {
        let place = position(-70.0 + 10.0 * f64::from(hour), 20.0 + 5.0 * f64::from(hour));
        let time = evening() + TimeDelta::seconds(i64::from(hour) * 2000 + 11);
        reports.push(PositionReport::new(mmsi(1), time, place));
    }
    let cuts: Vec<_> = (1..90).map(|number| evening() + TimeDelta::seconds(number * 333)).collect();
    let expected = of_one_fleet(&reports, &config);
    let kinds: std::collections::BTreeSet<_> = expected.identity.iter().map(|event| event.kind).collect();
    for kind in [
        IdentityKind::FrozenPosition,
        IdentityKind::Circling,
        IdentityKind::PositionJump,
        IdentityKind::ImpossiblePositions,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} {:?}", expected.identity);
    }
    for choices in [vec![0], vec![7, 40, 3], vec![89, 1]] {
        let joined = join(windows(&reports, &cuts, &config), &choices).finish().unwrap();
        assert_eq!(joined.identity, expected.identity);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn false_positions_are_the_same_however_time_is_cut(
        reports in odd_sea(),
        cuts in prop::collection::vec(0..12 * 3600_i64, 0..9),
        choices in prop::collection::vec(0..97_usize, 1..9),
    ) {
        let config = config();
        let cuts: Vec<_> = cuts.iter().map(|&seconds| evening() + TimeDelta::seconds(seconds)).collect();
        let expected = of_one_fleet(&reports, &config);
        assert_same(&whole(&reports, &config), &expected)?;
        let joined = join(windows(&reports, &cuts, &config), &choices).finish().unwrap();
        assert_same(&joined, &expected)?;
    }

    #[test]
    fn any_cut_into_windows_joined_in_any_tree_gives_the_events_of_one_fleet(
        reports in sea(),
        cuts in prop::collection::vec(0..24 * 3600_i64, 0..7),
        choices in prop::collection::vec(0..97_usize, 1..7),
    ) {
        let config = config();
        let cuts: Vec<_> = cuts.iter().map(|&seconds| evening() + TimeDelta::seconds(seconds)).collect();
        let expected = of_one_fleet(&reports, &config);
        let at_once = digest(&reports, &config).finish().unwrap();
        assert_same(&at_once, &expected)?;
        assert_same(&whole(&reports, &config), &expected)?;
        let joined = join(windows(&reports, &cuts, &config), &choices).finish().unwrap();
        assert_same(&joined, &expected)?;
        let mut series = Series::new();
        windows(&reports, &cuts, &config).into_iter().for_each(|window| series.push(window).unwrap());
        assert_same(&series.finish(&config).unwrap().finish().unwrap(), &expected)?;
    }

    #[test]
    fn days_cut_into_windows_are_as_one(
        reports in long_sea(),
        cuts in prop::collection::vec(0..80 * 3600_i64, 1..9),
        choices in prop::collection::vec(0..97_usize, 1..9),
    ) {
        let config = Config {
            encounter: EncounterParameters { max_excursion_min: 30.0, ..config().encounter },
            gap: GapParameters { min_gap_h: 5.0, ..GapParameters::default() },
            ..config()
        };
        let cuts: Vec<_> = cuts.iter().map(|&seconds| evening() + TimeDelta::seconds(seconds)).collect();
        let expected = of_one_fleet(&reports, &config);
        assert_same(&whole(&reports, &config), &expected)?;
        let joined = join(windows(&reports, &cuts, &config), &choices).finish().unwrap();
        assert_same(&joined, &expected)?;
    }
}
