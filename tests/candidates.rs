//! Candidates: transfers are above what looks like one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod common;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use common::{Draws, evening, mmsi};
use lightering::ais::{Dimensions, Draught, Mmsi, Position, ShipType, StaticData, StaticReport};
use lightering::assess::{Candidate, EvidenceKind, Surroundings};
use lightering::chain::{ChainParameters, Transfer, chain};
use lightering::config::Config;
use lightering::digest::{Digest, Found};
use lightering::simulate::Voyage;
use lightering::track::FleetBuilder;

/// The middle of the sea that everything happens in; the coast is the meridian 1° west of it.
const PORT: (f64, f64) = (20.0, 60.0);

fn after(hours: f64) -> DateTime<Utc> {
    evening() + TimeDelta::milliseconds((hours * 3_600_000.0) as i64)
}

/// Distance to the straight coast, in metres.
fn shore_m(position: Position) -> f64 {
    (position.longitude_deg() - PORT.1) * 111_320.0 * PORT.0.to_radians().cos()
}

/// Code of the ship type, and metres from the antenna to bow, stern, port and starboard.
type Kind = (u8, [u16; 4]);
const SUEZMAX: Kind = (80, [229, 45, 24, 24]);
const AFRAMAX: Kind = (80, [205, 45, 22, 22]);
const PRODUCT_TANKER: Kind = (82, [151, 32, 16, 16]);
const BUNKER_TANKER: Kind = (80, [70, 18, 7, 7]);
const BULK_CARRIER: Kind = (70, [189, 36, 16, 16]);
const TUG: Kind = (52, [10, 22, 6, 6]);
const PILOT: Kind = (50, [8, 10, 3, 3]);
const SUPPLY: Kind = (53, [20, 50, 8, 8]);
const TRAWLER: Kind = (30, [18, 20, 5, 5]);
const YACHT: Kind = (36, [8, 4, 2, 2]);

/// A sea with ships in it.
struct Sea {
    draws: Draws,
    ships: Vec<(Voyage, StaticReport)>,
    updates: Vec<StaticReport>,
    transfers: BTreeSet<(Mmsi, Mmsi)>,
    next: u32,
}

impl Sea {
    fn new(seed: u64) -> Self {
        // Seeds that follow each other give numbers that have nothing to do with each other.
        let draws = Draws(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995);
        Self { draws, ships: Vec::new(), updates: Vec::new(), transfers: BTreeSet::new(), next: 0 }
    }

    fn number(&mut self) -> Mmsi {
        self.next += 1;
        mmsi(self.next)
    }

    /// One in so many.
    fn one_in(&mut self, n: f64) -> bool {
        self.draws.between(0.0, n) < 1.0
    }

    fn add(&mut self, voyage: Voyage, (code, [bow, stern, port, starboard]): Kind, draught_m: Option<f64>) {
        let data = StaticData {
            ship_type: ShipType::from_code(code),
            dimensions: Dimensions::from_antenna(bow, stern, port, starboard),
            draught: draught_m.and_then(Draught::from_m),
            ..StaticData::default()
        };
        let time = voyage.start().unwrap();
        self.ships.push((voyage.clone(), StaticReport { mmsi: voyage.mmsi(), time, data }));
    }

    /// From now on a ship says another draught.
    fn update(&mut self, of: Mmsi, time: DateTime<Utc>, draught_m: f64) {
        let mut data = self.ships.iter().find(|ship| ship.0.mmsi() == of).unwrap().1.data.clone();
        data.draught = Draught::from_m(draught_m);
        self.updates.push(StaticReport { mmsi: of, time, data });
    }

    /// A place so many kilometres off the coast.
    fn place(&mut self, from_km: f64, to_km: f64) -> (f64, f64) {
        let off_km = self.draws.between(from_km, to_km);
        (PORT.0 + self.draws.between(-1.5, 1.5), PORT.1 + off_km / (111.32 * PORT.0.to_radians().cos()))
    }

    /// Two ships that come, lie alongside each other and leave: the host, the guest, and when they lay there.
    fn alongside(&mut self, at: (f64, f64), kinds: (Kind, Kind), hours: f64, drift_kn: f64) -> (Mmsi, Mmsi, f64, f64) {
        let (host, guest) = (self.number(), self.number());
        let from = self.draws.between(4.0, 24.0);
        // Away from the coast.
        let bearing = self.draws.between(10.0, 170.0);
        let host_voyage = Voyage::of(host)
            .starting(evening(), at.0 - 0.25, at.1 + 0.2)
            .sail_to(at.0, at.1, 11.0)
            .drift(from + hours + 1.0, bearing, drift_kn)
            .sail(4.0, bearing + 30.0, 12.0);
        let beams: u16 = [kinds.0.1[3], kinds.1.1[2]].iter().sum();
        let guest_voyage = Voyage::of(guest)
            .starting(after(from - 3.5), at.0 + 0.3, at.1)
            .alongside(
                &host_voyage,
                self.draws.between(-40.0, 40.0),
                f64::from(beams) + 4.0,
                after(from),
                after(from + hours),
            )
            .sail(4.0, bearing + 150.0, 12.0);
        self.add(host_voyage, kinds.0, Some(15.0));
        self.add(guest_voyage, kinds.1, Some(8.0));
        (host, guest, from, hours)
    }

    fn transfer(&mut self) {
        let at = self.place(12.0, 90.0);
        let hours = self.draws.between(4.0, 20.0);
        let daughters = [AFRAMAX, PRODUCT_TANKER];
        let daughter = daughters[usize::from(self.one_in(2.0))];
        let mother = [SUEZMAX, AFRAMAX][usize::from(self.one_in(2.0))];
        let speed_kn = self.draws.between(0.2, 1.2);
        let (host, guest, from, hours) = self.alongside(at, (mother, daughter), hours, speed_kn);
        self.transfers.insert((host.min(guest), host.max(guest)));
        // Six in ten say so afterwards.
        if self.draws.between(0.0, 1.0) < 0.6 {
            let late = self.draws.between(0.5, 3.0);
            self.update(host, after(from + hours + late), 10.2);
            self.update(guest, after(from + hours + late / 2.0), 12.6);
        }
    }

    /// Ships that stay where they are, each near the next; some come and go.
    fn neighbours(&mut self, at: (f64, f64), kinds: &[Kind], apart_m: (f64, f64), swing_kn: f64) {
        let mut north_m = 0.0;
        for kind in kinds {
            let who = self.number();
            let (latitude, longitude) = (at.0 + north_m / 111_000.0, at.1 + self.draws.between(0.0, 1e-4));
            let mut voyage = Voyage::of(who).starting(evening(), latitude, longitude).turn_to(70.0);
            let bearing = self.draws.between(0.0, 360.0);
            for tide in 0..6 {
                let side = bearing + if tide % 2 == 0 { 0.0 } else { 180.0 };
                voyage = voyage.drift(0.5, side, swing_kn).wait(5.5);
            }
            if self.one_in(3.0) {
                voyage = voyage.sail(4.0, 100.0, 11.0);
            }
            self.add(voyage, *kind, Some(9.0));
            north_m += self.draws.between(apart_m.0, apart_m.1);
        }
    }

    fn everything(&mut self) {
        for _ in 0..6 {
            self.transfer();
            let at = self.place(1.0, 40.0);
            let hours = self.draws.between(3.0, 8.0);
            self.alongside(at, (BULK_CARRIER, BUNKER_TANKER), hours, 0.1);
            let at = self.place(3.0, 60.0);
            self.alongside(at, (AFRAMAX, TUG), hours, 0.3);
        }
        for _ in 0..4 {
            let at = self.place(4.0, 60.0);
            let hours = self.draws.between(2.2, 3.5);
            self.alongside(at, (SUEZMAX, PILOT), hours, 0.4);
            let at = self.place(10.0, 80.0);
            self.alongside(at, (PRODUCT_TANKER, SUPPLY), hours + 2.0, 0.4);
            // One net between two boats.
            let at = self.place(10.0, 60.0);
            self.pair(at, (TRAWLER, TRAWLER), 260.0, 8.0, 3.4);
        }
        for _ in 0..2 {
            // Two tankers that wait for orders, near each other and not alongside.
            let at = self.place(20.0, 80.0);
            self.pair(at, (AFRAMAX, PRODUCT_TANKER), 420.0, 5.0, 0.5);
        }
        let ships =
            [PRODUCT_TANKER, BULK_CARRIER, AFRAMAX, BULK_CARRIER, PRODUCT_TANKER, AFRAMAX, BULK_CARRIER, SUEZMAX];
        self.neighbours((PORT.0, PORT.1 + 0.09), &ships, (380.0, 900.0), 0.15);
        self.neighbours((PORT.0 + 0.4, PORT.1 + 0.002), &ships, (60.0, 220.0), 0.0);
        self.neighbours((PORT.0 - 0.4, PORT.1 + 0.001), &[YACHT; 6], (8.0, 30.0), 0.0);
    }

    /// Two ships abeam of each other for so many hours, at a speed.
    fn pair(&mut self, at: (f64, f64), kinds: (Kind, Kind), apart_m: f64, hours: f64, speed_kn: f64) {
        let (lead, second) = (self.number(), self.number());
        let bearing = self.draws.between(0.0, 360.0);
        let a = Voyage::of(lead)
            .starting(evening(), at.0 - 0.2, at.1)
            .sail_to(at.0, at.1, 9.0)
            .sail(hours + 3.0, bearing, speed_kn)
            .sail(3.0, bearing, 10.0);
        let b = Voyage::of(second)
            .starting(evening(), at.0 + 0.2, at.1)
            .alongside(&a, 0.0, apart_m, after(4.0), after(4.0 + hours))
            .sail(3.0, bearing + 60.0, 10.0);
        self.add(a, kinds.0, Some(8.0));
        self.add(b, kinds.1, Some(8.0));
    }

    /// What is heard: positions with noise, headings, and statics.
    fn found(&mut self, surroundings: &Surroundings<'_>) -> Found {
        let mut reports = FleetBuilder::new();
        for (voyage, statics) in &self.ships {
            reports.push_static(statics.clone());
            for mut report in voyage.reports(TimeDelta::minutes(5)) {
                let mut noise_m = || (0..4).map(|_| self.draws.between(-8.7, 8.7)).sum::<f64>();
                let (north, east) = (noise_m() / 111_000.0, noise_m() / 105_000.0);
                let (latitude, longitude) = (report.position.latitude_deg(), report.position.longitude_deg());
                report.position = Position::from_degrees(latitude + north, longitude + east).unwrap();
                reports.push(&report);
            }
        }
        self.updates.iter().for_each(|update| reports.push_static(update.clone()));
        Digest::new(reports, &Config::default()).unwrap().finish_in(surroundings).unwrap()
    }
}

/// Area under the precision-recall curve, as average precision; transfers that are not listed are never recalled.
fn average_precision(candidates: &[Candidate], transfers: &BTreeSet<(Mmsi, Mmsi)>) -> f64 {
    let (mut right, mut sum) = (0.0, 0.0);
    // Each counts once, where it comes first.
    let mut missing = transfers.clone();
    for (number, candidate) in candidates.iter().enumerate() {
        let pair = candidate.mmsi_a().zip(candidate.mmsi_b());
        if pair.is_some_and(|pair| missing.remove(&pair)) {
            right += 1.0;
            sum += right / (number + 1) as f64;
        }
    }
    sum / transfers.len() as f64
}

#[test]
fn transfers_stand_above_pilots_tugs_bunkering_trawlers_anchorages_and_harbours() {
    let shore = shore_m;
    for (name, surroundings) in
        [("with a coast", Surroundings::default().with_shore(&shore)), ("without", Surroundings::default())]
    {
        let mut least: f64 = 1.0;
        for seed in 0..20 {
            let mut sea = Sea::new(seed);
            sea.everything();
            let found = sea.found(&surroundings);
            let precision = average_precision(&found.candidates, &sea.transfers);
            assert!(precision >= 0.95, "seed {seed}, {name}: {precision:.3}");
            least = least.min(precision);
        }
        println!("{name}: average precision at least {least:.3} in 20 seeds");
    }
}

#[test]
fn a_score_is_the_sum_of_its_evidence() {
    let mut sea = Sea::new(3);
    sea.everything();
    let found = sea.found(&Surroundings::default());
    assert!(found.candidates.len() > 40);
    for candidate in &found.candidates {
        let sum: f64 = candidate.evidence.iter().map(|line| line.share).sum();
        assert!((sum - candidate.score).abs() < 1e-9);
        for line in &candidate.evidence {
            assert!((0.0..=1.0).contains(&line.degree));
            assert!((line.share - line.degree * line.weight).abs() < 1e-9, "{line:?}");
        }
        let kinds: BTreeSet<EvidenceKind> = candidate.evidence.iter().map(|line| line.kind).collect();
        assert_eq!(kinds.len(), candidate.evidence.len(), "each line once");
        assert!((candidate.probability().ln() - (1.0 - candidate.probability()).ln() - candidate.score).abs() < 1e-6);
    }
}

#[test]
fn draughts_say_which_way_cargo_went_or_nothing() {
    let mut told = 0;
    for seed in 0..10 {
        let mut sea = Sea::new(100 + seed);
        sea.everything();
        for candidate in sea.found(&Surroundings::default()).candidates {
            let Some(a_to_b) = candidate.cargo_a_to_b else { continue };
            // The host gives, and has the lower number.
            let pair = candidate.mmsi_a().zip(candidate.mmsi_b()).unwrap();
            assert!(a_to_b && sea.transfers.contains(&pair), "{candidate:?}");
            told += 1;
        }
    }
    assert!(told >= 20, "{told}");
}

#[test]
fn hull_clearance_is_true_to_five_metres_under_the_noise_of_positions() {
    let mut compared = 0;
    for seed in 0..4 {
        let mut sea = Sea::new(200 + seed);
        for _ in 0..8 {
            sea.transfer();
        }
        let transfers = sea.transfers.clone();
        for candidate in sea.found(&Surroundings::default()).candidates {
            let Some(pair) = candidate.mmsi_a().zip(candidate.mmsi_b()) else { continue };
            let Some(fit) = candidate.hulls.filter(|_| transfers.contains(&pair)) else { continue };
            // The antennas are 4 m farther apart than half of both beams.
            assert!((fit.clearance_m - 4.0).abs() < 5.0, "{fit:?}");
            assert!(fit.headings_known && !fit.assumed && fit.alongside_fraction > 0.85, "{fit:?}");
            compared += 1;
        }
    }
    assert!(compared >= 30, "{compared}");
}

/// A mother ship, three feeders, each of which gives on what it took some hours before, and a delivery.
#[test]
fn a_chain_of_four_hops_is_found_and_does_not_run_back() {
    let mut sea = Sea::new(9);
    let ships: Vec<Mmsi> = (0..5).map(|_| sea.number()).collect();
    let place = |number: usize| (PORT.0 + 0.3 * number as f64, PORT.1 + 0.8);
    let mother =
        Voyage::of(ships[0]).starting(evening(), place(0).0 - 0.3, place(0).1).sail_to(place(0).0, place(0).1, 11.0);
    let mut giver = mother.drift(14.0, 90.0, 0.4).sail(4.0, 120.0, 12.0);
    for (number, &ship) in ships.iter().enumerate().skip(1) {
        // Every twenty hours one lies alongside the one before for eight, then goes on to the next place and drifts there.
        let from = 4.0 + 20.0 * (number - 1) as f64;
        let (latitude, longitude) = place(number);
        let taker = Voyage::of(ship)
            .starting(after(from - 3.0), latitude - 0.2, longitude - 0.3)
            .alongside(&giver, 10.0, 50.0, after(from), after(from + 8.0))
            .sail_to(latitude, longitude, 11.0)
            .drift(22.0, 90.0, 0.4)
            .sail(4.0, 120.0, 12.0);
        let giver_before = std::mem::replace(&mut giver, taker);
        sea.add(giver_before, AFRAMAX, Some(12.0));
    }
    sea.add(giver, PRODUCT_TANKER, Some(8.0));
    let found = sea.found(&Surroundings::default());
    let transfers: Vec<Transfer> = found.candidates.iter().filter_map(Transfer::of).collect();
    let hops = chain(&transfers, &[ships[0]], &ChainParameters::default()).unwrap();
    let last = hops.iter().find(|hop| hop.to == ships[4]).expect("the delivery is reached");
    assert_eq!((last.hop, &last.path), (4, &ships));
    for pair in hops.windows(2) {
        assert!(transfers[pair[0].transfer].start <= transfers[pair[1].transfer].start);
    }
    // Nothing comes back from the delivery to the mother ship.
    let back = chain(&transfers, &[ships[4]], &ChainParameters::default()).unwrap();
    assert!(back.iter().all(|hop| hop.to == ships[3]), "{back:?}");
    // Each of the feeders is linked with its other transfer, which speaks for both.
    for candidate in found.candidates.iter().take(4) {
        assert!(!candidate.linked.is_empty());
        assert!(candidate.evidence.iter().any(|line| line.kind == EvidenceKind::Chain && line.share > 0.0));
    }
}

#[test]
fn a_change_of_draught_is_left_to_the_transfer_that_it_explains() {
    let mut sea = Sea::new(11);
    let [mother, first, second] = [sea.number(), sea.number(), sea.number()];
    let at = (PORT.0, PORT.1 + 0.9);
    let host = Voyage::of(mother).starting(evening(), at.0, at.1).drift(30.0, 90.0, 0.4).sail(4.0, 90.0, 12.0);
    let guest = |who: Mmsi, apart_m: f64, from: f64, to: f64| {
        Voyage::of(who)
            .starting(after(from - 2.0), at.0 - 0.3, at.1)
            .alongside(&host, 10.0, apart_m, after(from), after(to))
            .sail(4.0, 190.0, 12.0)
    };
    // By all else the first is the likelier one.
    let guests = [guest(first, 50.0, 3.0, 11.0), guest(second, 300.0, 17.0, 21.0)];
    sea.add(host, AFRAMAX, Some(10.0));
    guests.into_iter().for_each(|guest| sea.add(guest, AFRAMAX, Some(10.0)));
    // The first and the mother are both deeper afterwards, so that neither gave to the other; the second gave.
    sea.update(first, after(12.0), 12.0);
    sea.update(mother, after(23.0), 13.0);
    sea.update(second, after(23.0), 7.0);
    let found = sea.found(&Surroundings::default());
    let of = |guest| found.candidates.iter().position(|of| (of.mmsi_a(), of.mmsi_b()) == (Some(mother), Some(guest)));
    let (with_first, with_second) = (&found.candidates[of(first).unwrap()], &found.candidates[of(second).unwrap()]);
    let says = |of: &Candidate, kind| of.evidence.iter().any(|line| line.kind == kind);
    assert!(!says(with_first, EvidenceKind::DraughtsOpposed) && !says(with_first, EvidenceKind::DraughtChanged));
    assert!(says(with_second, EvidenceKind::DraughtsOpposed), "{with_second:?}");
    assert_eq!((with_first.cargo_a_to_b, with_second.cargo_a_to_b), (None, Some(false)));
}

#[test]
fn a_ship_that_sails_on_under_another_number_takes_its_trouble_to_the_meeting_before() {
    let mut sea = Sea::new(12);
    let (_, guest, ..) = sea.alongside((PORT.0, PORT.1 + 0.9), (AFRAMAX, AFRAMAX), 8.0, 0.4);
    let imo = lightering::ais::Imo::new(9_074_729).unwrap();
    let number = sea.ships.iter().position(|ship| ship.0.mmsi() == guest).unwrap();
    sea.ships[number].1.data.imo = Some(imo);
    let last = *sea.ships[number].0.reports(TimeDelta::minutes(5)).last().unwrap();
    let (last, there) = (last.time, last.position);
    let trouble = |sea: &mut Sea| {
        let found = sea.found(&Surroundings::default());
        let of = found.candidates.iter().find(|of| of.mmsi_b() == Some(guest)).unwrap();
        let events = found.identity.iter().map(|event| event.mmsi_before).collect::<Vec<_>>();
        (of.evidence.iter().any(|line| line.kind == EvidenceKind::IdentityTrouble), events)
    };
    assert_eq!(trouble(&mut sea), (false, Vec::new()));
    let new = sea.number();
    let voyage = Voyage::of(new)
        .starting(last + TimeDelta::hours(3), there.latitude_deg() + 0.2, there.longitude_deg())
        .sail(6.0, 20.0, 11.0);
    sea.add(voyage, AFRAMAX, Some(8.0));
    sea.ships.last_mut().unwrap().1.data.imo = Some(imo);
    assert_eq!(trouble(&mut sea), (true, vec![Some(guest)]));
}

#[test]
fn two_ships_of_one_number_far_from_each_other_are_no_group() {
    let mut sea = Sea::new(13);
    let (host, ..) = sea.alongside((PORT.0, PORT.1 + 0.9), (AFRAMAX, AFRAMAX), 8.0, 0.4);
    let groups = |sea: &mut Sea| {
        let found = sea.found(&Surroundings::default());
        (found.encounters.len(), found.encounters.iter().filter(|event| event.group.is_some()).count())
    };
    assert_eq!(groups(&mut sea), (1, 0));
    // At the other end of the world another ship of that number meets another.
    let far = Voyage::of(host).starting(evening(), -30.0, 60.0).drift(40.0, 0.0, 0.3);
    let guest = sea.number();
    let beside = Voyage::of(guest).starting(evening(), -29.9, 60.0).alongside(&far, 0.0, 60.0, after(2.0), after(38.0));
    sea.add(far, AFRAMAX, None);
    sea.add(beside.sail(3.0, 0.0, 11.0), AFRAMAX, None);
    assert_eq!(groups(&mut sea), (2, 0));
}
