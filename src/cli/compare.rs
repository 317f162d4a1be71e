//! `lightering compare`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use lightering::coastline::Coastline;
use lightering::evaluate::{Comparison, TrueEvent, TruthTable, Truths};
use lightering::track::FleetBuilder;
use lightering::write::OutputDir;
use lightering::{Error, Result};

use super::args::CompareArgs;
use super::failure::Failure;
use super::input::Input;
use super::progress::Display;
use super::signals::Watch;
use super::stages::Stages;

/// Reads, asks all methods, and writes how good they are.
pub(crate) fn run(args: &CompareArgs) -> Result<(), Failure> {
    super::set_threads(args.run.threads)?;
    let truths = truths(args)?;
    if truths == Truths::default() {
        return Err(Failure::Usage(
            "give what is true: --truth, --transfers-truth, --dark-truth or --gaps-truth".to_owned(),
        ));
    }
    let input = Input::new(&args.input)?;
    let coastline = args.coastline.as_deref().map_or_else(Coastline::bundled, Coastline::open)?;
    let begin = |out: &PathBuf| Watch::start().begin(|| OutputDir::create(out, args.replace.force));
    let folder = args.out.as_ref().map(begin).transpose()?;
    let input = match &folder {
        Some(folder) => input.without(folder.target())?,
        None => input,
    };
    let mut stages = Stages::new(Display::new(args.run.quiet));
    let config = *input.config();
    let reports = input.reports(args.run, &mut stages)?;
    let fleet = stages.run("tracks", || FleetBuilder::build(reports, &config.cleaning))?;
    let shore_m = |position| coastline.shore_m(position);
    let mut comparison = Comparison::new(config, Some(&shore_m))?;
    stages.run("compare", || comparison.add(&fleet, &truths))?;
    if truths.encounters.is_some() {
        stages.run("fewer reports", || comparison.add_thinned(&fleet, &truths, &args.intervals_s))?;
    }
    let answers = comparison.answers()?;
    let text = Comparison::text(&answers);
    let text = text.trim_start();
    let Some(folder) = folder else { return super::print(&format!("{text}\n")) };
    let target = folder.target().to_owned();
    let svg = lightering::plot::comparison(&answers)
        .map_err(|error| Error::Output { path: target.join("compare.svg"), reason: error.to_string() })?;
    folder.write("compare.csv", |file| Comparison::write_csv(&answers, file))?;
    folder.write("compare.svg", |file| file.write_all(svg.as_bytes()))?;
    folder.commit()?;
    if args.run.quiet {
        return Ok(());
    }
    super::print(&format!("{text}\nwritten to {} in {:.1} s\n", target.display(), stages.seconds()))
}

fn truths(args: &CompareArgs) -> Result<Truths> {
    let read = |path: Option<&Path>| -> Result<Option<Vec<TrueEvent>>> {
        path.map(|path| TruthTable::from_file(path).map(TruthTable::into_events)).transpose()
    };
    Ok(Truths {
        encounters: read(args.truth.as_deref())?,
        transfers: read(args.transfers_truth.as_deref())?,
        dark_meetings: read(args.dark_truth.as_deref())?,
        switch_offs: read(args.gaps_truth.as_deref())?,
    })
}
