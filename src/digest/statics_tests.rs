//! What a vessel said of itself is the same however time is cut, also where it said two things at once.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::ais::{Position, PositionReport, StaticReport};
use crate::config::Config;
use crate::track::FleetBuilder;

/// What is said at a time: with a position, with a copy of it, and without one.
type Said = (i64, [Option<u8>; 3]);

fn data(name: u8) -> StaticData {
    StaticData { name: Some(format!("SHIP {name}")), ..StaticData::default() }
}

fn digest(said: &[Said]) -> Digest {
    let mut builder = FleetBuilder::new();
    let mmsi = Mmsi::new(636_000_001).unwrap();
    for &(seconds, [with, copy, without]) in said {
        let time = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds);
        let position = Position::from_degrees(10.0 + 1e-6 * (seconds % 100) as f64, 20.0).unwrap();
        let report = PositionReport::new(mmsi, time, position);
        match with {
            Some(name) => {
                let id = builder.intern(data(name));
                builder.push_with(&report, id);
            }
            None => builder.push(&report),
        }
        if let Some(name) = copy {
            let id = builder.intern(data(name));
            builder.push_with(&report, id);
        }
        if let Some(name) = without {
            builder.push_static(StaticReport { mmsi, time, data: data(name) });
        }
    }
    Digest::new(builder, &Config::default()).unwrap()
}

/// The history that is found in the end.
fn history(digest: Digest) -> Vec<(i64, String)> {
    let Digest { config, statics, vessels, .. } = digest.close().unwrap().0;
    let rules = TransmitterRules::new(&config.cleaning);
    let tracks: Vec<Tracks> = vessels.iter().map(|vessel| Tracks::of(vessel, &rules)).collect();
    let changes = tracks.iter().flat_map(|tracks| &tracks.statics).flatten();
    changes.map(|&(time_ms, id)| (time_ms, statics[id as usize].name.clone().unwrap())).collect()
}

proptest! {
    #[test]
    fn however_time_is_cut_a_vessel_has_said_the_same(
        steps in prop::collection::vec((20..2000_i64, prop::array::uniform3(prop::option::of(0..3_u8))), 3..80),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 1..8),
        from_the_right in any::<bool>(),
    ) {
        let mut seconds = 0;
        let said: Vec<Said> = steps.into_iter().map(|(step, said)| { seconds += step; (seconds, said) }).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| 1 + cut.index(said.len() - 1)).collect();
        cuts.extend([0, said.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut parts: Vec<Digest> = cuts.windows(2).map(|cut| digest(&said[cut[0]..cut[1]])).collect();
        while parts.len() > 1 {
            let at = if from_the_right { parts.len() - 2 } else { 0 };
            let later = parts.remove(at + 1);
            let earlier = parts.remove(at);
            parts.insert(at, earlier.merge(later).unwrap());
        }
        let whole = history(digest(&said));
        prop_assert_eq!(history(parts.remove(0)), whole);
    }
}
