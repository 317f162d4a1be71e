//! Published logs, where they are at hand: what is decoded is what pyais decodes, by type and summed by field.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use super::decode::{self, Message};
use super::line::Line;
use super::parts::Parts;
use crate::ais::StaticData;

/// What a log says, summed over all messages of ships (MMSI from 200 to 799 million).
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    /// Messages by type.
    types: BTreeMap<u8, u64>,
    /// Number of positions on earth, and the sums of latitude and longitude in 1/10,000 minute.
    positions: [i64; 3],
    /// Number and sum of speeds in 0.1 knots, courses in 0.1 degrees, headings in degrees and statuses.
    speeds: [i64; 2],
    courses: [i64; 2],
    headings: [i64; 2],
    statuses: [i64; 2],
    /// Number and lengths of names, and numbers of call signs and destinations.
    texts: [i64; 4],
    /// Sums of the four distances from the antenna, where all are known, and of draughts in 0.1 m.
    hulls: [i64; 5],
}

impl Sums {
    fn add(&mut self, message: &Message) {
        if !(200_000_000..800_000_000).contains(&message.mmsi) {
            return;
        }
        if let Some(report) = &message.position
            && let Ok(position) = report.position
        {
            // Units of 1e-7 degrees are 3/50 of those on the air, and finer.
            let units = |e7: i32| (i64::from(e7) * 6 + 50 * i64::from(e7.signum())) / 100;
            add(&mut self.positions, &[1, units(position.latitude_e7()), units(position.longitude_e7())]);
            let more = report.more;
            add_some(&mut self.speeds, more.speed.map(|speed| i64::from(speed.decikn())));
            add_some(&mut self.courses, more.course.map(|course| i64::from(course.decideg())));
            add_some(&mut self.headings, more.heading.map(|heading| i64::from(heading.whole_deg())));
            add_some(&mut self.statuses, more.status.map(|status| i64::from(status.code())));
        }
        if let Some(StaticData { name, call_sign, dimensions, draught, destination, .. }) = message.statics.as_deref() {
            let length = name.as_ref().map_or(0, |name| name.len() as i64);
            let texts = [name.is_some(), call_sign.is_some(), destination.is_some()].map(i64::from);
            add(&mut self.texts, &[texts[0], length, texts[1], texts[2]]);
            let hull = dimensions.filter(|hull| hull.antenna_known());
            let sides = hull.map_or([0; 4], |hull| {
                [hull.to_bow_m(), hull.to_stern_m(), hull.to_port_m(), hull.to_starboard_m()].map(i64::from)
            });
            let draught = draught.map_or(0, |draught| draught.dm().into());
            add(&mut self.hulls, &[sides[0], sides[1], sides[2], sides[3], draught]);
        }
    }
}

fn add<const N: usize>(sums: &mut [i64; N], values: &[i64; N]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

fn add_some(sums: &mut [i64; 2], value: Option<i64>) {
    add(sums, &[i64::from(value.is_some()), value.unwrap_or(0)]);
}

/// The sums of a log; `None`, and a word about it, where it is not at hand.
fn sums(name: &str) -> Option<Sums> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/nmea").join(name);
    let Ok(packed) = std::fs::File::open(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(packed).read_to_end(&mut text).unwrap();
    let (mut sums, mut parts) = (Sums::default(), Parts::new(256));
    for (line, text) in (1..).zip(text.split(|&byte| byte == b'\n')) {
        let Line::Ais(sentence) = Line::of(text) else { continue };
        let (payload, fill) = match sentence.part.total {
            1 => (sentence.payload.to_vec(), sentence.part.fill),
            _ => match parts.take(&sentence.part, sentence.payload, (line, text), &mut Vec::new()) {
                Some(whole) => (whole.payload().unwrap(), whole.fill),
                None => continue,
            },
        };
        let kind = if payload[0] < 96 { payload[0] - 48 } else { payload[0] - 56 };
        *sums.types.entry(kind).or_default() += 1;
        if let Ok(message) = decode::message(&payload, fill) {
            sums.add(&message);
        }
    }
    Some(sums)
}

#[test]
fn a_tanker_adrift_is_decoded_as_pyais_does() {
    let Some(sums) = sums("212123000_drift_1.ais.gz") else { return };
    let expected = Sums {
        types: [(1, 1741), (3, 822), (5, 562), (11, 5)].into(),
        positions: [2563, 85_572_967_763, 23_632_998_802],
        speeds: [2563, 109_091],
        courses: [2563, 4_195_221],
        headings: [2563, 560_054],
        statuses: [2563, 4188],
        texts: [562, 6182, 562, 562],
        hulls: [43_836, 12_364, 7306, 1124, 33_720],
    };
    assert_eq!(sums, expected);
}

#[test]
fn a_tanker_that_drifts_fast_is_decoded_as_pyais_does() {
    let Some(sums) = sums("538004030_drift_1.ais.gz") else { return };
    let expected = Sums {
        types: [(1, 4975), (3, 54), (5, 223)].into(),
        positions: [5029, 174_398_989_285, 34_209_757_238],
        speeds: [5029, 178_298],
        courses: [5029, 8_448_173],
        headings: [5029, 1_156_963],
        statuses: [5029, 0],
        texts: [223, 892, 223, 223],
        hulls: [50_398, 10_704, 4683, 6021, 20_962],
    };
    assert_eq!(sums, expected);
}

#[test]
fn five_minutes_of_danish_waters_are_decoded_as_pyais_does() {
    let Some(sums) = sums("dma_2013-11-12_5min.txt.gz") else { return };
    let expected = Sums {
        types: [(1, 20_044), (3, 4151), (4, 1234), (5, 69), (18, 493), (21, 25), (24, 61)].into(),
        positions: [24_656, 829_959_251_953, 161_390_912_091],
        speeds: [24_591, 1_378_140],
        courses: [24_531, 43_861_278],
        headings: [20_993, 3_691_750],
        statuses: [22_067, 30_234],
        texts: [99, 993, 97, 57],
        hulls: [2788, 1437, 460, 385, 2272],
    };
    assert_eq!(sums, expected);
}

#[test]
fn seven_minutes_of_australian_waters_are_decoded_as_pyais_does() {
    let Some(sums) = sums("amsa_2012-01-27_7min.txt.gz") else { return };
    let ships = [(1, 19_337), (3, 3717), (5, 1779), (18, 2745), (24, 357)];
    // pyais does not count the one message of a type that there is not, 63.
    let others = [(4, 5237), (6, 57), (7, 1), (8, 1), (9, 44), (10, 13), (11, 15), (12, 1), (13, 1), (14, 2), (15, 4)];
    let rare = [(16, 3), (17, 116), (20, 262), (21, 312), (22, 1), (23, 2), (25, 1), (63, 1)];
    let expected = Sums {
        types: ships.into_iter().chain(others).chain(rare).collect(),
        positions: [24_769, -367_956_221_232, 2_016_915_920_011],
        speeds: [24_713, 1_600_296],
        courses: [23_281, 44_232_930],
        headings: [19_440, 3_466_748],
        statuses: [20_235, 11_225],
        // pyais: 1947 names of 21,936 letters, and 1880 call signs. It reads a message 5 of half its length, too, and
        // what stands behind the padding of five names.
        texts: [1946, 21_870, 1879, 1574],
        hulls: [173_831, 63_915, 20_380, 20_929, 111_111],
    };
    assert_eq!(sums, expected);
}

#[test]
fn what_a_satellite_heard_is_decoded_as_pyais_does() {
    let Some(sums) = sums("exactearth_satellite.txt.gz") else { return };
    let ships = [(1, 2686), (3, 230), (5, 914), (18, 12), (24, 2), (27, 1)];
    let others = [(0, 4), (4, 35), (6, 5), (7, 3), (8, 7), (10, 4), (11, 2), (12, 1), (13, 2), (14, 5), (15, 11)];
    let rare = [(16, 7), (17, 1), (20, 16), (21, 14), (22, 2), (23, 2), (25, 4), (26, 2)];
    let expected = Sums {
        types: ships.into_iter().chain(others).chain(rare).collect(),
        positions: [2896, -21_036_804_765, 171_078_181_308],
        speeds: [2890, 300_907],
        courses: [2884, 4_973_525],
        headings: [2596, 448_886],
        statuses: [2835, 1837],
        texts: [903, 10_578, 902, 860],
        hulls: [119_665, 39_440, 13_161, 12_630, 77_975],
    };
    assert_eq!(sums, expected);
}
