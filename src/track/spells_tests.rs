use proptest::prelude::*;

use super::{Spell, SpellRules, Spells};
use crate::track::builder::Row;

const RULES: SpellRules =
    SpellRules { moving_decikn: 20, moving_under_way_decikn: 10, frozen_extent_m: 50.0, min_radius_m: 50.0 };

/// A fix every so many seconds from midnight on, at places in metres about 60 north on the antimeridian.
fn rows(every_s: i64, count: i64, place: impl Fn(f64) -> (f64, f64), sog: u16) -> Vec<Row> {
    (0..count)
        .map(|number| {
            let (north_m, east_m) = place((number * every_s) as f64);
            let longitude = 1_800_000_000 + (east_m / 0.00556) as i64;
            Row {
                mmsi: 538_000_001,
                time_ms: number * every_s * 1000,
                latitude_e7: 600_000_000 + (north_m / 0.01112) as i32,
                longitude_e7: if longitude > 1_800_000_000 { longitude - 3_600_000_000 } else { longitude } as i32,
                sog,
                heading: 90,
                ..Row::default()
            }
        })
        .collect()
}

fn spells(rows: &[Row]) -> Spells {
    let mut spells = Spells::default();
    rows.iter().for_each(|row| spells.push(row, &RULES));
    spells
}

/// All suspect spells as one.
fn one(rows: &[Row]) -> Option<Spell> {
    let suspect = spells(rows).into_suspect(&RULES);
    let mut suspect = suspect.into_iter();
    let mut first = suspect.next()?;
    suspect.for_each(|spell| first.join(&spell));
    Some(first)
}

fn round(radius_m: f64, period_s: f64) -> impl Fn(f64) -> (f64, f64) {
    move |seconds| {
        let angle = seconds / period_s * std::f64::consts::TAU;
        (radius_m * angle.sin(), radius_m * angle.cos())
    }
}

#[test]
fn a_circle_across_the_antimeridian_is_measured() {
    for (period_s, every_s) in [(600.0, 10), (600.0, 120), (1500.0, 60)] {
        let circle = one(&rows(every_s, 7200 / every_s, round(700.0, period_s), 150)).unwrap().circle().unwrap();
        assert!((circle.radius_m / 700.0 - 1.0).abs() < 0.02, "{circle:?}");
        // Five fixes a turn do not reach all four sides.
        assert!((circle.box_m / 700.0 - 1.0).abs() < 0.08, "{circle:?}");
        assert!((circle.turns / (7200.0 / period_s) - 1.0).abs() < 0.06, "{circle:?}");
        assert!((circle.rounds / circle.turns - 1.0).abs() < 0.1, "{circle:?}");
        assert!(circle.to_the_left && circle.square > 0.95, "{circle:?}");
    }
    let other_way = rows(60, 120, |seconds| round(700.0, 600.0)(-seconds), 150);
    assert!(!one(&other_way).unwrap().circle().unwrap().to_the_left);
}

#[test]
fn ways_that_are_no_circle_are_not_kept() {
    let straight = |seconds: f64| (5.0 * seconds, 0.0);
    let to_and_fro = |seconds: f64| ((seconds / 300.0).sin() * 800.0, (seconds / 300.0).sin() * 800.0);
    let eight = |seconds: f64| ((seconds / 300.0).sin() * 800.0, (seconds / 150.0).sin() * 800.0);
    let at_berth = |seconds: f64| ((seconds * 0.37).sin() * 8.0, (seconds * 0.91).sin() * 8.0);
    assert_eq!(one(&rows(60, 240, straight, 100)), None);
    assert_eq!(one(&rows(60, 240, to_and_fro, 100)), None);
    assert_eq!(one(&rows(60, 240, eight, 100)), None);
    assert_eq!(one(&rows(60, 240, at_berth, 2)), None);
    // The same berth, and a ship that says she makes ten knots.
    let frozen = one(&rows(60, 240, at_berth, 100)).unwrap();
    assert!(frozen.is_frozen(&RULES) && frozen.duration_h() > 3.9);
    assert_eq!(frozen.mean_speed_kn(), Some(10.0));
}

/// Fixes minutes or seconds apart, now and then far away.
fn tracks() -> impl Strategy<Value = Vec<Row>> {
    let step = prop_oneof![8 => 1..120_i64, 3 => 120..1500_i64, 1 => 1500..8000_i64];
    let place = prop_oneof![6 => -300..300_i32, 2 => -30_000..30_000_i32, 1 => any::<i32>()];
    let fix = (step, place.clone(), place, 0..40_u16, 0..400_u16);
    prop::collection::vec(fix, 1..120).prop_map(|fixes| {
        let mut time_ms = -3_000_000;
        fixes
            .into_iter()
            .map(|(step_s, north, east, sog, heading)| {
                time_ms += step_s * 1000;
                Row {
                    time_ms,
                    latitude_e7: north.clamp(-900_000_000, 900_000_000),
                    longitude_e7: ((1_799_999_900 + i64::from(east) + 1_800_000_000).rem_euclid(3_600_000_000)
                        - 1_800_000_000) as i32,
                    sog: if sog == 0 { Row::NO_SPEED } else { sog },
                    heading,
                    ..Row::default()
                }
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn however_fixes_are_cut_the_sums_are_the_same(
        rows in tracks(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let whole = spells(&rows);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(rows.len())).collect();
        cuts.extend([0, rows.len()]);
        cuts.sort_unstable();
        let parts: Vec<Spells> = cuts.windows(2).map(|cut| spells(&rows[cut[0]..cut[1]])).collect();
        // From the left, and from the right.
        let mut left = Spells::default();
        parts.iter().for_each(|part| left.append(part.clone(), &RULES));
        prop_assert_eq!(&left, &whole);
        let right = parts.into_iter().rev().fold(Spells::default(), |later, mut earlier| {
            earlier.append(later, &RULES);
            earlier
        });
        prop_assert_eq!(&right, &whole);
    }
}

proptest! {
    #[test]
    fn fixes_that_are_added_at_once_make_the_spells_that_they_make_one_by_one(
        every_s in prop_oneof![5..120_i64, 60..120_i64, 300..3000_i64],
        count in 0..400_i64,
        (radius_m, period_s, drift_m_per_s) in prop_oneof![
            // Such as is round, and any.
            (100.0..3000.0, 300.0..1500.0, Just(0.0)),
            (
                prop_oneof![0.0..200.0, 200.0..30_000.0],
                prop_oneof![300.0..4000.0, Just(1e9)],
                prop_oneof![Just(0.0), -8.0..8.0],
            ),
        ],
        sog in prop_oneof![Just(0_u16), 8..25_u16, Just(Row::NO_SPEED)],
        cut in 0..400_usize,
    ) {
        let circle = round(radius_m, period_s);
        let rows = rows(every_s, count, |seconds| {
            let (north_m, east_m) = circle(seconds);
            (north_m + drift_m_per_s * seconds, east_m - drift_m_per_s * seconds)
        }, sog);
        let (one, other) = rows.split_at(cut.min(rows.len()));
        let mut at_once = Spells::default();
        at_once.push_all(one, &RULES);
        prop_assert_eq!(&at_once, &spells(one));
        at_once.push_all(other, &RULES);
        prop_assert_eq!(at_once, spells(&rows));
    }
}
