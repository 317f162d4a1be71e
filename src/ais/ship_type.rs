//! Type of ship and cargo.

/// Type of ship and cargo, code 1 to 99 (0 means "not available" and is `None`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShipType(u8);

/// Groups of ship types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ShipGroup {
    /// 80 to 89.
    Tanker,
    /// Everything else.
    Other,
}

impl ShipType {
    /// From the code on the air; `None` for 0 and above 99.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        (1..=99).contains(&code).then_some(Self(code))
    }

    /// The code on the air.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }
}
