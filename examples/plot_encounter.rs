//! Draws one encounter of the bundled sample as SVG, the picture of the README:
//! `cargo run --release --features plot --example plot_encounter -- encounter.svg`.

// An example may print.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::{Path, PathBuf};

use lightering::ais::Mmsi;
use lightering::read::{self, ReadOptions};
use lightering::{Detector, EncounterDetector, EncounterParameters, TrackIndex, plot};

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("encounter.svg"), PathBuf::from);
    let vessel: Mmsi = std::env::args().nth(2).as_deref().unwrap_or("241999008").parse()?;

    let fixes = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/sample_fixes.csv");
    let (builder, _) = read::read_files(&[fixes], &ReadOptions::default(), &|_| {})?;
    let fleet = builder.build(&Default::default())?;
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
    let parameters = EncounterParameters::default();
    let encounters = EncounterDetector::new(parameters)?.detect(&index);
    let encounter = encounters
        .iter()
        .find(|encounter| [encounter.mmsi_a, encounter.mmsi_b].contains(&vessel))
        .ok_or_else(|| format!("{vessel} met nobody"))?;
    std::fs::write(&out, plot::encounter(encounter, &index, &parameters)?)?;
    println!("{} and {}: {}", encounter.mmsi_a, encounter.mmsi_b, out.display());
    Ok(())
}
