//! Encounters and approaches against a brute-force oracle: all pairs, no index, dense sampling.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::{DateTime, Utc};
use common::{Walk, centre, encounters_of, fleet, mmsi, slow_walk, walk};
use lightering::ais::Mmsi;
use lightering::detect::{Encounter, EncounterParameters};
use lightering::geodesy::Ecef;
use lightering::index::{IndexParameters, TrackIndex};
use lightering::track::{Fleet, LegParameters};
use ndarray::Axis;
use proptest::prelude::*;

/// Step of the oracle, in milliseconds.
const STEP_MS: i64 = 5_000;
/// How far two ships of the oracle's seas move relative to each other in a step, at most, in metres.
const STEP_M: f64 = 5.0 * 2.0 * 12.5 * 0.5145;
/// A stretch of a leg, which is a chord, sags so far below the surface, at most, in metres.
const SAG_M: f64 = 0.5;
const MAX_DISTANCE_M: f64 = 500.0;
const RELEASE_DISTANCE_M: f64 = 1000.0;
const MAX_EXCURSION_MS: i64 = 1_800_000;

/// Everything that comes within the distance counts, however short and fast.
fn everything() -> EncounterParameters {
    EncounterParameters { min_duration_h: 0.0, max_speed_kn: 100.0, ..EncounterParameters::default() }
}

/// The distance of each pair of vessels at each sample; `None` where one is not observed.
struct Samples {
    first_ms: i64,
    pairs: Vec<(Mmsi, Mmsi, Vec<Option<f64>>)>,
}

fn sample(fleet: &Fleet) -> Samples {
    let (first, last) = fleet.span().unwrap();
    let first_ms = first.timestamp_millis();
    sample_at(fleet, (first_ms..=last.timestamp_millis()).step_by(STEP_MS as usize).collect())
}

fn sample_at(fleet: &Fleet, times: Vec<i64>) -> Samples {
    let first_ms = times[0];
    let places = fleet.resample(&times, &LegParameters::default());
    let tracks: Vec<_> = fleet.tracks().collect();
    let mut pairs = Vec::new();
    for a in 0..tracks.len() {
        for b in a + 1..tracks.len() {
            if tracks[a].mmsi() == tracks[b].mmsi() {
                continue;
            }
            let (of_a, of_b) = (places.index_axis(Axis(0), a), places.index_axis(Axis(0), b));
            let distances = (0..times.len())
                .map(|t| {
                    let place =
                        |of: &ndarray::ArrayView2<'_, f64>| Ecef { x: of[[t, 0]], y: of[[t, 1]], z: of[[t, 2]] };
                    let distance = place(&of_a).distance(place(&of_b));
                    (!distance.is_nan()).then_some(distance)
                })
                .collect();
            pairs.push((tracks[a].mmsi(), tracks[b].mmsi(), distances));
        }
    }
    Samples { first_ms, pairs }
}

fn ms(time: DateTime<Utc>) -> i64 {
    time.timestamp_millis()
}

fn check_pair(first_ms: i64, distances: &[Option<f64>], events: &[&Encounter]) -> Result<(), TestCaseError> {
    let at = |i: usize| first_ms + i as i64 * STEP_MS;
    let sampled = |from: i64, to: i64| {
        distances.iter().enumerate().filter(move |(i, _)| (from..=to).contains(&at(*i))).map(|(i, d)| (at(i), *d))
    };
    // Every sample in contact lies in an event. A lone fix, observed for a moment, makes no contact.
    let alone = |i: usize| {
        let observed = |i: Option<usize>| i.and_then(|i| distances.get(i)).is_some_and(|distance| distance.is_some());
        !observed(i.checked_sub(1)) && !observed(Some(i + 1))
    };
    for (i, distance) in distances.iter().enumerate() {
        if !alone(i) && distance.is_some_and(|distance| distance <= MAX_DISTANCE_M - 0.01) {
            prop_assert!(
                events.iter().any(|e| (ms(e.start)..=ms(e.end)).contains(&at(i))),
                "contact at sample {i} missed"
            );
        }
    }
    for event in events {
        let (start, end) = (ms(event.start), ms(event.end));
        // Time in contact agrees with the count of samples, but for a step at each change.
        let inside: Vec<(i64, Option<f64>)> = sampled(start, end).collect();
        let in_contact: Vec<f64> = inside.iter().filter_map(|s| s.1.filter(|&d| d <= MAX_DISTANCE_M)).collect();
        let changes = inside.windows(2).filter(|w| in_reach(w[0].1) != in_reach(w[1].1)).count() + 2;
        let counted_h = in_contact.len() as f64 * STEP_MS as f64 / 3_600_000.0;
        let slack_h = (changes + 1) as f64 * STEP_MS as f64 / 3_600_000.0 + 2.0 * in_contact.len() as f64 * 1e-9;
        prop_assert!(
            (event.contact_h - counted_h).abs() <= slack_h + 1e-6,
            "{} h, counted {counted_h} h",
            event.contact_h
        );
        // The least distance is no more than any sample, and no less than a sample's by more than a step.
        if let Some(least) = in_contact.iter().copied().reduce(f64::min) {
            prop_assert!(
                event.min_distance_m <= least.hypot(SAG_M) + 0.01,
                "{} m, but {least} m",
                event.min_distance_m
            );
            prop_assert!(event.min_distance_m >= least - STEP_M);
        }
        // Half of the samples are at most about the median distance.
        if in_contact.len() > 200 {
            let below =
                |limit: f64| in_contact.iter().filter(|&&d| d <= limit).count() as f64 / in_contact.len() as f64;
            prop_assert!(event.median_distance_m >= event.min_distance_m);
            prop_assert!(below(event.median_distance_m + 7.0) >= 0.48, "median {} too low", event.median_distance_m);
            prop_assert!(below(event.median_distance_m - 7.0) <= 0.52, "median {} too high", event.median_distance_m);
        }
        // Within it the pair is observed, within the release distance, and soon in contact again; a contact shorter than a
        // step shows as a sample from which it could be reached.
        let mut last_contact = start;
        for (time, distance) in inside {
            let distance = distance.ok_or_else(|| TestCaseError::fail("not observed within an event"))?;
            prop_assert!(distance <= RELEASE_DISTANCE_M + 0.01);
            if distance <= MAX_DISTANCE_M + STEP_M {
                prop_assert!(time - last_contact <= MAX_EXCURSION_MS + 2 * STEP_MS);
                last_contact = time;
            }
        }
        // It starts and ends where the distance crosses the threshold, or where observation does.
        for (edge, before) in [(start, start - STEP_MS - 1), (end, end + STEP_MS + 1)] {
            let outside: Vec<_> = sampled(before.min(edge), before.max(edge)).filter(|s| s.0 != edge).collect();
            if let Some((_, Some(distance))) = if edge == start { outside.first() } else { outside.last() } {
                prop_assert!(*distance >= MAX_DISTANCE_M - STEP_M - 0.01, "{distance} m just outside an event");
            }
        }
    }
    // Two events in a row are apart for a reason.
    for pair in events.windows(2) {
        let (left, met) = (ms(pair[0].end), ms(pair[1].start));
        let between: Vec<_> = sampled(left, met).collect();
        let far = between.iter().any(|s| s.1.is_none_or(|distance| distance > RELEASE_DISTANCE_M - STEP_M));
        prop_assert!(met - left >= MAX_EXCURSION_MS || far, "two events {} s apart should be one", (met - left) / 1000);
    }
    Ok(())
}

fn check_all_pairs(fleet: &Fleet) -> Result<(), TestCaseError> {
    let events = encounters_of(fleet, everything());
    let samples = sample(fleet);
    for (a, b, distances) in &samples.pairs {
        let of_pair: Vec<&Encounter> = events.iter().filter(|e| (e.mmsi_a, e.mmsi_b) == (*a, *b)).collect();
        check_pair(samples.first_ms, distances, &of_pair)?;
    }
    Ok(())
}

fn in_reach(distance: Option<f64>) -> bool {
    distance.is_some_and(|distance| distance <= MAX_DISTANCE_M)
}

fn sea(walks: &[Walk], centre: (f64, f64)) -> Fleet {
    let reports: Vec<_> =
        walks.iter().enumerate().flat_map(|(i, walk)| walk.reports(mmsi(i as u32 + 1), centre)).collect();
    fleet(&reports)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn encounters_agree_with_dense_sampling_of_all_pairs(
        walks in prop::collection::vec(walk(), 2..5),
        centre in centre(),
    ) {
        check_all_pairs(&sea(&walks, centre))?;
    }

    #[test]
    fn contacts_lost_and_found_again_agree_with_dense_sampling(
        walks in prop::collection::vec(slow_walk(), 2..4),
        centre in centre(),
    ) {
        check_all_pairs(&sea(&walks, centre))?;
    }

    #[test]
    fn closest_approaches_agree_with_dense_sampling_of_all_pairs(
        walks in prop::collection::vec(walk(), 2..5),
        centre in centre(),
        distance_m in 1.0..3000.0_f64,
        max_legs_per_run in 1..9_u32,
    ) {
        let fleet = sea(&walks, centre);
        let parameters = IndexParameters { max_legs_per_run, ..IndexParameters::default() };
        let index = TrackIndex::new(&fleet, &LegParameters::default(), &parameters).unwrap();
        let approaches = index.pairs_within(distance_m);
        // Vessels are observed at every fix, and between fixes where the leg is.
        let fixes = sample_at(&fleet, fleet.tracks().flat_map(|track| track.times_ms().to_vec()).collect());
        for ((a, b, distances), (_, _, at_fixes)) in sample(&fleet).pairs.iter().zip(&fixes.pairs) {
            let all = distances.iter().chain(at_fixes).flatten();
            let least = all.copied().reduce(f64::min).unwrap_or(f64::INFINITY);
            let found = approaches.iter().find(|approach| {
                let vessel = |id| fleet.track(id).unwrap().mmsi();
                (vessel(approach.track_a), vessel(approach.track_b)) == (*a, *b)
            });
            match found {
                Some(approach) => {
                    prop_assert!(approach.distance_m <= distance_m);
                    prop_assert!(approach.distance_m <= least + 0.5);
                    prop_assert!(approach.distance_m >= least - STEP_M);
                }
                None => prop_assert!(least > distance_m - 0.5, "missed an approach of {least} m"),
            }
        }
    }
}
