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

/// Bytes of a row.
pub(super) const ROW_BYTES: usize = 32;
/// Stands for "not available" in the small columns.
pub(super) const NONE_U16: u16 = u16::MAX;
/// Stands for "not available" in the status column.
pub(super) const NONE_U8: u8 = u8::MAX;
/// Flag: a position as coarse as message 27 makes it.
pub(in crate::track) const FLAG_COARSE: u8 = 1;
/// Flag: class A.
pub(in crate::track) const FLAG_CLASS_A: u8 = 2;
/// Flag: class B.
pub(in crate::track) const FLAG_CLASS_B: u8 = 4;

/// Flag: the first fix of a segment; the leg that ends here was not observed.
pub(in crate::track) const FLAG_BEGINS: u8 = 8;

/// What a row may say besides who, when and where.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Particulars {
    pub(crate) speed: Option<Speed>,
    pub(crate) course: Option<Course>,
    pub(crate) heading: Option<Heading>,
    pub(crate) status: Option<NavStatus>,
    pub(crate) class: Option<TransceiverClass>,
    pub(crate) coarse: bool,
}

impl Row {
    /// Speed over ground of a row without one.
    pub(crate) const NO_SPEED: u16 = NONE_U16;

    /// The row as bytes, to be read on the same machine.
    #[inline]
    pub(super) fn to_bytes(self) -> [u8; ROW_BYTES] {
        let mut bytes = [0; ROW_BYTES];
        let mut at = 0;
        let mut put = |value: &[u8]| {
            bytes[at..at + value.len()].copy_from_slice(value);
            at += value.len();
        };
        put(&self.time_ms.to_ne_bytes());
        put(&self.mmsi.to_ne_bytes());
        put(&self.latitude_e7.to_ne_bytes());
        put(&self.longitude_e7.to_ne_bytes());
        put(&self.statics.to_ne_bytes());
        put(&self.sog.to_ne_bytes());
        put(&self.cog.to_ne_bytes());
        put(&self.heading.to_ne_bytes());
        put(&[self.status, self.flags]);
        bytes
    }

    /// The row that became these bytes.
    #[inline]
    pub(super) fn from_bytes(bytes: &[u8; ROW_BYTES]) -> Self {
        let [
            t0,
            t1,
            t2,
            t3,
            t4,
            t5,
            t6,
            t7,
            m0,
            m1,
            m2,
            m3,
            a0,
            a1,
            a2,
            a3,
            o0,
            o1,
            o2,
            o3,
            i0,
            i1,
            i2,
            i3,
            s0,
            s1,
            c0,
            c1,
            h0,
            h1,
            status,
            flags,
        ] = *bytes;
        Self {
            mmsi: u32::from_ne_bytes([m0, m1, m2, m3]),
            time_ms: i64::from_ne_bytes([t0, t1, t2, t3, t4, t5, t6, t7]),
            latitude_e7: i32::from_ne_bytes([a0, a1, a2, a3]),
            longitude_e7: i32::from_ne_bytes([o0, o1, o2, o3]),
            sog: u16::from_ne_bytes([s0, s1]),
            cog: u16::from_ne_bytes([c0, c1]),
            heading: u16::from_ne_bytes([h0, h1]),
            status,
            flags,
            statics: u32::from_ne_bytes([i0, i1, i2, i3]),
        }
    }

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
