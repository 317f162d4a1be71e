//! From the fields of a row to a report: the rules that all layouts share.

use chrono::{DateTime, Utc};

use super::cell::Cell;
use super::recall::Recall;
use super::record::Record;
use super::statics::StaticColumns;
use super::{Reason, number, text, time};
use crate::ais::{Course, Heading, Mmsi, NavStatus, Position, Speed, StaticData, TransceiverClass};
use crate::track::Row;

/// Units of a stored coordinate in a degree are 1e-7.
pub(super) const COORDINATE_PLACES: u32 = 7;
const LATITUDE_NOT_AVAILABLE_E7: i64 = 910_000_000;
const LONGITUDE_NOT_AVAILABLE_E7: i64 = 1_810_000_000;

/// Reads one row at a time; where the columns are, it knows from the header.
pub(super) trait RecordParser: Sync {
    /// The position of a row, without its static data. Vessels that have no MMSI are given a number.
    fn report(&self, record: Record<'_>, recall: &mut Recall) -> Result<Row, Reason>;

    /// Whose static data a row without a position tells, and when they were heard; no time for those of all times. Asked of rows
    /// for which [`report`](Self::report) gives [`Reason::StaticMessage`].
    fn static_report(&self, _: Record<'_>, _: &mut Recall) -> Result<(Mmsi, Option<i64>), Reason> {
        Err(Reason::NoPosition)
    }

    /// Whether there may be vessels that have no MMSI: then rows have to be read one after another.
    fn gives_numbers(&self) -> bool {
        false
    }

    /// The columns of which the static data are made.
    fn static_columns(&self) -> &StaticColumns;

    /// The static data of a row.
    fn statics(&self, record: Record<'_>) -> StaticData;
}

/// A column that a file may lack.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column(pub(super) Option<usize>);

impl Column {
    /// The field; empty where there is no such column.
    pub(super) fn of(self, record: Record<'_>) -> &[u8] {
        self.0.map_or(&[], |index| record.field(index))
    }

    /// The field, to be read as a number.
    pub(super) fn cell(self, record: Record<'_>) -> Cell<'_> {
        self.0.map_or_else(Cell::default, |index| record.cell(index))
    }
}

/// An MMSI that belongs to a vessel.
pub(super) fn vessel(field: Cell<'_>) -> Result<Mmsi, Reason> {
    let mmsi = number::whole(field).and_then(|number| Mmsi::new(number).ok()).ok_or(Reason::BadMmsi)?;
    if mmsi.is_vessel() { Ok(mmsi) } else { Err(Reason::NotAVessel) }
}

/// A moment, in milliseconds since 1970, not before there was AIS.
pub(super) fn moment(ms: Option<i64>) -> Result<i64, Reason> {
    const LAST_MS: i64 = DateTime::<Utc>::MAX_UTC.timestamp_millis();
    match ms.ok_or(Reason::BadTime)? {
        ..time::EARLIEST_MS => Err(Reason::TimeBefore1990),
        ms @ ..=LAST_MS => Ok(ms),
        _ => Err(Reason::BadTime),
    }
}

/// A position from degrees.
pub(super) fn position(latitude: Cell<'_>, longitude: Cell<'_>) -> Result<Position, Reason> {
    match number::plain(latitude, COORDINATE_PLACES).zip(number::plain(longitude, COORDINATE_PLACES)) {
        Some((latitude, longitude)) => position_e7(latitude, longitude),
        None => careful_position(latitude.bytes(), longitude.bytes()),
    }
}

/// As [`position`], for any text.
fn careful_position(latitude: &[u8], longitude: &[u8]) -> Result<Position, Reason> {
    let (Some(latitude), Some(longitude)) = (text::known(latitude), text::known(longitude)) else {
        return Err(Reason::NoPosition);
    };
    let latitude = number::scaled(latitude, COORDINATE_PLACES).ok_or(Reason::BadPosition)?;
    let longitude = number::scaled(longitude, COORDINATE_PLACES).ok_or(Reason::BadPosition)?;
    position_e7(latitude, longitude)
}

/// A position from units of 1e-7°.
pub(super) fn position_e7(latitude: i64, longitude: i64) -> Result<Position, Reason> {
    if latitude == LATITUDE_NOT_AVAILABLE_E7 || longitude == LONGITUDE_NOT_AVAILABLE_E7 {
        return Err(Reason::PositionNotAvailable);
    }
    i32::try_from(latitude)
        .ok()
        .zip(i32::try_from(longitude).ok())
        .and_then(|(latitude, longitude)| Position::from_e7(latitude, longitude))
        .ok_or(Reason::BadPosition)
}

/// Speed over ground from knots; 102.3 and what is no speed are `None`.
pub(super) fn speed(field: Cell<'_>) -> Option<Speed> {
    speed_tenths(number::scaled(field, 1)?)
}

/// Speed over ground from tenths of a knot.
pub(super) fn speed_tenths(tenths: i64) -> Option<Speed> {
    Speed::from_decikn(u16::try_from(tenths).ok()?)
}

/// Course over ground from degrees; 360 and what is no course are `None`.
pub(super) fn course(field: Cell<'_>) -> Option<Course> {
    course_millidegrees(number::scaled(field, 3)?)
}

/// Course over ground from thousandths of a degree.
pub(super) fn course_millidegrees(millidegrees: i64) -> Option<Course> {
    let tenths = (0..360_000).contains(&millidegrees).then(|| (millidegrees + 50) / 100 % 3600)?;
    Course::from_decideg(u16::try_from(tenths).ok()?)
}

/// True heading from degrees; 511 and what is no heading are `None`.
pub(super) fn heading(field: Cell<'_>) -> Option<Heading> {
    heading_millidegrees(number::scaled(field, 3)?)
}

/// True heading from thousandths of a degree.
pub(super) fn heading_millidegrees(millidegrees: i64) -> Option<Heading> {
    let degrees = (0..360_000).contains(&millidegrees).then(|| (millidegrees + 500) / 1000 % 360)?;
    Heading::from_whole_deg(u16::try_from(degrees).ok()?)
}

/// Class of the transceiver, `A` or `B`.
pub(super) fn class(field: &[u8]) -> Option<TransceiverClass> {
    match field.trim_ascii() {
        b"A" | b"a" => Some(TransceiverClass::A),
        b"B" | b"b" => Some(TransceiverClass::B),
        _ => None,
    }
}

/// Navigational status, as a code or in words.
pub(super) fn nav_status(field: &[u8]) -> Option<NavStatus> {
    // As nearly all are.
    if let [code @ b'0'..=b'9'] = field {
        return NavStatus::from_code(code - b'0');
    }
    let field = text::known(field)?;
    match number::whole(field) {
        Some(code) => NavStatus::from_code(u8::try_from(code).ok()?),
        None => NavStatus::from_phrase(std::str::from_utf8(field).ok()?),
    }
}
