use super::*;

const TEN: i64 = 1_400_000_010_000;

fn with_sum(sum: u8) -> Stamps {
    Stamps { sum, sentences: 1, ..Stamps::default() }
}

fn announce(clock: &mut Clock, ms: i64, sum: u8) {
    clock.set(TimeLine::Announced { ms, sum: Some(sum).filter(|&sum| sum > 0) });
}

fn heard(clock: &mut Clock, stamps: Stamps) -> Option<i64> {
    clock.count(stamps);
    match clock.of(stamps) {
        Moment::Told(ms) => Some(ms),
        Moment::Written(ms) => ms,
    }
}

#[test]
fn an_announcement_is_for_the_sentence_that_it_names_and_for_no_other() {
    let mut clock = Clock::default();
    announce(&mut clock, 1, 0x51);
    announce(&mut clock, 2, 0x64);
    assert_eq!(heard(&mut clock, with_sum(0x12)), None);
    assert_eq!(heard(&mut clock, with_sum(0x64)), Some(2));
    assert_eq!(heard(&mut clock, with_sum(0x51)), Some(1));
    assert_eq!(heard(&mut clock, with_sum(0x51)), None);
}

#[test]
fn an_announcement_without_a_name_is_for_the_next_message_alone() {
    let mut clock = Clock::default();
    announce(&mut clock, 1, 0);
    assert_eq!(heard(&mut clock, with_sum(0x12)), Some(1));
    assert_eq!(heard(&mut clock, with_sum(0x12)), None);
    announce(&mut clock, 2, 0);
    let part = with_sum(0x0f);
    clock.count(part);
    clock.count(part);
    assert_eq!(clock.of(Stamps { sentences: 2, ..part }), Moment::Told(2));
}

#[test]
fn announcements_do_not_wait_for_ever() {
    let mut clock = Clock::default();
    announce(&mut clock, 1, 0x51);
    (0..LONGEST_WAIT).for_each(|_| assert_eq!(heard(&mut clock, with_sum(0x12)), None));
    assert_eq!(heard(&mut clock, with_sum(0x51)), None);
    (0..1000).for_each(|ms| announce(&mut clock, ms, 7));
    assert_eq!(clock.announced.len(), MOST_ANNOUNCED);
}

#[test]
fn the_station_knows_better_than_who_wrote_the_line() {
    let mut clock = Clock::default();
    clock.set(TimeLine::Now { ms: 9 });
    let written = Stamps { logger_ms: Some(8), ..with_sum(0x51) };
    announce(&mut clock, 1, 0x51);
    assert_eq!(heard(&mut clock, Stamps { tag_ms: Some(5), ..written }), Some(5));
    announce(&mut clock, 1, 0x51);
    assert_eq!(heard(&mut clock, written), Some(1));
    assert_eq!(heard(&mut clock, written), Some(8));
    assert_eq!(heard(&mut clock, with_sum(0x51)), Some(9));
}

#[test]
fn a_group_has_the_time_of_its_first_line() {
    let mut clock = Clock::default();
    let first = Stamps { group: Some(6745), tag_ms: Some(5), ..with_sum(1) };
    clock.count(first);
    assert_eq!(heard(&mut clock, Stamps { tag_ms: None, ..first }), Some(5));
    assert_eq!(heard(&mut clock, Stamps { tag_ms: None, group: Some(7), ..first }), None);
    (0..1000).for_each(|group| clock.count(Stamps { group: Some(group), ..first }));
    assert_eq!(clock.groups.len(), MOST_GROUPS);
}

#[test]
fn an_assumed_time_follows_the_seconds_of_position_reports() {
    let mut clock = Clock::new(Some(TEN));
    let second = |ms: Option<i64>| ms.unwrap() / 1000 % 60;
    let begin = second(Some(TEN)) as u8;
    assert_eq!(clock.assumed(None), Some(TEN));
    assert_eq!(clock.assumed(Some((begin + 20) % 60)), Some(TEN + 20_000));
    // A report that comes late does not turn a minute on, nor the time back.
    assert_eq!(clock.assumed(Some((begin + 15) % 60)), Some(TEN + 20_000));
    assert_eq!(clock.assumed(Some((begin + 45) % 60)), Some(TEN + 45_000));
    assert_eq!(clock.assumed(Some(begin)), Some(TEN + 60_000));
    // 60 to 63 say that there is no second.
    assert_eq!(clock.assumed(Some(60)), Some(TEN + 60_000));
    assert_eq!(Clock::default().assumed(Some(7)), None);
}
