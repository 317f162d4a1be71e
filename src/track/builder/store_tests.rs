use proptest::prelude::*;

use super::*;

fn row(mmsi: u32, number: usize) -> Row {
    Row { mmsi, time_ms: number as i64, ..Row::default() }
}

proptest! {
    #[test]
    fn ranges_are_in_order_and_hold_every_row_in_the_order_of_taking(
        mmsis in prop::collection::vec(prop_oneof![0_u32..5, 131_000_u32..131_100, 999_999_990..=999_999_999_u32], 0..400),
        chunk_rows in 1_usize..30,
    ) {
        let mut store = Store::with_chunks(chunk_rows);
        for (number, &mmsi) in mmsis.iter().enumerate() {
            store.push(row(mmsi, number));
        }
        prop_assert_eq!(store.len(), mmsis.len());
        let mut highest = None;
        let mut all = Vec::new();
        for share in store.into_shares() {
            prop_assert!(share.iter().all(|chunk| chunk.len() <= chunk_rows));
            let mut rows: Vec<Row> = share.iter().flat_map(Chunk::iter).collect();
            prop_assert!(highest.is_none_or(|highest| rows.iter().all(|row| row.mmsi > highest)));
            highest = rows.iter().map(|row| row.mmsi).max().or(highest);
            // Rows of one vessel are still in the order of taking.
            let taken = rows.clone();
            rows.sort_by_key(|row| row.mmsi);
            let mut sorted = taken;
            sorted.sort();
            prop_assert_eq!(&rows, &sorted);
            all.extend(rows);
        }
        let mut expected: Vec<Row> = mmsis.iter().enumerate().map(|(number, &mmsi)| row(mmsi, number)).collect();
        expected.sort();
        prop_assert_eq!(all, expected);
    }
}

#[test]
fn a_store_of_many_vessels_is_split_evenly() {
    let mut store = Store::with_chunks(100);
    for number in 0..10_000 {
        store.push(row(200_000_000 + (number * 7919 % 1000) as u32, number));
    }
    let sizes: Vec<usize> = store.into_shares().map(|share| share.iter().map(Chunk::len).sum()).collect();
    assert!(sizes.len() >= 100 && sizes.iter().all(|&rows| rows <= 100), "{sizes:?}");
}
