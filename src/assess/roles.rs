//! What vessels are for, and benign causes of lying close to each other.

use crate::ais::ShipGroup;

/// What a vessel is for, as far as it matters to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// A tanker.
    Tanker,
    /// A cargo ship.
    Cargo,
    /// A tug, or a vessel that tows.
    Tug,
    /// A pilot boat.
    Pilot,
    /// A search and rescue vessel.
    SearchAndRescue,
    /// A tender or supply vessel of a port, an anti-pollution or diving vessel.
    Supply,
    /// A dredger.
    Dredger,
    /// Law enforcement, military, medical.
    Government,
    /// A fishing vessel.
    Fishing,
    /// A yacht or pleasure craft.
    Leisure,
    /// A passenger ship or high-speed craft.
    Passenger,
    /// Of a type that says nothing of its use.
    Other,
    /// It sent no type.
    Unknown,
}

impl Role {
    /// The role of a ship type.
    #[must_use]
    pub fn of(group: Option<ShipGroup>) -> Self {
        let Some(group) = group else { return Self::Unknown };
        match group {
            ShipGroup::Tanker => Self::Tanker,
            ShipGroup::Cargo => Self::Cargo,
            ShipGroup::Tug | ShipGroup::Towing => Self::Tug,
            ShipGroup::Pilot => Self::Pilot,
            ShipGroup::SearchAndRescue => Self::SearchAndRescue,
            ShipGroup::PortTender | ShipGroup::AntiPollution | ShipGroup::Diving => Self::Supply,
            ShipGroup::Dredging => Self::Dredger,
            ShipGroup::LawEnforcement | ShipGroup::Military | ShipGroup::Medical | ShipGroup::NotPartyToConflict => {
                Self::Government
            }
            ShipGroup::Fishing => Self::Fishing,
            ShipGroup::Sailing | ShipGroup::Pleasure => Self::Leisure,
            ShipGroup::Passenger | ShipGroup::HighSpeedCraft => Self::Passenger,
            _ => Self::Other,
        }
    }

    /// Whether ships of this role carry cargo, or may.
    #[must_use]
    pub fn may_carry_cargo(self) -> bool {
        matches!(self, Self::Tanker | Self::Cargo | Self::Unknown | Self::Other)
    }

    /// Lower case, words joined by `-`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tanker => "tanker",
            Self::Cargo => "cargo",
            Self::Tug => "tug",
            Self::Pilot => "pilot",
            Self::SearchAndRescue => "search-and-rescue",
            Self::Supply => "supply",
            Self::Dredger => "dredger",
            Self::Government => "government",
            Self::Fishing => "fishing",
            Self::Leisure => "leisure",
            Self::Passenger => "passenger",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

/// Why two vessels may lie close to each other without any transfer of cargo: a label, never a reason to drop them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BenignCause {
    /// One is a tug or tows.
    Tug,
    /// One is a pilot boat.
    Pilot,
    /// One is a rescue vessel.
    SearchAndRescue,
    /// One serves ships or ports.
    Supply,
    /// One is a dredger.
    Dredging,
    /// One is a state's vessel.
    Government,
    /// Two fishing vessels.
    FishingPair,
    /// One is a fishing vessel.
    Fishing,
    /// One is a pleasure craft.
    Leisure,
    /// One is a passenger ship or her tender.
    PassengerTender,
    /// One ship with two transmitters.
    SameShip,
    /// A small tanker beside a larger ship that is none.
    Bunkering,
    /// More than two vessels side by side in harbour.
    Raft,
    /// Neighbours made fast to land.
    Berth,
    /// Neighbours at an anchorage.
    Anchorage,
}

impl BenignCause {
    /// What the roles of two vessels make likely, whatever the place.
    pub(super) fn of_roles(a: Role, b: Role) -> Option<Self> {
        let one = |role: Role| a == role || b == role;
        let table = [
            (Role::Pilot, Self::Pilot),
            (Role::Tug, Self::Tug),
            (Role::SearchAndRescue, Self::SearchAndRescue),
            (Role::Supply, Self::Supply),
            (Role::Dredger, Self::Dredging),
            (Role::Government, Self::Government),
            (Role::Leisure, Self::Leisure),
            (Role::Passenger, Self::PassengerTender),
            (Role::Fishing, Self::Fishing),
        ];
        if a == Role::Fishing && b == Role::Fishing {
            return Some(Self::FishingPair);
        }
        table.into_iter().find_map(|(role, cause)| one(role).then_some(cause))
    }

    /// Lower case, words joined by `-`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tug => "tug",
            Self::Pilot => "pilot",
            Self::SearchAndRescue => "search-and-rescue",
            Self::Supply => "supply",
            Self::Dredging => "dredging",
            Self::Government => "government",
            Self::FishingPair => "fishing-pair",
            Self::Fishing => "fishing",
            Self::Leisure => "leisure",
            Self::PassengerTender => "passenger-tender",
            Self::SameShip => "same-ship",
            Self::Bunkering => "bunkering",
            Self::Raft => "raft",
            Self::Berth => "berth",
            Self::Anchorage => "anchorage",
        }
    }
}

crate::display::shown_as_str!(Role, BenignCause);
