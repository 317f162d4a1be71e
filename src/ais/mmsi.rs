//! The Maritime Mobile Service Identity and what its leading digits say.

use std::fmt;

/// A Maritime Mobile Service Identity: up to nine digits, 1 to 999,999,999.
///
/// Formats are those of Recommendation ITU-R M.585-9 (05/2022). Files that lose leading
/// zeros are read rightly: 2190047 is the coast station 002190047.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mmsi(u32);

/// A number that is no MMSI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no MMSI: it has one to nine digits and is not zero")]
pub struct InvalidMmsi(pub u64);

/// What kind of station an MMSI belongs to (ITU-R M.585-9, annex 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MmsiKind {
    /// MIDxxxxxx: a ship.
    Ship,
    /// 0MIDxxxxx: a group of ships.
    GroupOfShips,
    /// 00MIDxxxx: a coast station.
    CoastStation,
    /// 111MIDxxx: a search and rescue aircraft.
    SarAircraft,
    /// 8MIDxxxxx: a handheld radio.
    Handheld,
    /// 970, 972, 974: AIS-SART, man overboard, EPIRB.
    Beacon,
    /// 98MIDxxxx: a craft that belongs to a parent ship.
    Craft,
    /// 99MIDxxxx: an aid to navigation.
    AidToNavigation,
    /// Anything else: no format of the recommendation.
    Unassigned,
}

impl Mmsi {
    /// An MMSI from its number.
    ///
    /// # Errors
    ///
    /// [`InvalidMmsi`] for zero and for more than nine digits.
    ///
    /// ```
    /// use lightering::ais::{Mmsi, MmsiKind};
    /// let mmsi = Mmsi::new(311_000_112)?;
    /// assert_eq!(mmsi.kind(), MmsiKind::Ship);
    /// assert!(mmsi.is_vessel());
    /// # Ok::<(), lightering::ais::InvalidMmsi>(())
    /// ```
    pub fn new(number: u32) -> Result<Self, InvalidMmsi> {
        if (1..=999_999_999).contains(&number) { Ok(Self(number)) } else { Err(InvalidMmsi(u64::from(number))) }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Mmsi {
    /// Nine digits, with leading zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

impl Mmsi {
    /// Kind of station.
    #[must_use]
    pub fn kind(self) -> MmsiKind {
        match self.0 {
            0..10_000_000 => MmsiKind::CoastStation,
            10_000_000..100_000_000 => MmsiKind::GroupOfShips,
            111_000_000..112_000_000 => MmsiKind::SarAircraft,
            200_000_000..800_000_000 => MmsiKind::Ship,
            800_000_000..900_000_000 => MmsiKind::Handheld,
            970_000_000..971_000_000 | 972_000_000..973_000_000 | 974_000_000..975_000_000 => MmsiKind::Beacon,
            980_000_000..990_000_000 => MmsiKind::Craft,
            990_000_000.. => MmsiKind::AidToNavigation,
            _ => MmsiKind::Unassigned,
        }
    }

    /// Whether tracks of this MMSI are vessels that detection looks at: ships, and every number
    /// that no other kind of station owns, since a false number is a reason to look.
    #[must_use]
    pub fn is_vessel(self) -> bool {
        matches!(self.kind(), MmsiKind::Ship | MmsiKind::Handheld | MmsiKind::Unassigned)
    }
}
