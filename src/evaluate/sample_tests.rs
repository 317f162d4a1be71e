//! The bundled sample, whose truth is known, by all methods.

use std::path::Path;

use super::methods::{BucketMethod, CoLocationMethod, Gap12hMethod, GapEndpointsMethod, GridMethod};
use super::{Alert, AlertTable, Figures, MatchParameters, Matching, TrueEvent, TruthTable};
use crate::detect::{Detector, EncounterDetector, GapClass, GapDetector, GapParameters};
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

/// How many events of a kind were found.
fn found(figures: &Figures, kind: &str) -> usize {
    figures.by_kind.iter().find(|count| count.kind == kind).map_or(0, |count| count.found)
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
    // Without the courses, which of ships that drift are noise.
    let slow = BucketMethod { max_course_difference_deg: 180.0, ..BucketMethod::default() };
    let bucket_slow = held_against(&slow.detect(&index), &truth, &["dark"]);

    assert_eq!((found(&ours, "sts"), ours.false_alerts), (10, 0));
    assert!((6..10).contains(&found(&grid, "sts")), "{grid:?}");
    assert!(found(&bucket, "sts") < found(&bucket_slow, "sts"), "{bucket:?} {bucket_slow:?}");
    assert_eq!(found(&co_location, "sts"), 10, "{co_location:?}");
    assert!(co_location.precision.value < Some(0.5), "{co_location:?}");
    for other in [grid, bucket, bucket_slow, co_location] {
        assert!(other.f1.value < ours.f1.value && other.auc_pr.value < ours.auc_pr.value, "{other:?}");
        assert!(other.mean_iou.is_none_or(|iou| Some(iou) < ours.mean_iou), "{other:?}");
    }
}

#[test]
fn silences_of_the_sample_are_found_if_they_are_not_too_short_for_the_method() {
    let (fleet, sample) = (fleet(), Sample::new(Sample::SEED).unwrap());
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let truth: Vec<TrueEvent> = sample.truth.gaps.iter().filter_map(TrueEvent::of_gap).collect();
    let gaps = GapDetector::new(GapParameters::default()).unwrap().detect(&index);
    // Ships that left for good have no second end, in the truth neither.
    let ours: Vec<Alert> = gaps.iter().filter(|gap| gap.class != GapClass::Open).map(Alert::from).collect();
    let ours = held_against(&ours, &truth, &["outage"]);
    assert_eq!((ours.true_alerts, ours.false_alerts, ours.missed), (3, 0, 0));
    assert_eq!((ours.mean_iou, ours.f1.value, ours.auc_pr.value), (Some(1.0), Some(1.0), Some(1.0)));
    let long = held_against(&Gap12hMethod::default().detect(&index), &truth, &["outage"]);
    assert_eq!((found(&long, "switched-off"), long.precision.value), (0, None), "none lasted twelve hours");
}

#[test]
fn the_meeting_out_of_sight_is_found_by_the_ends_of_its_silences() {
    let (fleet, sample) = (fleet(), Sample::new(Sample::SEED).unwrap());
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let truth: Vec<TrueEvent> = sample.truth.encounters.iter().map(TrueEvent::from).collect();
    let truth: Vec<TrueEvent> = truth.into_iter().filter(|event| event.kind == "dark").collect();
    let figures = held_against(&GapEndpointsMethod::default().detect(&index), &truth, &[]);
    assert_eq!((figures.true_alerts, figures.false_alerts, figures.missed), (1, 0, 0));
}

#[test]
fn the_bundled_truth_can_be_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/sample_truth_encounters.csv");
    let (table, sample) = (TruthTable::from_file(&file).unwrap(), Sample::new(Sample::SEED).unwrap());
    let truth: Vec<TrueEvent> = sample.truth.encounters.iter().map(TrueEvent::from).collect();
    let alerts: Vec<Alert> = AlertTable::from_file(&file).unwrap().into_alerts();
    assert_eq!(table.events().len(), truth.len());
    assert_eq!(held_against(&alerts, &truth, &[]).recall.value, Some(1.0));
}
