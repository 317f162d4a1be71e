//! CSV of the Danish Maritime Authority, one file a day or month, 22 or 26 columns.
//!
//! The last four columns, A to D, place the antenna. Where they differ from Recommendation
//! ITU-R M.1371 is said at [`dimensions`](Dma::dimensions).

use super::header::Header;
use super::recall::Recall;
use super::record::Record;
use super::row::{self, Column, RecordParser};
use super::statics::StaticColumns;
use super::{Reason, statics, text, time};
use crate::ais::{Dimensions, ShipType, StaticData, TransceiverClass};
use crate::track::{Particulars, Row};

/// Columns that must be there, in messages.
pub(super) const REQUIRED: &str = "Timestamp, MMSI, Latitude, Longitude";

/// A file with the columns of the Danish Maritime Authority.
pub(super) struct Dma {
    mmsi: usize,
    time: usize,
    latitude: usize,
    longitude: usize,
    mobile: Column,
    speed: Column,
    course: Column,
    heading: Column,
    status: Column,
    imo: Column,
    name: Column,
    call_sign: Column,
    ship_type: Column,
    cargo_type: Column,
    length: Column,
    width: Column,
    draught: Column,
    destination: Column,
    antenna: [Column; 4],
    static_columns: StaticColumns,
}

impl Dma {
    /// `None` if a required column is missing.
    pub(super) fn new(header: &Header) -> Option<Self> {
        let column = |names: &[&str]| Column(header.find(names));
        let imo = column(&["imo"]);
        let name = column(&["name"]);
        let call_sign = column(&["callsign"]);
        let ship_type = column(&["ship type"]);
        let cargo_type = column(&["cargo type"]);
        let length = column(&["length"]);
        let width = column(&["width"]);
        let draught = column(&["draught"]);
        let destination = column(&["destination"]);
        let antenna =
            [column(&["a", "size a"]), column(&["b", "size b"]), column(&["c", "size c"]), column(&["d", "size d"])];
        let of_ship = [imo, name, call_sign, ship_type, cargo_type, length, width, draught, destination];
        let static_columns = of_ship.into_iter().chain(antenna).collect();
        Some(Self {
            mmsi: header.find(&["mmsi"])?,
            time: header.find(&["timestamp"])?,
            latitude: header.find(&["latitude"])?,
            longitude: header.find(&["longitude"])?,
            mobile: column(&["type of mobile"]),
            speed: column(&["sog"]),
            course: column(&["cog"]),
            heading: column(&["heading"]),
            status: column(&["navigational status"]),
            imo,
            name,
            call_sign,
            ship_type,
            cargo_type,
            length,
            width,
            draught,
            destination,
            antenna,
            static_columns,
        })
    }

    /// Dimensions from A to D, or else from length and beam.
    ///
    /// C is taken as the distance to port and D to starboard, as ITU-R M.1371 names them. The
    /// publisher's own description of the columns has the two sides the other way round. Files of
    /// this layout that could be compared with the AIVDM messages of the same ships (off California,
    /// 2018) carry C and D as the messages do; no file of the publisher's own could be compared. If
    /// its description is right, hulls are mirrored about the antenna and a clearance alongside errs by
    /// up to |C - D|, for most ships less than half the beam.
    fn dimensions(&self, record: Record<'_>) -> Option<Dimensions> {
        let [a, b, c, d] = self.antenna.map(|column| statics::metres(column.of(record)));
        let of_antenna = match (a, b, c, d) {
            (None, None, None, None) => None,
            // A blank among them is a distance of 0.
            _ => {
                let [a, b, c, d] = [a, b, c, d].map(|distance| distance.unwrap_or(0));
                Dimensions::from_antenna(a, b, c, d)
            }
        };
        of_antenna.or_else(|| statics::from_length_and_beam(self.length.of(record), self.width.of(record)))
    }

    /// Type of ship, with the category of its cargo in the second digit.
    fn ship_type(&self, record: Record<'_>) -> Option<ShipType> {
        let phrase = std::str::from_utf8(text::known(self.ship_type.of(record))?).ok()?;
        let ship_type = ShipType::from_phrase(phrase)?;
        // Only these types have categories in their second digit.
        let category = match ship_type.code() {
            20 | 40 | 60 | 70 | 80 | 90 => category(self.cargo_type.of(record)),
            _ => 0,
        };
        ShipType::from_code(ship_type.code() + category)
    }
}

impl RecordParser for Dma {
    fn report(&self, record: Record<'_>, recall: &mut Recall) -> Result<Row, Reason> {
        let mmsi = row::vessel(record.cell(self.mmsi))?;
        let class = class(self.mobile.of(record))?;
        let time = row::moment(recall.dates.moment_ms(record.field(self.time), time::day_first))?;
        let position = row::position(record.cell(self.latitude), record.cell(self.longitude))?;
        let more = Particulars {
            speed: row::speed(self.speed.cell(record)),
            course: row::course(self.course.cell(record)),
            heading: row::heading(self.heading.cell(record)),
            status: row::nav_status(self.status.of(record)),
            class,
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
            ship_type: self.ship_type(record),
            dimensions: self.dimensions(record),
            draught: statics::draught(self.draught.of(record)),
            destination: text::optional(self.destination.of(record)),
            ..StaticData::default()
        };
        statics::set_imo(self.imo.of(record), &mut data);
        data
    }
}

/// Class of the transceiver; a mobile that says it is none is not a vessel.
fn class(mobile: &[u8]) -> Result<Option<TransceiverClass>, Reason> {
    match mobile.trim_ascii() {
        b"Class A" => Ok(Some(TransceiverClass::A)),
        b"Class B" => Ok(Some(TransceiverClass::B)),
        b"Base Station" | b"AtoN" | b"SAR Airborne" | b"Search and Rescue Transponder" | b"Man Overboard Device" => {
            Err(Reason::NotAVessel)
        }
        _ => Ok(None),
    }
}

/// The second digit of the type code for a category of hazardous cargo: 1 to 4 for A to D, which
/// are X, Y, Z and OS by their newer names.
fn category(field: &[u8]) -> u8 {
    let Some(field) = text::known(field) else { return 0 };
    let Some(name) = field.strip_prefix(b"Category ") else { return 0 };
    match name {
        b"X" | b"A" => 1,
        b"Y" | b"B" => 2,
        b"Z" | b"C" => 3,
        b"OS" | b"D" => 4,
        _ => 0,
    }
}
