//! One accepted position report.

use crate::ais::{Course, Heading, Mmsi, NavStatus, Position, PositionReport, Speed, TransceiverClass};

/// One accepted position report in 32 bytes.
///
/// The order of the fields is the order in which rows are sorted, so that the result does not
/// depend on the order of input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Row {
    pub(crate) mmsi: u32,
    pub(crate) time_ms: i64,
    pub(crate) latitude_e7: i32,
    pub(crate) longitude_e7: i32,
    pub(crate) sog: u16,
    pub(crate) cog: u16,
    pub(crate) heading: u16,
    pub(crate) status: u8,
    pub(crate) flags: u8,
    /// One more than the number of the static data; 0 for none.
    pub(crate) statics: u32,
}

/// Stands for "not available" in the small columns.
const NONE_U16: u16 = u16::MAX;
/// Stands for "not available" in the status column.
const NONE_U8: u8 = u8::MAX;
/// Flag: a position as coarse as message 27 makes it.
pub(in crate::track) const FLAG_COARSE: u8 = 1;
/// Flag: class A.
pub(in crate::track) const FLAG_CLASS_A: u8 = 2;
/// Flag: class B.
pub(in crate::track) const FLAG_CLASS_B: u8 = 4;

/// Flag: the first fix of a segment; the leg that ends here was not observed.
pub(in crate::track) const FLAG_BEGINS: u8 = 8;

/// What a row may say besides who, when and where.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Particulars {
    pub(crate) speed: Option<Speed>,
    pub(crate) course: Option<Course>,
    pub(crate) heading: Option<Heading>,
    pub(crate) status: Option<NavStatus>,
    pub(crate) class: Option<TransceiverClass>,
    pub(crate) coarse: bool,
}

impl Row {
    pub(crate) fn new(mmsi: Mmsi, time_ms: i64, position: Position, more: Particulars) -> Self {
        let class = match more.class {
            Some(TransceiverClass::A) => FLAG_CLASS_A,
            Some(TransceiverClass::B) => FLAG_CLASS_B,
            None => 0,
        };
        Self {
            mmsi: mmsi.get(),
            time_ms,
            latitude_e7: position.latitude_e7(),
            longitude_e7: position.longitude_e7(),
            sog: more.speed.map_or(NONE_U16, Speed::decikn),
            cog: more.course.map_or(NONE_U16, Course::decideg),
            heading: more.heading.map_or(NONE_U16, Heading::whole_deg),
            status: more.status.map_or(NONE_U8, NavStatus::code),
            flags: class | if more.coarse { FLAG_COARSE } else { 0 },
            statics: 0,
        }
    }

    pub(crate) fn position(&self) -> Position {
        Position::from_columns(self.latitude_e7, self.longitude_e7)
    }

    /// Whether both say the same, whatever static data came with them.
    pub(crate) fn same_report(&self, other: &Self) -> bool {
        Self { statics: 0, ..*self } == Self { statics: 0, ..*other }
    }

    /// The report that the row was made of.
    #[cfg(test)]
    pub(crate) fn report(&self) -> PositionReport {
        PositionReport {
            mmsi: Mmsi::new(self.mmsi).unwrap(),
            time: chrono::DateTime::from_timestamp_millis(self.time_ms).unwrap(),
            position: Position::from_e7(self.latitude_e7, self.longitude_e7).unwrap(),
            speed_over_ground: Speed::from_decikn(self.sog),
            course_over_ground: Course::from_decideg(self.cog),
            true_heading: Heading::from_deg(f64::from(self.heading)),
            nav_status: NavStatus::from_code(self.status),
            class: match self.flags & (FLAG_CLASS_A | FLAG_CLASS_B) {
                FLAG_CLASS_A => Some(TransceiverClass::A),
                FLAG_CLASS_B => Some(TransceiverClass::B),
                _ => None,
            },
            coarse: self.flags & FLAG_COARSE > 0,
        }
    }
}

impl From<&PositionReport> for Row {
    fn from(report: &PositionReport) -> Self {
        let more = Particulars {
            speed: report.speed_over_ground,
            course: report.course_over_ground,
            heading: report.true_heading,
            status: report.nav_status,
            class: report.class,
            coarse: report.coarse,
        };
        Self::new(report.mmsi, report.time.timestamp_millis(), report.position, more)
    }
}
