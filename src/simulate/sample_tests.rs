use std::{collections::HashSet, fs, path::Path};

use super::{Channel, Kind, Relation, Sample, SilenceCause, Vessel};
use crate::random::Draws;

fn sample() -> Sample {
    Sample::new(Sample::SEED).unwrap()
}

#[test]
fn the_bundled_files_are_what_the_simulator_writes() {
    let folder = tempfile::tempdir().unwrap();
    sample().write(folder.path()).unwrap();
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    for name in Sample::FILES {
        let (made, kept) = (fs::read(folder.path().join(name)).unwrap(), fs::read(bundled.join(name)).unwrap());
        assert!(made == kept, "{name} differs: run the example make_sample");
    }
}

#[test]
fn nobody_meets_by_chance_and_every_transfer_is_real() {
    let Sample { scenario, truth, .. } = sample();
    for encounter in &truth.encounters {
        assert_ne!(encounter.relation, Relation::Chance, "{encounter:?}");
        if encounter.relation == Relation::Sts {
            assert!((40.0..120.0).contains(&encounter.min_distance_m), "{encounter:?}");
            let of = |mmsi| &scenario.actors.iter().find(|actor| actor.vessel.mmsi == mmsi).unwrap().voyage;
            for time in [encounter.start, encounter.end] {
                let (a, b) = (of(encounter.mmsi_a).ecef_at(time).unwrap(), of(encounter.mmsi_b).ecef_at(time).unwrap());
                assert!((a.distance(b) - 500.0).abs() < 0.1, "{encounter:?}");
            }
        }
    }
    let met = |relation| truth.encounters.iter().filter(|encounter| encounter.relation == relation).count();
    assert_eq!([met(Relation::Sts), met(Relation::Dark), met(Relation::SameMother)], [10, 1, 1]);
    let missed: HashSet<_> = truth.approaches.iter().map(|approach| approach.relation).collect();
    assert_eq!(
        missed,
        HashSet::from([
            Relation::Anchored,
            Relation::Overtaking,
            Relation::Pilot,
            Relation::SamePlace,
            Relation::Short
        ])
    );
}

#[test]
fn silent_ships_are_not_heard() {
    let Sample { rows, truth, .. } = sample();
    let mut causes = HashSet::new();
    for gap in truth.gaps.iter().filter(|gap| gap.cause != SilenceCause::Left) {
        causes.insert(gap.cause);
        let heard = rows
            .iter()
            .filter(|row| row.mmsi == Some(gap.mmsi))
            .any(|row| row.time > gap.start && gap.end.is_none_or(|end| row.time < end));
        assert!(!heard, "{gap:?}");
    }
    assert_eq!(causes.len(), 3);
}

#[test]
fn dirt_is_as_much_as_the_truth_says() {
    let Sample { rows, dirt, .. } = sample();
    let said = |kind| dirt.iter().filter(|fault| fault.kind == kind).map(|fault| fault.rows).sum::<usize>();
    let lines: HashSet<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    assert_eq!(rows.len() - lines.len(), said("duplicate") + said("duplicate-x5"));
    assert_eq!(rows.iter().filter(|row| row.mmsi.is_none()).count(), said("no-mmsi"));
    assert_eq!(rows.iter().filter(|row| row.malformed_time.is_some()).count(), said("malformed-time"));
    assert_eq!(rows.iter().filter(|row| row.latitude_deg == 91.0).count(), said("no-position"));
    assert_eq!(rows.iter().filter(|row| (20.0..40.0).contains(&row.latitude_deg)).count(), said("sign-flip"));
}

#[test]
fn another_seed_is_heard_otherwise_and_the_same_seed_the_same() {
    let (a, b) = (sample(), Sample::new(1).unwrap());
    assert_ne!(a.rows.len(), b.rows.len());
    assert_eq!(a.rows, sample().rows);
    assert_eq!(a.truth.encounters.len(), b.truth.encounters.len());
}

#[test]
fn invented_ships_share_no_name_and_no_number() {
    let ships: Vec<_> = (0..100).map(|number| Vessel::invented(number, Kind::Aframax).unwrap()).collect();
    assert_eq!(ships.iter().map(|ship| &ship.name).collect::<HashSet<_>>().len(), 100);
    assert_eq!(ships.iter().map(|ship| ship.mmsi).collect::<HashSet<_>>().len(), 100);
    assert!(ships.iter().all(|ship| ship.imo.is_some() && ship.mmsi.is_vessel()));
    assert!(Vessel::invented(1000, Kind::Tug).is_err());
}

#[test]
fn a_channel_that_loses_everything_hears_nothing() {
    let scenario = sample().scenario;
    assert!(Channel { loss: 1.0, ..Channel::default() }.hear(&scenario, 1).is_empty());
}

#[test]
fn draws_have_the_moments_they_should() {
    let mut draws = Draws::new(1, 2);
    let values: Vec<f64> = (0..20_000).map(|_| draws.normal(3.0)).collect();
    let mean = values.iter().sum::<f64>() / 20_000.0;
    let deviation = (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 20_000.0).sqrt();
    assert!(mean.abs() < 0.1 && (deviation - 3.0).abs() < 0.1, "{mean} {deviation}");
    assert!((0..1000).map(|_| draws.below(7)).all(|value| value < 7));
    assert_eq!(draws.below(0), 0);
}
