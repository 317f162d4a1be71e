//! What a line says, whoever wrote it.

use crate::ais::{Dimensions, Heading, NavStatus, Position, StaticData, TransceiverClass};
use crate::read::{Reason, row, statics, text};
use crate::track::Particulars;

/// A message.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// As it was sent: it need not be an MMSI.
    pub(super) mmsi: u32,
    /// In milliseconds since 1970.
    pub(super) ms: Option<i64>,
    pub(super) position: Option<(Result<Position, Reason>, Particulars)>,
    pub(super) statics: Option<Box<StaticData>>,
    /// A name that did not come with the message.
    pub(super) name: Option<String>,
}

/// What a line says, if it is no longer than so many bytes; `None` for a blank one.
pub(super) fn says(
    text: &[u8],
    longest: usize,
    parse: impl Fn(&[u8]) -> Result<Message, Reason>,
) -> Option<Result<Message, Reason>> {
    let line = text.trim_ascii();
    (!line.is_empty()).then(|| if text.len() > longest { Err(Reason::TooLong) } else { parse(line) })
}

/// A position from degrees.
pub(super) fn position(latitude: Option<f64>, longitude: Option<f64>) -> Result<Position, Reason> {
    // Units of 1e-7° of numbers that are out of range are out of range as well.
    let e7 = |degrees: f64| (degrees * 1e7).round() as i64;
    let (latitude, longitude) = latitude.zip(longitude).ok_or(Reason::NoPosition)?;
    row::position_e7(e7(latitude), e7(longitude))
}

/// Speed in knots, course and heading in degrees, and status by code, as messages have them; of message 27 if `coarse`.
pub(super) fn particulars(
    [speed_kn, course_deg, heading_deg]: [Option<f64>; 3],
    status: Option<u8>,
    class: Option<TransceiverClass>,
    coarse: bool,
) -> Particulars {
    // Message 27 has whole knots, and 63 for "not available".
    let speed_kn = speed_kn.filter(|&knots| !coarse || knots < 63.0);
    Particulars {
        speed: speed_kn.and_then(|knots| row::speed_tenths((knots * 10.0).round() as i64)),
        course: course_deg.and_then(|degrees| row::course_millidegrees((degrees * 1000.0).round() as i64)),
        heading: heading_deg
            .and_then(|degrees| (degrees > -0.5).then(|| Heading::from_whole_deg(degrees.round() as u16)).flatten()),
        status: status.and_then(NavStatus::from_code),
        class,
        coarse,
    }
}

/// The four distances from the antenna, in metres.
pub(super) fn dimensions([bow, stern, port, starboard]: [Option<u16>; 4]) -> Option<Dimensions> {
    Dimensions::from_antenna(bow?, stern?, port?, starboard?)
}

/// Static data with this IMO number.
pub(super) fn with_imo(imo: Option<u32>, mut data: StaticData) -> Box<StaticData> {
    statics::set_imo_number(imo.unwrap_or(0), &mut data);
    Box::new(data)
}

/// A text, which ends where it is filled up with `@`.
pub(super) fn known(field: Option<&str>) -> Option<String> {
    text::optional(field?.split("@@").next()?.as_bytes())
}
