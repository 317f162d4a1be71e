//! Navigational status.

use std::fmt;

/// Navigational status, code 0 to 14 (15 means "not defined" and is `None`).
///
/// Codes are those of ITU-R M.1371-5, annex 8, table 48. The watch sets it by hand and often
/// forgets to: many a ship drifts for days "under way using engine".
///
/// ```
/// use lightering::ais::NavStatus;
/// assert_eq!(NavStatus::from_code(1), Some(NavStatus::AT_ANCHOR));
/// assert_eq!(NavStatus::from_phrase("Moored"), Some(NavStatus::MOORED));
/// assert_eq!(NavStatus::from_phrase("Unknown value"), None);
/// assert_eq!(NavStatus::MOORED.as_str(), "moored");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NavStatus(u8);

/// How the words for each status begin, the commonest first.
///
/// Sources differ in how they end: "(regional use)", "AIS-SART (active)", "maneuverability"
/// or "manoeuvrability", "towing alongside".
const BEGINNINGS: [(&str, NavStatus); 13] = [
    ("under way using engine", NavStatus::UNDER_WAY_USING_ENGINE),
    ("moored", NavStatus::MOORED),
    ("at anchor", NavStatus::AT_ANCHOR),
    ("restricted man", NavStatus::RESTRICTED_MANOEUVRABILITY),
    ("engaged in fishing", NavStatus::ENGAGED_IN_FISHING),
    ("under way sailing", NavStatus::UNDER_WAY_SAILING),
    ("not under command", NavStatus::NOT_UNDER_COMMAND),
    ("constrained by", NavStatus::CONSTRAINED_BY_DRAUGHT),
    ("aground", NavStatus::AGROUND),
    ("power-driven vessel towing astern", NavStatus::TOWING_ASTERN),
    ("power-driven vessel pushing ahead", NavStatus::PUSHING_AHEAD),
    ("ais-sart", NavStatus::AIS_SART),
    ("ais sart", NavStatus::AIS_SART),
];

impl NavStatus {
    /// 0: under way using engine.
    pub const UNDER_WAY_USING_ENGINE: Self = Self(0);
    /// 1: at anchor.
    pub const AT_ANCHOR: Self = Self(1);
    /// 2: not under command.
    pub const NOT_UNDER_COMMAND: Self = Self(2);
    /// 3: restricted manoeuvrability. Ships often set it for a transfer of cargo at sea.
    pub const RESTRICTED_MANOEUVRABILITY: Self = Self(3);
    /// 4: constrained by her draught.
    pub const CONSTRAINED_BY_DRAUGHT: Self = Self(4);
    /// 5: moored.
    pub const MOORED: Self = Self(5);
    /// 6: aground.
    pub const AGROUND: Self = Self(6);
    /// 7: engaged in fishing.
    pub const ENGAGED_IN_FISHING: Self = Self(7);
    /// 8: under way sailing.
    pub const UNDER_WAY_SAILING: Self = Self(8);
    /// 9: reserved for ships with hazardous cargo of category C, and high-speed craft (HSC).
    pub const RESERVED_HIGH_SPEED_CRAFT: Self = Self(9);
    /// 10: reserved for ships with hazardous cargo of category A, and wing in ground (WIG).
    pub const RESERVED_WING_IN_GROUND: Self = Self(10);
    /// 11: power-driven vessel towing astern (regional use).
    pub const TOWING_ASTERN: Self = Self(11);
    /// 12: power-driven vessel pushing ahead or towing alongside (regional use).
    pub const PUSHING_AHEAD: Self = Self(12);
    /// 13: reserved for future use.
    pub const RESERVED_13: Self = Self(13);
    /// 14: an active AIS-SART, man-overboard device or EPIRB.
    pub const AIS_SART: Self = Self(14);

    /// From the code on the air; `None` for 15 and above.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        (code < 15).then_some(Self(code))
    }

    /// From English words in any case, as the Danish Maritime Authority and the older
    /// MarineCadastre files write them; `None` for "Unknown value", "undefined" and other words.
    ///
    /// Reserved codes are told by the code in brackets ("Reserved for future use \[11\]",
    /// "reserved for future use (9)") or by what they are reserved for ("\[HSC\]", "\[WIG\]").
    #[must_use]
    pub fn from_phrase(phrase: &str) -> Option<Self> {
        let phrase = phrase.trim();
        let known = BEGINNINGS.iter().find(|(beginning, _)| begins_with(phrase, beginning));
        match known {
            Some((_, status)) => Some(*status),
            None if begins_with(phrase, "reserved") => Some(Self::from_reserved(phrase)),
            None => None,
        }
    }

    /// The code on the air, 0 to 14.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }

    /// What the code means, in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self.0 {
            0 => "under way using engine",
            1 => "at anchor",
            2 => "not under command",
            3 => "restricted manoeuvrability",
            4 => "constrained by her draught",
            5 => "moored",
            6 => "aground",
            7 => "engaged in fishing",
            8 => "under way sailing",
            9 => "reserved (HSC)",
            10 => "reserved (WIG)",
            11 => "power-driven vessel towing astern",
            12 => "power-driven vessel pushing ahead or towing alongside",
            13 => "reserved (13)",
            // 14, since nothing above is ever made.
            _ => "AIS-SART",
        }
    }

    /// Which of the reserved codes; 13, the only one without another use, if the words do not say.
    fn from_reserved(phrase: &str) -> Self {
        let mentions = |word: &str| {
            phrase.split(|c: char| !c.is_ascii_alphanumeric()).any(|found| found.eq_ignore_ascii_case(word))
        };
        [("9", 9), ("HSC", 9), ("10", 10), ("WIG", 10), ("11", 11), ("12", 12)]
            .into_iter()
            .find(|(word, _)| mentions(word))
            .map_or(Self::RESERVED_13, |(_, code)| Self(code))
    }
}

impl fmt::Display for NavStatus {
    /// What the code means, as [`as_str`](NavStatus::as_str) gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a text begins so, in any case of ASCII letters.
fn begins_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
#[path = "nav_status_tests.rs"]
mod tests;
