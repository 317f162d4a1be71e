use proptest::prelude::*;

use super::*;
use crate::track::builder::row::{NONE_U8, NONE_U16};

/// Values of a type at its ends, near zero and anywhere.
macro_rules! values {
    ($type:ty) => {
        prop_oneof![
            3 => any::<$type>(),
            1 => Just(<$type>::MAX),
            1 => Just(<$type>::MIN),
            4 => (0..5000_u16).prop_map(|value| value as $type),
        ]
    };
}

/// Rows that say anything at all.
pub(in crate::track) fn any_row() -> impl Strategy<Value = Row> {
    let place = (values!(i32), values!(i32));
    let small = (values!(u16), values!(u16), values!(u16), values!(u8), values!(u8));
    let mmsi = prop_oneof![0..3_u32, any::<u32>(), Just(999_999_999), Just((1 << 30) - 1), Just(1 << 30)];
    let statics = prop_oneof![values!(u32), Just((1 << 23) - 1), Just(1 << 23)];
    (mmsi, values!(i64), place, small, statics).prop_map(
        |(mmsi, time_ms, (latitude_e7, longitude_e7), (sog, cog, heading, status, flags), statics)| Row {
            mmsi,
            time_ms,
            latitude_e7,
            longitude_e7,
            sog,
            cog,
            heading,
            status,
            flags,
            statics,
        },
    )
}

/// Rows as they are on the air, within a day.
pub(in crate::track) fn usual_row() -> impl Strategy<Value = Row> {
    let speed = prop_oneof![0..1023_u16, Just(NONE_U16)];
    let course = prop_oneof![0..3600_u16, Just(NONE_U16)];
    let heading = prop_oneof![0..360_u16, Just(NONE_U16)];
    let status = prop_oneof![0..16_u8, Just(NONE_U8)];
    (any_row(), 200_000_000..200_000_009_u32, 0..86_400_000_i64, speed, course, heading, status, 0..8_u8, 0..4_u32)
        .prop_map(|(row, mmsi, ms, sog, cog, heading, status, flags, statics)| Row {
            mmsi,
            time_ms: 1_700_000_000_000 + ms,
            sog,
            cog,
            heading,
            status,
            flags,
            statics,
            ..row
        })
}

proptest! {
    #[test]
    fn what_fits_comes_out_as_it_went_in(row in prop_oneof![any_row(), usual_row()], about in values!(i64)) {
        for base in [base_ms(about), base_ms(row.time_ms), row.time_ms, i64::MIN, i64::MAX] {
            if let Some(packed) = Packed::new(&row, base) {
                prop_assert_eq!(packed.row(base), row);
                prop_assert_eq!((packed.mmsi(), packed.statics()), (row.mmsi, row.statics));
            }
        }
    }

    #[test]
    fn rows_on_the_air_fit(row in usual_row(), days in -397_i64..397) {
        prop_assert!(Packed::new(&row, base_ms(row.time_ms - days * 86_400_000)).is_some());
        prop_assert!(Packed::new(&row, base_ms(row.time_ms + 400 * 86_400_000)).is_none());
    }

    #[test]
    fn a_base_and_static_data_can_be_others(row in usual_row(), statics in 0..1_u32 << 23, earlier in 0..1_000_000_i64) {
        let base = base_ms(row.time_ms);
        let packed = Packed::new(&row, base).unwrap();
        let with = packed.with(statics, earlier as u64);
        prop_assert_eq!(with.row(base - earlier), Row { statics, ..row });
    }
}
