use chrono::TimeDelta;

use super::*;
use crate::detect::{Detector, EncounterDetector, GapDetector, LoiteringDetector};
use crate::index::TrackIndex;
use crate::simulate::Voyage;
use crate::track::FleetBuilder;

fn read(csv: &[u8]) -> Vec<Alert> {
    AlertTable::from_reader("alerts.csv".as_ref(), csv).unwrap().into_alerts()
}

/// The same up to what the files round: times to a second, scores to a few decimals.
fn assert_same(of_events: &[Alert], of_file: &[Alert]) {
    assert!(!of_events.is_empty());
    assert_eq!(of_events.len(), of_file.len());
    for (event, row) in of_events.iter().zip(of_file) {
        assert_eq!((event.mmsi_a, event.mmsi_b), (row.mmsi_a, row.mmsi_b));
        assert!((event.start - row.start).abs() < TimeDelta::seconds(1));
        assert!((event.end - row.end).abs() < TimeDelta::seconds(1));
        assert!((event.score - row.score).abs() < 1e-3, "{event:?} {row:?}");
    }
}

#[test]
fn the_files_of_the_command_say_what_the_events_say() {
    let noon: DateTime<Utc> = "2024-03-01T12:00:00Z".parse().unwrap();
    let hour = TimeDelta::hours(1);
    let host = Voyage::of(Mmsi::new(636_000_002).unwrap())
        .starting(noon, 30.0, 150.0)
        .drift(8.0, 0.0, 0.6)
        .sail(20.0, 90.0, 12.0)
        .silence(noon + hour * 10, noon + hour * 20);
    let guest = Voyage::of(Mmsi::new(636_000_001).unwrap())
        .starting(noon, 29.9, 150.0)
        .alongside(&host, 0.0, 80.0, noon + hour, noon + hour * 5)
        .sail(1.0, 180.0, 11.0);
    let mut builder = FleetBuilder::new();
    for report in [host, guest].iter().flat_map(|ship| ship.reports(TimeDelta::minutes(4))) {
        builder.push(&report);
    }
    let fleet = builder.build(&Default::default()).unwrap();
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();

    let encounters = EncounterDetector::new(Default::default()).unwrap().detect(&index);
    let mut csv = Vec::new();
    crate::write::encounters(&encounters, &mut csv).unwrap();
    let alerts: Vec<Alert> = encounters.iter().map(Alert::from).collect();
    assert_same(&alerts, &read(&csv));
    assert_eq!(read(&csv)[0].kind, "drifting");

    let gaps = GapDetector::new(Default::default()).unwrap().detect(&index);
    let mut csv = Vec::new();
    crate::write::gaps(&gaps, &mut csv).unwrap();
    assert_same(&gaps.iter().map(Alert::from).collect::<Vec<_>>(), &read(&csv));

    let loitering = LoiteringDetector::new(Default::default()).unwrap().detect(&index);
    let mut csv = Vec::new();
    crate::write::loitering(&loitering, &mut csv).unwrap();
    assert_same(&loitering.iter().map(Alert::from).collect::<Vec<_>>(), &read(&csv));
}

#[test]
fn a_score_that_is_given_goes_before_all_that_it_could_be_made_of() {
    let alerts =
        read(b"mmsi_a,mmsi_b,kind,start,end,score,contact_h\n2,1,dark-dark,0,7200,-1.5,2\n2,,unseen,0,7200,,\n");
    assert_eq!((alerts[0].mmsi_a.get(), alerts[0].score), (1, -1.5));
    assert_eq!((alerts[1].mmsi_b, alerts[1].score), (None, 2.0));
    assert_eq!(alerts[0].kind, "dark-dark");
}

#[test]
fn a_score_that_is_no_number_costs_the_row() {
    let table =
        AlertTable::from_reader("a.csv".as_ref(), &b"mmsi,start,end,score\n1,0,60,nan\n1,0,60,2\n"[..]).unwrap();
    assert_eq!((table.alerts().len(), table.skipped().rows), (1, 1));
    assert_eq!(table.skipped().first.as_ref().unwrap().1, "score `nan` is no number");
}
