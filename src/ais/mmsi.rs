//! The Maritime Mobile Service Identity and what its leading digits say.

use std::fmt;
use std::str::FromStr;

use super::Mid;

/// A Maritime Mobile Service Identity: up to nine digits, 1 to 999,999,999.
///
/// Formats are those of Recommendation ITU-R M.585-9 (05/2022). Files that lose leading
/// zeros are read rightly: 2190047 is the coast station 002190047.
///
/// ```
/// use lightering::ais::{Mmsi, MmsiKind};
/// let tanker: Mmsi = "311000112".parse()?;
/// assert_eq!(tanker.kind(), MmsiKind::Ship);
/// assert_eq!(tanker.flag(), Some("BHS"));
///
/// let station: Mmsi = "2190047".parse()?;
/// assert_eq!(station.to_string(), "002190047");
/// assert_eq!(station.kind(), MmsiKind::CoastStation);
/// assert_eq!(station.flag(), Some("DNK"));
/// # Ok::<(), lightering::ais::ParseMmsiError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mmsi(u32);

/// A number that is no MMSI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no MMSI: it has one to nine digits and is not zero")]
pub struct InvalidMmsi(pub u64);

/// A text that is no MMSI.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no MMSI: it must be one to nine digits, not all of them zero, and nothing else")]
pub struct ParseMmsiError {
    /// The text that was given.
    pub text: String,
}

/// What kind of station an MMSI belongs to (ITU-R M.585-9, annexes 1 and 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MmsiKind {
    /// MIDxxxxxx: a ship.
    Ship,
    /// 0MIDxxxxx: a group of ships.
    GroupOfShips,
    /// 00MIDxxxx: a coast station; 009990000: all of them.
    CoastStation,
    /// 111MIDxxx: a search and rescue aircraft.
    SarAircraft,
    /// 8MIDxxxxx: a handheld radio.
    Handheld,
    /// 97…, but not 979: AIS-SART (970), man overboard (972), EPIRB (974).
    Beacon,
    /// 979: an autonomous device that does not serve navigation, such as a net marker.
    AutonomousDevice,
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

    /// The number, 1 to 999,999,999.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }

    /// Kind of station.
    ///
    /// The digits in the place of the MID must be 200 to 799, or the number has no format:
    /// 1193046 and 111111111 are numbers that nobody gave out, not a coast station and an
    /// aircraft. For 98 and 99, which markers and buoys use loosely, the first two digits decide.
    #[must_use]
    pub fn kind(self) -> MmsiKind {
        self.kind_and_mid().0
    }

    /// The maritime identification digits, allocated or not; `None` for formats without them
    /// (beacons, autonomous devices, numbers of no format).
    ///
    /// ```
    /// use lightering::ais::Mmsi;
    /// let aircraft = Mmsi::new(111_232_506)?;
    /// assert_eq!(aircraft.mid().map(|mid| mid.digits()), Some(232));
    /// # Ok::<(), lightering::ais::InvalidMmsi>(())
    /// ```
    #[must_use]
    pub fn mid(self) -> Option<Mid> {
        self.kind_and_mid().1
    }

    /// ISO 3166-1 alpha-3 code of the administration that gave out the number; `None` without
    /// a MID or where that is not allocated. See [`Mid::iso3`].
    #[must_use]
    pub fn flag(self) -> Option<&'static str> {
        self.mid()?.iso3()
    }

    /// Whether tracks of this MMSI are vessels that detection looks at: ships, and every number
    /// that no other kind of station owns, since a false number is a reason to look.
    #[must_use]
    pub fn is_vessel(self) -> bool {
        matches!(self.kind(), MmsiKind::Ship | MmsiKind::Handheld | MmsiKind::Unassigned)
    }

    fn kind_and_mid(self) -> (MmsiKind, Option<Mid>) {
        let number = self.0;
        // The three digits whose last has this place value.
        let digits = |place: u32| u16::try_from(number / place % 1000).ok().and_then(Mid::new);
        let (kind, mid) = match number {
            9_990_000 => return (MmsiKind::CoastStation, None),
            0..10_000_000 => (MmsiKind::CoastStation, digits(10_000)),
            10_000_000..100_000_000 => (MmsiKind::GroupOfShips, digits(100_000)),
            111_000_000..112_000_000 => (MmsiKind::SarAircraft, digits(1_000)),
            200_000_000..800_000_000 => (MmsiKind::Ship, digits(1_000_000)),
            800_000_000..900_000_000 => (MmsiKind::Handheld, digits(100_000)),
            979_000_000..980_000_000 => return (MmsiKind::AutonomousDevice, None),
            970_000_000..979_000_000 => return (MmsiKind::Beacon, None),
            980_000_000..990_000_000 => return (MmsiKind::Craft, digits(10_000)),
            990_000_000.. => return (MmsiKind::AidToNavigation, digits(10_000)),
            _ => return (MmsiKind::Unassigned, None),
        };
        if mid.is_some() { (kind, mid) } else { (MmsiKind::Unassigned, None) }
    }
}

impl fmt::Display for Mmsi {
    /// Nine digits, with leading zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

impl TryFrom<u32> for Mmsi {
    type Error = InvalidMmsi;

    fn try_from(number: u32) -> Result<Self, InvalidMmsi> {
        Self::new(number)
    }
}

impl FromStr for Mmsi {
    type Err = ParseMmsiError;

    /// From one to nine ASCII digits, leading zeros and surrounding space allowed.
    ///
    /// Nothing else is taken: a file that writes `367000000.0` has been through a program
    /// that treats identities as measurements, and may have rounded them.
    fn from_str(text: &str) -> Result<Self, ParseMmsiError> {
        let digits = text.trim();
        let well_formed = digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = if well_formed { digits.parse().ok() } else { None };
        number.and_then(|number| Self::new(number).ok()).ok_or_else(|| ParseMmsiError { text: text.to_owned() })
    }
}

#[cfg(test)]
#[path = "mmsi_tests.rs"]
mod tests;
