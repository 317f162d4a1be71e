//! From the bits of a message to what is used of it.
//!
//! Reference: Recommendation ITU-R M.1371-5 (2014), annex 8.

use aivdm::message::{
    LongRangeBroadcast, PositionReportClassA, PositionReportClassB, PositionReportClassBExtended, StaticDataReport,
    StaticVoyageData,
};
use aivdm::{AisError, AisMessage, decode_payload};

use crate::ais::{
    Course, Dimensions, Draught, Heading, Imo, NavStatus, Position, ShipType, Speed, StaticData, TransceiverClass,
};
use crate::read::{Reason, row, text};
use crate::track::Particulars;

/// What is used of a message.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Message {
    /// As it was sent: it need not be an MMSI.
    pub(super) mmsi: u32,
    pub(super) position: Option<Report>,
    pub(super) statics: Option<Box<StaticData>>,
}

/// Where a ship was, and how she moved.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Report {
    pub(super) position: Result<Position, Reason>,
    /// The second of UTC at which it was true; 60 and more where it is not known.
    pub(super) second: u8,
    pub(super) more: Particulars,
}

/// Decodes a message, the payload of which has six bits in each character, the last `fill` of them not used.
pub(super) fn message(payload: &[u8], fill: u8) -> Result<Message, Reason> {
    // The first character is the type.
    if !matches!(payload, [b'1' | b'2' | b'3' | b'5' | b'B' | b'C' | b'H' | b'K', ..]) {
        return Err(if payload.is_empty() { Reason::TooShort } else { Reason::OtherMessage });
    }
    match decode_payload(payload, fill) {
        Ok(AisMessage::PositionReportClassA(report)) => Ok(class_a(&report)),
        Ok(AisMessage::PositionReportClassB(report)) => Ok(class_b(&report)),
        Ok(AisMessage::PositionReportClassBExtended(report)) => Ok(class_b_extended(&report)),
        Ok(AisMessage::LongRangeBroadcast(report)) => Ok(long_range(&report)),
        Ok(AisMessage::StaticVoyageData(data)) => Ok(voyage(&data)),
        Ok(AisMessage::StaticDataReport(data)) => of_static_data(&data),
        Err(AisError::Bit(_) | AisError::Message(aivdm::error::MessageError::Bit(_))) => Err(Reason::TooShort),
        _ => Err(Reason::OtherMessage),
    }
}

/// Messages 1 to 3.
fn class_a(report: &PositionReportClassA) -> Message {
    let status = NavStatus::from_code(report.navigation_status.to_raw());
    let motion = [report.sog.raw(), report.cog.raw(), report.heading.raw()];
    let place = [report.latitude.raw(), report.longitude.raw()];
    fine(report.mmsi.raw(), place, motion, report.timestamp.to_raw(), (TransceiverClass::A, status))
}

/// Message 18.
fn class_b(report: &PositionReportClassB) -> Message {
    let motion = [report.sog.raw(), report.cog.raw(), report.heading.raw()];
    let place = [report.latitude.raw(), report.longitude.raw()];
    fine(report.mmsi.raw(), place, motion, report.timestamp.to_raw(), (TransceiverClass::B, None))
}

/// Message 19, which is message 18 and static data.
fn class_b_extended(report: &PositionReportClassBExtended) -> Message {
    let motion = [report.sog.raw(), report.cog.raw(), report.heading.raw()];
    let place = [report.latitude.raw(), report.longitude.raw()];
    let sides = [report.dimension_to_port, report.dimension_to_starboard];
    let data = StaticData {
        name: known(report.name.as_str()),
        ship_type: ShipType::from_code(report.ship_type),
        dimensions: dimensions([report.dimension_to_bow, report.dimension_to_stern], sides),
        ..StaticData::default()
    };
    let of_position = fine(report.mmsi.raw(), place, motion, report.timestamp.to_raw(), (TransceiverClass::B, None));
    Message { statics: Some(Box::new(data)), ..of_position }
}

/// A message with latitude and longitude in 1/10,000 minute; speed and course in tenths, and heading.
fn fine(
    mmsi: u32,
    [latitude, longitude]: [i32; 2],
    [sog, cog, heading]: [u16; 3],
    second: u8,
    (class, status): (TransceiverClass, Option<NavStatus>),
) -> Message {
    let more = Particulars {
        speed: Speed::from_decikn(sog),
        course: Course::from_decideg(cog),
        heading: Heading::from_whole_deg(heading),
        status,
        class: Some(class),
        coarse: false,
    };
    let position = position(latitude, longitude, FINE);
    Message { mmsi, position: Some(Report { position, second, more }), statics: None }
}

/// Message 27: whole knots and degrees, and a position in tenths of a minute, which is coarse.
fn long_range(report: &LongRangeBroadcast) -> Message {
    let more = Particulars {
        // 63 is "not available".
        speed: Some(report.sog_knots).filter(|&knots| knots < 63).and_then(|kn| Speed::from_decikn(u16::from(kn) * 10)),
        course: report.cog_degrees.checked_mul(10).and_then(Course::from_decideg),
        heading: None,
        status: NavStatus::from_code(report.navigation_status.to_raw()),
        class: None,
        coarse: true,
    };
    let position = position(report.latitude_raw, report.longitude_raw, COARSE);
    Message { mmsi: report.mmsi.raw(), position: Some(Report { position, second: 60, more }), statics: None }
}

/// Message 5.
fn voyage(data: &StaticVoyageData) -> Message {
    let sides = [data.dimension_to_port, data.dimension_to_starboard];
    let imo = Some(data.imo_number).filter(|&number| number > 0).map(Imo::new);
    let statics = StaticData {
        imo: imo.and_then(Result::ok),
        // Longer numbers are those of other schemes, neither right nor wrong.
        invalid_imo: imo.and_then(Result::err).filter(|invalid| invalid.has_seven_digits()).map(|invalid| invalid.0),
        name: known(data.name.as_str()),
        call_sign: known(data.call_sign.as_str()),
        ship_type: ShipType::from_code(data.ship_type),
        dimensions: dimensions([data.dimension_to_bow, data.dimension_to_stern], sides),
        draught: Draught::from_dm(data.draught_decimeters),
        destination: known(data.destination.as_str()),
    };
    Message { mmsi: data.mmsi.raw(), position: None, statics: Some(Box::new(statics)) }
}

/// Message 24, which has the name in its part A and the rest in part B.
///
/// In part B of a craft that belongs to a ship the dimensions are the ship's MMSI. Such craft are no vessels for
/// detection, so that their data are not used at all.
fn of_static_data(data: &StaticDataReport) -> Result<Message, Reason> {
    let (mmsi, statics) = match data {
        StaticDataReport::A(part) => {
            (part.mmsi, StaticData { name: known(part.name.as_str()), ..StaticData::default() })
        }
        StaticDataReport::B(part) => {
            let sides = [part.dimension_to_port, part.dimension_to_starboard];
            let statics = StaticData {
                call_sign: known(part.call_sign.as_str()),
                ship_type: ShipType::from_code(part.ship_type),
                dimensions: dimensions([part.dimension_to_bow, part.dimension_to_stern], sides),
                ..StaticData::default()
            };
            (part.mmsi, statics)
        }
        _ => return Err(Reason::OtherMessage),
    };
    Ok(Message { mmsi: mmsi.raw(), position: None, statics: Some(Box::new(statics)) })
}

/// Units of a coordinate in a minute, of messages 1 to 19 and of message 27.
const FINE: i64 = 10_000;
const COARSE: i64 = 10;

/// A position from minutes, in units of which there are so many in a minute.
fn position(latitude: i32, longitude: i32, per_minute: i64) -> Result<Position, Reason> {
    // 60 minutes a degree, to the nearest of 1e-7 degrees.
    let e7 = |units: i32| {
        let (of_degree, degrees_e7) = (60 * per_minute, i64::from(units) * 10_000_000);
        (degrees_e7 + of_degree / 2).div_euclid(of_degree)
    };
    row::position_e7(e7(latitude), e7(longitude))
}

/// Dimensions from the distances to bow and stern, port and starboard.
fn dimensions([bow, stern]: [u16; 2], [port, starboard]: [u8; 2]) -> Option<Dimensions> {
    Dimensions::from_antenna(bow, stern, u16::from(port), u16::from(starboard))
}

/// A text, which ends where there are two `@`.
///
/// They fill it up, and what an earlier, longer text has left may stand behind them. One alone should end it as well, but
/// ships do write `S@PORE` and `D@SOUZA TIDE`.
fn known(field: &str) -> Option<String> {
    text::optional(field.split("@@").next()?.as_bytes())
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
