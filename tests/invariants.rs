//! What must not change the events: where on earth, when, in what order, on how many threads.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::TimeDelta;
use common::{encounters_of, fleet, mmsi, walk};
use lightering::ais::{Position, PositionReport};
use lightering::detect::{Encounter, EncounterParameters};
use lightering::track::{CleaningParameters, FleetBuilder};
use proptest::prelude::*;
#[allow(unused_imports)]
use proptest::strategy::ValueTree;

fn parameters() -> EncounterParameters {
    EncounterParameters { min_duration_h: 0.02, max_speed_kn: 100.0, ..EncounterParameters::default() }
}

fn events(reports: &[PositionReport]) -> Vec<Encounter> {
    encounters_of(&fleet(reports), parameters())
}

fn sea() -> impl Strategy<Value = Vec<PositionReport>> {
    (prop::collection::vec(walk(), 2..7), -75.0..75.0_f64, -180.0..180.0_f64).prop_map(
        |(walks, latitude, longitude)| {
            let of_walk = |(i, walk): (usize, common::Walk)| walk.reports(mmsi(i as u32 + 1), (latitude, longitude));
            walks.into_iter().enumerate().flat_map(of_walk).collect()
        },
    )
}

/// Whether two lists hold the same encounters, but for the rounding of a millisecond and of a bin.
fn assert_alike(one: &[Encounter], other: &[Encounter], shift: TimeDelta) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(other) {
        prop_assert_eq!((a.mmsi_a, a.mmsi_b, a.mode), (b.mmsi_a, b.mmsi_b, b.mode));
        let close = TimeDelta::milliseconds(2);
        prop_assert!((b.start - a.start - shift).abs() <= close);
        prop_assert!((b.end - a.end - shift).abs() <= close);
        prop_assert!((a.contact_h - b.contact_h).abs() < 1e-4);
        prop_assert!((a.min_distance_m - b.min_distance_m).abs() < 0.05);
        prop_assert!((a.median_distance_m - b.median_distance_m).abs() <= 1.0);
        prop_assert!((a.median_speed_kn_a - b.median_speed_kn_a).abs() < 0.11);
        prop_assert!((a.median_speed_kn_b - b.median_speed_kn_b).abs() < 0.11);
        prop_assert!((a.observed_fraction - b.observed_fraction).abs() < 1e-3);
        prop_assert_eq!(a.group.is_some(), b.group.is_some());
    }
    Ok(())
}

fn rotate(report: &PositionReport, by_e7: i64) -> PositionReport {
    let turned = i64::from(report.position.longitude_e7()) + by_e7;
    let wrapped = (turned + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
    let position = Position::from_e7(report.position.latitude_e7(), wrapped as i32).unwrap();
    PositionReport { position, ..*report }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_turn_about_the_earths_axis_changes_no_encounter(reports in sea(), by_e7 in 0..3_600_000_000_i64) {
        let turned: Vec<_> = reports.iter().map(|report| rotate(report, by_e7)).collect();
        assert_alike(&events(&reports), &events(&turned), TimeDelta::zero())?;
    }

    #[test]
    fn a_shift_in_time_shifts_the_encounters(reports in sea(), by_ms in -1_000_000_000_000..1_000_000_000_000_i64) {
        let shift = TimeDelta::milliseconds(by_ms);
        let shifted: Vec<_> =
            reports.iter().map(|report| PositionReport { time: report.time + shift, ..*report }).collect();
        assert_alike(&events(&reports), &events(&shifted), shift)?;
    }

    #[test]
    fn names_of_the_two_ships_do_not_matter(reports in sea()) {
        let renamed: Vec<_> = reports
            .iter()
            .map(|report| PositionReport { mmsi: mmsi(1000 - (report.mmsi.get() - 636_000_000)), ..*report })
            .collect();
        let there = events(&reports);
        let mut back: Vec<_> = events(&renamed)
            .into_iter()
            .map(|event| Encounter {
                mmsi_a: mmsi(1000 - (event.mmsi_b.get() - 636_000_000)),
                mmsi_b: mmsi(1000 - (event.mmsi_a.get() - 636_000_000)),
                median_speed_kn_a: event.median_speed_kn_b,
                median_speed_kn_b: event.median_speed_kn_a,
                ..event
            })
            .collect();
        back.sort_by_key(|event| (event.start, event.mmsi_a, event.mmsi_b, event.end));
        assert_alike(&there, &back, TimeDelta::zero())?;
    }

    #[test]
    fn the_order_of_rows_does_not_matter((rows, shuffled) in sea().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        prop_assert_eq!(events(&rows), events(&shuffled));
    }

    #[test]
    fn copies_of_rows_do_not_matter(reports in sea(), copies in 1..22_usize) {
        let copied: Vec<_> = reports.iter().flat_map(|report| std::iter::repeat_n(*report, copies)).collect();
        prop_assert_eq!(events(&reports), events(&copied));
    }

    #[test]
    fn the_cut_into_files_does_not_matter(reports in sea(), cut in 0.0..1.0_f64) {
        let (first, second) = reports.split_at((cut * reports.len() as f64) as usize);
        let mut whole = FleetBuilder::new();
        for part in [second, first] {
            let mut builder = FleetBuilder::new();
            part.iter().for_each(|report| builder.push(report));
            whole.append(builder);
        }
        let fleet = whole.build(&CleaningParameters::default()).unwrap();
        prop_assert_eq!(events(&reports), encounters_of(&fleet, parameters()));
    }

    #[test]
    fn ships_far_away_do_not_matter(reports in sea(), strangers in prop::collection::vec(walk(), 1..4)) {
        let centre = (-reports[0].position.latitude_deg(), reports[0].position.longitude_deg() / 2.0 - 80.0);
        let far = strangers.iter().enumerate().flat_map(|(i, walk)| walk.reports(mmsi(500 + i as u32), centre));
        let all: Vec<_> = reports.iter().copied().chain(far).collect();
        let known: Vec<_> =
            events(&all).into_iter().filter(|event| event.mmsi_a < mmsi(500) && event.mmsi_b < mmsi(500)).collect();
        prop_assert_eq!(events(&reports), known);
    }

    #[cfg(feature = "parallel")]
    #[test]
    fn the_number_of_threads_does_not_matter(reports in sea(), threads in 1..5_usize) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        prop_assert_eq!(events(&reports), pool.install(|| events(&reports)));
    }
}

#[test]
fn the_invariants_are_tested_on_seas_with_encounters() {
    // Without this, all of the above could hold because nothing is ever found.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let found: usize = (0..20).map(|_| events(&sea().new_tree(&mut runner).unwrap().current()).len()).sum();
    assert!(found > 15, "only {found} encounters in 20 seas");
}
