//! How well the reception probability of silences is calibrated:
//! `cargo run --release --features parallel --example reception_table`.
//!
//! Two simulated fleets sail about the same four stations for a week. In the first nobody ever switches off, so that a
//! probability of at most p should come up after at most a share p of all hours in which a ship was heard. In the second some
//! ships switch off for six to twelve hours, most of them within reach of a station.

// An example may print.
#![allow(clippy::print_stdout)]

use std::error::Error;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use lightering::ais::{Mmsi, PositionReport};
use lightering::detect::{Gap, GapDetector, GapParameters};
use lightering::geodesy::Ecef;
use lightering::simulate::Voyage;
use lightering::track::FleetBuilder;
use lightering::{Detector, TrackIndex};

const SHIPS: u32 = 240;
const HOURS: f64 = 168.0;
/// Places of stations, in degrees, and how far they hear on an ordinary day, in metres.
const STATIONS: [(f64, f64); 4] = [(40.0, 10.0), (40.3, 11.5), (41.5, 10.4), (41.2, 12.2)];
const RANGE_M: f64 = 60_000.0;

/// Numbers that look random and are the same everywhere.
struct Draws(u64);

impl Draws {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 33) as f64 / (1_u64 << 31) as f64)
    }
}

fn start() -> DateTime<Utc> {
    Utc.timestamp_millis_opt(1_709_251_200_000).single().unwrap_or_default()
}

fn hour(hours: f64) -> DateTime<Utc> {
    start() + TimeDelta::milliseconds((hours * 3_600_000.0) as i64)
}

/// A ship that sails here and there about the stations.
fn voyage(mmsi: Mmsi, draws: &mut Draws) -> Voyage {
    let (latitude, longitude) = (draws.between(39.5, 42.0), draws.between(9.5, 12.7));
    let mut voyage = Voyage::of(mmsi).starting(start(), latitude, longitude);
    let (mut left, mut bearing) = (HOURS, draws.between(0.0, 360.0));
    while left > 0.0 {
        let leg = draws.between(2.0, 8.0).min(left);
        voyage = voyage.sail(leg, bearing, draws.between(7.0, 14.0));
        bearing += 180.0 + draws.between(-60.0, 60.0);
        left -= leg;
    }
    voyage
}

/// What the stations hear of a fleet: reports at ten minutes, more seldom heard the farther, by the antenna of each ship and by how
/// each station hears in each hour.
fn heard(voyages: &[Voyage], draws: &mut Draws) -> Vec<PositionReport> {
    let stations = STATIONS.map(|(latitude, longitude)| Ecef::from_degrees(latitude, longitude));
    let ranges_m: Vec<[f64; 4]> =
        (0..=HOURS as usize).map(|_| [0; 4].map(|_| RANGE_M * draws.between(0.75, 1.15))).collect();
    let mut heard = Vec::new();
    for voyage in voyages {
        let antenna = draws.between(0.7, 1.3);
        for report in voyage.reports(TimeDelta::minutes(10)) {
            let number = (report.time - start()).num_hours() as usize;
            let place = Ecef::from(report.position);
            let chance = |station: usize| {
                let beyond_m = place.distance(stations[station]) - antenna * ranges_m[number][station];
                0.9 / (1.0 + (beyond_m / 4_000.0).exp())
            };
            let missed: f64 = (0..stations.len()).map(|station| 1.0 - chance(station)).product();
            if draws.between(0.0, 1.0) > missed {
                heard.push(report);
            }
        }
    }
    heard
}

/// All silences of more than an hour that ended.
fn silences(reports: &[PositionReport]) -> Result<Vec<Gap>, Box<dyn Error>> {
    let mut builder = FleetBuilder::new();
    reports.iter().for_each(|report| builder.push(report));
    let fleet = builder.build(&Default::default())?;
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
    let detector = GapDetector::new(GapParameters { min_gap_h: 1.0, ..GapParameters::default() })?;
    Ok(detector.detect(&index).into_iter().filter(|gap| gap.end_position.is_some()).collect())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut draws = Draws(20_240_301);
    let mut voyages = Vec::new();
    for ship in 0..SHIPS {
        voyages.push(voyage(Mmsi::new(636_000_000 + ship)?, &mut draws));
    }
    let reports = heard(&voyages, &mut draws);
    let mut hours: Vec<(Mmsi, i64)> =
        reports.iter().map(|report| (report.mmsi, (report.time - start()).num_hours())).collect();
    hours.sort_unstable();
    hours.dedup();
    let all = silences(&reports)?;

    // Every fourth ship switches off once.
    let mut planted = Vec::new();
    for voyage in voyages.iter_mut().step_by(4) {
        let from = draws.between(30.0, 140.0);
        let until = from + draws.between(6.0, 12.0);
        *voyage = voyage.clone().silence(hour(from), hour(until));
        planted.push((voyage.mmsi(), hour(from), hour(until)));
    }
    let with_planted = silences(&heard(&voyages, &mut draws))?;
    let of_planted: Vec<&Gap> = planted
        .iter()
        .filter_map(|&(mmsi, from, until)| {
            with_planted.iter().find(|gap| gap.mmsi == mmsi && gap.start < until && from < gap.end)
        })
        .collect();

    println!(
        "{SHIPS} ships, {} hours in which one was heard, {} silences of more than an hour.",
        hours.len(),
        all.len()
    );
    println!("{} ships that switched off for six to twelve hours.\n", of_planted.len());
    println!(
        "| reception probability at most | after a share of the hours of ships that never switched off | of those that did |"
    );
    println!("|---|---|---|");
    for threshold in [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005] {
        let low = |gap: &&Gap| gap.reception.probability <= threshold;
        let share = all.iter().filter(low).count() as f64 / hours.len() as f64;
        let found = of_planted.iter().filter(|gap| low(gap)).count() as f64 / of_planted.len() as f64;
        println!("| {threshold} | {share:.4} | {found:.2} |");
    }
    Ok(())
}
