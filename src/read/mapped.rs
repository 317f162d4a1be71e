//! CSV with columns as a [`ColumnMap`] has them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime};

use super::cell::Cell;
use super::column_map::{AngleUnit, ColumnMap, LengthUnit, SpeedUnit, TimeFormat, VesselId};
use super::header::Header;
use super::recall::Recall;
use super::record::Record;
use super::row::{self, Column, RecordParser};
use super::statics::StaticColumns;
use super::{Reason, number, statics, text, time};
use crate::ais::{Course, Dimensions, Draught, Heading, Mmsi, Speed, StaticData, TransceiverClass};
use crate::track::{Particulars, Row};

/// A number from here on is milliseconds: seconds would be past the year 5000.
const FIRST_MS: i64 = 100_000_000_000;

/// A nautical mile in metres, by definition.
const NAUTICAL_MILE_M: f64 = 1852.0;

/// Number of fields that static data are made of.
pub(super) const STATIC_FIELDS: usize = 12;

/// A file with columns of a map.
pub(super) struct Mapped {
    map: Arc<ColumnMap>,
    vessel: Column,
    time: Column,
    latitude: Column,
    longitude: Column,
    message_type: Column,
    speed: Column,
    course: Column,
    heading: Column,
    status: Column,
    class: Column,
    /// In the order that [`static_data`](Self::static_data) has.
    statics: [Column; STATIC_FIELDS],
    static_columns: StaticColumns,
}

impl Mapped {
    /// By the map, or else by that of its files of static data.
    ///
    /// # Errors
    ///
    /// The name of a column of the map that the header lacks.
    pub(super) fn new(header: &Header, map: &Arc<ColumnMap>) -> Result<Self, String> {
        let of_statics = || Self::by(header, &Arc::new(map.static_file.as_deref()?.clone())).ok();
        Self::by(header, map).or_else(|missing| of_statics().ok_or(missing))
    }

    fn by(header: &Header, map: &Arc<ColumnMap>) -> Result<Self, String> {
        let required = |names: &str| header.find_any(names).map(|at| Column(Some(at))).ok_or_else(|| names.to_owned());
        let or_none = |name: &String| if name.is_empty() { Ok(Column(None)) } else { required(name) };
        let named = |name: &Option<String>| name.as_ref().map_or(Ok(Column(None)), or_none);
        let optional = |name: &Option<String>| match named(name) {
            Err(_) if map.optional => Ok(Column(None)),
            column => column,
        };
        let columns = &map.columns;
        if columns.vessel.is_none() && map.constants.mmsi.is_none() {
            return Err("of the vessel (or a constant MMSI)".to_owned());
        }
        let mut statics = [Column::default(); STATIC_FIELDS];
        for (column, name) in statics.iter_mut().zip(columns.of_statics()) {
            *column = optional(name)?;
        }
        Ok(Self {
            vessel: named(&columns.vessel)?,
            time: if columns.have_position() { required(&columns.time)? } else { or_none(&columns.time)? },
            latitude: if columns.have_position() { required(&columns.latitude)? } else { Column(None) },
            longitude: if columns.have_position() { required(&columns.longitude)? } else { Column(None) },
            message_type: named(&columns.message_type)?,
            speed: optional(&columns.speed_over_ground)?,
            course: optional(&columns.course_over_ground)?,
            heading: optional(&columns.true_heading)?,
            status: optional(&columns.nav_status)?,
            class: optional(&columns.class)?,
            statics,
            static_columns: statics.into_iter().collect(),
            map: Arc::clone(map),
        })
    }

    /// Whether rows can have a position.
    pub(super) fn has_position(&self) -> bool {
        self.latitude.0.is_some()
    }

    /// A field; empty where it stands for "not available".
    fn field<'a>(&self, column: Column, record: Record<'a>) -> &'a [u8] {
        self.available(column.0.map_or(&[], |index| record.field(index)))
    }

    fn cell<'a>(&self, column: Column, record: Record<'a>) -> Cell<'a> {
        let cell = column.cell(record);
        if self.available(cell.bytes()).is_empty() { Cell::default() } else { cell }
    }

    /// A text, unless the map says that it stands for "not available".
    pub(super) fn available<'a>(&self, field: &'a [u8]) -> &'a [u8] {
        let trimmed = field.trim_ascii();
        if self.map.not_available.iter().any(|word| word.as_bytes() == trimmed) { &[] } else { field }
    }

    /// The vessel that a field names.
    pub(super) fn mmsi(&self, field: &[u8], recall: &mut Recall) -> Result<Mmsi, Reason> {
        let field = field.trim_ascii();
        let hashed = match (self.vessel.0, self.map.vessel_id) {
            (None, _) => return self.map.constants.mmsi.ok_or(Reason::BadMmsi),
            (_, VesselId::Mmsi) => false,
            (_, VesselId::Hashed) => true,
            (_, VesselId::MmsiOrHashed) => {
                number::whole(field).is_none_or(|number| number > 0 && Mmsi::new(number).is_err())
            }
        };
        if !hashed {
            return row::vessel(field.into());
        }
        // 126395608075910.0 and 1.2639560807591e+14 are one vessel.
        match number::scaled(field, 0) {
            Some(number) if self.map.vessel_id == VesselId::MmsiOrHashed => {
                recall.ids.number(number.to_string().as_bytes())
            }
            _ => recall.ids.number(field),
        }
        .ok_or(Reason::BadMmsi)
    }

    /// Static data from the fields for IMO number, name, call sign, type, length, beam, distances from the antenna to bow, stern,
    /// port and starboard, draught and destination.
    pub(super) fn static_data(&self, fields: [&[u8]; STATIC_FIELDS]) -> StaticData {
        let [imo, name, call_sign, ship_type, length, beam, bow, stern, port, starboard, draught, destination] =
            fields.map(|field| self.available(field));
        let metres = |field| match self.map.length_unit {
            LengthUnit::Metres => statics::metres(field),
            LengthUnit::Decimetres => u16::try_from((number::scaled(field, 0)? + 5).div_euclid(10)).ok(),
        };
        let of_antenna = || Dimensions::from_antenna(metres(bow)?, metres(stern)?, metres(port)?, metres(starboard)?);
        let of_hull = || Dimensions::centred(metres(length)?, metres(beam)?);
        let mut data = StaticData {
            name: text::optional(name),
            call_sign: text::optional(call_sign),
            ship_type: statics::ship_type(ship_type).or(self.map.constants.ship_type),
            dimensions: of_antenna().or_else(of_hull),
            draught: match self.map.draught_unit {
                LengthUnit::Metres => statics::draught(draught),
                LengthUnit::Decimetres => {
                    number::scaled(draught, 0).and_then(|dm| Draught::from_dm(u8::try_from(dm).ok()?))
                }
            },
            destination: text::optional(destination),
            ..StaticData::default()
        };
        statics::set_imo(imo, &mut data);
        data
    }

    /// Speed over ground in the unit of the map.
    pub(super) fn speed(&self, field: Cell<'_>) -> Option<Speed> {
        match self.map.speed_unit {
            SpeedUnit::Knots => row::speed(field),
            SpeedUnit::Deciknots => Speed::from_decikn(u16::try_from(number::scaled(field, 0)?).ok()?),
            SpeedUnit::MetresPerSecond => Speed::from_kn(number::float(field.bytes())? * 3600.0 / NAUTICAL_MILE_M),
            SpeedUnit::KilometresPerHour => Speed::from_kn(number::float(field.bytes())? * 1000.0 / NAUTICAL_MILE_M),
        }
    }

    /// Course over ground in the unit of the map.
    pub(super) fn course(&self, field: Cell<'_>) -> Option<Course> {
        match self.map.angle_unit {
            AngleUnit::Degrees => row::course(field),
            AngleUnit::Decidegrees => Course::from_decideg(u16::try_from(number::scaled(field, 0)?).ok()?),
        }
    }

    /// True heading in the unit of the map.
    pub(super) fn heading(&self, field: Cell<'_>) -> Option<Heading> {
        match self.map.angle_unit {
            AngleUnit::Degrees => row::heading(field),
            AngleUnit::Decidegrees => Heading::from_deg(number::float(field.bytes())? / 10.0),
        }
    }
}

/// What the number of a message says of the transceiver, and whether the position is coarse; blank says nothing.
///
/// # Errors
///
/// That it is a message of neither a position nor static data of a ship.
pub(super) fn of_message(field: &[u8]) -> Result<(Option<TransceiverClass>, bool), Reason> {
    let Some(field) = text::known(field) else { return Ok((None, false)) };
    match number::whole(field) {
        Some(1..=3 | 5) => Ok((Some(TransceiverClass::A), false)),
        Some(18 | 19 | 24) => Ok((Some(TransceiverClass::B), false)),
        Some(27) => Ok((None, true)),
        _ => Err(Reason::OtherMessage),
    }
}

impl RecordParser for Mapped {
    fn report(&self, record: Record<'_>, recall: &mut Recall) -> Result<Row, Reason> {
        let mmsi = self.mmsi(self.vessel.of(record), recall)?;
        if !self.has_position() {
            return Err(self.without_position(record));
        }
        let time = row::moment(moment_ms(self.time.of(record), &self.map.time_format, recall))?;
        let (class, coarse) = of_message(self.field(self.message_type, record))?;
        let position = row::position(self.cell(self.latitude, record), self.cell(self.longitude, record));
        let position = position.map_err(|reason| match reason {
            Reason::NoPosition => self.without_position(record),
            other => other,
        })?;
        let more = Particulars {
            speed: self.speed(self.cell(self.speed, record)),
            course: self.course(self.cell(self.course, record)),
            heading: self.heading(self.cell(self.heading, record)),
            status: row::nav_status(self.field(self.status, record)),
            class: row::class(self.field(self.class, record)).or(class).or(self.map.constants.class),
            coarse,
        };
        Ok(Row::new(mmsi, time, position, more))
    }

    fn static_report(&self, record: Record<'_>, recall: &mut Recall) -> Result<(Mmsi, Option<i64>), Reason> {
        let mmsi = self.mmsi(self.vessel.of(record), recall)?;
        let time = self.time.0.map(|_| row::moment(moment_ms(self.time.of(record), &self.map.time_format, recall)));
        Ok((mmsi, time.transpose()?))
    }

    fn gives_numbers(&self) -> bool {
        self.vessel.0.is_some() && self.map.vessel_id != VesselId::Mmsi
    }

    fn static_columns(&self) -> &StaticColumns {
        &self.static_columns
    }

    fn statics(&self, record: Record<'_>) -> StaticData {
        self.static_data(self.statics.map(|column| column.0.map_or(&[][..], |index| record.field(index))))
    }
}

impl Mapped {
    /// What a row without a position is.
    fn without_position(&self, record: Record<'_>) -> Reason {
        if self.statics(record).is_empty() { Reason::NoPosition } else { Reason::StaticMessage }
    }
}

/// Milliseconds since 1970 from thousandths of a number that is seconds or milliseconds.
pub(super) fn seconds_or_ms(thousandths: i64) -> i64 {
    if thousandths / 1000 >= FIRST_MS { thousandths / 1000 } else { thousandths }
}

/// Milliseconds since 1970.
pub(super) fn moment_ms(field: &[u8], format: &TimeFormat, recall: &mut Recall) -> Option<i64> {
    match format {
        TimeFormat::Any => {
            recall.dates.moment_ms(field, time::iso).or_else(|| number::scaled(field, 3).map(seconds_or_ms))
        }
        TimeFormat::EpochSeconds => number::scaled(field, 3),
        TimeFormat::EpochMilliseconds => number::scaled(field, 0),
        TimeFormat::Rfc3339 => recall.dates.moment_ms(field, time::iso),
        TimeFormat::DayFirst => recall.dates.moment_ms(field, time::day_first),
        TimeFormat::Pattern(pattern) => {
            let text = std::str::from_utf8(field.trim_ascii()).ok()?;
            DateTime::parse_from_str(text, pattern)
                .map(|time| time.timestamp_millis())
                .or_else(|_| NaiveDateTime::parse_from_str(text, pattern).map(|time| time.and_utc().timestamp_millis()))
                .ok()
        }
    }
}
