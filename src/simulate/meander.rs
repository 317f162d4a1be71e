//! How ships drift.

use super::Voyage;
use crate::random::Draws;

/// Drifts for some hours as ships do: about a bearing and a speed, the bow wandering by a few degrees.
pub(in crate::simulate) fn meander(
    mut voyage: Voyage,
    hours: f64,
    bearing_deg: f64,
    speed_kn: f64,
    draws: &mut Draws,
) -> Voyage {
    let mut left_h = hours;
    while left_h > 0.0 {
        let spell_h = left_h.min(draws.between(0.4, 0.8));
        let heading_deg = voyage.end().and_then(|now| voyage.heading_at(now)).unwrap_or_default();
        voyage = voyage.turn_to(heading_deg + draws.between(-4.0, 4.0)).drift(
            spell_h,
            bearing_deg + draws.between(-20.0, 20.0),
            speed_kn * draws.between(0.7, 1.3),
        );
        left_h -= spell_h;
    }
    voyage
}
