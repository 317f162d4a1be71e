//! The bundled sample, whose truth is known, by all methods.

use std::path::Path;

use super::methods::{BucketMethod, CoLocationMethod, Gap12hMethod, GapEndpointsMethod, GridMethod};
use super::{Alert, Figures, MatchParameters, Matching, TrueEvent, TruthTable};
use crate::detect::{Detector, EncounterDetector, GapDetector, GapParameters};
use crate::index::TrackIndex;
use crate::read::{ReadOptions, read_files};
use crate::simulate::Sample;
use crate::track::Fleet;

fn fleet() -> Fleet {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/sample_fixes.csv");
    let (builder, _) = read_files(&[file], &ReadOptions::default(), &|_| {}).unwrap();
    builder.build(&Default::default()).unwrap()
}

fn held_against(alerts: &[Alert], truth: &[TrueEvent], ignore: &[&str]) -> Figures {
    let ignore = ignore.iter().map(|&kind| kind.to_owned()).collect();
    let parameters = MatchParameters { ignore, ..MatchParameters::default() };
    let matching = Matching::new(alerts, truth, &parameters).unwrap();
    Figures::of(&matching, alerts, truth, None)
}

#[test]
fn encounters_of_the_sample_are_found_by_some_methods_more_than_by_others() {
    let (fleet, sample) = (fleet(), Sample::new(Sample::SEED).unwrap());
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let truth: Vec<TrueEvent> = sample.truth.encounters.iter().map(TrueEvent::from).collect();
    let ours: Vec<Alert> =
        EncounterDetector::new(Default::default()).unwrap().detect(&index).iter().map(Alert::from).collect();
    let [ours, grid, bucket, co_location] = [
        ours,
        GridMethod::default().detect(&index),
        BucketMethod::default().detect(&index),
        CoLocationMethod::default().detect(&index),
    ]
    .map(|alerts| held_against(&alerts, &truth, &["dark"]));
    for f in [&ours, &grid, &bucket, &co_location] {
        println!("{:?}", f);
    }
    assert!(false);
}

#[test]
fn gaps_of_the_sample_are_found_by_some_methods_more_than_by_others() {
    let (fleet, sample) = (fleet(), Sample::new(Sample::SEED).unwrap());
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let truth: Vec<TrueEvent> = sample.truth.gaps.iter().filter_map(TrueEvent::of_gap).collect();
    let ours: Vec<Alert> =
        GapDetector::new(GapParameters::default()).unwrap().detect(&index).iter().map(Alert::from).collect();
    let long = Gap12hMethod::default().detect(&index);
    for f in [held_against(&ours, &truth, &[]), held_against(&long, &truth, &[])] {
        println!("{:?}", f);
    }
    println!("{:?}", GapEndpointsMethod::default().detect(&index));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/sample_truth_encounters.csv");
    let table = TruthTable::from_file(&file).unwrap();
    println!("{} {}", table.events().len(), sample.truth.encounters.len());
    assert!(false);
}
