use proptest::prelude::*;

use super::*;
use crate::track::builder::packed::tests::usual_row;
use crate::track::builder::parcel::Plan;

fn row(mmsi: u32, number: usize) -> Row {
    Row { mmsi, time_ms: number as i64, ..Row::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn each_vessel_is_in_one_share_with_its_rows_in_the_order_of_taking(
        vessels in prop::collection::vec(prop_oneof![0_u32..5, 131_000_u32..131_100, 999_999_990..=999_999_999_u32], 1..200),
        rows in prop_oneof![0_usize..1000, FEW_ROWS - 2..FEW_ROWS + 2, FEW_ROWS..300_000],
    ) {
        let all: Vec<Row> = (0..rows).map(|number| row(vessels[number * 7919 % vessels.len()], number)).collect();
        let mut store = Store::default();
        all.iter().for_each(|&row| store.push(row));
        prop_assert_eq!(store.len(), all.len());
        let mut seen = std::collections::BTreeSet::new();
        let mut held = Vec::new();
        for share in store.into_shares() {
            let of_share: Vec<Row> = share.rows().collect();
            let mmsis: std::collections::BTreeSet<u32> = of_share.iter().map(|row| row.mmsi).collect();
            prop_assert!(seen.is_disjoint(&mmsis));
            seen.extend(mmsis);
            prop_assert!(of_share.is_sorted_by_key(|row| row.time_ms));
            held.extend(of_share);
        }
        held.sort_by_key(|row| row.time_ms);
        prop_assert_eq!(held, all);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn parcels_are_taken_as_their_rows_are(
        rows in prop::collection::vec(usual_row(), 1..3000),
        days_apart in prop_oneof![Just(0_i64), -800..800_i64],
    ) {
        let mut store = Store::default();
        (0..FEW_ROWS).for_each(|number| store.push(row(7, number)));
        let rows: Vec<Row> = rows
            .iter()
            .map(|row| Row { time_ms: row.time_ms - 1_700_000_000_000 + days_apart * 86_400_000, ..*row })
            .collect();
        let mut parcel = Parcel::default();
        parcel.pack(&rows, Some(Plan { window_ms: i64::MAX / 2, tolerance_ms: 3_600_000 }));
        let Some(contents) = parcel.contents else {
            // Of the time before 1970 and that after it.
            prop_assert!(days_apart == -1 || days_apart == 0);
            return Ok(());
        };
        prop_assert_eq!((contents.rows, contents.window), (rows.len(), rows[0].time_ms.div_euclid(i64::MAX / 2)));
        let times = rows.iter().map(|row| row.time_ms);
        prop_assert_eq!(Some(contents.span_ms), times.clone().min().zip(times.max()));
        match store.accepts(contents) {
            None => prop_assert!(days_apart.abs() >= 396),
            Some(later_ms) => {
                prop_assert!(days_apart.abs() <= 398);
                store.push_parcel(&parcel, later_ms, |mmsi, statics| mmsi % 10 + statics);
                prop_assert_eq!(store.len(), FEW_ROWS + rows.len());
                let mut held: Vec<Row> = store.into_shares().flat_map(|share| share.rows().collect::<Vec<_>>()).filter(|row| row.mmsi != 7).collect();
                let mut rows: Vec<Row> =
                    rows.iter().map(|row| Row { statics: row.mmsi % 10 + row.statics, ..*row }).collect();
                held.sort();
                rows.sort();
                prop_assert_eq!(held, rows);
            }
        }
    }
}

#[test]
fn vessels_are_spread_evenly() {
    let mut store = Store::default();
    for number in 0..640_000 {
        store.push(row(200_000_000 + (number * 7919 % 10_000) as u32, number));
    }
    let sizes: Vec<usize> = store.into_shares().map(|share| share.len()).collect();
    assert!(sizes.len() == 64 && sizes.iter().all(|rows| (8_000..=12_000).contains(rows)), "{sizes:?}");
}
