use chrono::{TimeDelta, TimeZone, Utc};

use crate::ais::{Mmsi, Position, PositionReport};
use crate::detect::{Detector, EncounterDetector};
use crate::index::TrackIndex;
use crate::track::{CleaningParameters, FleetBuilder};

#[test]
fn the_least_distance_is_found_between_the_ends_of_a_short_way() {
    // One lies still. The other is 3 m to the north, and then passes from 4 m west to 4 m east, 1 m north of her.
    let mut places = vec![(0.0, 3.0); 18];
    places.extend([(-4.0, 1.0), (4.0, 1.0)]);
    places.extend([(4.0, 3.0); 18]);
    let noon = Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap();
    let mut builder = FleetBuilder::new();
    for (number, (east_m, north_m)) in places.into_iter().enumerate() {
        let time = noon + TimeDelta::minutes(5 * number as i64);
        for (mmsi, east_m, north_m) in [(538_000_001, 0.0, 0.0), (538_000_002, east_m, north_m)] {
            let position = Position::from_degrees(north_m / 110_574.0, 10.0 + east_m / 111_319.5).unwrap();
            builder.push(&PositionReport::new(Mmsi::new(mmsi).unwrap(), time, position));
        }
    }
    let fleet = builder.build(&CleaningParameters::default()).unwrap();
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let encounters = EncounterDetector::new(Default::default()).unwrap().detect(&index);
    assert_eq!(encounters.len(), 1);
    assert!((encounters[0].min_distance_m - 1.0).abs() < 0.02, "{}", encounters[0].min_distance_m);
}
