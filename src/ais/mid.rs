//! Maritime identification digits: the country in an MMSI.

use std::fmt;

use super::mid_table::{ALLOCATED, ALPHA_2};

/// The one MID that stands for three ISO codes, and the two that the table does not name:
/// since the Netherlands Antilles were dissolved, Curaçao (CUW, its register of ships), Sint
/// Maarten and the Caribbean Netherlands have gone on sharing it.
const SHARED_WITH: (u16, [[u8; 3]; 2]) = (306, [*b"BES", *b"SXM"]);

/// Three digits, 200 to 799, that say which administration gave out an MMSI.
///
/// The range is that of the format (Recommendation ITU-R M.585-9, annex 1); fewer than half
/// of its numbers are allocated, see [`Mid::is_allocated`]. A ship whose MID is not allocated
/// sends a false number or a mistyped one.
///
/// ```
/// use lightering::ais::Mid;
/// let mid = Mid::new(445).unwrap();
/// assert_eq!(mid.country(), Some("North Korea"));
/// assert_eq!(mid.iso3(), Some("PRK"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mid(u16);

impl Mid {
    /// A MID from its digits; `None` outside 200..=799.
    #[must_use]
    pub fn new(digits: u16) -> Option<Self> {
        (200..=799).contains(&digits).then_some(Self(digits))
    }

    /// The three digits, 200 to 799.
    #[must_use]
    pub fn digits(self) -> u16 {
        self.0
    }

    /// Name of the administration or territory in short English; `None` if the ITU has not
    /// allocated these digits.
    ///
    /// A territory without an ISO code of its own stands in brackets: `Portugal (Madeira)`.
    #[must_use]
    pub fn country(self) -> Option<&'static str> {
        self.allocation().map(|(_, country, _)| country)
    }

    /// ISO 3166-1 alpha-3 code of the administration or territory; `None` if the ITU has not
    /// allocated these digits.
    ///
    /// Territories with a code of their own have it (Gibraltar GIB, Faroe Islands FRO, Hong
    /// Kong HKG, Puerto Rico PRI); the others have that of their country (Azores PRT, Alaska
    /// USA). 306, which three territories share, is Curaçao's CUW.
    #[must_use]
    pub fn iso3(self) -> Option<&'static str> {
        self.allocation().map(|(_, _, iso3)| iso3)
    }

    /// Whether the ITU has allocated these digits to an administration.
    #[must_use]
    pub fn is_allocated(self) -> bool {
        self.allocation().is_some()
    }

    /// All MIDs of a country or territory, in order, from its ISO 3166-1 code of three letters or
    /// two in any case; none if the code is not one of the table.
    ///
    /// ```
    /// use lightering::ais::Mid;
    /// let malta: Vec<u16> = Mid::all_of("MLT").map(Mid::digits).collect();
    /// assert_eq!(malta, [215, 229, 248, 249, 256]);
    /// assert!(Mid::all_of("mt").map(Mid::digits).eq(malta));
    /// assert_eq!(Mid::all_of("XYZ").count(), 0);
    /// ```
    pub fn all_of(code: &str) -> impl Iterator<Item = Self> + use<> {
        let mut wanted = code.trim().to_ascii_uppercase();
        if let Some((iso3, _)) = ALPHA_2.iter().find(|(_, iso2)| iso2 == wanted.as_bytes()) {
            wanted = String::from_utf8_lossy(iso3).into_owned();
        }
        let shares = SHARED_WITH.1.iter().any(|code| code == wanted.as_bytes());
        ALLOCATED
            .iter()
            .filter(move |(digits, _, iso3)| *iso3 == wanted || (shares && *digits == SHARED_WITH.0))
            .map(|(digits, _, _)| Self(*digits))
    }

    /// The row of the ITU's table.
    fn allocation(self) -> Option<(u16, &'static str, &'static str)> {
        let row = ALLOCATED.binary_search_by_key(&self.0, |(digits, _, _)| *digits).ok()?;
        ALLOCATED.get(row).copied()
    }
}

impl fmt::Display for Mid {
    /// The three digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
#[path = "mid_tests.rs"]
mod tests;
