use chrono::DateTime;
use proptest::prelude::*;

use super::*;

fn rfc(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
}

#[test]
fn every_spelling_of_an_iso_time_is_the_same_moment() {
    let moment = rfc("2018-06-02T19:00:00Z");
    for text in [
        "2018-06-02T19:00:00",
        "2018-06-02 19:00:00",
        " 2018-06-02 19:00:00 ",
        "2018-06-02T19:00",
        "2018-06-02T19:00:00Z",
        "2018-06-02T19:00:00.000000000Z",
        "2018-06-02T21:00:00+02:00",
        "2018-06-02T14:30:00-0430",
        "2018-06-02 19:00:00+00",
        "2018-06-02 19:00:00 UTC",
    ] {
        assert_eq!(iso(text.as_bytes()), Some(moment), "{text}");
    }
    assert_eq!(iso(b"2018-06-02T19:00:00.1239"), Some(moment + 123));
    assert_eq!(day_first(b"02/06/2018 19:00:00"), Some(moment));
    assert_eq!(day_first(b"2018-06-02 19:00:00"), Some(moment));
    assert_eq!(EARLIEST_MS, rfc("1990-01-01T00:00:00Z"));
}

#[test]
fn moments_that_do_not_exist_are_none() {
    for text in [
        "",
        "2018-02-29T00:00:00",
        "2018-13-01T00:00:00",
        "2018-00-10T00:00:00",
        "2018-06-31T00:00:00",
        "2018-06-02T24:00:00",
        "2018-06-02T19:60:00",
        "2018-06-02T19:00:60",
        "2018-06-02",
        "2018-06-02T19:00:00.",
        "2018-06-02T19:00:00 CEST",
        "2018-06-02T19:00:00+25:00",
        "1527966000",
    ] {
        assert_eq!(iso(text.as_bytes()), None, "{text}");
    }
    for text in ["29/02/2018 00:00:00", "06/13/2018 00:00:00", "1/6/2018 00:00:00", "02/06/2018 19:00:00Z"] {
        assert_eq!(day_first(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn days_agree_with_chrono_over_two_centuries() {
    let mut date = chrono::NaiveDate::from_ymd_opt(1899, 12, 25).unwrap();
    for _ in 0..73_500 {
        let text = format!("{date}T00:00:00");
        let expected = date.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp_millis();
        assert_eq!(iso(text.as_bytes()), Some(expected), "{text}");
        date = date.succ_opt().unwrap();
    }
}

proptest! {
    #[test]
    fn a_full_clock_is_read_as_any_clock_is(clock in "[0-3][0-9][:./;]?[0-7][0-9]:[0-7/:][0-9:;]") {
        let text = clock.as_bytes();
        let expected = clock_ms(text).filter(|(_, rest)| rest.is_empty()).map(|(of_day, _)| of_day);
        if let Ok(text) = text.try_into() {
            prop_assert_eq!(full_clock_ms(text), expected);
        }
    }

    #[test]
    fn no_other_text_is_a_full_clock(text in any::<[u8; 8]>(), at in 0_usize..8) {
        prop_assert_eq!(full_clock_ms(&text), clock_ms(&text).map(|(of_day, _)| of_day).filter(|_| text[5] == b':'));
        let mut clock = *b"19:00:00";
        clock[at] = text[at];
        // `19:00,00` is a clock without seconds.
        let expected = clock_ms(&clock).filter(|(_, rest)| rest.is_empty() && clock[5] == b':');
        prop_assert_eq!(full_clock_ms(&clock), expected.map(|(of_day, _)| of_day));
    }
}
