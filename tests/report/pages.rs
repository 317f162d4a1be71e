//! Pages as a run over a few days off California would give them. The ships are invented; the coast is rough.

use std::f64::consts::TAU;

use lightering::write::report::{
    Candidate, Closest, Coast, Count, Draught, Evidence, Hull, Kind, Page, Party, Place, Sample, Silence, Span,
    Summary, TrackPoint,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// 2 October 2023, 21:00 UTC.
const START: i64 = 1_696_280_400_000;
/// Names that would do harm in a page that takes them for markup.
pub(crate) const HOSTILE: [&str; 4] = [
    "<img src=x onerror=\"window.hostile=1\">",
    "</script><script>window.hostile=1</script>",
    "=1+1",
    "<b>BOLD</b> <a href='javascript:window.hostile=1'>x</a>",
];

/// Everything that the page can show.
pub(crate) fn full() -> Page {
    page(vec![tankers(), both_silent(), one_silent(), unseen(), tug(), hostile()])
}

/// As many candidates as a page holds, each as heavy as the page's documentation allows.
pub(crate) fn heavy() -> Page {
    let candidates = (0..200).map(|n| {
        let mut one = tankers();
        one.id = format!("{n:016x}");
        one.start_ms += n * HOUR;
        one.score -= n as f64 / 30.0;
        for (which, party) in one.parties.iter_mut().enumerate() {
            party.name = format!("VESSEL {n} {}", ["NORTH", "SOUTH"][which]);
            party.track =
                (0..200).map(|k| at(START + k * 5 * MINUTE, 33.0 + k as f64 / 777.0, -119.0 + wave(k))).collect();
        }
        one.samples = (0..100).map(|k| sample(START + k * 10 * MINUTE, k)).collect();
        one.coast.lines =
            vec![(0..200).map(|k| Place { lat: 34.0 + wave(k), lon: -119.0 - k as f64 / 555.0 }).collect()];
        one
    });
    page(candidates.collect())
}

pub(crate) fn empty() -> Page {
    let mut page = page(Vec::new());
    page.summary.events[2].count = 0;
    page
}

fn page(mut candidates: Vec<Candidate>) -> Page {
    for (rank, one) in (1..).zip(&mut candidates) {
        one.rank = rank;
        one.probability = 1.0 / (1.0 + (-one.score).exp());
    }
    let count = |kind: &str, count| Count { kind: kind.into(), count };
    Page {
        title: "Four days off southern California".into(),
        summary: Summary {
            version: "0.1.0".into(),
            from: "2023-10-01T00:00:00Z".into(),
            to: "2023-10-04T23:59:58Z".into(),
            rows_read: 31_415_926,
            rows_accepted: 30_201_114,
            events: vec![count("encounters", 431), count("silences", 1204), count("dark rendezvous", 17)],
            notes: vec!["coastline: Natural Earth 1:10m".into(), "no watchlist was given".into()],
        },
        total: candidates.len() as u64,
        candidates,
    }
}

fn wave(step: i64) -> f64 {
    (step as f64 / 7.0).sin() / 40.0 + (step as f64 / 2.3).sin() / 300.0
}

fn at(time_ms: i64, lat: f64, lon: f64) -> TrackPoint {
    TrackPoint { time_ms, lat, lon }
}

fn sample(time_ms: i64, step: i64) -> Sample {
    let value = |base: f64, spread: f64, pace: f64| Some(base + spread * (step as f64 / pace).sin());
    Sample {
        time_ms,
        distance_m: value(52.0, 6.0, 4.0),
        speed_kn: [value(0.8, 0.3, 5.0), value(0.85, 0.3, 5.1)],
        heading_deg: [
            Some((348.0 + 3.0 * step as f64 / 4.0) % 360.0),
            if step % 9 == 4 { None } else { Some((351.0 + 3.0 * step as f64 / 4.0) % 360.0) },
        ],
    }
}

fn coast() -> Coast {
    let line = |places: &[(f64, f64)]| places.iter().map(|&(lat, lon)| Place { lat, lon }).collect::<Vec<_>>();
    let main = line(&[
        (34.90, -120.65),
        (34.57, -120.65),
        (34.45, -120.47),
        (34.47, -120.10),
        (34.40, -119.69),
        (34.27, -119.29),
        (34.09, -119.11),
        (34.00, -118.81),
        (34.03, -118.55),
        (33.96, -118.45),
        (33.77, -118.42),
        (33.71, -118.28),
        (33.75, -118.13),
        (33.60, -117.90),
        (33.46, -117.71),
        (33.20, -117.39),
        (32.85, -117.28),
        (32.60, -117.13),
    ]);
    let island = line(&[
        (33.48, -118.60),
        (33.43, -118.49),
        (33.33, -118.31),
        (33.31, -118.40),
        (33.40, -118.54),
        (33.48, -118.60),
    ]);
    let cruz = line(&[
        (34.05, -119.92),
        (34.02, -119.75),
        (34.05, -119.55),
        (33.98, -119.55),
        (33.96, -119.72),
        (34.00, -119.90),
        (34.05, -119.92),
    ]);
    let mut land = main.clone();
    land.extend(line(&[(32.60, -116.5), (34.90, -116.5)]));
    Coast { land: vec![land, island.clone(), cruz.clone()], lines: vec![main, island, cruz] }
}

fn party(mmsi: &str, name: &str, ship_type: &str, flag: &str, size: (f64, f64)) -> Party {
    Party {
        mmsi: mmsi.into(),
        name: name.into(),
        ship_type: ship_type.into(),
        flag: flag.into(),
        length_m: Some(size.0),
        beam_m: Some(size.1),
        ..Default::default()
    }
}

fn evidence(name: &str, measure: &str, share: f64, why: &str) -> Evidence {
    Evidence { name: name.into(), measure: measure.into(), share, why: why.into() }
}

/// A way in, hours of drift, and a way out.
fn drift(lat: f64, lon: f64, hours: i64, from: (f64, f64), to: (f64, f64)) -> Vec<TrackPoint> {
    let mut track = Vec::new();
    for k in 0..30 {
        let share = f64::from(k) / 30.0;
        track.push(at(
            START - (30 - i64::from(k)) * 12 * MINUTE,
            from.0 + (lat - from.0) * share,
            from.1 + (lon - from.1) * share,
        ));
    }
    let steps = hours * 6;
    let drifted =
        |k: i64| (lat - 0.008 * k as f64 / 6.0 + wave(k) / 9.0, lon + 0.012 * k as f64 / 6.0 + wave(k + 9) / 7.0);
    track.extend((0..=steps).map(|k| at(START + k * 10 * MINUTE, drifted(k).0, drifted(k).1)));
    let (lat, lon) = drifted(steps);
    for k in 1..=30 {
        let share = f64::from(k) / 30.0;
        track.push(at(
            START + hours * HOUR + i64::from(k) * 12 * MINUTE,
            lat + (to.0 - lat) * share,
            lon + (to.1 - lon) * share,
        ));
    }
    track
}

/// Two tankers side by side for nine hours.
fn tankers() -> Candidate {
    let mut large = party("538001234", "PACIFIC MERIDIAN", "tanker", "Marshall Islands", (274.0, 48.0));
    large.imo = "9321483".into();
    large.call_sign = "V7AB2".into();
    large.track = drift(33.42, -119.30, 9, (32.75, -120.30), (33.55, -118.40));
    large.draughts =
        [(-40, 15.2), (13, 11.4)].map(|(hour, draught_m)| Draught { time_ms: START + hour * HOUR, draught_m }).into();
    let mut small = party("636019876", "EL SEGUNDO STAR", "tanker", "Liberia", (183.0, 32.2));
    small.imo = "9457012".into();
    small.call_sign = "D5XY9".into();
    small.watchlist = Some("IMO 9457012 on “sample list”".into());
    small.track = drift(33.4203, -119.2994, 9, (33.70, -118.60), (32.75, -118.30));
    small.dark = vec![Span { from_ms: START + 15 * HOUR, to_ms: START + 30 * HOUR }];
    let last = *small.track.last().unwrap();
    small.track.push(at(START + 30 * HOUR, last.lat - 0.9, last.lon - 0.5));
    small.draughts =
        [(-31, 7.1), (11, 12.3)].map(|(hour, draught_m)| Draught { time_ms: START + hour * HOUR, draught_m }).into();
    small.gaps = vec![
        Silence { from_ms: START - 34 * HOUR, to_ms: START - 26 * HOUR, class: "coverage".into() },
        Silence { from_ms: START + 15 * HOUR, to_ms: START + 30 * HOUR, class: "intentional".into() },
    ];
    let evidence = vec![
        evidence("Prior", "two vessels in contact", -3.0, "Most meetings at sea are not transfers."),
        evidence(
            "Hulls alongside",
            "6 m, headings 3° apart",
            1.9,
            "Hulls this close and parallel for hours are made fast.",
        ),
        evidence("Ship types", "tanker and tanker", 1.4, "Both can carry and pump oil."),
        evidence(
            "Draught",
            "15.2 to 11.4 m; 7.1 to 12.3 m",
            2.1,
            "One was lighter after the meeting and the other deeper.",
        ),
        evidence("Distance from shore", "58 km", 0.3, "Far from berths and anchorages."),
        evidence(
            "Silences explained by coverage",
            "8 h, neighbours not heard either",
            -0.15,
            "Such a silence says nothing of intent.",
        ),
        evidence("Watchlist", "IMO number", 0.8, "A party is listed."),
    ];
    Candidate {
        id: "9f3c02d17a55e410".into(),
        start_ms: START,
        end_ms: START + 9 * HOUR + 12 * MINUTE,
        lat: 33.385,
        lon: -119.245,
        score: evidence.iter().map(|one| one.share).sum(),
        group: Some("group 1".into()),
        linked: vec!["51be77a0c3d2f918".into(), "ffffffffffffffff".into()],
        reasons: vec![
            "Two tankers lay side by side for 9.2 hours, hulls 6 m apart and parallel.".into(),
            "One came up by 3.8 m while the other went down by 5.2 m.".into(),
        ],
        parties: vec![large, small],
        contacts: vec![Span { from_ms: START, to_ms: START + 9 * HOUR + 12 * MINUTE }],
        samples: (0..=55).map(|k| sample(START + k * 10 * MINUTE, k)).collect(),
        closest: Some(Closest {
            time_ms: START + 4 * HOUR,
            east_m: 52.2,
            north_m: 22.0,
            hulls: [hull(12.0, (229.0, 45.0, 24.0, 24.0), false), hull(15.0, (150.0, 33.0, 15.0, 17.2), false)],
            clearance_m: Some(5.8),
        }),
        evidence,
        coast: coast(),
        ..Default::default()
    }
}

fn hull(
    heading_deg: f64,
    (to_bow_m, to_stern_m, to_port_m, to_starboard_m): (f64, f64, f64, f64),
    assumed: bool,
) -> Hull {
    Hull { heading_deg, to_bow_m, to_stern_m, to_port_m, to_starboard_m, assumed }
}

fn lens(lat: f64, lon: f64) -> Vec<Place> {
    (0..40)
        .map(|k| {
            let turn = TAU * f64::from(k) / 40.0;
            Place { lat: lat + 0.16 * turn.sin() + 0.05 * turn.cos(), lon: lon + 0.42 * turn.cos() }
        })
        .collect()
}

/// A track with a silence in its middle.
fn interrupted(mut party: Party, from: (f64, f64), to: (f64, f64), silent_h: i64) -> Party {
    for k in 0..20_i32 {
        let share = f64::from(k) / 12.0;
        party.track.push(at(
            START - (40 - i64::from(k) * 2) * 15 * MINUTE,
            from.0 + 0.06 * share,
            from.1 + 0.1 * share + wave(k.into()) / 9.0,
        ));
    }
    let gap = Span { from_ms: START - 30 * MINUTE, to_ms: START - 30 * MINUTE + silent_h * HOUR };
    for k in 0..20_i32 {
        let share = f64::from(k) / 12.0;
        party.track.push(at(gap.to_ms + i64::from(k) * 15 * MINUTE, to.0 - 0.05 * share, to.1 + 0.1 * share));
    }
    party.dark = vec![gap];
    party.gaps = vec![Silence { from_ms: gap.from_ms, to_ms: gap.to_ms, class: "intentional".into() }];
    party
}

fn both_silent() -> Candidate {
    let one = interrupted(
        party("445123000", "CHON MA 9", "cargo", "North Korea", (101.0, 16.0)),
        (32.70, -120.60),
        (32.75, -119.55),
        14,
    );
    let other = interrupted(
        party("352001777", "NEW HORIZON EXPRESS", "tanker", "Panama", (110.0, 18.0)),
        (33.12, -120.45),
        (32.98, -119.40),
        16,
    );
    let evidence = vec![
        evidence("Prior", "two silences that cross", -3.6, "Most silences that could hide a meeting hide none."),
        evidence("Dwell", "up to 7.4 h", 1.3, "Long enough to move cargo."),
        evidence("Silences", "reception probability 0.001 and 0.004", 1.5, "Others near were heard meanwhile."),
    ];
    Candidate {
        id: "51be77a0c3d2f918".into(),
        kind: Kind::DarkDark,
        start_ms: START + HOUR,
        end_ms: START + 12 * HOUR,
        lat: 32.93,
        lon: -120.02,
        score: evidence.iter().map(|one| one.share).sum(),
        linked: vec!["9f3c02d17a55e410".into()],
        reasons: vec!["Both were silent at the same time and could have lain together for up to 7.4 hours.".into()],
        parties: vec![one, other],
        region: Some(lens(32.92, -120.0)),
        evidence,
        coast: coast(),
        ..Default::default()
    }
}

fn one_silent() -> Candidate {
    let mut one = both_silent();
    one.id = "0b7d".into();
    one.kind = Kind::DarkVisible;
    one.parties[1] = party(
        "311000555",
        "A NAME OF A SHIP THAT IS FAR LONGER THAN ANY THAT AIS CAN CARRY BUT FILES MAY HOLD",
        "tanker",
        "Bahamas",
        (333.0, 60.0),
    );
    one.parties[1].track = drift(32.93, -120.03, 9, (33.5, -121.2), (32.5, -119.1));
    one.region = Some(
        lens(32.93, -120.0)
            .into_iter()
            .map(|at| Place { lat: 32.9 + (at.lat - 32.93) / 9.0, lon: -120.0 + (at.lon + 120.0) / 9.0 })
            .collect(),
    );
    one.group = Some("group 1".into());
    one
}

/// One vessel alone, near the antimeridian, whose track wraps.
fn unseen() -> Candidate {
    let mut ship = party("412000001", "", "", "China", (229.0, 32.0));
    ship.length_m = None;
    ship.track = (0..60)
        .map(|k| {
            at(
                START + k * 20 * MINUTE,
                40.0 + wave(k),
                if k < 30 { 179.4 + k as f64 / 50.0 } else { -180.0 + (k - 30) as f64 / 50.0 },
            )
        })
        .collect();
    ship.draughts = vec![
        Draught { time_ms: START - 50 * HOUR, draught_m: 8.0 },
        Draught { time_ms: START + 20 * HOUR, draught_m: 13.5 },
    ];
    let evidence = vec![
        evidence("Prior", "one vessel slow at sea", -4.0, "Ships wait for orders."),
        evidence("Draught", "8.0 to 13.5 m without a port call", 3.1, "She took something on."),
    ];
    Candidate {
        id: "77aa".into(),
        kind: Kind::UnseenPartner,
        start_ms: START + 6 * HOUR,
        end_ms: START + 15 * HOUR,
        lat: 40.01,
        lon: 179.98,
        score: evidence.iter().map(|one| one.share).sum(),
        reasons: vec!["She lay slow for 9 hours and was 5.5 m deeper afterwards.".into()],
        parties: vec![ship],
        evidence,
        ..Default::default()
    }
}

fn tug() -> Candidate {
    let mut one = tankers();
    one.id = "2222000011112222".into();
    one.label = "tug".into();
    one.parties[1] = Party {
        track: one.parties[1].track.clone(),
        ..party("367000111", "PT VICENTE", "tug", "United States", (32.0, 11.0))
    };
    one.evidence = vec![
        evidence("Prior", "two vessels in contact", -3.0, "Most meetings at sea are not transfers."),
        evidence("Service craft", "tug", -2.6, "Tugs lie alongside for their work."),
    ];
    one.score = -5.6;
    one.group = None;
    one.linked.clear();
    one.reasons = vec!["A tug alongside a tanker.".into()];
    one.closest = Some(Closest {
        east_m: 42.0,
        north_m: 60.0,
        hulls: [hull(12.0, (229.0, 45.0, 24.0, 24.0), false), hull(12.0, (16.0, 16.0, 5.5, 5.5), true)],
        clearance_m: Some(7.0),
        time_ms: START,
    });
    one
}

/// Candidates of which little or nothing can be used, and one that is whole.
pub(crate) fn broken() -> Page {
    let mut bare = Candidate { id: "bare".into(), parties: vec![Party::default()], ..Default::default() };
    bare.region = Some(Vec::new());
    let nan = f64::NAN;
    let mut broken = tankers();
    broken.id = "broken".into();
    (broken.lat, broken.lon, broken.score) = (nan, f64::INFINITY, nan);
    (broken.start_ms, broken.end_ms) = (i64::MAX, i64::MIN);
    for party in &mut broken.parties {
        party.track = vec![at(i64::MIN, nan, nan), at(0, nan, 5.0), at(i64::MAX, 1e300, -1e300)];
        party.draughts = vec![Draught { time_ms: i64::MAX, draught_m: nan }];
        party.gaps = vec![Silence { from_ms: i64::MAX, to_ms: i64::MIN, class: String::new() }];
        party.dark = vec![Span { from_ms: i64::MIN, to_ms: i64::MAX }];
        party.length_m = Some(nan);
    }
    broken.contacts = vec![Span { from_ms: 9, to_ms: i64::MAX }];
    broken.samples = vec![Sample::default(), Sample { time_ms: i64::MAX, distance_m: Some(nan), ..Default::default() }];
    broken.closest = Some(Closest { east_m: nan, ..Default::default() });
    broken.region = Some(vec![Place { lat: nan, lon: nan }; 3]);
    broken.coast = Coast { land: vec![Vec::new()], lines: vec![vec![Place { lat: nan, lon: 1e9 }]] };
    broken.evidence.push(evidence("", "", nan, ""));
    let mut whole = tankers();
    whole.id = "whole".into();
    page(vec![bare, broken, whole])
}

/// Text that would run if it could, wherever text may stand.
pub(crate) fn hostile() -> Candidate {
    let mut one = tug();
    one.id = "666".into();
    one.score = -6.5;
    one.group = Some(HOSTILE[0].into());
    one.label = HOSTILE[1].into();
    one.reasons = HOSTILE.map(String::from).into();
    for (which, party) in one.parties.iter_mut().enumerate() {
        for field in [
            &mut party.name,
            &mut party.flag,
            &mut party.ship_type,
            &mut party.call_sign,
            &mut party.imo,
            &mut party.mmsi,
        ] {
            *field = HOSTILE[which * 3].into();
        }
        party.watchlist = Some(HOSTILE[1].into());
        party.gaps = HOSTILE.map(|class| Silence { from_ms: START, to_ms: START + HOUR, class: class.into() }).into();
    }
    one.evidence = HOSTILE.iter().map(|text| evidence(text, text, 0.5, text)).collect();
    one.linked = vec![HOSTILE[0].into()];
    one
}
