use proptest::prelude::*;

use super::*;

/// Values of a type at its ends, near zero and anywhere.
macro_rules! values {
    ($type:ty) => {
        prop_oneof![
            3 => any::<$type>(),
            1 => Just(<$type>::MAX),
            1 => Just(<$type>::MIN),
            4 => (0..2000_u16).prop_map(|value| value as $type),
        ]
    };
}

fn row() -> impl Strategy<Value = Row> {
    let place = (values!(i32), values!(i32));
    let small = (values!(u16), values!(u16), values!(u16), values!(u8), values!(u8));
    let mmsi = prop_oneof![0..3_u32, any::<u32>()];
    (mmsi, values!(i64), place, small, values!(u32)).prop_map(
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

/// Rows as they come: little differs from one to the next.
fn course() -> impl Strategy<Value = Vec<Row>> {
    let step = (0..5_u32, 0..70_000_i64, -40_000..40_000_i32, -300..300_i32, 0..1100_u16, 0..32_u8, 0..3_u32);
    prop::collection::vec(step, 1..3000).prop_map(|steps| {
        let mut now = Row { time_ms: 1_700_000_000_000, sog: 1023, cog: 4095, heading: 511, ..Row::default() };
        let next = |(mmsi, ms, north, east, sog, status, statics): (u32, i64, i32, i32, u16, u8, u32)| {
            now = Row {
                mmsi,
                time_ms: now.time_ms + ms,
                latitude_e7: now.latitude_e7.wrapping_add(north),
                longitude_e7: now.longitude_e7.wrapping_add(east),
                sog,
                status,
                statics,
                ..now
            };
            now
        };
        steps.into_iter().map(next).collect()
    })
}

proptest! {
    #[test]
    fn rows_come_out_as_they_went_in(rows in prop_oneof![prop::collection::vec(row(), 0..200), course()]) {
        let mut share = Share::default();
        rows.iter().for_each(|row| share.push(row));
        let vessels: Vec<(u32, usize)> = share.vessels().collect();
        for &(mmsi, count) in &vessels {
            prop_assert_eq!(count, rows.iter().filter(|row| row.mmsi == mmsi).count());
        }
        let mut unpacked = Vec::new();
        share.unpack(|number, row| {
            assert_eq!(vessels[number].0, row.mmsi);
            unpacked.push(row);
        });
        prop_assert_eq!(unpacked, rows);
    }
}

#[test]
fn a_row_of_a_moored_vessel_takes_fifteen_bytes() {
    let mut share = Share::default();
    for number in 0..1000 {
        let at = |metres: i32| 500_000_000 + 90 * metres * (number % 2);
        let row = Row {
            mmsi: 7,
            time_ms: i64::from(number) * 10_000,
            latitude_e7: at(9),
            longitude_e7: at(5),
            ..Row::default()
        };
        share.push(&row);
    }
    let used: usize = share.chunks.iter().map(Vec::len).sum();
    assert!((14_990..15_030).contains(&used), "{used}");
}
