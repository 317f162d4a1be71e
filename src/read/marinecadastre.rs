//! MarineCadastre: AIS of the United States, one CSV file a day.
//!
//! Columns are found by name in any order and case. The spelling until 2024
//! (`MMSI,BaseDateTime,LAT,LON,…`) and that of the `csv2` files
//! (`mmsi,base_date_time,longitude,latitude,…`) are the same layout to this reader: the former
//! keeps the sentinels of the air interface, the latter leaves blanks.

use super::header::Header;
use super::record::Record;
use super::row::{self, Column, RecordParser};
use super::{Reason, number, statics, text, time};
use crate::ais::{PositionReport, ShipType, StaticData, TransceiverClass};

/// Columns that must be there, in messages.
pub(super) const REQUIRED: &str = "MMSI, BaseDateTime, LAT, LON";

/// A file with the columns of MarineCadastre.
pub(super) struct MarineCadastre {
    mmsi: usize,
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
    width: Column,
    draught: Column,
    static_columns: Vec<usize>,
}

impl MarineCadastre {
    /// `None` if a required column is missing.
    pub(super) fn new(header: &Header) -> Option<Self> {
        let column = |names: &[&str]| Column(header.find(names));
        let imo = column(&["imo"]);
        let name = column(&["vessel_name"]);
        let call_sign = column(&["call_sign"]);
        let ship_type = column(&["vessel_type"]);
        let length = column(&["length"]);
        let width = column(&["width"]);
        let draught = column(&["draft", "draught"]);
        Some(Self {
            mmsi: header.find(&["mmsi"])?,
            time: header.find(&["base_date_time"])?,
            latitude: header.find(&["lat", "latitude"])?,
            longitude: header.find(&["lon", "longitude"])?,
            speed: column(&["sog"]),
            course: column(&["cog"]),
            heading: column(&["heading"]),
            status: column(&["status"]),
            class: column(&["transceiver_class", "transceiver"]),
            static_columns: [imo, name, call_sign, ship_type, length, width, draught].iter().filter_map(|c| c.0).collect(),
            imo,
            name,
            call_sign,
            ship_type,
            length,
            width,
            draught,
        })
    }
}

impl RecordParser for MarineCadastre {
    fn report(&mut self, record: Record<'_>) -> Result<PositionReport, Reason> {
        let mmsi = row::vessel(record.field(self.mmsi))?;
        let time = row::moment(time::iso(record.field(self.time)))?;
        let position = row::position(record.field(self.latitude), record.field(self.longitude))?;
        Ok(PositionReport {
            speed_over_ground: row::speed(self.speed.of(record)),
            course_over_ground: row::course(self.course.of(record)),
            true_heading: row::heading(self.heading.of(record)),
            nav_status: row::nav_status(self.status.of(record)),
            class: class(self.class.of(record)),
            ..PositionReport::new(mmsi, time, position)
        })
    }

    fn static_columns(&self) -> &[usize] {
        &self.static_columns
    }

    fn statics(&self, record: Record<'_>) -> StaticData {
        let mut data = StaticData {
            name: text::optional(self.name.of(record)),
            call_sign: text::optional(self.call_sign.of(record)),
            ship_type: ship_type(self.ship_type.of(record)),
            dimensions: statics::from_length_and_beam(self.length.of(record), self.width.of(record)),
            draught: statics::draught(self.draught.of(record)),
            ..StaticData::default()
        };
        statics::set_imo(self.imo.of(record), &mut data);
        data
    }
}

/// `A` or `B`.
fn class(field: &[u8]) -> Option<TransceiverClass> {
    match field.trim_ascii() {
        b"A" | b"a" => Some(TransceiverClass::A),
        b"B" | b"b" => Some(TransceiverClass::B),
        _ => None,
    }
}

/// Type of ship: an AIS code, a code of the US register as older files have it, or words.
fn ship_type(field: &[u8]) -> Option<ShipType> {
    let field = text::known(field)?;
    match number::whole(field) {
        Some(code) => ShipType::from_code(u8::try_from(code).ok().or_else(|| register_code(code))?),
        None => ShipType::from_phrase(std::str::from_utf8(field).ok()?),
    }
}

/// The AIS code for a vessel type of the US register (1001 to 1025), as the publisher groups
/// them in its list of vessel type codes (2018).
fn register_code(code: u32) -> Option<u8> {
    match code {
        1001 | 1002 => Some(30),
        1003 | 1004 | 1016 => Some(70),
        1012..=1015 => Some(60),
        1017 | 1024 => Some(80),
        1019 => Some(37),
        1021 => Some(35),
        1023 | 1025 => Some(52),
        1005..=1011 | 1018 | 1020 | 1022 => Some(90),
        _ => None,
    }
}
