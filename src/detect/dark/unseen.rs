//! Tankers that met somebody who was not heard at all.

use chrono::{DateTime, TimeDelta, Utc};

use super::event::DarkRendezvous;
use crate::ais::ShipGroup;
use crate::detect::history::History;
use crate::detect::{Encounter, Loitering};

/// Draughts that differ by this are not those of one loading, in metres: crews round to a tenth, and trim changes by some.
const LEAST_DIFFERENCE_M: f64 = 0.5;
/// Crews update the draught as late as this, in hours.
const LATEST_UPDATE_H: i64 = 72;
/// A difference of this makes the score 1/2, in metres.
const HALF_SCORE_M: f64 = 2.0;

/// For each tanker that loitered, met nobody, and had another draught afterwards: it met somebody unseen.
///
/// The score is `d / (d + 2 m)` with `d` the difference of the draughts.
pub(super) fn partners<'a>(
    loitering: &'a [Loitering],
    encounters: &'a [Encounter],
    histories: &'a [History<'_>],
) -> impl Iterator<Item = DarkRendezvous> + 'a {
    loitering.iter().filter_map(move |event| {
        let first = histories.partition_point(|history| history.mmsi < event.mmsi);
        let of_vessel = histories[first..].iter().take_while(|history| history.mmsi == event.mmsi);
        let difference_m = of_vessel.filter_map(|history| difference_m(history, event)).reduce(f64::max)?;
        let with_company = |encounter: &&Encounter| {
            (encounter.mmsi_a == event.mmsi || encounter.mmsi_b == event.mmsi)
                && encounter.start < event.end
                && event.start < encounter.end
        };
        let score = difference_m / (difference_m + HALF_SCORE_M);
        (difference_m >= LEAST_DIFFERENCE_M && encounters.iter().find(with_company).is_none())
            .then(|| DarkRendezvous::unseen(event.mmsi, (event.start, event.end), event.position, score))
    })
}

/// By how much the draught of a tanker differs after loitering from what it was before, in metres.
fn difference_m(history: &History<'_>, event: &Loitering) -> Option<f64> {
    let statics = history.statics;
    statics.ship_type().filter(|ship_type| ship_type.group() == ShipGroup::Tanker)?;
    let draughts = || statics.changes().filter_map(|(time, data)| Some((time, data.draught?.m())));
    let before = draughts().take_while(|(time, _)| *time <= event.start).last()?.1;
    let latest = event.end.checked_add_signed(TimeDelta::hours(LATEST_UPDATE_H)).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let after = draughts().find(|(time, draught)| event.start < *time && *time <= latest && *draught != before)?.1;
    Some((after - before).abs())
}
