use super::*;
use crate::read::Reason;

fn report(read: u64, taken: u64, rejected: u64) -> ReadReport {
    ReadReport {
        rows_read: read,
        rows_taken: taken,
        rejected: BTreeMap::from([(Reason::OutsidePeriod, rejected)]),
        ..ReadReport::default()
    }
}

#[test]
fn every_row_is_accepted_or_a_duplicate_or_rejected() {
    let rows = RowCounts::new(&report(10, 7, 3), 2).unwrap();
    assert_eq!((rows.read, rows.accepted, rows.duplicates, rows.rejected), (10, 5, 2, 3));
    assert_eq!(rows.rejected_by_reason[Reason::OutsidePeriod.as_str()], 3);
}

#[test]
fn a_lost_row_is_a_defect() {
    assert!(matches!(RowCounts::new(&report(10, 6, 3), 2), Err(Error::Unbalanced(_))));
    assert!(matches!(RowCounts::new(&report(10, 7, 3), 8), Err(Error::Unbalanced(_))));
}

#[test]
fn a_summary_is_json_whose_run_alone_varies() {
    let empty = Summary {
        version: "0.0.0",
        passed_over: Vec::new(),
        rows: RowCounts::default(),
        vessels: 0,
        tracks: 0,
        fixes: 0,
        set_aside: BTreeMap::new(),
        events: EventCounts::default(),
        left_out_at_anchorages: EventCounts {
            encounters: 3,
            gaps: 0,
            loitering: 1,
            dark_rendezvous: 0,
            identity: 0,
            candidates: 0,
        },
        left_out_outside_area: EventCounts::default(),
        options: Options::default(),
        parameters: Config::default(),
        run: Run {
            inputs: vec!["ais.csv".into()],
            threads: 2,
            windows: 1,
            by_way_of_disk: false,
            stages: vec![Stage { name: "read", seconds: 1.5, peak_memory_bytes: None }],
        },
    };
    let mut bytes = Vec::new();
    summary(&empty, &mut bytes).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(json["parameters"]["encounter"]["max_distance_m"], 500.0);
    assert_eq!(json["left_out_at_anchorages"]["encounters"], 3);
    assert_eq!(json["run"]["stages"][0]["seconds"], 1.5);
    assert!(json["run"]["stages"][0]["peak_memory_bytes"].is_null());
    assert_eq!(bytes.last(), Some(&b'\n'));
}
