//! Decimal numbers in text, read exactly and without a float where that can be avoided.

/// Largest magnitude, before scaling, that a number of AIS data can have (epoch milliseconds).
const LIMIT: f64 = 1e15;

/// Powers of ten, by exponent.
const POWERS: [i64; 8] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Most characters of a number without its sign that [`plain`] reads: the result fits easily.
const MAX_PLAIN: usize = 11;

/// A number as nearly all are: digits, perhaps with a point among them and a minus before, and no more decimals than
/// `places`. What is `None` here may still be a number.
fn plain(text: &[u8], places: u32) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.len() > MAX_PLAIN {
        return None;
    }
    let mut value: i64 = 0;
    let mut point = None;
    for (at, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            value = value * 10 + i64::from(digit);
        } else if byte == b'.' && point.is_none() {
            point = Some(at);
        } else {
            return None;
        }
    }
    let (seen, decimals) = match point {
        Some(point) => (digits.len() - 1, digits.len() - 1 - point),
        None => (digits.len(), 0),
    };
    if seen == 0 {
        return None;
    }
    let scaled = value * POWERS.get((places as usize).checked_sub(decimals)?)?;
    Some(if negative { -scaled } else { scaled })
}

/// A number in text, times ten to the power of `places`, rounded half away from zero; `None` if
/// the text is no finite number or too large.
///
/// A comma is read as a decimal point, as some countries write it. `1.5e3` is understood.
pub(super) fn scaled(text: &[u8], places: u32) -> Option<i64> {
    plain(text, places).or_else(|| careful(text, places))
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
pub(super) fn whole(text: &[u8]) -> Option<u32> {
    let tenths = scaled(text, 1)?;
    if tenths % 10 != 0 {
        return None;
    }
    u32::try_from(tenths / 10).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_exact_and_round_half_away_from_zero() {
        assert_eq!(scaled(b"33.01", 7), Some(330_100_000));
        assert_eq!(scaled(b"-117.789999949", 7), Some(-1_177_899_999));
        assert_eq!(scaled(b"-117.78999995", 7), Some(-1_177_900_000));
        assert_eq!(scaled(b" +0.05 ", 1), Some(1));
        assert_eq!(scaled(b"0.0499", 1), Some(0));
        assert_eq!(scaled(b"57,8794", 7), Some(578_794_000));
        assert_eq!(scaled(b"1.2639560807591e+14", 0), Some(126_395_608_075_910));
        assert_eq!(scaled(b".5", 0), Some(1));
        assert_eq!(scaled(b"5.", 1), Some(50));
    }

    proptest! {
        #[test]
        fn the_quick_way_gives_what_the_careful_one_gives(text in "-?[0-9]{0,12}[.,]?[0-9]{0,9}[ e-]?", places in 0_u32..8) {
            if let Some(number) = plain(text.as_bytes(), places) {
                prop_assert_eq!(careful(text.as_bytes(), places), Some(number));
            }
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
        assert_eq!(whole(b"338148873.0"), Some(338_148_873));
        assert_eq!(whole(b"003669999"), Some(3_669_999));
        assert_eq!(whole(b"12.5"), None);
        assert_eq!(whole(b"-1"), None);
    }
}
