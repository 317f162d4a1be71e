//! Dark rendezvous of a fleet in which every ship is silent once: `cargo bench --bench dark`.
//!
//! The sea grows with the fleet, so that each ship can have met about as many others. The last group is what it takes to
//! look at all pairs of silences instead of those whose prisms overlap.
#![allow(clippy::unwrap_used, missing_docs)]

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lightering::ais::{Mmsi, Position, PositionReport};
use lightering::detect::{DarkDetector, DarkParameters, Detector, Dwell, Prism};
use lightering::index::TrackIndex;
use lightering::track::{Fleet, FleetBuilder};

/// Numbers that look random and are the same everywhere.
struct Draws(u64);

impl Draws {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 33) as f64 / (1_u64 << 31) as f64)
    }
}

fn hour(hours: f64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 3, 1, 0, 0, 0).unwrap() + TimeDelta::seconds((hours * 3600.0) as i64)
}

/// A ship's fixes, one an hour for two days, but for a silence.
fn ship(number: u32, side_deg: f64, draws: &mut Draws) -> (Vec<PositionReport>, Prism) {
    let mmsi = Mmsi::new(200_000_000 + number).unwrap();
    let (latitude, longitude) = (draws.between(-0.5, 0.5) * side_deg, draws.between(-0.5, 0.5) * side_deg);
    let (north, east) = (draws.between(0.8, 1.2), draws.between(-1.2, 1.2));
    let place = |at: f64| Position::from_degrees(latitude + north * at / 10.0, longitude + east * at / 10.0).unwrap();
    let (from, until) = {
        let from = draws.between(8.0, 20.0).floor();
        (from, from + draws.between(6.0, 12.0).floor())
    };
    let hours = (0..48).map(f64::from).filter(|&at| at <= from || at >= until);
    let reports = hours.map(|at| PositionReport::new(mmsi, hour(at), place(at))).collect();
    let prism = Prism::new((hour(from), place(from)), Some((hour(until), place(until))), hour(until), 12.0).unwrap();
    (reports, prism)
}

fn sea(ships: u32) -> (Fleet, Vec<Prism>) {
    let (mut draws, mut builder, mut prisms) = (Draws(7), FleetBuilder::new(), Vec::new());
    let side_deg = (f64::from(ships) / 20.0).sqrt().min(100.0);
    for number in 0..ships {
        let (reports, prism) = ship(number, side_deg, &mut draws);
        reports.iter().for_each(|report| builder.push(report));
        prisms.push(prism);
    }
    (builder.build(&Default::default()).unwrap(), prisms)
}

fn dark(criterion: &mut Criterion) {
    let detector =
        DarkDetector::new(DarkParameters { max_reception_probability: 1.0, ..DarkParameters::default() }).unwrap();
    let mut group = criterion.benchmark_group("dark rendezvous");
    group.sample_size(10);
    for gaps in [1_000, 10_000, 100_000] {
        let (fleet, _) = sea(gaps);
        let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
        group.throughput(Throughput::Elements(u64::from(gaps)));
        group.bench_with_input(BenchmarkId::from_parameter(gaps), &index, |bencher, index| {
            bencher.iter(|| detector.detect(index).len());
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("longest dwell");
    let (_, prisms) = sea(1_000);
    let meeting: Vec<(usize, usize)> = (0..1000)
        .flat_map(|a| (a + 1..1000).map(move |b| (a, b)))
        .filter(|&(a, b)| Dwell::longest(&prisms[a], &prisms[b]).is_some())
        .take(2_000)
        .collect();
    group.throughput(Throughput::Elements(meeting.len() as u64));
    group.bench_function("pairs that can have met", |bencher| {
        bencher.iter(|| meeting.iter().filter_map(|&(a, b)| Dwell::longest(&prisms[a], &prisms[b])).count());
    });
    group.finish();

    let mut group = criterion.benchmark_group("all pairs");
    group.sample_size(10);
    for gaps in [1_000, 10_000] {
        let (_, prisms) = sea(gaps);
        group.throughput(Throughput::Elements(u64::from(gaps)));
        group.bench_with_input(BenchmarkId::from_parameter(gaps), &prisms, |bencher, prisms| {
            bencher.iter(|| {
                let others = |a: usize| prisms[a + 1..].iter();
                let met = |a: usize| others(a).filter(|b| Dwell::longest(&prisms[a], b).is_some()).count();
                (0..prisms.len()).map(met).sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, dark);
criterion_main!(benches);
