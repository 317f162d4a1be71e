//! How values are spelled in the outputs.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};

/// What a spreadsheet takes for the start of a formula.
///
/// The list is that of OWASP's *CSV Injection* page, the full-width forms included.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Text from the outside as one inert line for a cell.
///
/// As [`inert`], and an apostrophe in front keeps a spreadsheet from running the cell as a formula. Numbers are never passed
/// through here.
pub(crate) fn text(value: &str) -> Cow<'_, str> {
    let line = inert(value);
    if value.starts_with(FORMULA_STARTS) { Cow::Owned(format!("'{line}")) } else { line }
}

/// Text from the outside as one line on which all that is there is seen.
///
/// Characters that steer what comes after them are spelled out (`\n`, `\u{0}`, `\u{202e}`), not taken out: that a name holds
/// them is worth knowing, and two names that differ in them stay two.
pub(crate) fn inert(value: &str) -> Cow<'_, str> {
    // Nearly all texts are plain ASCII, of which it is soon told.
    let plain = value.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    if plain || !value.contains(steers) {
        return Cow::Borrowed(value);
    }
    let mut inert = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        if steers(character) {
            inert.extend(character.escape_default());
        } else {
            inert.push(character);
        }
    }
    Cow::Owned(inert)
}

/// Whether a character is none to be seen but steers those after it: the control characters, the two separators of lines and
/// paragraphs, and those that set or turn round the direction of text, by which a name can be made to read as another
/// (Unicode Standard Annex 9, section 2). Letters of scripts that are written from right to left are none of these.
pub(crate) fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A time to the nearest second, RFC 3339 in UTC with `Z`.
pub(crate) fn time(value: DateTime<Utc>) -> String {
    value.round_subsecs(0).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A number with a fixed count of decimals, without a negative zero; empty if it is not finite.
pub(crate) fn number(value: f64, decimals: usize) -> String {
    // Writing to a string cannot fail.
    let mut cell = String::new();
    if let Some((steps, in_one)) = steps(value, decimals) {
        let sign = if value < 0.0 && steps > 0 { "-" } else { "" };
        let (whole, part) = (steps / in_one, steps % in_one);
        let _ = match decimals {
            0 => write!(cell, "{sign}{whole}"),
            _ => write!(cell, "{sign}{whole}.{part:0decimals$}"),
        };
    } else if value.is_finite() {
        let _ = write!(cell, "{value:.decimals$}");
        if cell.starts_with('-') && !cell.contains(|digit: char| ('1'..='9').contains(&digit)) {
            cell.remove(0);
        }
    }
    cell
}

/// How many steps of the last decimal the size of a number is, and how many are in one; `None` where it takes more than doubles to tell.
///
/// Millions of numbers are written, and spelling a double out to the last digit takes ten times as long.
fn steps(value: f64, decimals: usize) -> Option<(u64, u64)> {
    let in_one = 10_u64.checked_pow(u32::try_from(decimals).ok()?)?;
    let product = value.abs() * in_one as f64;
    // So far the product is wrong by less than 1e-6, which matters only where it is as near as that to the middle between two steps.
    if in_one > 1 << 32 || product.is_nan() || product >= 4e9 {
        return None;
    }
    let whole = product as u64;
    let rest = product - whole as f64;
    ((rest - 0.5).abs() > 1e-5).then_some((whole + u64::from(rest > 0.5), in_one))
}

/// [`number`] of a value that may not be known; empty if it is not.
pub(crate) fn optional(value: Option<f64>, decimals: usize) -> String {
    value.map(|value| number(value, decimals)).unwrap_or_default()
}

/// The number that [`number`] spells, for JSON; `None` if it is not finite.
#[cfg(any(feature = "geojson", feature = "json"))]
pub(crate) fn rounded(value: f64, decimals: usize) -> Option<f64> {
    match steps(value, decimals) {
        // Both are whole and exact, so that what comes out is the double that is nearest to what is spelled.
        Some((steps, in_one)) if steps > 0 => Some((steps as f64 / in_one as f64).copysign(value)),
        Some(_) => Some(0.0),
        None => number(value, decimals).parse().ok(),
    }
}

/// Decimals of latitudes and longitudes: 0.1 m.
pub(crate) const DEGREE_DECIMALS: usize = 6;
/// Decimals of speeds in knots: what AIS itself reports.
pub(crate) const SPEED_DECIMALS: usize = 1;
/// Decimals of distances in metres.
pub(crate) const METRE_DECIMALS: usize = 1;
/// Decimals of distances in kilometres: a metre.
pub(crate) const KILOMETRE_DECIMALS: usize = 3;
/// Decimals of durations in hours: 3.6 seconds.
pub(crate) const HOUR_DECIMALS: usize = 3;
/// Decimals of probabilities that may be small.
pub(crate) const PROBABILITY_DECIMALS: usize = 6;
/// Decimals of shares.
pub(crate) const FRACTION_DECIMALS: usize = 4;

#[cfg(test)]
#[path = "cell_tests.rs"]
mod tests;
