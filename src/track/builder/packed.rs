//! A row in 24 bytes.
//!
//! The memory that the rows of a window take is what reading them spends much of its time on. What a row says does not
//! depend on the rows before it, so that whoever reads a piece of a file can pack its rows.

use super::Row;

/// Bits of what is packed, but for latitude and longitude, which have 32 each. Three words of 64 are filled.
const TIME_BITS: u32 = 36;
const STATICS_BITS: u32 = 23;
/// Numbers of static data must be below this.
pub(super) const STATICS: usize = 1 << STATICS_BITS;
const STATUS_BITS: u32 = 5;
const MMSI_BITS: u32 = 30;
const SPEED_BITS: u32 = 10;
const COURSE_BITS: u32 = 12;
const HEADING_BITS: u32 = 9;
const FLAGS_BITS: u32 = 3;

/// Where the fields of the first and the third word begin, from low bits to high.
const STATICS_SHIFT: u32 = STATUS_BITS;
const TIME_SHIFT: u32 = STATICS_SHIFT + STATICS_BITS;
const COURSE_SHIFT: u32 = SPEED_BITS;
const HEADING_SHIFT: u32 = COURSE_SHIFT + COURSE_BITS;
const FLAGS_SHIFT: u32 = HEADING_SHIFT + HEADING_BITS;
const MMSI_SHIFT: u32 = FLAGS_SHIFT + FLAGS_BITS;

/// What a packed row is made of.
pub(in crate::track) type Words = [u64; 3];

/// A row as nearly all are. Its time is counted from a base that whoever keeps it knows.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::track) struct Packed(pub(super) Words);

/// The base for rows about this time: a year before it, and times up to a year after it fit.
pub(super) fn base_ms(time_ms: i64) -> i64 {
    time_ms.saturating_sub(1 << (TIME_BITS - 1))
}

impl Packed {
    /// The row; `None` if it does not fit: its time is too far from the base, or it says what cannot be on the air.
    #[inline]
    pub(in crate::track) fn new(row: &Row, base_ms: i64) -> Option<Self> {
        let since_ms = row.time_ms.wrapping_sub(base_ms) as u64;
        let (statics, mmsi, flags) = (u64::from(row.statics), u64::from(row.mmsi), u64::from(row.flags));
        // "Not available" is the greatest number before, and 0 from here on.
        let status = u64::from(row.status.wrapping_add(1));
        let [speed, course, heading] = [row.sog, row.cog, row.heading].map(|value| u64::from(value.wrapping_add(1)));
        // Nearly all rows fit: it costs less to ask for all fields at once.
        let beyond = since_ms >> TIME_BITS
            | statics >> STATICS_BITS
            | status >> STATUS_BITS
            | mmsi >> MMSI_BITS
            | speed >> SPEED_BITS
            | course >> COURSE_BITS
            | heading >> HEADING_BITS
            | flags >> FLAGS_BITS;
        let when = status | statics << STATICS_SHIFT | since_ms << TIME_SHIFT;
        let place = u64::from(row.latitude_e7 as u32) << 32 | u64::from(row.longitude_e7 as u32);
        let who = speed | course << COURSE_SHIFT | heading << HEADING_SHIFT | flags << FLAGS_SHIFT | mmsi << MMSI_SHIFT;
        (beyond == 0).then_some(Self([when, place, who]))
    }

    /// The row that was packed.
    #[inline]
    pub(in crate::track) fn row(self, base_ms: i64) -> Row {
        let Self([when, place, who]) = self;
        Row {
            mmsi: self.mmsi(),
            time_ms: base_ms.wrapping_add((when >> TIME_SHIFT) as i64),
            latitude_e7: (place >> 32) as i32,
            longitude_e7: place as i32,
            sog: (low(who, SPEED_BITS) as u16).wrapping_sub(1),
            cog: (low(who >> COURSE_SHIFT, COURSE_BITS) as u16).wrapping_sub(1),
            heading: (low(who >> HEADING_SHIFT, HEADING_BITS) as u16).wrapping_sub(1),
            status: (low(when, STATUS_BITS) as u8).wrapping_sub(1),
            flags: low(who >> FLAGS_SHIFT, FLAGS_BITS) as u8,
            statics: self.statics(),
        }
    }

    /// Milliseconds from the base.
    #[inline]
    pub(in crate::track) fn since_ms(&self) -> u64 {
        self.0[0] >> TIME_SHIFT
    }

    #[inline]
    pub(in crate::track) fn mmsi(self) -> u32 {
        (self.0[2] >> MMSI_SHIFT) as u32
    }

    /// One more than the number of the static data; 0 for none.
    #[inline]
    pub(super) fn statics(self) -> u32 {
        low(self.0[0] >> STATICS_SHIFT, STATICS_BITS) as u32
    }

    /// The same with another number of static data, below [`STATICS`], and from a base that is so much earlier; the time must fit.
    #[inline]
    pub(super) fn with(self, statics: u32, earlier_ms: u64) -> Self {
        let Self([when, place, who]) = self;
        let others = when & !(((1 << STATICS_BITS) - 1) << STATICS_SHIFT);
        let when = others | u64::from(statics) << STATICS_SHIFT;
        Self([when.wrapping_add(earlier_ms << TIME_SHIFT), place, who])
    }
}

/// Milliseconds from a base to a time, if they fit.
#[inline]
pub(super) fn since(time_ms: i64, base_ms: i64) -> Option<u64> {
    let since = u64::try_from(time_ms.checked_sub(base_ms)?).ok()?;
    (since >> TIME_BITS == 0).then_some(since)
}

/// Some low bits of a number.
#[inline]
fn low(number: u64, bits: u32) -> u64 {
    number & ((1 << bits) - 1)
}

#[cfg(test)]
#[path = "packed_tests.rs"]
pub(in crate::track) mod tests;
