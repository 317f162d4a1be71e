//! MarineCadastre: AIS of the United States, one CSV file a day.
//!
//! Columns are found by name in any order and case. The spelling until 2024
//! (`MMSI,BaseDateTime,LAT,LON,…`) and that of the `csv2` files
//! (`mmsi,base_date_time,longitude,latitude,…`) are the same layout to this reader: the former
//! keeps the sentinels of the air interface, the latter leaves blanks.

use super::header::Header;
use super::recall::Recall;
use super::record::Record;
use super::row::{self, Column, RecordParser};
use super::statics::StaticColumns;
use super::{Reason, statics, text, time};
use crate::ais::StaticData;
use crate::track::{Particulars, Row};

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
    static_columns: StaticColumns,
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
            static_columns: [imo, name, call_sign, ship_type, length, width, draught].into_iter().collect(),
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
    fn report(&self, record: Record<'_>, recall: &mut Recall) -> Result<Row, Reason> {
        let mmsi = row::vessel(record.cell(self.mmsi))?;
        let time = row::moment(recall.dates.moment_ms(record.field(self.time), time::iso))?;
        let position = row::position(record.cell(self.latitude), record.cell(self.longitude))?;
        let more = Particulars {
            speed: row::speed(self.speed.cell(record)),
            course: row::course(self.course.cell(record)),
            heading: row::heading(self.heading.cell(record)),
            status: row::nav_status(self.status.of(record)),
            class: row::class(self.class.of(record)),
            ..Particulars::default()
        };
        Ok(Row::new(mmsi, time, position, more))
    }

    fn static_columns(&self) -> &StaticColumns {
        &self.static_columns
    }

    fn statics(&self, record: Record<'_>) -> StaticData {
        let mut data = StaticData {
            name: text::optional(self.name.of(record)),
            call_sign: text::optional(self.call_sign.of(record)),
            ship_type: statics::ship_type(self.ship_type.of(record)),
            dimensions: statics::from_length_and_beam(self.length.of(record), self.width.of(record)),
            draught: statics::draught(self.draught.of(record)),
            ..StaticData::default()
        };
        statics::set_imo(self.imo.of(record), &mut data);
        data
    }
}
