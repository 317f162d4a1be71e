//! Methods of finding transfers side by side, on simulated seas whose truth is known:
//! `cargo run --release --all-features --example benchmark_detectors`.
//!
//! Twenty seas of the scenario `mixed`, another seed each; then three of them again with ever fewer reports. The table of the chapter
//! `benchmark` is what this prints. With a folder behind `--`, compare.csv and compare.svg are written there.

// An example may print.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use lightering::coastline::Coastline;
use lightering::evaluate::{Comparison, Truths};
use lightering::simulate::{Plan, Simulation};

/// Seeds of the seas.
const SEEDS: std::ops::Range<u64> = 1..21;
/// Seeds of the seas that are heard with fewer and fewer reports.
const THINNED: std::ops::Range<u64> = 1..4;
/// One report of a vessel in so many seconds.
const INTERVALS_S: [u32; 7] = [10, 60, 300, 600, 1200, 1800, 3600];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let started = Instant::now();
    let coastline = Coastline::bundled()?;
    let shore_m = |position| coastline.shore_m(position);
    let mut comparison = Comparison::new(Default::default(), Some(&shore_m))?;
    let (mut reports, mut vessels) = (0, 0);
    for seed in SEEDS {
        let plan = Plan::named("mixed").ok_or("the scenario is bundled")?;
        let (builder, told) = Simulation::new(plan, seed)?.builder()?;
        let fleet = builder.build(&Default::default())?;
        (reports, vessels) = (reports + told.reports, vessels + fleet.vessels());
        comparison.add(&fleet, &Truths::from(&told))?;
    }
    println!("{} seas, {vessels} vessels, {reports} reports, one a minute", SEEDS.count());
    for seed in THINNED {
        let mut plan = Plan::named("mixed").ok_or("the scenario is bundled")?;
        plan.air.interval_s = 10.0;
        let (builder, told) = Simulation::new(plan, seed)?.builder()?;
        comparison.add_thinned(&builder.build(&Default::default())?, &Truths::from(&told), &INTERVALS_S)?;
    }
    let answers = comparison.answers()?;
    print!("{}", Comparison::text(&answers));
    println!("\nin {:.0} s", started.elapsed().as_secs_f64());
    if let Some(folder) = folder {
        std::fs::create_dir_all(&folder)?;
        Comparison::write_csv(&answers, std::fs::File::create(folder.join("compare.csv"))?)?;
        std::fs::write(folder.join("compare.svg"), lightering::plot::comparison(&answers)?)?;
        println!("figures and curves are in {}", folder.display());
    }
    Ok(())
}
