//! Candidate transfers in the bundled sample, with the evidence for the first, and how well they stand apart from the rest:
//! `cargo run --release --example candidates`.

// An example may print.
#![allow(clippy::print_stdout)]

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use lightering::assess::{Candidate, Party};
use lightering::config::Config;
use lightering::digest::Whole;
use lightering::read::{self, ReadOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let (reports, _) = read::read_files(&[folder.join("sample_fixes.csv")], &ReadOptions::default(), &|_| {})?;
    let found = Whole::new(reports, &Config::default())?.finish()?;
    let truth = transfers(&std::fs::read_to_string(folder.join("sample_truth_encounters.csv"))?);

    println!("{} candidates, the first:\n", found.candidates.len());
    println!("score  prob.  kind           vessels                             hours  label         in truth");
    for candidate in found.candidates.iter().take(18) {
        println!(
            "{:+5.1}  {:5.3}  {:13}  {:34}  {:5.1}  {:12}  {}",
            candidate.score,
            candidate.probability(),
            candidate.kind.as_str(),
            candidate.parties.iter().map(name).collect::<Vec<_>>().join(" / "),
            candidate.contact_h,
            candidate.cause.map_or("", |cause| cause.as_str()),
            if truth.contains(&pair(candidate)) { "transfer" } else { "" },
        );
    }
    if let Some(first) = found.candidates.first() {
        println!("\nWhy the first:\n");
        for line in &first.evidence {
            println!("  {:+5.2} = {:4.1} x {:4.2}  {}", line.share, line.weight, line.degree, line.measure);
        }
        println!("  {:+5.2}, the sum", first.score);
    }
    // Each transfer counts once, where it comes first.
    let mut missing = truth.clone();
    let ranks = found.candidates.iter().enumerate().filter(|(_, candidate)| missing.remove(&pair(candidate)));
    // Average precision: the area under the precision-recall curve.
    let precision: f64 = ranks.enumerate().map(|(right, (rank, _))| (right + 1) as f64 / (rank + 1) as f64).sum();
    println!(
        "\nAverage precision for the {} transfers that are heard: {:.3}",
        truth.len(),
        precision / truth.len() as f64
    );
    Ok(())
}

fn name(party: &Party) -> String {
    party.name.clone().unwrap_or_else(|| party.mmsi.to_string())
}

fn pair(candidate: &Candidate) -> (String, String) {
    let mmsi = |party: Option<&Party>| party.map(|party| party.mmsi.to_string()).unwrap_or_default();
    (mmsi(candidate.parties.first()), mmsi(candidate.parties.get(1)))
}

/// The pairs that truly transferred while they were heard.
fn transfers(truth: &str) -> BTreeSet<(String, String)> {
    let mut lines = truth.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let columns = lines.next().unwrap_or_default();
    let of = |name: &str| columns.iter().position(|column| *column == name).unwrap_or_default();
    let (a, b, kind) = (of("mmsi_a"), of("mmsi_b"), of("kind"));
    lines.filter(|cells| cells[kind] == "sts").map(|cells| (cells[a].to_owned(), cells[b].to_owned())).collect()
}
