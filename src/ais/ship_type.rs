//! Type of ship and cargo.

use std::fmt;

use super::ShipGroup;

/// Type of ship and cargo, code 1 to 99 (0 means "not available" and is `None`).
///
/// Codes are those of ITU-R M.1371-5, annex 8, table 53. The crew or the installer sets them
/// by hand: a cargo ship made over to carry oil often goes on sending 70.
///
/// ```
/// use lightering::ais::{HazardCategory, ShipGroup, ShipType};
/// let tanker = ShipType::from_code(81).unwrap();
/// assert_eq!(tanker.group(), ShipGroup::Tanker);
/// assert_eq!(tanker.hazard(), Some(HazardCategory::X));
/// assert_eq!(tanker.to_string(), "tanker (81)");
/// assert_eq!(ShipType::from_phrase("Towing long/wide").map(ShipType::code), Some(32));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShipType(u8);

/// Category of the dangerous goods, harmful substances or marine pollutants on board, from the
/// second digit of the type (MARPOL annex II; A to D before 2007).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HazardCategory {
    /// Second digit 1: category X, formerly A; a major hazard.
    X,
    /// Second digit 2: category Y, formerly B; a hazard.
    Y,
    /// Second digit 3: category Z, formerly C; a minor hazard.
    Z,
    /// Second digit 4: other substances (OS), formerly D; no harm in normal discharge.
    OtherSubstances,
}

/// The words of the "Ship type" column of the Danish Maritime Authority's files.
///
/// The word covers a whole group there, so it gives the code that says no more than the group.
/// "Reserved" does not say which of the reserved codes was sent; any of them gives its group.
const PHRASES: [(&str, u8); 26] = [
    ("Cargo", 70),
    ("Tanker", 80),
    ("Passenger", 60),
    ("Fishing", 30),
    ("Sailing", 36),
    ("Pleasure", 37),
    ("Tug", 52),
    ("Other", 90),
    ("HSC", 40),
    ("Towing", 31),
    ("Towing long/wide", 32),
    ("Pilot", 50),
    ("SAR", 51),
    ("Dredging", 33),
    ("Diving", 34),
    ("Military", 35),
    ("Port tender", 53),
    ("Anti-pollution", 54),
    ("Anti pollution", 54),
    ("Law enforcement", 55),
    ("Spare 1", 56),
    ("Spare 2", 57),
    ("Medical", 58),
    ("Not party to conflict", 59),
    ("WIG", 20),
    ("Reserved", 38),
];

impl ShipType {
    /// From the code on the air; `None` for 0 and above 99.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        (1..=99).contains(&code).then_some(Self(code))
    }

    /// From the English words of the Danish Maritime Authority's files, in any case: `Cargo`
    /// gives 70, `Tanker` 80, `Towing long/wide` 32. `None` for `Undefined` and words that are
    /// not used there.
    #[must_use]
    pub fn from_phrase(phrase: &str) -> Option<Self> {
        let phrase = phrase.trim();
        PHRASES.iter().find(|(words, _)| words.eq_ignore_ascii_case(phrase)).map(|(_, code)| Self(*code))
    }

    /// The code on the air, 1 to 99.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }

    /// The group that the code belongs to.
    #[must_use]
    pub fn group(self) -> ShipGroup {
        match self.0 {
            20..=29 => ShipGroup::WingInGround,
            30 => ShipGroup::Fishing,
            31 | 32 => ShipGroup::Towing,
            33 => ShipGroup::Dredging,
            34 => ShipGroup::Diving,
            35 => ShipGroup::Military,
            36 => ShipGroup::Sailing,
            37 => ShipGroup::Pleasure,
            40..=49 => ShipGroup::HighSpeedCraft,
            50 => ShipGroup::Pilot,
            51 => ShipGroup::SearchAndRescue,
            52 => ShipGroup::Tug,
            53 => ShipGroup::PortTender,
            54 => ShipGroup::AntiPollution,
            55 => ShipGroup::LawEnforcement,
            56 | 57 => ShipGroup::LocalVessel,
            58 => ShipGroup::Medical,
            59 => ShipGroup::NotPartyToConflict,
            60..=69 => ShipGroup::Passenger,
            70..=79 => ShipGroup::Cargo,
            80..=89 => ShipGroup::Tanker,
            90..=99 => ShipGroup::Other,
            _ => ShipGroup::Reserved,
        }
    }

    /// Category of the hazardous cargo; `None` where the code does not say, as types beginning
    /// with 3 and 5 cannot.
    #[must_use]
    pub fn hazard(self) -> Option<HazardCategory> {
        if !matches!(self.0 / 10, 2 | 4 | 6..=9) {
            return None;
        }
        match self.0 % 10 {
            1 => Some(HazardCategory::X),
            2 => Some(HazardCategory::Y),
            3 => Some(HazardCategory::Z),
            4 => Some(HazardCategory::OtherSubstances),
            _ => None,
        }
    }
}

impl fmt::Display for ShipType {
    /// The group and the code: `tanker (80)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.group(), self.0)
    }
}

impl HazardCategory {
    /// `X`, `Y`, `Z` or `OS`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::X => "X",
            Self::Y => "Y",
            Self::Z => "Z",
            Self::OtherSubstances => "OS",
        }
    }

    /// The letter in use before 2007, `A` to `D`, which many sources still write.
    #[must_use]
    pub fn former_letter(self) -> char {
        match self {
            Self::X => 'A',
            Self::Y => 'B',
            Self::Z => 'C',
            Self::OtherSubstances => 'D',
        }
    }
}

impl fmt::Display for HazardCategory {
    /// The category as [`as_str`](HazardCategory::as_str) gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
#[path = "ship_type_tests.rs"]
mod tests;
