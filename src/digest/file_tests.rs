use std::path::Path;

use chrono::{TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::ais::{Mmsi, Position, PositionReport};
use crate::track::FleetBuilder;

fn name() -> &'static Path {
    Path::new("night.digest")
}

/// Two ships that lie side by side for a night, with static data, and one that is silent.
fn digest() -> Digest {
    let evening = Utc.with_ymd_and_hms(2024, 3, 1, 20, 0, 0).unwrap();
    let mut builder = FleetBuilder::new();
    let hull = builder.intern(StaticData {
        name: Some("SEA EXAMPLE".into()),
        imo: Imo::new(9_074_729).ok(),
        dimensions: Dimensions::from_antenna(150, 33, 12, 20),
        ship_type: ShipType::from_code(80),
        draught: Draught::from_dm(123),
        ..StaticData::default()
    });
    let other = builder.intern(StaticData { dimensions: Dimensions::centred(90, 14), ..StaticData::default() });
    for minute in 0..600 {
        for (mmsi, east, statics) in [(538_000_001, 0.0, hull), (636_000_002, 0.001, other)] {
            let position = Position::from_degrees(30.0 + 1e-5 * f64::from(minute), 150.0 + east).unwrap();
            let time = evening + TimeDelta::minutes(minute.into());
            builder.push_with(&PositionReport::new(Mmsi::new(mmsi).unwrap(), time, position), statics);
        }
    }
    Digest::new(builder, &Config::default()).unwrap()
}

fn written(digest: &Digest) -> Vec<u8> {
    let mut bytes = Vec::new();
    digest.write(name(), &mut bytes).unwrap();
    bytes
}

fn message(bytes: &[u8]) -> String {
    Digest::read(name(), bytes).unwrap_err().to_string()
}

#[test]
fn a_digest_that_was_written_and_read_is_the_same() {
    let digest = digest();
    let bytes = written(&digest);
    let read = Digest::read(name(), &bytes[..]).unwrap();
    assert_eq!(written(&read), bytes);
    assert_eq!(read.finish().unwrap(), digest.finish().unwrap());
    let empty = Digest::empty(&Config::default()).unwrap();
    assert!(Digest::read(name(), &written(&empty)[..]).unwrap().is_empty());
}

#[test]
fn what_is_no_digest_or_of_another_version_is_refused_by_name() {
    assert!(message(b"MMSI,BaseDateTime,LAT,LON\n").contains("no digest"));
    assert!(message(b"").contains("no digest"));
    let mut bytes = written(&digest());
    bytes[8] = 9;
    let message = message(&bytes);
    assert!(message.starts_with("night.digest: ") && message.contains("version 9"), "{message}");
}

#[test]
fn a_digest_with_something_behind_it_is_refused() {
    let mut bytes = written(&digest());
    bytes.push(0);
    assert!(message(&bytes).contains("damaged"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_digest_cut_short_is_refused(at in any::<prop::sample::Index>()) {
        let bytes = written(&digest());
        let at = at.index(bytes.len());
        let message = message(&bytes[..at]);
        prop_assert!(message.contains("cut short") || message.contains("no digest"), "{}", message);
    }

    #[test]
    fn an_altered_digest_is_refused(at in any::<prop::sample::Index>(), by in 1..=255_u8) {
        let mut bytes = written(&digest());
        let at = at.index(bytes.len());
        bytes[at] ^= by;
        prop_assert!(Digest::read(name(), &bytes[..]).is_err());
    }

    #[test]
    fn a_body_of_anything_is_no_panic(body in prop::collection::vec(any::<u8>(), 0..400)) {
        // With a right checksum, so that the decoder sees it.
        if let Some(digest) = postcard::from_bytes::<Body<'_>>(&body).ok().and_then(Body::into_digest) {
            let _ = digest.finish();
        }
    }
}

#[test]
fn poses_and_haunts_that_cannot_come_about_are_damaged() {
    let refused = |spoil: fn(&mut Digest)| {
        let mut digest = digest();
        assert!(Digest::read(name(), written(&digest).as_slice()).is_ok());
        spoil(&mut digest);
        Digest::read(name(), written(&digest).as_slice()).unwrap_err().to_string().contains("damaged")
    };
    assert!(refused(|digest| {
        let part = digest.open.values_mut().flatten().find_map(|stretch| stretch.part.as_mut()).unwrap();
        let pose = part.sums.poses.poses[0];
        part.sums.poses.poses = vec![pose; 97];
    }));
    assert!(refused(|digest| {
        let mut lanes = digest.vessels.iter_mut().flat_map(|vessel| &mut vessel.lanes);
        let slow = lanes.find_map(|lane| lane.slow.iter_mut().find_map(|slow| slow.part.as_mut())).unwrap();
        slow.sums.haunts.widen_beyond_all();
    }));
}

#[test]
fn a_digest_that_would_take_all_memory_is_damaged() {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    (0..=64).for_each(|_| encoder.write_all(&zeros).unwrap());
    let packed = encoder.finish().unwrap();
    let mut bytes = DIGEST_MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend((packed.len() as u64).to_le_bytes());
    bytes.extend(XxHash64::oneshot(0, &packed).to_le_bytes());
    bytes.extend(packed);
    assert!(Digest::read(name(), bytes.as_slice()).unwrap_err().to_string().contains("damaged"));
}
