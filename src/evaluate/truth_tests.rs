use super::*;
use crate::Error;

fn read(csv: &str) -> Result<TruthTable> {
    TruthTable::from_reader("truth.csv".as_ref(), csv.as_bytes())
}

#[test]
fn columns_come_in_any_order_and_case_and_others_are_passed_over() {
    let table =
        read("\u{feff}End,note,MMSI_B,Start,mmsi_a\n2024-03-01T12:00:00+02:00,x,2,2024-03-01T08:00:00Z,7\n").unwrap();
    let event = &table.events()[0];
    assert_eq!((event.mmsi_a.get(), event.mmsi_b.unwrap().get()), (2, 7), "a pair is put in order");
    assert_eq!((event.end - event.start).num_hours(), 2);
    assert_eq!(event.kind, "");
}

#[test]
fn an_event_of_one_vessel_has_one() {
    let table = read("mmsi,start,end,kind\n5,0,3600.5,silence\n").unwrap();
    let event = &table.events()[0];
    assert_eq!((event.mmsi_a.get(), event.mmsi_b), (5, None));
    assert_eq!((event.end - event.start).num_milliseconds(), 3_600_500);
    assert_eq!(event.kind, "silence");
}

#[test]
fn bad_rows_are_counted_and_the_first_is_named() {
    let table = read(
        "mmsi_a,mmsi_b,start,end\n1,2,0,60\n1,2,60,0\n1,1,0,60\nx,2,0,60\n,2,0,60\n1,2,soon,60\n1,2,0\n1,2,0,nan\n1,2,0,1e300\n3,4,0,0\n",
    )
    .unwrap();
    assert_eq!(table.events().len(), 2);
    assert_eq!(table.skipped().rows, 8);
    assert_eq!(table.skipped().first, Some((3, "ends before it starts".to_owned())));
}

#[test]
fn what_is_no_table_of_events_is_an_error_that_says_so() {
    let error = read("mmsi_a,mmsi_b,start\n1,2,0\n").unwrap_err().to_string();
    assert!(error.starts_with("truth.csv: has no column `end`"), "{error}");
    assert!(read("start,end\n0,1\n").unwrap_err().to_string().contains("mmsi_a"));
    assert!(matches!(read("mmsi,start,end\nx,0,1\n"), Err(Error::Row { row: 2, .. })));
    assert_eq!(read("mmsi,start,end\n").unwrap().events(), []);
    assert!(matches!(TruthTable::from_file("/no/such/file.csv".as_ref()), Err(Error::Io { .. })));
}
