//! Times in the fixed layouts of AIS files, to milliseconds since 1970 in UTC.

const MS_PER_SECOND: i64 = 1000;
const SECONDS_PER_DAY: i64 = 86_400;

/// 1990-01-01T00:00:00Z: no AIS message is older.
pub(super) const EARLIEST_MS: i64 = 631_152_000_000;

/// `2018-06-02T19:00:00`, with a space for the `T`, without seconds, with a fraction, with `Z`,
/// `UTC` or an offset such as `+02:00`; without any of these it is UTC.
pub(super) fn iso(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else { return None };
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    let day = days(year, two(*m1, *m2)?, two(*d1, *d2)?)?;
    let [b'T' | b't' | b' ', clock @ ..] = rest else { return None };
    let (of_day, rest) = clock_ms(clock)?;
    Some(day * SECONDS_PER_DAY * MS_PER_SECOND + of_day - offset_ms(rest)?)
}

/// `02/06/2018 19:00:00`, day first, UTC; ISO layout is understood as well.
pub(super) fn day_first(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    let [d1, d2, b'/' | b'-' | b'.', m1, m2, b'/' | b'-' | b'.', y1, y2, y3, y4, b' ', clock @ ..] = text else {
        return iso(text);
    };
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    let day = days(year, two(*m1, *m2)?, two(*d1, *d2)?)?;
    let (of_day, rest) = clock_ms(clock)?;
    rest.is_empty().then_some(day * SECONDS_PER_DAY * MS_PER_SECOND + of_day)
}

/// The day of the row before, which is nearly always that of the next one.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// A date with the sign behind it, and when that day began.
    text: Option<[u8; 11]>,
    start_ms: i64,
}

impl Dates {
    /// What `read`, which is one of [`iso`] and [`day_first`], makes of the text.
    ///
    /// Only texts as long as `2018-06-02T19:00:00` are looked up: after a date of ten characters they have nothing but
    /// a clock.
    pub(super) fn moment_ms(&mut self, text: &[u8], read: fn(&[u8]) -> Option<i64>) -> Option<i64> {
        let Some((date, clock)) = text.split_first_chunk::<11>() else { return read(text) };
        let Some(of_day) = <&[u8; 8]>::try_from(clock).ok().and_then(full_clock_ms) else { return read(text) };
        if self.text != Some(*date) {
            // Any text whose clock stands here is a date and a clock, or nothing.
            self.start_ms = read(text)? - of_day;
            self.text = Some(*date);
        }
        Some(self.start_ms + of_day)
    }
}

/// `19:00:00`: milliseconds of the day. All characters are looked at together, as bytes of a word.
fn full_clock_ms(text: &[u8; 8]) -> Option<i64> {
    /// What has to be added to a digit above nine, or to anything in place of a colon, to reach the high bit.
    const OTHERS: u64 = u64::from_le_bytes([118, 118, 127, 118, 118, 127, 118, 118]);
    let digits = u64::from_le_bytes(*text) ^ u64::from_le_bytes(*b"00:00:00");
    let low_bits = digits & u64::from_le_bytes([0x7f; 8]);
    if ((low_bits + OTHERS) | digits) & u64::from_le_bytes([0x80; 8]) != 0 {
        return None;
    }
    // Each byte, times ten, plus the one after it.
    let [hour, _, _, minute, _, _, second, _] = (digits * 10 + (digits >> 8)).to_le_bytes().map(i64::from);
    (hour <= 23 && minute <= 59 && second <= 59).then_some(((hour * 60 + minute) * 60 + second) * MS_PER_SECOND)
}

/// `19:00`, `19:00:00` or `19:00:00.123`: milliseconds of the day and what follows.
fn clock_ms(text: &[u8]) -> Option<(i64, &[u8])> {
    let [h1, h2, b':', m1, m2, rest @ ..] = text else { return None };
    let (hour, minute) = (two(*h1, *h2)?, two(*m1, *m2)?);
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (two(*s1, *s2)?, rest),
        _ => (0, rest),
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (fraction, rest) = match rest {
        [b'.' | b',', rest @ ..] => fraction_ms(rest)?,
        _ => (0, rest),
    };
    Some((((hour * 60 + minute) * 60 + second) * MS_PER_SECOND + fraction, rest))
}

/// The digits after the decimal point in milliseconds (finer ones are cut) and what follows.
fn fraction_ms(text: &[u8]) -> Option<(i64, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let read = text[..digits].iter().chain(b"000").take(3);
    let value = read.fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    (digits > 0).then_some((value, &text[digits..]))
}

/// Offset from UTC in milliseconds of a zone suffix; none at all is UTC.
fn offset_ms(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text.trim_ascii() {
        b"" | b"Z" | b"z" | b"UTC" => return Some(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits {
        [h1, h2] => (two(*h1, *h2)?, 0),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (two(*h1, *h2)?, two(*m1, *m2)?),
        _ => return None,
    };
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes) * 60 * MS_PER_SECOND)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `None` if there is no such date.
///
/// Years are counted from March, so that the leap day is the last of its year; 153 days make
/// five months from March on.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719,468 days lie between 1 March of year 0 and 1 January 1970.
    Some(year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Two digits.
fn two(tens: u8, ones: u8) -> Option<i64> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
