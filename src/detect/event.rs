//! What all events have in common.

use std::fmt;
use std::str::FromStr;

use twox_hash::XxHash64;

use crate::ais::Mmsi;

/// A stable name of an event: the same event has the same id in every run.
///
/// XXH64 (seed 0) of `kind|mmsi|…|start`, the start in milliseconds since 1970. Of a dark rendezvous, whose bounds depend on parameters, it is
/// of when the silences began: `kind|start of the first|mmsi|mmsi|start of the second`. A candidate has the id of the event that it
/// was made of, of several the first, so that ids are unique among events of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(u64);

impl EventId {
    /// The id of an event of a kind, of vessels in ascending order, that starts at a time.
    #[must_use]
    pub fn new(kind: &str, vessels: &[Mmsi], start_ms: i64) -> Self {
        let mut text = String::from(kind);
        for mmsi in vessels {
            text.push('|');
            text.push_str(&mmsi.to_string());
        }
        text.push('|');
        text.push_str(&start_ms.to_string());
        Self(XxHash64::oneshot(0, text.as_bytes()))
    }

    /// The number that it is.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

/// A text that is no [`EventId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no id of an event: sixteen hexadecimal digits")]
pub struct ParseEventIdError(pub String);

impl FromStr for EventId {
    type Err = ParseEventIdError;

    /// From sixteen hexadecimal digits, as they are shown.
    ///
    /// ```
    /// use lightering::detect::EventId;
    /// let id = EventId::new("gap", &[], 0);
    /// assert_eq!(id.to_string().parse(), Ok(id));
    /// assert!("0x12".parse::<EventId>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, ParseEventIdError> {
        let is_id = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = if is_id { u64::from_str_radix(text, 16).ok() } else { None };
        number.map(Self).ok_or_else(|| ParseEventIdError(text.to_owned()))
    }
}

impl fmt::Display for EventId {
    /// Sixteen hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
