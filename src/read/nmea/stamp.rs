//! Times that loggers and receivers write: before a sentence, behind it, and on lines of their own.

use chrono::NaiveDate;
use memchr::memchr;

use super::sentence::hex;
use crate::read::mapped::seconds_or_ms;
use crate::read::{number, time};

/// 2001-09-09: the first second of ten digits. A number with fewer may as well be an MMSI or the name of a station.
const FIRST_MS: i64 = 1_000_000_000_000;

/// A line that gives other lines their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeLine {
    /// `$PGHP`: when the sentence, or the sentences of the message, were received that follow. `sum` is their checksum,
    /// all of them taken together by exclusive or; `None` where the line does not say.
    Announced { ms: i64, sum: Option<u8> },
    /// `$GPZDA`: what time it is.
    Now { ms: i64 },
}

/// What stands behind the checksum.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct After<'a> {
    pub(super) ms: Option<i64>,
    /// The receiving station: `r003669930` in the logs of the US Coast Guard, `b` for a base station.
    pub(super) station: Option<&'a [u8]>,
}

/// What the fields behind the checksum say: `,r003669930,1124175591`.
pub(super) fn after(text: &[u8]) -> After<'_> {
    let mut after = After::default();
    if text.is_empty() {
        return after;
    }
    for field in text.split(|&byte| byte == b',') {
        match trimmed(field) {
            [b'r' | b'b', ..] if after.station.is_none() => after.station = Some(trimmed(field)),
            field => after.ms = moment(field).or(after.ms),
        }
    }
    after
}

/// The time with which a line begins, before the sentence and its tag blocks.
pub(super) fn before(text: &[u8]) -> Option<i64> {
    let text = memchr(b'\\', text).map_or(text, |tag| &text[..tag]);
    let text = trimmed(text);
    if text.is_empty() {
        return None;
    }
    let column = |separator: fn(&u8) -> bool| text.split(separator).next().map(trimmed).and_then(moment);
    moment(text)
        .or_else(|| column(|&byte| matches!(byte, b',' | b';' | b'\t')))
        .or_else(|| column(|&byte| byte == b' '))
}

/// A moment as text or as a number of seconds or milliseconds.
fn moment(text: &[u8]) -> Option<i64> {
    if !text.first()?.is_ascii_digit() {
        return None;
    }
    let number = || number::scaled(text, 3).map(seconds_or_ms).filter(|&ms| ms >= FIRST_MS);
    time::iso(text).or_else(number)
}

/// Without space and whatever else may stand around a column.
fn trimmed(mut text: &[u8]) -> &[u8] {
    const AROUND: [u8; 9] = *b" \t\r,;[]\"'";
    while let [first, rest @ ..] = text
        && AROUND.contains(first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && AROUND.contains(last)
    {
        text = rest;
    }
    text
}

/// The time that a sentence, without its first character and its checksum, gives other lines.
pub(super) fn time_line(body: &[u8]) -> Option<TimeLine> {
    match body {
        [b'P', b'G', b'H', b'P', b',', ..] => announced(body),
        [_, _, b'Z', b'D', b'A', b',', ..] => now(body),
        _ => None,
    }
}

/// `PGHP,1,2013,11,12,12,0,3,630,219,,2190051,1,23`: an internal message of a network of base stations, of type 1, with
/// the moment of reception, the country, region and station, and the checksum of what was received. 0 stands for a
/// checksum that is not known, too, as for what a base station sent itself.
fn announced(body: &[u8]) -> Option<TimeLine> {
    let mut fields = body.split(|&byte| byte == b',');
    let (_, kind) = (fields.next()?, fields.next()?);
    let mut next = || fields.next().and_then(number::whole);
    let (year, month, day) = (next()?, next()?, next()?);
    let (hour, minute, second, ms) = (next()?, next()?, next()?, next()?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let ms = date.and_hms_milli_opt(hour, minute, second, ms)?.and_utc().timestamp_millis();
    let sum = match fields.next_back()? {
        [high, low] => hex(*high, *low).filter(|&sum| sum != 0),
        _ => None,
    };
    (kind == b"1").then_some(TimeLine::Announced { ms, sum })
}

/// `GPZDA,114702.51,27,01,2012,,`: the time of a navigation receiver, UTC.
fn now(body: &[u8]) -> Option<TimeLine> {
    let mut fields = body.split(|&byte| byte == b',').skip(1);
    let clock = u32::try_from(number::scaled(fields.next()?, 3)?).ok()?;
    let mut next = || fields.next().and_then(number::whole);
    let (day, month, year) = (next()?, next()?, next()?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let (whole, ms) = (clock / 1000, clock % 1000);
    let moment = date.and_hms_milli_opt(whole / 10_000, whole / 100 % 100, whole % 100, ms)?;
    Some(TimeLine::Now { ms: moment.and_utc().timestamp_millis() })
}

#[cfg(test)]
#[path = "stamp_tests.rs"]
mod tests;
