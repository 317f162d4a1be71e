//! Decimal numbers in text, read exactly and without a float where that can be avoided.

use super::cell::Cell;

/// Largest magnitude, before scaling, that a number of AIS data can have (epoch milliseconds).
const LIMIT: f64 = 1e15;

/// Powers of ten, by exponent.
const POWERS: [i64; 8] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Characters of a word.
const WORD: usize = 8;

/// A number as nearly all are: digits, perhaps with a point among them and a minus before, and no more decimals than
/// `places`. What is `None` here may still be a number.
///
/// A loop over the characters would end somewhere else for each field, and a processor that foresaw another end loses
/// more time than the digits take. So eight of them are treated together, as bytes of a word. Whether there is a point
/// can be foreseen for each column, so each has its own copy of this.
#[inline(always)]
pub(super) fn plain(cell: Cell<'_>, places: u32) -> Option<i64> {
    let negative = cell.word(0) as u8 == b'-';
    let start = usize::from(negative);
    let length = cell.len().checked_sub(start)?;
    let digits_at = |place: usize| cell.word(start + place) ^ spread(b'0');
    let first = digits_at(0);
    let whole = (others(first).trailing_zeros() / u8::BITS) as usize;
    let (value, decimals) = if whole >= length {
        (number(ending(first, length)?), 0)
    } else if whole < WORD {
        let decimals = length - whole - 1;
        let point = (first >> (8 * whole)) as u8;
        let fraction = ending(digits_at(whole + 1), decimals)?;
        if point != b'.' ^ b'0' || others(fraction) != 0 {
            return None;
        }
        let before = first & !(u64::MAX << (8 * whole));
        (number(ending(before, whole + decimals)? | fraction), decimals)
    } else {
        let rest = length - WORD;
        let second = ending(digits_at(WORD), rest)?;
        if others(second) != 0 {
            return None;
        }
        (number(first) * POWERS.get(rest)? + number(second), 0)
    };
    let power = POWERS.get((places as usize).checked_sub(decimals)?)?;
    let scaled = value.checked_mul(*power)?;
    Some(if negative { -scaled } else { scaled })
}

/// The first `count` bytes of a word as its last ones, behind zeros; `None` if that are none, or too many.
fn ending(word: u64, count: usize) -> Option<u64> {
    (1..=WORD).contains(&count).then(|| word << (8 * (WORD - count)))
}

/// The high bit of each byte that is above nine. Adding 118 to the low seven bits of a byte reaches the high bit if
/// they are ten or more, and never the next byte.
fn others(digits: u64) -> u64 {
    (((digits & spread(0x7f)) + spread(0x80 - 10)) | digits) & spread(0x80)
}

/// The number whose digits are the bytes of a word, the first one lowest: pairs are made of neighbours, then fours of
/// pairs, then eight of fours.
fn number(digits: u64) -> i64 {
    let pairs = (digits.wrapping_mul((10 << 8) + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul((100 << 16) + 1) >> 16) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul((10_000 << 32) + 1) >> 32).cast_signed()
}

/// A byte in each byte of a word.
const fn spread(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; WORD])
}

/// A number in text, times ten to the power of `places`, rounded half away from zero; `None` if
/// the text is no finite number or too large.
///
/// A comma is read as a decimal point, as some countries write it. `1.5e3` is understood.
pub(super) fn scaled<'a>(field: impl Into<Cell<'a>>, places: u32) -> Option<i64> {
    let cell = field.into();
    plain(cell, places).or_else(|| careful(cell.bytes(), places))
}

/// As [`scaled`], for any text.
fn careful(text: &[u8], places: u32) -> Option<i64> {
    let text = text.trim_ascii();
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let mut value: i64 = 0;
    let mut seen = false;
    // Decimal places still to fill; `None` before the point.
    let mut open: Option<u32> = None;
    let mut round_up = false;
    let mut rounded = false;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                let digit = i64::from(byte - b'0');
                match &mut open {
                    Some(0) => {
                        round_up |= !rounded && digit >= 5;
                        rounded = true;
                        continue;
                    }
                    Some(left) => *left -= 1,
                    None => {}
                }
                value = value.checked_mul(10)?.checked_add(digit)?;
            }
            b'.' | b',' if open.is_none() => open = Some(places),
            b'e' | b'E' if seen => return scaled_float(text, places),
            _ => return None,
        }
    }
    if !seen {
        return None;
    }
    for _ in 0..open.unwrap_or(places) {
        value = value.checked_mul(10)?;
    }
    value = value.checked_add(i64::from(round_up))?;
    Some(if negative { -value } else { value })
}

/// As [`scaled`], for numbers with an exponent.
fn scaled_float(text: &[u8], places: u32) -> Option<i64> {
    let value = float(text)?;
    let scaled = (value * 10_f64.powi(i32::try_from(places).ok()?)).round();
    (scaled.abs() < i64::MAX as f64 / 2.0).then_some(scaled as i64)
}

/// A finite number below 1e15 in magnitude; `None` for anything else.
pub(super) fn float(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text.trim_ascii()).ok()?;
    // "inf", "nan" and "infinity" are words to the standard library.
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    let value: f64 = match text.parse() {
        Ok(value) => value,
        Err(_) if text.contains(',') => text.replacen(',', ".", 1).parse().ok()?,
        Err(_) => return None,
    };
    (value.is_finite() && value.abs() < LIMIT).then_some(value)
}

/// A whole number that fits a `u32`; a fraction of zeros (`511.0`) is allowed.
pub(super) fn whole<'a>(field: impl Into<Cell<'a>>) -> Option<u32> {
    let cell = field.into();
    let number = plain(cell, 0).or_else(|| {
        // As many places as a u32 leaves room for.
        let billionths = careful(cell.bytes(), 9)?;
        (billionths % 1_000_000_000 == 0).then_some(billionths / 1_000_000_000)
    })?;
    u32::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_exact_and_round_half_away_from_zero() {
        assert_eq!(scaled(&b"33.01"[..], 7), Some(330_100_000));
        assert_eq!(scaled(&b"-117.789999949"[..], 7), Some(-1_177_899_999));
        assert_eq!(scaled(&b"-117.78999995"[..], 7), Some(-1_177_900_000));
        assert_eq!(scaled(&b" +0.05 "[..], 1), Some(1));
        assert_eq!(scaled(&b"0.0499"[..], 1), Some(0));
        assert_eq!(scaled(&b"57,8794"[..], 7), Some(578_794_000));
        assert_eq!(scaled(&b"1.2639560807591e+14"[..], 0), Some(126_395_608_075_910));
        assert_eq!(scaled(&b".5"[..], 0), Some(1));
        assert_eq!(scaled(&b"5."[..], 1), Some(50));
    }

    proptest! {
        #[test]
        fn the_quick_way_gives_what_the_careful_one_gives(
            text in "-?[0-9]{0,12}[.,]?[0-9]{0,9}[ e-]?",
            after in "[0-9.,-]{0,20}",
            places in 0_u32..8,
        ) {
            let row = format!("{text}{after}");
            let cell = Cell::new(row.as_bytes(), 0, text.len()).unwrap();
            let number = plain(cell, places);
            prop_assert_eq!(plain(Cell::from(text.as_bytes()), places), number);
            if number.is_some() {
                prop_assert_eq!(careful(text.as_bytes(), places), number);
            }
        }

        #[test]
        fn the_quick_way_reads_what_most_rows_have(whole in 0_u32..1000, fraction in "[0-9]{1,5}", after in "[0-9.,]{0,20}") {
            let text = format!("-{whole}.{fraction}");
            let row = format!("{text}{after}");
            let expected: f64 = text.parse().unwrap();
            prop_assert_eq!(plain(Cell::new(row.as_bytes(), 0, text.len()).unwrap(), 7), Some((expected * 1e7).round() as i64));
        }

        #[test]
        fn the_quick_way_reads_whole_numbers(number in -999_999_999_999_999_i64..=999_999_999_999_999) {
            prop_assert_eq!(plain(Cell::from(number.to_string().as_bytes()), 0), Some(number));
        }

        #[test]
        fn the_quick_way_takes_no_other_signs(text in prop::collection::vec(any::<u8>(), 0..13)) {
            let number = plain(Cell::from(text.as_slice()), 7);
            prop_assert!(number.is_none() || number == careful(&text, 7));
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", " ", "-", ".", "1.2.3", "NaN", "inf", "-inf", "12a", "1e999", "99999999999999999999", "e5"] {
            assert_eq!(scaled(text.as_bytes(), 7), None, "{text}");
        }
        for text in ["nan", "inf", "-inf", "-nan", "infinity", "1e400", ""] {
            assert_eq!(float(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers_may_carry_a_fraction_of_zeros() {
        assert_eq!(whole(&b"338148873.0"[..]), Some(338_148_873));
        assert_eq!(whole(&b"003669999"[..]), Some(3_669_999));
        assert_eq!(whole(&b"4294967295.000"[..]), Some(u32::MAX));
        assert_eq!(whole(&b"2.09000123e8"[..]), Some(209_000_123));
        for other in ["12.5", "311000112.04", "311000111.96", "4294967296.0"] {
            assert_eq!(whole(other.as_bytes()), None, "{other}");
        }
        assert_eq!(whole(&b"-1"[..]), None);
    }
}
