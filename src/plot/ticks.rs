//! Round numbers for axes.

use chrono::{DateTime, Timelike, Utc};

const MINUTE_MS: i64 = 60_000;

/// The round numbers within a range: multiples of 1, 2 or 5 times a power of ten, at most `most`.
pub(super) fn numbers(low: f64, high: f64, most: usize) -> Vec<f64> {
    let step = step(low, high, most);
    let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
    (first..=last).map(|multiple| multiple as f64 * step).collect()
}

/// The distance between the numbers.
pub(super) fn step(low: f64, high: f64, most: usize) -> f64 {
    let rough = ((high - low) / most as f64).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|digit| digit * power).find(|&step| step >= rough).unwrap_or(10.0 * power)
}

/// A number without the dust of binary fractions, with a proper minus.
pub(super) fn number(value: f64) -> String {
    ((value * 1e6).round() / 1e6 + 0.0).to_string().replace('-', "\u{2212}")
}

/// The round times within a range, at most `most` where the steps allow.
pub(super) fn times(from_ms: i64, to_ms: i64, most: i64) -> Vec<i64> {
    let minutes = [5, 10, 15, 30, 60, 120, 180, 360, 720];
    let span = to_ms - from_ms;
    let step = minutes
        .into_iter()
        .map(|minutes| minutes * MINUTE_MS)
        .find(|step| span / step <= most)
        .unwrap_or_else(|| (span / most / (1440 * MINUTE_MS) + 1) * 1440 * MINUTE_MS);
    let first = from_ms.div_euclid(step) + i64::from(from_ms.rem_euclid(step) > 0);
    (first..=to_ms.div_euclid(step)).map(|multiple| multiple * step).collect()
}

/// The time of day, or the date at midnight.
pub(super) fn clock(time: DateTime<Utc>) -> String {
    let midnight = time.num_seconds_from_midnight() == 0;
    time.format(if midnight { "%-d %b" } else { "%H:%M" }).to_string()
}

/// A distance in the unit that suits it.
pub(super) fn metres(metres: f64) -> String {
    if metres >= 1000.0 { format!("{} km", number(metres / 1000.0)) } else { format!("{} m", number(metres)) }
}
