//! From values to what a fix is made of, by the rules for values in text.

use super::layout::{Clock, Layout};
use super::value::Value;
use super::wkb;
use crate::ais::{Course, Heading, NavStatus, Speed, TransceiverClass};
use crate::read::column_map::{AngleUnit, SpeedUnit, TimeFormat};
use crate::read::mapped;
use crate::read::recall::Recall;
use crate::read::row;

/// A cell without a value: no time or coordinate is that small.
pub(super) const BLANK: i64 = i64::MIN;
/// Cells from here on, counted from [`BLANK`], have a value that is none.
const FIRST_BAD: i64 = BLANK + 1;
/// How many texts of bad values are kept of a row group, for the account of rejects.
const KEPT_BAD: i64 = 8192;

/// Texts of values that could not be used.
#[derive(Default)]
pub(super) struct BadValues(Vec<String>);

impl BadValues {
    /// A cell that stands for the value.
    fn cell(&mut self, value: Value<'_>) -> i64 {
        let index = self.0.len() as i64;
        if index < KEPT_BAD {
            self.0.push(value.with_text(|text| String::from_utf8_lossy(&text[..text.len().min(100)]).into_owned()));
        }
        FIRST_BAD + index.min(KEPT_BAD)
    }

    /// Whether a cell has a value that is none.
    pub(super) fn is_bad(cell: i64) -> bool {
        (FIRST_BAD..=FIRST_BAD + KEPT_BAD).contains(&cell)
    }

    /// The text of a bad cell, where it was kept.
    pub(super) fn text(&self, cell: i64) -> &str {
        usize::try_from(cell - FIRST_BAD).ok().and_then(|index| self.0.get(index)).map_or("…", String::as_str)
    }
}

/// Milliseconds since 1970.
pub(super) fn time(value: Value<'_>, layout: &Layout, bad: &mut BadValues, recall: &mut Recall) -> i64 {
    let ms = match (layout.clock, value, &layout.map.time_format) {
        (_, Value::Null, _) => return BLANK,
        (Clock::PerMillisecond(units), Value::Whole(number), _) => Some(number.div_euclid(units)),
        (_, Value::Bytes(bytes), format) => mapped::moment_ms(bytes, format, recall),
        (.., TimeFormat::EpochMilliseconds) => value.scaled(0),
        (.., TimeFormat::EpochSeconds) => value.scaled(3),
        (.., TimeFormat::Any | TimeFormat::Rfc3339) => value.scaled(3).map(mapped::seconds_or_ms),
        (.., format) => value.with_text(|text| mapped::moment_ms(text, format, recall)),
    };
    ms.filter(|&ms| in_range(ms)).unwrap_or_else(|| bad.cell(value))
}

/// A latitude or longitude in units of 1e-7°.
#[inline]
pub(super) fn coordinate(value: Value<'_>, bad: &mut BadValues) -> i64 {
    // These are in range.
    value.scaled_float(row::COORDINATE_PLACES).unwrap_or_else(|| any_coordinate(value, bad))
}

fn any_coordinate(value: Value<'_>, bad: &mut BadValues) -> i64 {
    if value.is_missing() {
        return BLANK;
    }
    value.scaled(row::COORDINATE_PLACES).filter(|&units| in_range(units)).unwrap_or_else(|| bad.cell(value))
}

/// Latitude and longitude of a point in units of 1e-7°.
pub(super) fn point(value: Value<'_>, bad: &mut BadValues) -> (i64, i64) {
    match wkb::point(value) {
        Some((latitude, longitude)) => (coordinate(latitude, bad), coordinate(longitude, bad)),
        None => {
            let cell = bad.cell(Value::Bytes(b"no point"));
            (cell, cell)
        }
    }
}

/// Whether a number cannot be taken for one of the cells that are none.
fn in_range(number: i64) -> bool {
    number.checked_abs().is_some_and(|magnitude| magnitude < i64::MAX / 2)
}

pub(super) fn speed(value: Value<'_>, layout: &Layout) -> Option<Speed> {
    match layout.map.speed_unit {
        SpeedUnit::Knots => row::speed_tenths(value.scaled(1)?),
        _ => value.with_text(|text| layout.mapped.speed(text.into())),
    }
}

pub(super) fn course(value: Value<'_>, layout: &Layout) -> Option<Course> {
    match layout.map.angle_unit {
        AngleUnit::Degrees => row::course_millidegrees(value.scaled(3)?),
        AngleUnit::Decidegrees => value.with_text(|text| layout.mapped.course(text.into())),
    }
}

pub(super) fn heading(value: Value<'_>, layout: &Layout) -> Option<Heading> {
    match layout.map.angle_unit {
        AngleUnit::Degrees => row::heading_millidegrees(value.scaled(3)?),
        AngleUnit::Decidegrees => value.with_text(|text| layout.mapped.heading(text.into())),
    }
}

pub(super) fn nav_status(value: Value<'_>) -> Option<NavStatus> {
    match value {
        Value::Whole(code @ 0..=255) => NavStatus::from_code(code as u8),
        _ => value.with_text(row::nav_status),
    }
}

pub(super) fn class(value: Value<'_>) -> Option<TransceiverClass> {
    value.with_text(row::class)
}
