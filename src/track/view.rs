//! A track: one transmitter's part of a fleet.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

use super::aside::Aside;
use super::builder::{FLAG_BEGINS, FLAG_CLASS_A, FLAG_CLASS_B, FLAG_COARSE, Row};
use super::columns::Columns;
use super::fleet::{Fleet, TrackId, TrackRecord};
use super::leg::{Leg, LegParameters};
use super::pace::Belt;
use super::statics::StaticHistory;
use crate::ais::{Course, Heading, Mmsi, NavStatus, Position, Speed, StaticData, TransceiverClass};
use crate::geodesy::{Ecef, range_e7};

/// The time-ordered fixes of one transmitter. Cheap to copy; borrows the fleet.
#[derive(Debug, Clone, Copy)]
pub struct Track<'a> {
    statics: &'a [StaticData],
    record: &'a TrackRecord,
    columns: &'a Columns,
    index: u32,
}

/// One accepted position of one vessel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix {
    /// When.
    pub time: DateTime<Utc>,
    /// Where the antenna was.
    pub position: Position,
    /// As reported.
    pub speed_over_ground: Option<Speed>,
    /// As reported; noise for a ship that hardly moves.
    pub course_over_ground: Option<Course>,
    /// Where the bow pointed.
    pub true_heading: Option<Heading>,
    /// As set by the crew.
    pub nav_status: Option<NavStatus>,
    /// Class of the transceiver, where known.
    pub class: Option<TransceiverClass>,
    /// Whether the position is as coarse as message 27 makes it.
    pub coarse: bool,
}

impl<'a> Track<'a> {
    pub(super) fn new(fleet: &'a Fleet, index: u32) -> Self {
        let record = &fleet.tracks[index as usize];
        Self { statics: &fleet.statics, record, columns: fleet.columns_of(record), index }
    }

    /// The number that the first fix has among all of the fleet.
    pub(crate) fn first_column(self) -> usize {
        self.record.before
    }

    /// Fix `i` as a row, without static data.
    pub(crate) fn row(self, i: usize) -> Row {
        let at = self.column(i);
        let columns = self.columns;
        Row {
            mmsi: self.mmsi().get(),
            time_ms: columns.time_ms()[at],
            latitude_e7: columns.latitude_e7()[at],
            longitude_e7: columns.longitude_e7()[at],
            sog: columns.sog()[at],
            cog: columns.cog()[at],
            heading: columns.heading()[at],
            status: columns.status()[at],
            flags: columns.flags()[at],
            statics: 0,
        }
    }

    /// Position in its columns of fix `i`.
    fn column(self, i: usize) -> usize {
        let fixes = &self.record.fixes;
        debug_assert!(i < fixes.len(), "fix {i} of {}", fixes.len());
        fixes.start + i
    }

    /// Number within the fleet.
    #[must_use]
    pub fn id(self) -> TrackId {
        TrackId(self.index)
    }

    /// The MMSI it sent under.
    #[must_use]
    pub fn mmsi(self) -> Mmsi {
        self.record.mmsi
    }

    /// 0 for the first track of its MMSI, 1 for the second of an MMSI that two transmitters share, …
    #[must_use]
    pub fn part(self) -> u32 {
        self.record.part
    }

    /// Number of fixes, at least 1.
    #[must_use]
    pub fn len(self) -> usize {
        self.record.fixes.len()
    }

    /// Never true of a track of a fleet; here because `len` is.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Times of all fixes, in milliseconds since 1970, ascending and distinct.
    #[must_use]
    pub fn times_ms(self) -> &'a [i64] {
        &self.columns.time_ms()[self.record.fixes.clone()]
    }

    /// Latitudes of all fixes, in units of 1e-7°.
    #[must_use]
    pub fn latitudes_e7(self) -> &'a [i32] {
        &self.columns.latitude_e7()[self.record.fixes.clone()]
    }

    /// Longitudes of all fixes, in units of 1e-7°.
    #[must_use]
    pub fn longitudes_e7(self) -> &'a [i32] {
        &self.columns.longitude_e7()[self.record.fixes.clone()]
    }

    /// The latitudes that some legs lie between.
    pub(crate) fn belt(self, legs: Range<usize>) -> Belt {
        let (south, north) = range_e7(self.latitudes_e7()[legs.start..=legs.end].iter().copied());
        Belt::about(south, north)
    }

    /// Its longest leg; see [`TrackRecord::longest_leg_ms`].
    pub(super) fn longest_leg_ms(self) -> i64 {
        self.record.longest_leg_ms
    }

    /// Flags of all fixes.
    pub(super) fn flags(self) -> &'a [u8] {
        &self.columns.flags()[self.record.fixes.clone()]
    }

    /// Time of the first fix.
    #[must_use]
    pub fn first_time(self) -> DateTime<Utc> {
        datetime(self.times_ms().first().copied().unwrap_or(0))
    }

    /// Time of the last fix.
    #[must_use]
    pub fn last_time(self) -> DateTime<Utc> {
        datetime(self.times_ms().last().copied().unwrap_or(0))
    }

    /// Time of fix `i`, in milliseconds since 1970.
    ///
    /// # Panics
    ///
    /// If `i` is not below [`len`](Self::len), as with a slice; so do all methods that take a fix or leg.
    #[must_use]
    pub fn time_ms(self, i: usize) -> i64 {
        self.columns.time_ms()[self.column(i)]
    }

    /// Place of fix `i`.
    #[must_use]
    pub fn position(self, i: usize) -> Position {
        let at = self.column(i);
        Position::from_columns(self.columns.latitude_e7()[at], self.columns.longitude_e7()[at])
    }

    /// Place of fix `i` in earth-centred metres.
    #[must_use]
    pub fn ecef(self, i: usize) -> Ecef {
        self.position(i).into()
    }

    /// Reported speed over ground of fix `i`.
    #[must_use]
    pub fn speed_over_ground(self, i: usize) -> Option<Speed> {
        Speed::from_decikn(self.columns.sog()[self.column(i)])
    }

    /// True heading of fix `i`.
    #[must_use]
    pub fn true_heading(self, i: usize) -> Option<Heading> {
        Heading::from_deg(f64::from(self.columns.heading()[self.column(i)]))
    }

    /// Navigational status of fix `i`.
    #[must_use]
    pub fn nav_status(self, i: usize) -> Option<NavStatus> {
        NavStatus::from_code(self.columns.status()[self.column(i)])
    }

    /// Whether fix `i` is as coarse as message 27 makes it.
    #[must_use]
    pub fn is_coarse(self, i: usize) -> bool {
        self.columns.flags()[self.column(i)] & FLAG_COARSE != 0
    }

    /// What was set aside of its MMSI, if it is the first of its tracks.
    pub(crate) fn aside(self) -> Aside {
        self.record.aside
    }

    /// Whether fix `i` begins a segment: the leg that ends here was not observed, however short it is.
    pub(super) fn begins_segment(self, i: usize) -> bool {
        self.columns.flags()[self.column(i)] & FLAG_BEGINS != 0
    }

    /// All of fix `i`.
    #[must_use]
    pub fn fix(self, i: usize) -> Fix {
        let at = self.column(i);
        let flags = self.columns.flags()[at];
        Fix {
            time: datetime(self.columns.time_ms()[at]),
            position: self.position(i),
            speed_over_ground: self.speed_over_ground(i),
            course_over_ground: Course::from_decideg(self.columns.cog()[at]),
            true_heading: self.true_heading(i),
            nav_status: self.nav_status(i),
            class: match flags & (FLAG_CLASS_A | FLAG_CLASS_B) {
                FLAG_CLASS_A => Some(TransceiverClass::A),
                FLAG_CLASS_B => Some(TransceiverClass::B),
                _ => None,
            },
            coarse: flags & FLAG_COARSE != 0,
        }
    }

    /// All fixes, in order of time.
    pub fn fixes(self) -> impl ExactSizeIterator<Item = Fix> + 'a {
        (0..self.len()).map(move |i| self.fix(i))
    }

    /// Leg `i`, from fix `i` to fix `i + 1`; there is one leg fewer than fixes.
    #[must_use]
    pub fn leg(self, i: usize) -> Leg<'a> {
        Leg::new(self, i)
    }

    /// All legs, in order of time.
    pub fn legs(self) -> impl ExactSizeIterator<Item = Leg<'a>> + 'a {
        (0..self.len().saturating_sub(1)).map(move |i| self.leg(i))
    }

    /// The leg under way at a time: the last that starts at or before it and ends at or after it.
    #[must_use]
    pub fn leg_at(self, time_ms: i64) -> Option<Leg<'a>> {
        let times = self.times_ms();
        let (first, last) = (*times.first()?, *times.last()?);
        if times.len() < 2 || !(first..=last).contains(&time_ms) {
            return None;
        }
        let after = times.partition_point(|&time| time <= time_ms).min(times.len() - 1);
        Some(self.leg(after - 1))
    }

    /// Where the vessel was at a time: on an observed leg, interpolated on the ellipsoid, or at a fix.
    #[must_use]
    pub fn place_at(self, time_ms: i64, parameters: &LegParameters) -> Option<Ecef> {
        if let Ok(i) = self.times_ms().binary_search(&time_ms) {
            return Some(self.ecef(i));
        }
        let leg = self.leg_at(time_ms)?;
        leg.is_observed(parameters).then(|| leg.place_at(time_ms))
    }

    /// What the vessel said of itself, and when.
    #[must_use]
    pub fn statics(self) -> StaticHistory<'a> {
        StaticHistory::new(&self.record.history, self.statics)
    }
}

/// A time later or earlier, at the ends of time at most.
pub(crate) fn shifted(time: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    let end = if by < TimeDelta::zero() { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
    time.checked_add_signed(by).unwrap_or(end)
}

/// A stored time as a `DateTime`.
///
/// Stored times come from a `DateTime` and so convert back; the fallback is never taken.
pub(crate) fn datetime(time_ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(time_ms).unwrap_or_default()
}
