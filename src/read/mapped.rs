//! CSV with columns as a [`ColumnMap`] has them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime};

use super::cell::Cell;
use super::column_map::{AngleUnit, ColumnMap, SpeedUnit, TimeFormat, VesselId};
use super::header::Header;
use super::recall::Recall;
use super::record::Record;
use super::row::{self, Column, RecordParser};
use super::statics::StaticColumns;
use super::{Reason, number, statics, text, time};
use crate::ais::{Course, Heading, Mmsi, Speed, StaticData};
use crate::track::{Particulars, Row};

/// A number from here on is milliseconds: seconds would be past the year 5000.
const FIRST_MS: i64 = 100_000_000_000;

/// A nautical mile in metres, by definition.
const NAUTICAL_MILE_M: f64 = 1852.0;

/// Number of fields that static data are made of.
pub(super) const STATIC_FIELDS: usize = 8;

/// A file with columns of a map.
pub(super) struct Mapped {
    map: Arc<ColumnMap>,
    vessel: Column,
    time: usize,
    latitude: usize,
    longitude: usize,
    speed: Column,
    course: Column,
    heading: Column,
    status: Column,
    class: Column,
    imo: Column,
    name: Column,
    call_sign: Column,
    ship_type: Column,
    length: Column,
    beam: Column,
    draught: Column,
    destination: Column,
    static_columns: StaticColumns,
}

impl Mapped {
    /// # Errors
    ///
    /// The name of a column of the map that the header lacks.
    pub(super) fn new(header: &Header, map: Arc<ColumnMap>) -> Result<Self, String> {
        let required = |name: &str| header.find(&[name]).ok_or_else(|| name.to_owned());
        let column = |name: &Option<String>| name.as_deref().map(required).transpose().map(Column);
        let columns = &map.columns;
        if columns.vessel.is_none() && map.constants.mmsi.is_none() {
            return Err("of the vessel (or a constant MMSI)".to_owned());
        }
        let imo = column(&columns.imo)?;
        let name = column(&columns.name)?;
        let call_sign = column(&columns.call_sign)?;
        let ship_type = column(&columns.ship_type)?;
        let length = column(&columns.length)?;
        let beam = column(&columns.beam)?;
        let draught = column(&columns.draught)?;
        let destination = column(&columns.destination)?;
        let static_columns =
            [imo, name, call_sign, ship_type, length, beam, draught, destination].into_iter().collect();
        Ok(Self {
            vessel: column(&columns.vessel)?,
            time: required(&columns.time)?,
            latitude: required(&columns.latitude)?,
            longitude: required(&columns.longitude)?,
            speed: column(&columns.speed_over_ground)?,
            course: column(&columns.course_over_ground)?,
            heading: column(&columns.true_heading)?,
            status: column(&columns.nav_status)?,
            class: column(&columns.class)?,
            imo,
            name,
            call_sign,
            ship_type,
            length,
            beam,
            draught,
            destination,
            static_columns,
            map,
        })
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

    /// Static data from the fields for IMO number, name, call sign, type, length, beam, draught and
    /// destination.
    pub(super) fn static_data(&self, fields: [&[u8]; STATIC_FIELDS]) -> StaticData {
        let [imo, name, call_sign, ship_type, length, beam, draught, destination] = fields;
        let mut data = StaticData {
            name: text::optional(name),
            call_sign: text::optional(call_sign),
            ship_type: statics::ship_type(ship_type).or(self.map.constants.ship_type),
            dimensions: statics::from_length_and_beam(length, beam),
            draught: statics::draught(draught),
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

impl RecordParser for Mapped {
    fn report(&self, record: Record<'_>, recall: &mut Recall) -> Result<Row, Reason> {
        let mmsi = self.mmsi(self.vessel.of(record), recall)?;
        let time = row::moment(moment_ms(record.field(self.time), &self.map.time_format, recall))?;
        let position = row::position(record.cell(self.latitude), record.cell(self.longitude))?;
        let more = Particulars {
            speed: self.speed(self.speed.cell(record)),
            course: self.course(self.course.cell(record)),
            heading: self.heading(self.heading.cell(record)),
            status: row::nav_status(self.status.of(record)),
            class: row::class(self.class.of(record)).or(self.map.constants.class),
            ..Particulars::default()
        };
        Ok(Row::new(mmsi, time, position, more))
    }

    fn gives_numbers(&self) -> bool {
        self.vessel.0.is_some() && self.map.vessel_id != VesselId::Mmsi
    }

    fn static_columns(&self) -> &StaticColumns {
        &self.static_columns
    }

    fn statics(&self, record: Record<'_>) -> StaticData {
        let columns = [
            self.imo,
            self.name,
            self.call_sign,
            self.ship_type,
            self.length,
            self.beam,
            self.draught,
            self.destination,
        ];
        self.static_data(columns.each_ref().map(|column| column.of(record)))
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
