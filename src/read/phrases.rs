//! Status and type in words.

use crate::ais::{NavStatus, ShipType};

/// Navigational status from the words of ITU-R M.1371.
pub(super) fn nav_status(phrase: &str) -> Option<NavStatus> {
    let code = match phrase.to_ascii_lowercase().as_str() {
        "under way using engine" | "underway using engine" => 0,
        "at anchor" => 1,
        "not under command" => 2,
        "restricted maneuverability" | "restricted manoeuverability" | "restricted manoeuvrability" => 3,
        "constrained by her draught" | "constrained by her draft" => 4,
        "moored" => 5,
        "aground" => 6,
        "engaged in fishing" => 7,
        "under way sailing" | "underway sailing" => 8,
        _ => return None,
    };
    NavStatus::from_code(code)
}

/// Type of ship from a word such as `Tanker`.
pub(super) fn ship_type(phrase: &str) -> Option<ShipType> {
    let code = match phrase.to_ascii_lowercase().as_str() {
        "wig" => 20,
        "fishing" => 30,
        "towing" => 31,
        "towing long/wide" => 32,
        "dredging" => 33,
        "diving" => 34,
        "military" => 35,
        "sailing" => 36,
        "pleasure" => 37,
        "hsc" => 40,
        "pilot" => 50,
        "sar" => 51,
        "tug" => 52,
        "port tender" => 53,
        "anti-pollution" => 54,
        "law enforcement" => 55,
        "spare 1" => 56,
        "spare 2" => 57,
        "medical" => 58,
        "not party to conflict" => 59,
        "passenger" => 60,
        "cargo" => 70,
        "tanker" => 80,
        "other" => 90,
        _ => return None,
    };
    ShipType::from_code(code)
}
