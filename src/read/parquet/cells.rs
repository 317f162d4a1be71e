//! From values to what a fix is made of, by the rules for values in text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::layout::{Clock, Layout};
use super::value::Value;
use super::wkb;
use crate::ais::{Course, Heading, Mmsi, NavStatus, Speed, TransceiverClass};
use crate::read::column_map::{AngleUnit, SpeedUnit, TimeFormat};
use crate::read::mapped::{self, STATIC_FIELDS};
use crate::read::recall::Recall;
use crate::read::{Reason, row};

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
pub(super) fn coordinate(value: Value<'_>, bad: &mut BadValues) -> i64 {
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
    value.with_text(row::nav_status)
}

pub(super) fn class(value: Value<'_>, layout: &Layout) -> Option<TransceiverClass> {
    value.with_text(row::class).or(layout.map.constants.class)
}

/// The vessels of a row group, by number.
/// What each row needs is kept apart from what few need, as close together as can be.
#[derive(Default)]
pub(super) struct Vessels {
    by_number: HashMap<i64, u32, BuildHasherDefault<Multiply>>,
    by_text: HashMap<Box<[u8]>, u32>,
    known: Vec<Result<Mmsi, Reason>>,
    texts: Vec<Box<[u8]>>,
    /// The static fields of each vessel's last row, by number, and what they stand for.
    pub(super) last: Vec<Option<([u32; STATIC_FIELDS], Option<u32>)>>,
}

impl Vessels {
    /// The number of a vessel within the row group.
    pub(super) fn number(&mut self, value: Value<'_>, layout: &Layout, recall: &mut Recall) -> u32 {
        let known = match value {
            Value::Whole(number) => self.by_number.get(&number),
            _ => value.with_text(|text| self.by_text.get(text)),
        };
        if let Some(&known) = known {
            return known;
        }
        let new = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        value.with_text(|text| {
            self.known.push(layout.mapped.mmsi(text, recall));
            self.texts.push(text.into());
            self.last.push(None);
            match value {
                Value::Whole(number) => self.by_number.insert(number, new),
                _ => self.by_text.insert(text.into(), new),
            }
        });
        new
    }

    /// The vessel that has a number, or why there is none.
    pub(super) fn mmsi(&self, number: u32) -> Result<Mmsi, Reason> {
        self.known.get(number as usize).copied().unwrap_or(Err(Reason::BadMmsi))
    }

    /// The vessel that has a number as the file names it.
    pub(super) fn text(&self, number: u32) -> String {
        self.texts.get(number as usize).map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default()
    }
}

/// Numbers for the distinct texts of a static column; 0 is the empty one.
pub(super) struct Texts {
    numbers: HashMap<Box<[u8]>, u32>,
    known: Vec<Box<[u8]>>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { numbers: HashMap::from([(Box::default(), 0)]), known: vec![Box::default()] }
    }
}

impl Texts {
    /// The number of a value's text.
    pub(super) fn number(&mut self, value: Value<'_>) -> u32 {
        if value == Value::Null {
            return 0;
        }
        value.with_text(|text| {
            if let Some(&known) = self.numbers.get(text) {
                return known;
            }
            let new = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
            self.known.push(text.into());
            self.numbers.insert(text.into(), new);
            new
        })
    }

    /// The text that has a number.
    pub(super) fn text(&self, number: u32) -> &[u8] {
        self.known.get(number as usize).map_or(&[], |text| text)
    }
}

/// A hash of one number: its digits, mixed by a multiplication. MMSIs are no input to defend against: those
/// of a file are few, and the worst that a made-up file can do is to slow its own reading.
#[derive(Default)]
pub(super) struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The golden ratio times 2^64 (Knuth, The Art of Computer Programming, volume 3, 6.4); the
        // table looks at the highest and the lowest bits.
        let product = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }
}
