use super::*;
use crate::ais::{Draught, StaticData};

const LIMITS: Limits = Limits { min_change_m: 0.3, max_lag_h: 72.0 };

fn hour(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

/// The change over a meeting from hour 100 to hour 110 of a ship that said these draughts, with their hours and destinations.
fn change_of(said: &[(i64, Option<f64>, &str)]) -> Option<DraughtChange> {
    let data: Vec<StaticData> = said
        .iter()
        .map(|(_, draught_m, destination)| StaticData {
            draught: draught_m.and_then(Draught::from_m),
            destination: Some((*destination).to_owned()),
            ..StaticData::default()
        })
        .collect();
    let changes: Vec<(i64, u32)> =
        said.iter().enumerate().map(|(number, (hours, ..))| (hours * 3_600_000, number as u32)).collect();
    change(StaticHistory::new(&changes, &data), (hour(100), hour(110)), LIMITS)
}

#[test]
fn a_ship_that_loaded_says_so_some_hours_later() {
    let change = change_of(&[(0, Some(8.2), "A"), (113, Some(12.6), "B")]).unwrap();
    assert_eq!((change.before_m, change.after_m, change.lag_h), (8.2, 12.6, 3.0));
    assert!((change.change_m() - 4.4).abs() < 1e-9);
}

#[test]
fn a_change_during_the_meeting_counts_with_a_negative_lag() {
    assert_eq!(change_of(&[(0, Some(8.2), "A"), (108, Some(12.6), "A")]).unwrap().lag_h, -2.0);
}

#[test]
fn noise_new_destinations_and_unset_draughts_are_no_change() {
    assert_eq!(change_of(&[(0, Some(8.2), "A"), (112, Some(8.3), "A"), (113, Some(8.4), "A")]), None);
    assert_eq!(change_of(&[(0, Some(8.2), "A"), (112, Some(8.2), "B")]), None);
    assert_eq!(change_of(&[(0, Some(8.2), "A"), (112, None, "B")]), None);
    assert_eq!(change_of(&[(0, None, "A"), (112, Some(8.2), "B")]), None, "not known before");
}

#[test]
fn a_change_before_the_meeting_or_a_week_later_is_not_of_it() {
    assert_eq!(change_of(&[(0, Some(8.2), "A"), (90, Some(12.0), "A")]), None);
    assert_eq!(change_of(&[(0, Some(8.2), "A"), (183, Some(12.0), "A")]), None);
    assert!(change_of(&[(0, Some(8.2), "A"), (181, Some(12.0), "A")]).is_some());
}

#[test]
fn cargo_goes_from_the_ship_that_rose_to_the_one_that_sank() {
    let changed = |before_m: f64, after_m: f64| Some(DraughtChange { before_m, after_m, time: hour(112), lag_h: 2.0 });
    assert_eq!(a_to_b(changed(15.0, 10.0), changed(8.0, 12.0)), Some(true));
    assert_eq!(a_to_b(changed(8.0, 12.0), changed(15.0, 10.0)), Some(false));
    assert_eq!(a_to_b(changed(8.0, 12.0), changed(8.0, 10.0)), None, "both sank");
    assert_eq!(a_to_b(changed(8.0, 12.0), None), None);
}
