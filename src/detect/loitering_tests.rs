use chrono::{TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::ais::PositionReport;
use crate::track::{CleaningParameters, Fleet, FleetBuilder, LegParameters};

/// A vessel at places in metres to the north and east of another, every so many seconds.
fn fleet(latitude_deg: f64, places: &[(i64, f64, f64)]) -> Fleet {
    let mut builder = FleetBuilder::new();
    let mut time = Utc.with_ymd_and_hms(2024, 3, 1, 0, 0, 0).unwrap();
    for &(seconds, north_m, east_m) in places {
        time += TimeDelta::seconds(seconds);
        let east_deg = east_m / 111_320.0 / latitude_deg.to_radians().cos();
        let position = Position::from_degrees(latitude_deg + north_m / 111_000.0, 17.0 + east_deg).unwrap();
        builder.push(&PositionReport::new(Mmsi::new(538_000_001).unwrap(), time, position));
    }
    builder.build(&CleaningParameters::default()).unwrap()
}

/// All legs of a track, as one piece or with some left out.
fn legs(track: Track<'_>, without: Range<usize>) -> SlowLegs {
    let last = track.len() - 1;
    let without = without.start.min(last)..without.end.min(last);
    let pieces = [0..without.start, without.end.max(without.start)..last];
    let legs: Vec<Range<usize>> = pieces.into_iter().filter(|legs| !legs.is_empty()).collect();
    let times = track.times_ms();
    SlowLegs { slow_ms: legs.iter().map(|legs| times[legs.end] - times[legs.start]).sum(), legs }
}

fn radius_m(track: Track<'_>, legs: &SlowLegs) -> u32 {
    let slow = Slow::on(legs, &mut Pace::new(track, LegParameters::default().rules()));
    slow.haunts.radius_m(slow.place.mean().unwrap(), MOORED_HUNDREDTHS).unwrap()
}

proptest! {
    #[test]
    fn a_vessel_that_is_certain_to_be_moored_is(
        latitude_deg in prop_oneof![-84.0..84.0, Just(0.0), Just(79.99)],
        berth in prop::collection::vec((30..400_i64, -70.0..70.0, -70.0..70.0), 20..200),
        spread in prop_oneof![0.05..1.5, 1.5..12.0],
        away in prop::collection::vec((0..200_usize, -900.0..900.0, -900.0..900.0), 0..12),
        without in (0..200_usize, 0..20_usize),
    ) {
        let mut places: Vec<_> = berth.iter().map(|place| (place.0, place.1 * spread, place.2 * spread)).collect();
        for (number, north_m, east_m) in away {
            let number = number % places.len();
            (places[number].1, places[number].2) = (north_m, east_m);
        }
        let fleet = fleet(latitude_deg, &places);
        let track = fleet.tracks().next().unwrap();
        let legs = legs(track, without.0..without.0 + without.1);
        prop_assume!(legs.slow_ms > 0);
        let radius_m = radius_m(track, &legs);
        for limit_m in (0..80).map(|number| f64::from(number * number) / 4.0 + 0.3) {
            prop_assert!(!legs.is_moored(track, limit_m) || f64::from(radius_m) <= limit_m, "{radius_m} {limit_m}");
        }
    }
}

#[test]
fn a_berth_with_a_few_bad_fixes_is_known_to_be_one() {
    for latitude_deg in [-60.0, 0.0, 51.9] {
        let mut places: Vec<_> =
            (0..400).map(|fix| (180, f64::from(fix % 7) * 5.0, f64::from(fix % 11) * 4.0)).collect();
        (places[17].1, places[300].2) = (800.0, -500.0);
        let fleet = fleet(latitude_deg, &places);
        let track = fleet.tracks().next().unwrap();
        let legs = legs(track, 0..0);
        assert!(legs.is_moored(track, 100.0) && !legs.is_moored(track, f64::from(radius_m(track, &legs)) - 1.0));
    }
}
