//! Groups of ship types.

use std::fmt;

/// Groups of ship types, in the order of their codes (ITU-R M.1371-5, annex 8, table 53).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ShipGroup {
    /// 20 to 29: wing in ground.
    WingInGround,
    /// 30: fishing.
    Fishing,
    /// 31 and 32: towing; 32 if the tow is longer than 200 m or wider than 25 m.
    Towing,
    /// 33: dredging or underwater operations.
    Dredging,
    /// 34: diving operations.
    Diving,
    /// 35: military operations.
    Military,
    /// 36: sailing.
    Sailing,
    /// 37: pleasure craft.
    Pleasure,
    /// 40 to 49: high-speed craft.
    HighSpeedCraft,
    /// 50: pilot vessel.
    Pilot,
    /// 51: search and rescue vessel.
    SearchAndRescue,
    /// 52: tug.
    Tug,
    /// 53: port tender.
    PortTender,
    /// 54: vessel with anti-pollution facilities or equipment.
    AntiPollution,
    /// 55: law enforcement vessel.
    LawEnforcement,
    /// 56 and 57: spare, for assignment to local vessels.
    LocalVessel,
    /// 58: medical transport.
    Medical,
    /// 59: ship of a state that is not party to an armed conflict.
    NotPartyToConflict,
    /// 60 to 69: passenger ship.
    Passenger,
    /// 70 to 79: cargo ship.
    Cargo,
    /// 80 to 89: tanker.
    Tanker,
    /// 90 to 99: other types of ship.
    Other,
    /// 1 to 19, 38 and 39: reserved.
    Reserved,
}

impl ShipGroup {
    /// All groups, in the order of their codes.
    pub const ALL: [Self; 23] = [
        Self::WingInGround,
        Self::Fishing,
        Self::Towing,
        Self::Dredging,
        Self::Diving,
        Self::Military,
        Self::Sailing,
        Self::Pleasure,
        Self::HighSpeedCraft,
        Self::Pilot,
        Self::SearchAndRescue,
        Self::Tug,
        Self::PortTender,
        Self::AntiPollution,
        Self::LawEnforcement,
        Self::LocalVessel,
        Self::Medical,
        Self::NotPartyToConflict,
        Self::Passenger,
        Self::Cargo,
        Self::Tanker,
        Self::Other,
        Self::Reserved,
    ];

    /// The name as output files and configuration write it: lower case, words joined by `-`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WingInGround => "wing-in-ground",
            Self::Fishing => "fishing",
            Self::Towing => "towing",
            Self::Dredging => "dredging",
            Self::Diving => "diving",
            Self::Military => "military",
            Self::Sailing => "sailing",
            Self::Pleasure => "pleasure",
            Self::HighSpeedCraft => "high-speed-craft",
            Self::Pilot => "pilot",
            Self::SearchAndRescue => "search-and-rescue",
            Self::Tug => "tug",
            Self::PortTender => "port-tender",
            Self::AntiPollution => "anti-pollution",
            Self::LawEnforcement => "law-enforcement",
            Self::LocalVessel => "local-vessel",
            Self::Medical => "medical",
            Self::NotPartyToConflict => "not-party-to-conflict",
            Self::Passenger => "passenger",
            Self::Cargo => "cargo",
            Self::Tanker => "tanker",
            Self::Other => "other",
            Self::Reserved => "reserved",
        }
    }

    /// The group that [`as_str`](Self::as_str) writes so; `None` for any other name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == name)
    }
}

impl fmt::Display for ShipGroup {
    /// The name as [`as_str`](ShipGroup::as_str) gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
