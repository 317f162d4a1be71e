use super::super::made::tag;
use super::*;

fn ms(fields: &str) -> Option<i64> {
    Tag::of(tag(fields).as_bytes()).ms
}

#[test]
fn times_are_in_seconds_or_milliseconds() {
    assert_eq!(ms("s:rORBCOMM000,c:1411920502"), Some(1_411_920_502_000));
    assert_eq!(ms("c:1411920502123,s:r"), Some(1_411_920_502_123));
    assert_eq!(ms("c:1411920502.5"), Some(1_411_920_502_500));
    assert_eq!(ms("c:yesterday"), None);
    assert_eq!(ms("si:AISD"), None);
}

#[test]
fn groups_have_one_name_in_both_forms() {
    let group = |fields: &str| Tag::of(tag(fields).as_bytes()).group;
    assert!(group("g:1-2-6745").is_some());
    assert_eq!(group("g:1-2-6745"), group("g:2-2-6745"));
    assert_eq!(group("1G2:6745,s:x"), group("2G2:6745"));
    assert_ne!(group("g:1-2-6745"), group("g:1-2-6746"));
    assert_eq!(group("g:"), None);
}

#[test]
fn several_blocks_add_up_and_a_damaged_one_says_nothing() {
    let good = tag("c:1411920502");
    let other = tag("s:station");
    let both = Tag::of(format!("{good}{other}").as_bytes());
    assert!(both.ms.is_some() && both.station.is_some());
    let damaged = Tag::of(format!("{}{other}", good.replace("c:1", "c:2")).as_bytes());
    assert!(damaged.ms.is_none() && damaged.station.is_some());
    assert_eq!(Tag::of(b"\\c:1411920502*53"), Tag::default());
    assert_eq!(Tag::of(b"\\\\"), Tag::default());
}
