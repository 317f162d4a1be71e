use std::sync::Mutex;

use proptest::prelude::*;

use super::*;

const MINUTE_MS: i64 = 60_000;

/// Rows with the names of their static data, by window.
type ByWindow = Vec<Vec<(Row, Option<String>)>>;

/// Static data come in another order in every other half hour of rows that are ten milliseconds apart.
fn row(number: usize, time_ms: i64) -> Row {
    let third = number as u32 % 3;
    Row {
        mmsi: 200_000_000 + number as u32 % 7,
        time_ms,
        latitude_e7: number as i32,
        statics: if (number / 180_000).is_multiple_of(2) { third } else { (3 - third) % 3 },
        ..Row::default()
    }
}

/// What was handed over, by window: rows with the names of their static data.
fn work_off(times_ms: &[i64], window_ms: i64, by_way_of_disk: bool, in_parcels: bool) -> (ByWindow, usize) {
    let taken = Mutex::new(Vec::new());
    let take = |reports: FleetBuilder, _| {
        let mut of_window = Vec::new();
        let FleetBuilder { rows, statics, .. } = reports;
        for share in rows.into_shares() {
            of_window.extend(share.rows().map(|row| {
                let name = row.statics.checked_sub(1).and_then(|id| statics[id as usize].name.clone());
                (Row { statics: 0, ..row }, name)
            }));
        }
        of_window.sort();
        taken.lock().unwrap().push(of_window);
        Ok(())
    };
    let mut windows = if by_way_of_disk && cfg!(feature = "spill") {
        Windows::by_way_of_disk(window_ms, take).unwrap()
    } else {
        Windows::in_order(window_ms, take)
    };
    let ids: Vec<StaticId> = ["first", "second"]
        .map(|name| windows.intern(StaticData { name: Some(name.into()), ..StaticData::default() }))
        .to_vec();
    let rows: Vec<Row> = times_ms.iter().enumerate().map(|(number, &time_ms)| row(number, time_ms)).collect();
    let mut parcel = Parcel::default();
    for block in rows.chunks(100) {
        let id = |_, number: u32| number.checked_sub(1).map(|id| ids[id as usize]);
        if in_parcels {
            parcel.pack(block, windows.plan());
            windows.push_parcel(&mut parcel, block, id);
        } else {
            windows.push_rows(block, id);
        }
    }
    let out_of_order = windows.finish().unwrap();
    assert_eq!(windows.len(), rows.len());
    drop(windows);
    (taken.into_inner().unwrap(), out_of_order)
}

/// The same by sorting.
fn sorted(times_ms: &[i64], window_ms: i64) -> ByWindow {
    let mut windows: BTreeMap<i64, Vec<(Row, Option<String>)>> = BTreeMap::new();
    for (number, &time_ms) in times_ms.iter().enumerate() {
        let row = row(number, time_ms);
        let name = [None, Some("first".to_owned()), Some("second".to_owned())][row.statics as usize].clone();
        windows.entry(time_ms.div_euclid(window_ms)).or_default().push((Row { statics: 0, ..row }, name));
    }
    let mut windows: Vec<_> = windows.into_values().collect();
    windows.iter_mut().for_each(|rows| rows.sort());
    windows
}

proptest! {
    #[test]
    fn every_row_is_in_its_window_with_its_static_data(
        times in prop::collection::vec(-200_000..200_000_i64, 0..800),
        window_ms in 1..90_000_i64,
        by_way_of_disk: bool,
        in_parcels: bool,
    ) {
        let (taken, out_of_order) = work_off(&times, window_ms, by_way_of_disk, in_parcels);
        prop_assert_eq!(taken, sorted(&times, window_ms));
        prop_assert_eq!(out_of_order, 0);
    }
}

#[test]
fn a_window_is_worked_off_while_the_next_is_read_and_what_comes_too_late_is_counted() {
    let mut times: Vec<i64> = (0..2 * SETTLED_ROWS as i64).map(|number| number * 20).collect();
    let window_ms = 30 * MINUTE_MS;
    let by_window = sorted(&times, window_ms);
    for in_parcels in [false, true] {
        let (taken, out_of_order) = work_off(&times, window_ms, false, in_parcels);
        assert!(taken == by_window && out_of_order == 0);
    }
    times.push(5);
    for in_parcels in [false, true] {
        let (_, out_of_order) = work_off(&times, window_ms, false, in_parcels);
        assert_eq!(out_of_order, 1);
        if cfg!(feature = "spill") {
            let (taken, out_of_order) = work_off(&times, window_ms, true, in_parcels);
            assert_eq!((taken[0].len(), out_of_order), (window_ms as usize / 20 + 1, 0));
        }
    }
}

/// How many positions and static reports each window was given, after static data for the first and the last of them at the end.
fn with_late_statics(by_way_of_disk: bool) -> (Vec<(usize, usize)>, usize) {
    let taken = Mutex::new(Vec::new());
    let take = |reports: FleetBuilder, _| {
        taken.lock().unwrap().push((reports.len(), reports.static_reports.len()));
        Ok(())
    };
    let window_ms = SETTLED_ROWS as i64 * 20;
    let mut windows = match by_way_of_disk {
        true => Windows::by_way_of_disk(window_ms, take).unwrap(),
        false => Windows::in_order(window_ms, take),
    };
    let id = windows.intern(StaticData { name: Some("first".into()), ..StaticData::default() });
    let mmsi = Mmsi::new(200_000_000).unwrap();
    windows.push_static(mmsi, 5, id);
    let rows: Vec<Row> = (0..3 * SETTLED_ROWS).map(|number| row(number, number as i64 * 20)).collect();
    rows.chunks(10_000).for_each(|block| windows.push_rows(block, |_, _| None));
    windows.push_static(mmsi, 7, id);
    windows.push_static(mmsi, 4 * window_ms, id);
    let out_of_order = windows.finish().unwrap();
    drop(windows);
    (taken.into_inner().unwrap(), out_of_order)
}

#[test]
fn static_data_go_to_the_window_of_their_time_and_are_out_of_order_when_that_was_worked_off() {
    let rows = SETTLED_ROWS;
    assert_eq!(with_late_statics(false), (vec![(rows, 1), (rows, 0), (rows, 0), (0, 1)], 1));
    if cfg!(feature = "spill") {
        assert_eq!(with_late_statics(true), (vec![(rows, 2), (rows, 0), (rows, 0), (0, 1)], 0));
    }
}

#[test]
fn a_window_is_told_that_it_is_all_there_is_only_where_that_is_so() {
    let told = |times_ms: &[i64], by_way_of_disk: bool| {
        let told = Mutex::new(Vec::new());
        let take = |_, is_all| {
            told.lock().unwrap().push(is_all);
            Ok(())
        };
        let mut windows = match by_way_of_disk && cfg!(feature = "spill") {
            true => Windows::by_way_of_disk(MINUTE_MS, take).unwrap(),
            false => Windows::in_order(MINUTE_MS, take),
        };
        let rows: Vec<Row> = times_ms.iter().enumerate().map(|(number, &time_ms)| row(number, time_ms)).collect();
        rows.chunks(10_000).for_each(|block| windows.push_rows(block, |_, _| None));
        windows.finish().unwrap();
        drop(windows);
        told.into_inner().unwrap()
    };
    for by_way_of_disk in [false, true] {
        assert_eq!(told(&[1, 2, 3], by_way_of_disk), [true]);
        assert_eq!(told(&[1, MINUTE_MS], by_way_of_disk), [false, false]);
        // The first was worked off before the end, so that one is left.
        let later = vec![2 * MINUTE_MS; SETTLED_ROWS];
        assert_eq!(told(&[&[0][..], &later].concat(), by_way_of_disk), [false, false]);
    }
}

#[test]
fn what_is_handed_over_ahead_of_rows_that_stand_before_it_ends_no_window() {
    const HOUR_MS: i64 = 60 * MINUTE_MS;
    let taken = Mutex::new(Vec::new());
    let mut windows = Windows::in_order(10 * HOUR_MS, |reports: FleetBuilder, _| {
        taken.lock().unwrap().push(reports.len());
        Ok(())
    });
    let rows = |from_ms: i64, count: usize| (0..count).map(|number| row(number, from_ms + number as i64)).collect();
    let (earlier, later): (Vec<Row>, Vec<Row>) = (rows(0, 1000), rows(12 * HOUR_MS, SETTLED_ROWS));
    let mut ahead = Ahead::default();
    windows.push_rows_ahead(&later, |_, _| None, &mut ahead);
    windows.push_rows(&earlier, |_, _| None);
    assert!(taken.lock().unwrap().is_empty());
    windows.settle(&mut ahead);
    assert_eq!(*taken.lock().unwrap(), [1000]);
    windows.push_rows(&rows(0, 1), |_, _| None);
    assert_eq!(windows.finish().unwrap(), 1);
}
