//! Navigational status.

/// Navigational status, code 0 to 14 (15 means "not defined" and is `None`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NavStatus(u8);

impl NavStatus {
    /// At anchor.
    pub const AT_ANCHOR: Self = Self(1);
    /// Moored.
    pub const MOORED: Self = Self(5);

    /// From the code on the air; `None` for 15 and above.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        (code < 15).then_some(Self(code))
    }

    /// The code on the air.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }
}
