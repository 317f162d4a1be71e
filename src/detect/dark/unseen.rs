//! Tankers that met somebody who was not heard at all.

use super::event::DarkRendezvous;
use crate::ais::ShipGroup;
use crate::detect::draught::{self, Limits};
use crate::detect::history::{self, History};
use crate::detect::{Encounter, Loitering};

/// A difference of this makes the score 1/2, in metres.
const HALF_SCORE_M: f64 = 2.0;

/// For each tanker that loitered, met nobody, and had another draught afterwards: it met somebody unseen.
///
/// The score is `d / (d + 2 m)` with `d` the difference of the draughts.
pub(super) fn partners<'a>(
    loitering: &'a [Loitering],
    encounters: &'a [Encounter],
    histories: &'a [History<'_>],
    limits: Limits,
) -> impl Iterator<Item = DarkRendezvous> + 'a {
    loitering.iter().filter_map(move |event| {
        let history = &histories[history::of_vessel(histories, event.mmsi, event.position, event.start)?];
        let statics = history.statics;
        statics.ship_type().filter(|ship_type| ship_type.group() == ShipGroup::Tanker)?;
        let change = draught::change(statics, (event.start, event.end), limits)?;
        let with_company = |encounter: &&Encounter| {
            (encounter.mmsi_a == event.mmsi || encounter.mmsi_b == event.mmsi)
                && encounter.start < event.end
                && event.start < encounter.end
        };
        let difference_m = change.change_m().abs();
        let score = difference_m / (difference_m + HALF_SCORE_M);
        (!encounters.iter().any(|encounter| with_company(&encounter)))
            .then(|| DarkRendezvous::unseen(event.mmsi, (event.start, event.end), event.position, score))
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

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
        partners(&[loitering], &[], &histories, Limits { min_change_m: 0.5, max_lag_h: 72.0 })
            .map(|event| event.score)
            .collect()
    }

    #[test]
    fn the_first_draught_that_differs_by_enough_counts() {
        assert_eq!(found(&[(0, 100), (1, 100), (4, 80)]), [0.5]);
        assert_eq!(found(&[(0, 100), (1, 100), (3, 101), (4, 80)]), [0.5]);
        assert!(found(&[(0, 100), (1, 100), (3, 101), (4, 104)]).is_empty());
        assert!(found(&[(0, 100), (1, 100), (100, 80)]).is_empty());
    }
}
