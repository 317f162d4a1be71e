//! Maritime identification digits.

/// Three digits, 200 to 799, that say which administration gave out an MMSI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mid(u16);

impl Mid {
    /// A MID from its digits; `None` outside 200..=799.
    #[must_use]
    pub fn new(digits: u16) -> Option<Self> {
        (200..=799).contains(&digits).then_some(Self(digits))
    }
}
