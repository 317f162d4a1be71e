//! Finds the meetings at sea in the bundled sample and checks them against the truth:
//! `cargo run --release --example quickstart`.

// An example may print.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use chrono::{DateTime, Utc};
use lightering::ais::Mmsi;
use lightering::detect::{EventId, GapClass, GapDetector, LoiteringDetector};
use lightering::read::{self, ReadOptions};
use lightering::{Detector, Encounter, EncounterDetector, Fleet, TrackIndex};

fn main() -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");

    // From a file to tracks.
    let (builder, report) = read::read_files(&[folder.join("sample_fixes.csv")], &ReadOptions::default(), &|_| {})?;
    let fleet = builder.build(&Default::default())?;

    // From tracks to events: one index feeds every detector.
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
    let encounters = EncounterDetector::new(Default::default())?.detect(&index);
    let gaps = GapDetector::new(Default::default())?.detect(&index);
    let loitering = LoiteringDetector::new(Default::default())?.detect(&index);
    let took_ms = started.elapsed().as_millis();

    let rejected: u64 = report.rejected.values().sum();
    let cleaning = fleet.cleaning();
    let set_aside: u64 = cleaning.set_aside.values().sum();
    println!("Three days of simulated AIS in an open ocean, with known transfers.\n");
    println!(
        "{} rows: {rejected} rejected, {} exact copies, {set_aside} impossible or of equal time set aside, {} fixes",
        report.rows_read,
        cleaning.duplicates,
        fleet.fixes()
    );
    println!("{} vessels (MMSI), {} tracks\n", fleet.vessels(), fleet.len());

    let truth = Truth::read(&folder.join("sample_truth_encounters.csv"))?;
    print_encounters(&encounters, &fleet, &truth);

    let planted = truth.pairs.iter().filter(|pair| pair.kind == "sts");
    let (found, missed): (Vec<_>, Vec<_>) = planted.partition(|pair| encounters.iter().any(|event| pair.is(event)));
    println!("\n{} of {} planted transfers found.", found.len(), found.len() + missed.len());
    for pair in missed {
        println!("missed: {} and {} at {}", pair.mmsi_a, pair.mmsi_b, pair.start);
    }
    let open = gaps.iter().filter(|gap| gap.class == GapClass::Open).count();
    println!(
        "Also {} gaps of six hours and more, {open} of them ships not heard again (most sail out of the area),",
        gaps.len()
    );
    println!("and {} spells of loitering. From file to events in {took_ms} ms.", loitering.len());
    println!("What truly happened: examples/data/sample_truth_*.csv, told in examples/data/README.md.");
    Ok(())
}

/// One row a pair; a crowd of four vessels or more, as in a harbour, is one row.
fn print_encounters(encounters: &[Encounter], fleet: &Fleet, truth: &Truth) {
    let mut crowds: BTreeMap<EventId, (usize, BTreeSet<Mmsi>)> = BTreeMap::new();
    for event in encounters {
        if let Some(group) = event.group {
            let crowd = crowds.entry(group).or_default();
            crowd.0 += 1;
            crowd.1.extend([event.mmsi_a, event.mmsi_b]);
        }
    }
    crowds.retain(|_, crowd| crowd.1.len() > 3);

    println!(
        "{:17} {:9}   {:17} {:9}   {:11} {:>5} {:10} {:>5} {:>6} {:>9}  in truth",
        "vessel", "MMSI", "vessel", "MMSI", "start (UTC)", "hours", "mode", "m", "hull m", "kn"
    );
    let mut shown = BTreeSet::new();
    for event in encounters {
        if let Some((pairs, vessels)) = event.group.and_then(|group| crowds.get(&group)) {
            if shown.insert(event.group) {
                let row = format!("{} vessels side by side, {pairs} pairs", vessels.len());
                println!("{row:56} {}{:49}{}", event.start.format("%d %b %H:%M"), "", truth.kind(event));
            }
            continue;
        }
        println!(
            "{:17} {}   {:17} {}   {} {:>5.1} {:10} {:>5.0} {:>6} {:>4.1} {:>4.1}  {}",
            name(fleet, event.mmsi_a),
            event.mmsi_a,
            name(fleet, event.mmsi_b),
            event.mmsi_b,
            event.start.format("%d %b %H:%M"),
            event.duration_h(),
            event.mode.as_str(),
            event.median_distance_m,
            event.hull_clearance_m.map_or_else(|| "?".into(), |metres| format!("{metres:.0}")),
            event.median_speed_kn_a,
            event.median_speed_kn_b,
            truth.kind(event),
        );
    }
}

fn name(fleet: &Fleet, mmsi: Mmsi) -> &str {
    fleet.tracks_of(mmsi).find_map(|track| track.statics().name()).unwrap_or("?")
}

/// Who truly met.
struct Truth {
    pairs: Vec<Pair>,
}

struct Pair {
    mmsi_a: Mmsi,
    mmsi_b: Mmsi,
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    kind: String,
}

impl Truth {
    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut pairs = Vec::new();
        for row in csv::Reader::from_path(path)?.records() {
            let row = row?;
            pairs.push(Pair {
                mmsi_a: row[0].parse()?,
                mmsi_b: row[1].parse()?,
                start: row[2].parse()?,
                end: row[3].parse()?,
                kind: row[4].to_owned(),
            });
        }
        Ok(Self { pairs })
    }

    fn kind(&self, event: &Encounter) -> &str {
        self.pairs.iter().find(|pair| pair.is(event)).map_or("-", |pair| &pair.kind)
    }
}

impl Pair {
    fn is(&self, event: &Encounter) -> bool {
        (self.mmsi_a, self.mmsi_b) == (event.mmsi_a, event.mmsi_b) && self.start < event.end && event.start < self.end
    }
}
