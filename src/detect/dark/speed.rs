//! How fast a vessel can have been while nobody saw it.

use crate::ais::{ShipGroup, ShipType};
use crate::geodesy::{Ecef, knots};
use crate::track::Hour;

/// So many hundredths of the hourly speeds that a vessel has shown are at or below its top speed: a higher share would be that of
/// a false position.
const PERCENTILE: usize = 95;
/// A vessel has shown its speed in so many hours under way, at least.
const LEAST_HOURS: usize = 6;
/// Under way is faster than this, in knots.
const UNDER_WAY_KN: f64 = 5.0;
/// Between two fixes so far apart, in milliseconds, speed is measured: half an hour to two hours.
const SPAN_MS: std::ops::RangeInclusive<i64> = 1_800_000..=7_200_000;
/// What a ship can do for some hours beyond what it does usually.
const RESERVE: f64 = 1.1;

/// Top speed of ships of a kind, in knots, above the service speed of nearly all: where a vessel has not shown its own, and the most
/// that is believed of one that has.
///
/// Our choice, from the service speeds usual in the trade: tankers and bulk carriers 12 to 15 knots, container ships up to 24,
/// fishing vessels and tugs 10 to 13.
fn of_kind(ship_type: Option<ShipType>) -> (f64, f64) {
    match ship_type.map(ShipType::group) {
        Some(ShipGroup::Tanker) => (14.0, 18.0),
        Some(ShipGroup::Cargo) => (16.0, 25.0),
        Some(ShipGroup::Passenger) => (20.0, 35.0),
        Some(ShipGroup::HighSpeedCraft) => (35.0, 50.0),
        Some(ShipGroup::Fishing) => (11.0, 15.0),
        _ => (14.0, 30.0),
    }
}

/// The top speed of a vessel in a silence, in knots: what it has shown, within what its kind can do; never less than the
/// silence asks for.
pub(super) fn top_speed_kn(hours: &[Hour], ship_type: Option<ShipType>, implied_kn: f64) -> f64 {
    let (usual_kn, most_kn) = of_kind(ship_type);
    let mut shown: Vec<f64> = hours
        .windows(2)
        .filter(|pair| SPAN_MS.contains(&(pair[1].time_ms() - pair[0].time_ms())))
        .map(|pair| {
            let metres = Ecef::from(pair[0].position()).distance(Ecef::from(pair[1].position()));
            knots(metres / ((pair[1].time_ms() - pair[0].time_ms()) as f64 / 1000.0))
        })
        .filter(|&speed_kn| speed_kn >= UNDER_WAY_KN)
        .collect();
    shown.sort_unstable_by(f64::total_cmp);
    let own_kn = if shown.len() < LEAST_HOURS { None } else { shown.get((shown.len() * PERCENTILE).div_ceil(100) - 1) };
    own_kn.map_or(usual_kn, |own_kn| (own_kn * RESERVE).clamp(UNDER_WAY_KN, most_kn)).max(implied_kn)
}
