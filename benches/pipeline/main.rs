//! What each stage costs, in rows or fixes a second.
//!
//! `cargo bench` measures one core, `cargo bench --features parallel` all of them. The sea is made
//! anew from a fixed seed: ships on straight courses over 600 km, one report a minute, and one in
//! twenty of them beside another. Rivals of the pair query (all pairs; an R-tree over single fixes)
//! work on the same fleet in the same run, so that their ratio is what to look at.

#![allow(clippy::expect_used)]

mod rivals;
mod sea;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use lightering::detect::{
    Detector, EncounterDetector, EncounterParameters, GapDetector, GapParameters, LoiteringDetector,
    LoiteringParameters,
};
use lightering::index::{IndexParameters, TrackIndex};
use lightering::read::{ReadOptions, read_stream};
use lightering::track::{CleaningParameters, Fleet, FleetBuilder, LegParameters};

fn build(sea: &sea::Sea) -> Fleet {
    sea.builder().build(&CleaningParameters::default()).expect("default parameters are valid")
}

fn index(fleet: &Fleet) -> TrackIndex<'_> {
    TrackIndex::new(fleet, &LegParameters::default(), &IndexParameters::default())
        .expect("default parameters are valid")
}

fn encounters(index: &TrackIndex<'_>) -> usize {
    EncounterDetector::new(EncounterParameters::default()).expect("default parameters are valid").detect(index).len()
}

fn read(csv: &[u8]) -> FleetBuilder {
    read_stream("bench", csv, &ReadOptions::default(), &|_| {}).expect("the bench's file is valid").0
}

/// Reading: rows of MarineCadastre CSV into a builder.
fn reading(criterion: &mut Criterion) {
    let sea = sea::Sea::new(200, 500);
    let csv = sea.marinecadastre();
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Elements(sea.fixes() as u64)).sample_size(10);
    group.bench_function("marinecadastre", |bencher| bencher.iter(|| read(black_box(&csv)).len()));
    group.finish();
}

/// Cleaning and sorting: a builder into a fleet.
fn building(criterion: &mut Criterion) {
    let sea = sea::Sea::new(500, 1440);
    let mut group = criterion.benchmark_group("fleet");
    group.throughput(Throughput::Elements(sea.fixes() as u64)).sample_size(10);
    group.bench_function("build", |bencher| {
        bencher.iter_batched(
            || sea.builder(),
            |builder| builder.build(&CleaningParameters::default()).map(|fleet| fleet.fixes()),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// The index, and the pairs that come within 500 m, against what else one would write.
fn pairs(criterion: &mut Criterion) {
    let sea = sea::Sea::new(200, 1440);
    let fleet = build(&sea);
    let mut group = criterion.benchmark_group("pairs within 500 m");
    group.throughput(Throughput::Elements(fleet.fixes() as u64)).sample_size(10);
    group.bench_function("index of runs: build", |bencher| bencher.iter(|| index(&fleet).runs()));
    let built = index(&fleet);
    group.bench_function("index of runs: query", |bencher| bencher.iter(|| built.pairs_within(500.0).len()));
    group.bench_function("rival: r-tree of fixes, build and query", |bencher| {
        bencher.iter(|| rivals::fixes_in_a_tree(&fleet, 500.0).len());
    });
    group.bench_function("rival: all pairs of tracks", |bencher| {
        bencher.iter(|| rivals::all_pairs(&fleet, 500.0).len());
    });
    group.finish();
}

/// The detectors, on an index that is there.
fn detection(criterion: &mut Criterion) {
    let sea = sea::Sea::new(1000, 1440);
    let fleet = build(&sea);
    let built = index(&fleet);
    let mut group = criterion.benchmark_group("detection");
    group.throughput(Throughput::Elements(fleet.fixes() as u64)).sample_size(10);
    group.bench_function("encounters", |bencher| bencher.iter(|| encounters(&built)));
    group.bench_function("gaps", |bencher| {
        let detector = GapDetector::new(GapParameters::default()).expect("default parameters are valid");
        bencher.iter(|| detector.detect(&built).len());
    });
    group.bench_function("loitering", |bencher| {
        let detector = LoiteringDetector::new(LoiteringParameters::default()).expect("default parameters are valid");
        bencher.iter(|| detector.detect(&built).len());
    });
    group.finish();
}

/// From the bytes of a file to encounters, at two sizes: the time a fix must not grow.
fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("file to encounters");
    for vessels in [100, 400] {
        let sea = sea::Sea::new(vessels, 1440);
        let csv = sea.marinecadastre();
        group.throughput(Throughput::Elements(sea.fixes() as u64)).sample_size(10);
        group.bench_function(format!("{vessels} vessels"), |bencher| {
            bencher.iter(|| {
                let fleet = read(&csv).build(&CleaningParameters::default()).expect("default parameters are valid");
                encounters(&index(&fleet))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading, building, pairs, detection, whole);
criterion_main!(benches);
