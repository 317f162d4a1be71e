//! Tankers that met somebody who was not heard at all.

use chrono::{DateTime, TimeDelta, Utc};

use super::event::DarkRendezvous;
use crate::ais::ShipGroup;
use crate::detect::history::{self, History};
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
        let history = history::of_vessel(histories, event.mmsi, event.position, event.start)?;
        let difference_m = difference_m(history, event)?;
        let with_company = |encounter: &&Encounter| {
            (encounter.mmsi_a == event.mmsi || encounter.mmsi_b == event.mmsi)
                && encounter.start < event.end
                && event.start < encounter.end
        };
        let score = difference_m / (difference_m + HALF_SCORE_M);
        (!encounters.iter().any(|encounter| with_company(&encounter)))
            .then(|| DarkRendezvous::unseen(event.mmsi, (event.start, event.end), event.position, score))
    })
}

/// By how much the draught of a tanker differs after loitering from what it was before, in metres: the first that differs by enough, as
/// crews round.
fn difference_m(history: &History<'_>, event: &Loitering) -> Option<f64> {
    let statics = history.statics;
    statics.ship_type().filter(|ship_type| ship_type.group() == ShipGroup::Tanker)?;
    let draughts = || statics.changes().filter_map(|(time, data)| Some((time, data.draught?.m())));
    let before = draughts().take_while(|(time, _)| *time <= event.start).last()?.1;
    let latest = event.end.checked_add_signed(TimeDelta::hours(LATEST_UPDATE_H)).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let after = draughts().filter(|(time, _)| event.start < *time && *time <= latest);
    // Draughts are in tenths of a metre.
    after.map(|(_, draught)| (draught - before).abs()).find(|&difference| difference > LEAST_DIFFERENCE_M - 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ais::{Draught, Mmsi, Position, ShipType, StaticData};
    use crate::detect::{EventId, history};
    use crate::index::TrackIndex;
    use crate::track::FleetBuilder;

    /// What is found of a tanker that loitered from the first to the second hour, and said these draughts (in decimetres) at these hours.
    fn found(said: &[(i64, u8)]) -> Vec<f64> {
        let mmsi = Mmsi::new(311_000_112).unwrap();
        let at = |hours: i64| DateTime::from_timestamp(hours * 3600, 0).unwrap();
        let position = Position::from_degrees(10.0, 20.0).unwrap();
        let mut builder = FleetBuilder::new();
        for &(hours, draught) in said {
            let (ship_type, draught) = (ShipType::from_code(80), Draught::from_dm(draught));
            let id = builder.intern(StaticData { ship_type, draught, ..StaticData::default() });
            builder.push_with(&crate::ais::PositionReport::new(mmsi, at(hours), position), id);
        }
        let fleet = builder.build(&Default::default()).unwrap();
        let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
        let loitering = Loitering {
            id: EventId::new("loitering", &[mmsi], 0),
            mmsi,
            start: at(1),
            end: at(2),
            position,
            median_speed_kn: 0.5,
            radius_m: 500.0,
        };
        let histories = history::of_index(&index, i64::MAX);
        partners(&[loitering], &[], &histories).map(|event| event.score).collect()
    }

    #[test]
    fn the_first_draught_that_differs_by_enough_counts() {
        assert_eq!(found(&[(0, 100), (1, 100), (4, 80)]), [0.5]);
        assert_eq!(found(&[(0, 100), (1, 100), (3, 101), (4, 80)]), [0.5]);
        assert!(found(&[(0, 100), (1, 100), (3, 101), (4, 104)]).is_empty());
        assert!(found(&[(0, 100), (1, 100), (100, 80)]).is_empty());
    }
}
