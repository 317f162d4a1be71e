use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::*;

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_made_inert() {
    assert_eq!(text("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
    assert_eq!(text("+1"), "'+1");
    assert_eq!(text("-1+1"), "'-1+1");
    assert_eq!(text("@SUM(A1)"), "'@SUM(A1)");
    assert_eq!(text("\t=1"), "'\\t=1");
    assert_eq!(text("\r=1"), "'\\r=1");
    assert_eq!(text("＝1"), "'＝1");
}

#[test]
fn plain_text_stays_as_it_is() {
    assert_eq!(text("EVER GIVEN"), "EVER GIVEN");
    assert_eq!(text("a=b, 1-2"), "a=b, 1-2");
    assert_eq!(text("ØRESUND"), "ØRESUND");
    assert_eq!(text(""), "");
}

#[test]
fn control_characters_are_spelled_out_on_one_line() {
    assert_eq!(text("a\nb\0c"), "a\\nb\\u{0}c");
}

#[test]
fn a_name_cannot_be_turned_round() {
    assert_eq!(text("\u{202e}REKNAT"), "\\u{202e}REKNAT");
    assert_eq!(text("=\u{2066}1\u{2069}"), "'=\\u{2066}1\\u{2069}");
    assert_eq!(inert("=1\u{2028}\u{200f}"), "=1\\u{2028}\\u{200f}");
    // A name in Arabic is a name.
    assert_eq!(text("سفينة"), "سفينة");
}

#[test]
fn numbers_have_fixed_decimals_and_no_negative_zero() {
    assert_eq!(number(-117.791_234_56, 6), "-117.791235");
    assert_eq!(number(-0.000_000_01, 6), "0.000000");
    assert_eq!(number(2.0, 1), "2.0");
    assert_eq!(number(-0.04, 1), "0.0");
    assert_eq!(number(-10.0, 0), "-10");
    assert_eq!(number(f64::NAN, 1), "");
    assert_eq!(optional(None, 1), "");
}

/// As the standard library spells it, without a negative zero.
fn spelled(value: f64, decimals: usize) -> String {
    let spelled = format!("{value:.decimals$}");
    if spelled.parse() == Ok(0.0) { spelled.trim_start_matches('-').to_owned() } else { spelled }
}

proptest! {
    #[test]
    fn numbers_are_rounded_as_exact_decimals_are(
        value in prop_oneof![-180.0..180.0_f64, -1e4..1e4_f64, -1e12..1e12_f64, any::<f64>().prop_filter("", |v| v.is_finite())],
        eighths in -100_000..100_000_i32,
        hair in -3..=3_i64,
        decimals in 0..8_usize,
    ) {
        // Eighths, twentieths and what is next to them: half of a step, exactly or nearly.
        let next_to = |value: f64| f64::from_bits((value.to_bits() as i64 + hair) as u64);
        let ties = [f64::from(eighths) / 8.0, f64::from(eighths) / 20.0, f64::from(eighths) / 2e6];
        for value in [value].into_iter().chain(ties.map(|tie| if tie == 0.0 { tie } else { next_to(tie) })) {
            prop_assert_eq!(number(value, decimals), spelled(value, decimals));
            #[cfg(any(feature = "geojson", feature = "json"))]
            prop_assert_eq!(rounded(value, decimals).map(f64::to_bits), spelled(value, decimals).parse().ok().map(f64::to_bits));
        }
    }
}

#[test]
fn times_are_to_the_nearest_second() {
    let second = Utc.with_ymd_and_hms(2022, 1, 2, 23, 59, 59).unwrap();
    assert_eq!(time(second + chrono::Duration::milliseconds(499)), "2022-01-02T23:59:59Z");
    assert_eq!(time(second + chrono::Duration::milliseconds(500)), "2022-01-03T00:00:00Z");
}
