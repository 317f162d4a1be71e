//! Messages that AIS-catcher has decoded, one a line: its console output `-o 5` (`JSON_FULL`), and the same from its other outputs.
//!
//! Reference: AIS-catcher, *Console* and *JSON decoding* (docs.aiscatcher.org), and its list of keys with their units. Names are
//! those of gpsd's `gpsdecode`, which has no time of reception: its lines are undated. The time is `rxuxtime` (seconds since 1970),
//! or else `rxtime` (`YYYYMMDDHHMMSS`, UTC). What it posts by HTTP, many messages in one object, is not read, and neither are lines with the
//! sentence alone (`-o 3`).

use std::borrow::Cow;

use chrono::NaiveDateTime;
use serde::Deserialize;

use super::message::{Message, dimensions, known, particulars, position, with_imo};
use crate::ais::{Draught, ShipType, StaticData, TransceiverClass};
use crate::read::Reason;

#[derive(Deserialize)]
struct Decoded<'a> {
    class: Cow<'a, str>,
    r#type: u8,
    mmsi: u32,
    #[serde(default)]
    scaled: Option<bool>,
    #[serde(default)]
    rxuxtime: Option<f64>,
    #[serde(borrow, default)]
    rxtime: Option<Cow<'a, str>>,
    #[serde(default)]
    lat: Option<f64>,
    #[serde(default)]
    lon: Option<f64>,
    #[serde(default)]
    speed: Option<f64>,
    #[serde(default)]
    course: Option<f64>,
    #[serde(default)]
    heading: Option<f64>,
    #[serde(default)]
    status: Option<u8>,
    #[serde(default)]
    imo: Option<u32>,
    #[serde(borrow, default)]
    callsign: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    shipname: Option<Cow<'a, str>>,
    #[serde(default)]
    shiptype: Option<u8>,
    #[serde(default)]
    to_bow: Option<u16>,
    #[serde(default)]
    to_stern: Option<u16>,
    #[serde(default)]
    to_port: Option<u16>,
    #[serde(default)]
    to_starboard: Option<u16>,
    #[serde(default)]
    draught: Option<f64>,
    #[serde(borrow, default)]
    destination: Option<Cow<'a, str>>,
}

/// Reads a line.
pub(super) fn message(line: &[u8]) -> Result<Message, Reason> {
    let decoded: Decoded<'_> = serde_json::from_slice(line).map_err(|_| Reason::Unreadable)?;
    // Values that are not scaled are in the units of the message.
    if decoded.class != "AIS" || decoded.scaled == Some(false) {
        return Err(Reason::Unreadable);
    }
    let (class, coarse) = match decoded.r#type {
        1..=3 => (Some(TransceiverClass::A), false),
        18 | 19 => (Some(TransceiverClass::B), false),
        27 => (None, true),
        5 | 24 => (None, false),
        _ => return Err(Reason::OtherMessage),
    };
    let read = Message { mmsi: decoded.mmsi, ms: moment(&decoded)?, ..Message::default() };
    let statics = matches!(decoded.r#type, 5 | 19 | 24).then(|| statics(&decoded)).filter(|data| !data.is_empty());
    if matches!(decoded.r#type, 5 | 24) {
        return if statics.is_some() { Ok(Message { statics, ..read }) } else { Err(Reason::Unreadable) };
    }
    let motion = [decoded.speed, decoded.course, decoded.heading];
    let more = particulars(motion, decoded.status, class, coarse);
    Ok(Message { position: Some((position(decoded.lat, decoded.lon), more)), statics, ..read })
}

/// When it was received, in milliseconds since 1970.
fn moment(decoded: &Decoded<'_>) -> Result<Option<i64>, Reason> {
    if let Some(seconds) = decoded.rxuxtime {
        return Ok(Some((seconds * 1000.0).round() as i64));
    }
    let Some(text) = decoded.rxtime.as_deref() else { return Ok(None) };
    let time = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").map_err(|_| Reason::BadTime)?;
    Ok(Some(time.and_utc().timestamp_millis()))
}

fn statics(decoded: &Decoded<'_>) -> Box<StaticData> {
    let data = StaticData {
        name: known(decoded.shipname.as_deref()),
        call_sign: known(decoded.callsign.as_deref()),
        ship_type: decoded.shiptype.and_then(ShipType::from_code),
        dimensions: dimensions([decoded.to_bow, decoded.to_stern, decoded.to_port, decoded.to_starboard]),
        draught: decoded.draught.and_then(Draught::from_m),
        destination: known(decoded.destination.as_deref()),
        ..StaticData::default()
    };
    with_imo(decoded.imo, data)
}
