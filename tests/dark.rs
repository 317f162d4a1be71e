//! Silences: why, and who can have met whom in them.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::{DateTime, TimeDelta, Utc};
use common::{Draws, evening, fleet, minutes, mmsi, reports_of};
use lightering::ais::{Mmsi, PositionReport};
use lightering::detect::{DarkDetector, DarkKind, DarkRendezvous, Detector, Gap, GapClass, GapDetector};
use lightering::index::TrackIndex;
use lightering::simulate::Voyage;

fn after(hours: f64) -> DateTime<Utc> {
    evening() + TimeDelta::milliseconds((hours * 3_600_000.0) as i64)
}

/// Ships on lanes through an area of two degrees about a place, for so many hours.
fn traffic(ships: u32, hours: f64, (latitude, longitude): (f64, f64), draws: &mut Draws) -> Vec<Voyage> {
    (0..ships)
        .map(|ship| {
            let (north, east) = (draws.between(-1.0, 1.0), draws.between(-1.0, 1.0));
            let mut voyage = Voyage::of(mmsi(1000 + ship)).starting(evening(), latitude + north, longitude + east);
            let mut left = hours;
            let mut bearing = draws.between(0.0, 360.0);
            while left > 0.0 {
                // There and back, so as to stay in the area.
                let leg = draws.between(2.0, 4.0).min(left);
                voyage = voyage.sail(leg, bearing, draws.between(9.0, 14.0));
                bearing += 180.0 + draws.between(-40.0, 40.0);
                left -= leg;
            }
            voyage
        })
        .collect()
}

fn reports(voyages: &[Voyage]) -> Vec<PositionReport> {
    reports_of(&voyages.iter().collect::<Vec<_>>(), minutes(10))
}

fn gaps(reports: &[PositionReport]) -> Vec<Gap> {
    let fleet = fleet(reports);
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    GapDetector::new(Default::default()).unwrap().detect(&index)
}

fn rendezvous(reports: &[PositionReport]) -> Vec<DarkRendezvous> {
    let fleet = fleet(reports);
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    DarkDetector::new(Default::default()).unwrap().detect(&index)
}

const AREA: (f64, f64) = (25.0, 179.5);

#[test]
fn a_ship_that_is_silent_amid_others_that_are_heard_chose_to_be() {
    let mut voyages = traffic(60, 36.0, AREA, &mut Draws(1));
    let dark = voyages.remove(7).silence(after(20.0), after(28.0));
    let who = dark.mmsi();
    voyages.push(dark);
    let found = gaps(&reports(&voyages));
    assert_eq!(found.iter().map(|gap| (gap.mmsi, gap.class)).collect::<Vec<_>>(), [(who, GapClass::Intentional)]);
    let reception = found[0].reception;
    assert!(reception.probability < 0.01 && reception.own_share > 0.9, "{reception:?}");
    assert!(reception.heard_nearby > 20.0 && reception.silent_nearby == 0.0, "{reception:?}");
}

#[test]
fn a_silence_of_all_ships_of_a_region_is_an_outage() {
    let voyages: Vec<Voyage> = traffic(60, 36.0, AREA, &mut Draws(2))
        .into_iter()
        .map(|voyage| voyage.silence(after(20.0), after(28.0)))
        .collect();
    let found = gaps(&reports(&voyages));
    assert_eq!(found.len(), 60);
    let outages = found.iter().filter(|gap| gap.class == GapClass::Outage).count();
    assert!(outages >= 57, "{outages}");
    assert!(found.iter().all(|gap| gap.class != GapClass::Intentional));
}

#[test]
fn ships_heard_every_three_hours_did_not_choose_to_be_silent_for_seven() {
    let mut voyages = traffic(40, 48.0, AREA, &mut Draws(3));
    voyages[5] = voyages[5].clone().silence(after(21.5), after(26.7));
    let every_pass: Vec<PositionReport> = voyages
        .iter()
        .enumerate()
        // A satellite comes by every three hours; ships answer one after the other.
        .flat_map(|(ship, voyage)| {
            let passes: Vec<_> = (0..16).map(|pass| after(f64::from(pass) * 3.0 + ship as f64 / 100.0)).collect();
            passes
                .into_iter()
                .filter(|&at| !voyage.is_silent_at(at))
                .filter_map(|at| voyage.report_at(at))
                .collect::<Vec<_>>()
        })
        .collect();
    let found = gaps(&every_pass);
    assert_eq!(found.len(), 1 + found.iter().filter(|gap| gap.class == GapClass::Open).count(), "{found:?}");
    assert!(found.iter().all(|gap| gap.class != GapClass::Intentional), "{found:?}");
}

#[test]
fn a_ship_at_her_berth_that_switches_off_is_moored() {
    let mut voyages = traffic(60, 36.0, AREA, &mut Draws(4));
    let berth = Voyage::of(mmsi(1)).starting(evening(), AREA.0, AREA.1).wait(36.0).silence(after(10.0), after(20.0));
    voyages.push(berth);
    let found = gaps(&reports(&voyages));
    assert_eq!(found.iter().map(|gap| (gap.mmsi, gap.class)).collect::<Vec<_>>(), [(mmsi(1), GapClass::Moored)]);
}

#[test]
fn a_ship_that_sails_out_of_reach_of_all_stations_is_not_called_dark() {
    // Nobody is heard west of a meridian.
    let mut voyages = traffic(60, 36.0, AREA, &mut Draws(5));
    voyages.push(
        Voyage::of(mmsi(1)).starting(evening(), AREA.0, AREA.1 - 0.8).sail(14.0, 270.0, 12.0).sail(14.0, 90.0, 12.0),
    );
    let heard: Vec<PositionReport> = reports(&voyages)
        .into_iter()
        .filter(|report| {
            (177.5..180.0).contains(&report.position.longitude_deg()) || report.position.longitude_deg() < 0.0
        })
        .collect();
    let found = gaps(&heard);
    let out: Vec<&Gap> = found.iter().filter(|gap| gap.mmsi == mmsi(1) && gap.class != GapClass::Open).collect();
    assert_eq!(out.len(), 1);
    assert_eq!(out[0].class, GapClass::Coverage, "{:?}", out[0]);
}

/// Two ships that come from somewhere, switch off, lie together for hours, part, and switch on.
fn meeting(number: u32, draws: &mut Draws) -> [Voyage; 2] {
    let place = (AREA.0 + draws.between(-0.9, 0.9), AREA.1 + draws.between(-0.9, 0.9));
    let (met, parted) = {
        let met = draws.between(12.0, 18.0);
        (met, met + draws.between(2.5, 6.0))
    };
    [0, 1].map(|side| {
        let who = mmsi(2000 + 2 * number + side);
        let (speed, bearing) = (draws.between(10.0, 13.0), draws.between(0.0, 360.0));
        let arrive = met - draws.between(0.1, 1.5);
        // Where she has to be at first, by sailing the other way.
        let way_h = arrive;
        let start = Voyage::of(who).starting(evening(), place.0, place.1).sail(way_h, bearing, speed);
        let from = start.position_at(start.end().unwrap()).unwrap();
        Voyage::of(who)
            .starting(evening(), from.latitude_deg(), from.longitude_deg())
            .sail_to(place.0, place.1, speed)
            .wait_until(after(parted))
            .sail(14.0, draws.between(0.0, 360.0), speed)
            .silence(after(arrive - draws.between(0.3, 1.2)), after(parted + draws.between(0.3, 1.2)))
    })
}

/// The longest time for which two ships were silent together and had to sail no faster than at 30 knots to be at one place,
/// in hours: no meeting can have been longer.
fn together_h(heard: &[PositionReport], a: Mmsi, b: Mmsi) -> f64 {
    let end = heard.iter().map(|report| report.time).max().unwrap();
    let silences = |of: Mmsi| -> Vec<(PositionReport, Option<PositionReport>)> {
        let mut own: Vec<PositionReport> = heard.iter().filter(|report| report.mmsi == of).copied().collect();
        own.sort_by_key(|report| report.time);
        let last = own[own.len() - 1];
        own.windows(2).map(|pair| (pair[0], Some(pair[1]))).chain([(last, None)]).collect()
    };
    let way_h = |from: &PositionReport, to: &PositionReport| {
        let point = |at: &PositionReport| geo::Point::new(at.position.longitude_deg(), at.position.latitude_deg());
        geo::Distance::distance(&geo::Geodesic, point(from), point(to)) / 1852.0 / 30.0
    };
    let mut most_h = 0.0_f64;
    for (from_a, to_a) in &silences(a) {
        for (from_b, to_b) in &silences(b) {
            let until = |to: &Option<PositionReport>| to.map_or(end, |to| to.time);
            let together = until(to_a).min(until(to_b)) - from_a.time.max(from_b.time);
            // From where the one was last to where the other was next.
            let across = |from: &PositionReport, to: &Option<PositionReport>| {
                to.map_or(f64::INFINITY, |to| (to.time - from.time).as_seconds_f64() / 3600.0 - way_h(from, &to))
            };
            let together_h = together.as_seconds_f64() / 3600.0;
            most_h = most_h.max(together_h.min(across(from_a, to_b)).min(across(from_b, to_a)));
        }
    }
    most_h
}

/// The place of a partner among those of a vessel, by score, from 1; `None` if it was not found.
fn rank(found: &[DarkRendezvous], of: Mmsi, partner: Mmsi) -> Option<usize> {
    let other = |event: &DarkRendezvous| match (event.mmsi_a == of, event.mmsi_b == Some(of)) {
        (true, _) => event.mmsi_b,
        (_, true) => Some(event.mmsi_a),
        _ => None,
    };
    found.iter().filter_map(other).position(|mmsi| mmsi == partner).map(|before| before + 1)
}

#[test]
fn planted_meetings_are_found_and_the_partner_is_among_the_first() {
    let (mut planted, mut seen, mut first_two, mut of) = (0, 0, 0, 0);
    // Of all that is reported, by score: what truly was.
    let mut reported: Vec<(f64, bool)> = Vec::new();
    for seed in 10..14 {
        let mut draws = Draws(seed);
        let mut voyages = traffic(60, 36.0, AREA, &mut draws);
        // Silences of their own.
        for voyage in &mut voyages[..20] {
            let from = draws.between(8.0, 16.0);
            *voyage = voyage.clone().silence(after(from), after(from + draws.between(4.0, 10.0)));
        }
        let pairs: Vec<[Voyage; 2]> = (0..10).map(|number| meeting(number, &mut draws)).collect();
        voyages.extend(pairs.iter().flatten().cloned());
        let heard = reports(&voyages);
        let found = rendezvous(&heard);
        for event in found.iter().filter(|event| event.kind == DarkKind::DarkDark) {
            let most_h = together_h(&heard, event.mmsi_a, event.mmsi_b.unwrap());
            assert!((2.0 - 0.001..=most_h).contains(&event.max_dwell_h), "{event:?}, silent together for {most_h} h");
        }
        let met: Vec<[Mmsi; 2]> = pairs.iter().map(|pair| [pair[0].mmsi(), pair[1].mmsi()]).collect();
        reported.extend(found.iter().map(|event| {
            let truly =
                event.mmsi_b.is_some_and(|b| met.contains(&[event.mmsi_a, b]) || met.contains(&[b, event.mmsi_a]));
            (event.score, truly)
        }));
        for [a, b] in met {
            planted += 1;
            let ranks = [rank(&found, a, b), rank(&found, b, a)];
            seen += u32::from(ranks.iter().all(Option::is_some));
            first_two += ranks.iter().flatten().filter(|&&rank| rank <= 2).count() as u32;
            of += 2;
        }
    }
    reported.sort_by(|a, b| b.0.total_cmp(&a.0));
    let true_of = |among: &[(f64, bool)]| among.iter().filter(|event| event.1).count();
    let head = &reported[..planted as usize];
    println!(
        "{seen} of {planted} planted meetings found; the partner first or second in {first_two} of {of}; {} reported, of which \
         {} are planted, {} of them among the first {planted}",
        reported.len(),
        true_of(&reported),
        true_of(head)
    );
    // Silences that have nothing to do with each other allow many more meetings: these come later.
    let precision = |among: &[(f64, bool)]| true_of(among) as f64 / among.len() as f64;
    assert!(precision(head) >= 4.0 * precision(&reported), "{} and {}", precision(head), precision(&reported));
    assert!(f64::from(seen) >= 0.95 * f64::from(planted), "{seen} of {planted}");
    assert!(f64::from(first_two) >= 0.8 * f64::from(of), "{first_two} of {of}");
}

#[test]
fn a_silent_ship_and_one_that_lay_there_can_have_met_for_as_long_as_the_way_leaves() {
    let mut voyages = traffic(60, 36.0, AREA, &mut Draws(20));
    // She drifts for twelve hours at a knot.
    let seen = Voyage::of(mmsi(1)).starting(after(6.0), AREA.0, AREA.1).drift(12.0, 90.0, 1.0).sail(4.0, 0.0, 12.0);
    // She goes by twelve miles off, dark for eight hours, of which the way takes four.
    let dark = Voyage::of(mmsi(2))
        .starting(evening(), AREA.0 + 0.2, AREA.1 - 1.4)
        .sail(8.0, 90.0, 10.0)
        .wait(4.0)
        .sail(10.0, 90.0, 10.0)
        .silence(after(6.05), after(13.95));
    voyages.extend([seen, dark]);
    let found = rendezvous(&reports(&voyages));
    let event = found.iter().find(|event| (event.mmsi_a, event.mmsi_b) == (mmsi(1), Some(mmsi(2)))).unwrap();
    assert_eq!(event.kind, DarkKind::DarkVisible);
    assert!((2.5..6.0).contains(&event.max_dwell_h), "{event:?}");
    assert!(event.start >= after(6.0) && event.end <= after(14.0), "{event:?}");
    assert!(event.region().is_none());
    // Another ship that sends her number from elsewhere all along changes nothing.
    let other = Voyage::of(mmsi(1)).starting(evening(), -AREA.0, AREA.1 + 90.0).drift(24.0, 0.0, 0.5);
    voyages.insert(0, other);
    let found = rendezvous(&reports(&voyages));
    let again = found.iter().find(|event| (event.mmsi_a, event.mmsi_b) == (mmsi(1), Some(mmsi(2))));
    assert_eq!(again.map(|event| (event.start, event.end)), Some((event.start, event.end)));
}

#[test]
fn a_partner_who_loitered_twice_is_one_partner_and_nobody_is_her_own() {
    let mut voyages = traffic(60, 36.0, AREA, &mut Draws(21));
    // She lies for twenty hours beside the way of one who is silent as long, and sails about for an hour in between.
    let about = |hours: f64| Voyage::of(mmsi(1)).starting(after(6.0), AREA.0, AREA.1).drift(hours, 90.0, 0.5);
    let once = about(20.0).sail(4.0, 0.0, 12.0);
    let twice = about(9.0).sail(0.7, 0.0, 10.0).sail(0.7, 180.0, 10.0).drift(9.6, 90.0, 0.5).sail(4.0, 0.0, 12.0);
    let dark = Voyage::of(mmsi(2))
        .starting(evening(), AREA.0 + 0.2, AREA.1 - 1.2)
        .sail(6.0, 90.0, 10.0)
        .wait(16.0)
        .sail(10.0, 90.0, 10.0)
        .silence(after(6.05), after(26.0));
    voyages.push(dark);
    let of_pair = |seen: &Voyage| {
        let mut all = voyages.clone();
        all.push(seen.clone());
        let of_pair = |event: &DarkRendezvous| (event.mmsi_a, event.mmsi_b) == (mmsi(1), Some(mmsi(2)));
        rendezvous(&reports(&all)).into_iter().filter(of_pair).collect::<Vec<_>>()
    };
    let (one, two) = (of_pair(&once), of_pair(&twice));
    assert_eq!((one.len(), two.len()), (1, 2), "{two:?}");
    assert!(two.iter().all(|event| event.alternatives == one[0].alternatives), "{one:?} {two:?}");
    // The same ship under two numbers.
    let mut builder = lightering::track::FleetBuilder::new();
    for voyage in voyages.iter().chain([&once]) {
        let is_hers = [mmsi(1), mmsi(2)].contains(&voyage.mmsi());
        let imo = is_hers.then(|| lightering::ais::Imo::new(9_074_729).unwrap());
        let id = builder.intern(lightering::ais::StaticData { imo, ..Default::default() });
        voyage.reports(minutes(10)).iter().for_each(|report| builder.push_with(report, id));
    }
    let fleet = builder.build(&Default::default()).unwrap();
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let found = DarkDetector::default().detect(&index);
    assert!(!found.iter().any(|event| (event.mmsi_a, event.mmsi_b) == (mmsi(1), Some(mmsi(2)))), "{found:?}");
}

#[test]
fn reports_from_the_ends_of_time_cost_neither_memory_nor_a_panic() {
    let mut found =
        traffic(3, 12.0, AREA, &mut Draws(30)).iter().flat_map(|ship| ship.reports(minutes(10))).collect::<Vec<_>>();
    let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    for time in [first, first + minutes(10), first + minutes(20), last - minutes(20), last - minutes(10), last] {
        found.push(PositionReport { time, mmsi: mmsi(1), ..found[0] });
    }
    assert!(!gaps(&found).is_empty());
    rendezvous(&found);
}
