use proptest::prelude::*;

use super::*;

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
            let mut of_share = Vec::new();
            share.unpack(|_, row| of_share.push(row));
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

#[test]
fn vessels_are_spread_evenly() {
    let mut store = Store::default();
    for number in 0..640_000 {
        store.push(row(200_000_000 + (number * 7919 % 10_000) as u32, number));
    }
    let sizes: Vec<usize> = store.into_shares().map(|share| share.vessels().map(|vessel| vessel.1).sum()).collect();
    assert!(sizes.len() == 64 && sizes.iter().all(|rows| (8_000..=12_000).contains(rows)), "{sizes:?}");
}
