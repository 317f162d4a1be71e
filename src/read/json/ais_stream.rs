//! Messages of AISStream (aisstream.io), as its socket sends them, one a line.
//!
//! Reference: documentation of AISStream, *Message format* and *Message types*; the models of its messages
//! (github.com/aisstream/ais-message-models). The time is `MetaData.time_utc`, such as
//! `2022-12-29 18:22:32.318353 +0000 UTC`. `MetaData.ShipName`, which comes with every message, stands for a name until one is heard.

use std::borrow::Cow;

use serde::Deserialize;

use super::message::{Message, dimensions, known, particulars, position, with_imo};
use crate::ais::{Draught, ShipType, StaticData, TransceiverClass};
use crate::read::{Reason, time};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope<'a> {
    message_type: Cow<'a, str>,
    #[serde(borrow)]
    meta_data: MetaData<'a>,
    #[serde(borrow)]
    message: Payload<'a>,
}

#[derive(Deserialize)]
struct MetaData<'a> {
    #[serde(rename = "MMSI")]
    mmsi: u32,
    #[serde(rename = "ShipName", borrow, default)]
    name: Option<Cow<'a, str>>,
    #[serde(alias = "Latitude", default)]
    latitude: Option<f64>,
    #[serde(alias = "Longitude", default)]
    longitude: Option<f64>,
    #[serde(borrow)]
    time_utc: Cow<'a, str>,
}

/// The message, under the name of its type.
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Payload<'a> {
    position_report: Option<Report<'a>>,
    standard_class_b_position_report: Option<Report<'a>>,
    extended_class_b_position_report: Option<Report<'a>>,
    long_range_ais_broadcast_message: Option<Report<'a>>,
    #[serde(borrow)]
    ship_static_data: Option<Told<'a>>,
    #[serde(borrow)]
    static_data_report: Option<Parts<'a>>,
}

/// A message of a position.
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Report<'a> {
    valid: Option<bool>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    sog: Option<f64>,
    cog: Option<f64>,
    true_heading: Option<f64>,
    navigational_status: Option<u8>,
    /// Those of message 19.
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    r#type: Option<u8>,
    dimension: Option<Dimension>,
}

/// Message 5, or a part of message 24.
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Told<'a> {
    valid: Option<bool>,
    imo_number: Option<u32>,
    #[serde(borrow)]
    call_sign: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(alias = "ShipType")]
    r#type: Option<u8>,
    dimension: Option<Dimension>,
    maximum_static_draught: Option<f64>,
    #[serde(borrow)]
    destination: Option<Cow<'a, str>>,
}

/// Message 24, of which one part is valid.
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Parts<'a> {
    #[serde(borrow)]
    report_a: Option<Told<'a>>,
    #[serde(borrow)]
    report_b: Option<Told<'a>>,
}

/// Metres from the antenna to bow, stern, port and starboard.
#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "PascalCase", default)]
struct Dimension {
    a: Option<u16>,
    b: Option<u16>,
    c: Option<u16>,
    d: Option<u16>,
}

impl Told<'_> {
    fn data(&self) -> Box<StaticData> {
        let data = StaticData {
            name: known(self.name.as_deref()),
            call_sign: known(self.call_sign.as_deref()),
            ship_type: self.r#type.and_then(ShipType::from_code),
            dimensions: self.dimension.and_then(|of| dimensions([of.a, of.b, of.c, of.d])),
            draught: self.maximum_static_draught.and_then(Draught::from_m),
            destination: known(self.destination.as_deref()),
            ..StaticData::default()
        };
        with_imo(self.imo_number, data)
    }
}

/// Reads a line.
pub(super) fn message(line: &[u8]) -> Result<Message, Reason> {
    let envelope: Envelope<'_> = serde_json::from_slice(line).map_err(|_| Reason::Unreadable)?;
    let Envelope { message_type, meta_data, message } = envelope;
    let (report, class, coarse) = match message_type.as_ref() {
        "PositionReport" => (message.position_report, Some(TransceiverClass::A), false),
        "StandardClassBPositionReport" => (message.standard_class_b_position_report, Some(TransceiverClass::B), false),
        "ExtendedClassBPositionReport" => (message.extended_class_b_position_report, Some(TransceiverClass::B), false),
        "LongRangeAisBroadcastMessage" => (message.long_range_ais_broadcast_message, None, true),
        "ShipStaticData" | "StaticDataReport" => (None, None, false),
        _ => return Err(Reason::OtherMessage),
    };
    let time_utc = meta_data.time_utc.trim();
    let read = Message {
        mmsi: meta_data.mmsi,
        ms: Some(time::iso(time_utc.strip_suffix(" UTC").unwrap_or(time_utc).as_bytes()).ok_or(Reason::BadTime)?),
        name: known(meta_data.name.as_deref()),
        ..Message::default()
    };
    if let Some(report) = report {
        if report.valid == Some(false) {
            return Err(Reason::Unreadable);
        }
        let place = position(report.latitude.or(meta_data.latitude), report.longitude.or(meta_data.longitude));
        let motion = [report.sog, report.cog, report.true_heading];
        let statics = Told { name: report.name, r#type: report.r#type, dimension: report.dimension, ..Told::default() };
        return Ok(Message {
            position: Some((place, particulars(motion, report.navigational_status, class, coarse))),
            statics: Some(statics.data()).filter(|data| !data.is_empty()),
            ..read
        });
    }
    let parts = message.static_data_report.map(|parts| [parts.report_a, parts.report_b]).unwrap_or_default();
    let mut data = StaticData::default();
    let told = parts.into_iter().chain([message.ship_static_data]).flatten();
    told.filter(|told| told.valid != Some(false)).for_each(|told| data.update(&told.data()));
    if data.is_empty() { Err(Reason::Unreadable) } else { Ok(Message { statics: Some(Box::new(data)), ..read }) }
}
