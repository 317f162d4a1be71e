//! The story that the library began with: how many vessels of a list are active in a gulf, against before?
//! `cargo run --release --features activity --example fleet_activity`.
//!
//! Two years of simulated traffic: of the listed vessels a handful comes by in a week of the first year, and many more in the spring of the
//! second. The library counts them from their reports alone.

// An example may print.
#![allow(clippy::print_stdout)]

use std::error::Error;

use chrono::{DateTime, TimeDelta, Utc};
use lightering::FleetBuilder;
use lightering::activity::{Activity, Count, Group, Period};
use lightering::ais::Mmsi;
use lightering::area::Area;
use lightering::simulate::Voyage;
use lightering::watchlist::Watchlist;

/// The gulf: 20 to 22° N, 60 to 63° E.
const GULF: [(f64, f64); 4] = [(60.0, 20.0), (63.0, 20.0), (63.0, 22.0), (60.0, 22.0)];
/// Listed vessels, of a state whose numbers begin with 445.
const LISTED: u32 = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let rows: String = (0..LISTED).map(|number| format!("{}\n", 445_000_001 + number)).collect();
    let list = Watchlist::from_reader("list.csv".as_ref(), format!("mmsi\n{rows}").as_bytes())?;
    let ring = geo::LineString::from(GULF.to_vec());
    let gulf = Area::new(geo::MultiPolygon::new(vec![geo::Polygon::new(ring, Vec::new())]));

    let mut weeks = Activity::new(Some(&gulf), Some(&list), Period::Week);
    let mut months = Activity::new(Some(&gulf), Some(&list), Period::Month);
    // Month by month, as days of AIS would come: any amount of it needs the memory of one part.
    for month in 0..24 {
        let fleet = month_of_traffic(month)?.build(&Default::default())?;
        weeks.add(&fleet);
        months.add(&fleet);
    }

    let of_list: Vec<Count> =
        weeks.counts(&[Group::Watchlist], 8).into_iter().filter(|count| count.ship_type.is_none()).collect();
    let spring = of_list.iter().filter(|count| count.start >= start(12) && count.end <= start(15));
    println!("Listed vessels in the gulf, weeks of the second year's first months:\n");
    println!("week from    vessels  8 weeks before  times  95 % interval   a year before  times  95 % interval");
    for count in spring {
        let (before, year) = (count.trailing, count.year);
        println!(
            "{}   {:7}  {:>14}  {:>5}  {:15} {:>13}  {:>5}  {}",
            count.start.format("%Y-%m-%d"),
            count.vessels,
            before.map_or(String::new(), |ratio| format!("{:.1}", ratio.baseline)),
            before.and_then(|ratio| ratio.ratio).map_or(String::new(), |times| format!("{times:.1}")),
            before.map_or(String::new(), interval),
            year.map_or(String::new(), |ratio| format!("{:.0}", ratio.baseline)),
            year.and_then(|ratio| ratio.ratio).map_or(String::new(), |times| format!("{times:.1}")),
            year.map_or(String::new(), interval),
        );
    }

    let of_year = of_list.iter().filter(|count| count.end <= start(12)).map(|count| count.vessels);
    let (least, most) = (of_year.clone().min().unwrap_or(0), of_year.max().unwrap_or(0));
    let two_months = months.vessels(&Group::Watchlist, start(12), start(14)).len();
    let year_before = months.vessels(&Group::Watchlist, start(0), start(2)).len();
    println!("\nIn the first two months of the second year {two_months} listed vessels were active in the gulf.");
    println!(
        "In the same months of the year before it were {year_before}, and in single weeks of that year {least} to {most}."
    );
    let by_month = months.counts(&[Group::Watchlist, Group::All], 6);
    for group in ["watchlist", "all"] {
        let last = by_month.iter().rfind(|count| count.group == group && count.start == start(13));
        if let Some(year) = last.and_then(|count| count.year) {
            println!(
                "Second month, {group}: {:.1} times the year before (95 % interval {}).",
                year.ratio.unwrap_or(0.0),
                interval(year)
            );
        }
    }
    Ok(())
}

fn interval(ratio: lightering::activity::Ratio) -> String {
    format!("{:.1} to {}", ratio.low, ratio.high.map_or("any".into(), |high| format!("{high:.1}")))
}

/// When a month begins, counted from January 2024.
fn start(month: u32) -> DateTime<Utc> {
    Period::Month
        .start(DateTime::UNIX_EPOCH)
        .checked_add_months(chrono::Months::new(12 * 54 + month))
        .unwrap_or_default()
}

/// Numbers that look random and are the same everywhere.
struct Draws(u64);

impl Draws {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 33) as f64 / (1_u64 << 31) as f64)
    }
}

/// What is heard in a month: other ships, as many in every month, and listed ones, each on a visit of some days.
fn month_of_traffic(month: u32) -> Result<FleetBuilder, Box<dyn Error>> {
    let mut draws = Draws(u64::from(month) + 1);
    let mut reports = FleetBuilder::new();
    if month < 12 {
        for _ in 0..14 {
            add(&mut reports, 445_000_001 + draws.between(0.0, f64::from(LISTED)) as u32, start(month), &mut draws)?;
        }
    } else {
        // In every month of the second year another 26 of them, each once, and some again.
        let number = |visit: u32| 445_000_001 + (26 * (month - 12) + visit) % LISTED;
        for visit in 0..26 {
            add(&mut reports, number(visit), start(month), &mut draws)?;
        }
        for _ in 0..16 {
            let visit = draws.between(0.0, 26.0) as u32;
            add(&mut reports, number(visit), start(month), &mut draws)?;
        }
    }
    for other in 0..150 {
        add(&mut reports, 636_000_001 + 1000 * month + other, start(month), &mut draws)?;
    }
    Ok(reports)
}

/// A vessel that sails into the gulf on some day of a month, drifts there for a day or two and leaves.
fn add(reports: &mut FleetBuilder, mmsi: u32, month: DateTime<Utc>, draws: &mut Draws) -> Result<(), Box<dyn Error>> {
    let from = month + TimeDelta::minutes((draws.between(0.0, 26.0) * 1440.0) as i64);
    let (latitude, longitude) = (draws.between(20.3, 21.7), draws.between(60.3, 62.7));
    let voyage = Voyage::of(Mmsi::new(mmsi)?)
        .starting(from, latitude - 2.0, longitude)
        .sail_to(latitude, longitude, 12.0)
        .drift(draws.between(20.0, 50.0), draws.between(0.0, 360.0), 0.5)
        .sail(6.0, 180.0, 12.0);
    for report in voyage.reports(TimeDelta::hours(1)) {
        reports.push(&report);
    }
    Ok(())
}
