use proptest::prelude::*;

use super::*;
use crate::track::builder::packed;
use crate::track::builder::packed::tests::{any_row, usual_row};

proptest! {
    #[test]
    fn rows_come_out_as_they_went_in(
        mut rows in prop::collection::vec(prop_oneof![1 => any_row(), 4 => usual_row()], 0..300),
        base_ms in prop_oneof![any::<i64>(), Just(1_700_000_000_000)],
        later_ms in 0..1_000_000_i64,
    ) {
        let mut share = Share::new(base_ms, &Home::default());
        let mut twice = Vec::new();
        for row in &rows {
            // Some come packed from elsewhere, with other static data.
            let base_ms = base_ms.saturating_add(later_ms);
            let elsewhere = Packed::new(&Row { statics: 5, ..*row }, base_ms);
            match elsewhere.filter(|_| row.cog % 2 == 0 && packed::since(row.time_ms, share.base_ms).is_some()) {
                Some(packed) if row.statics < 1 << 23 => {
                    let later_ms = base_ms.wrapping_sub(share.base_ms) as u64;
                    share.push_packed(&[packed, packed], later_ms, |_| row.statics);
                    twice.push(*row);
                }
                _ => share.push(*row),
            }
        }
        rows.append(&mut twice);
        prop_assert_eq!(share.len(), rows.len());
        let mut held: Vec<Row> = share.packed().map(|packed| packed.row(share.base_ms())).collect();
        prop_assert!(held.iter().map(|row| row.mmsi).eq(share.packed().map(Packed::mmsi)));
        held.extend(share.wide());
        prop_assert!(share.rows().eq(held.iter().copied()));
        held.sort_unstable();
        rows.sort_unstable();
        prop_assert_eq!(held, rows);
    }

    #[test]
    fn rows_on_the_air_keep_their_order(rows in prop::collection::vec(usual_row(), 0..300)) {
        let mut share = Share::new(packed::base_ms(1_700_000_000_000), &Home::default());
        rows.iter().for_each(|&row| share.push(row));
        prop_assert!(share.rows().eq(rows));
    }
}
