//! `lightering detect`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use lightering::config::Config;
use lightering::detect::{Detector, EncounterDetector, GapDetector, LoiteringDetector};
use lightering::index::TrackIndex;
use lightering::read::{self, ColumnMap, Format, ReadOptions, ReadReport, Reason};
use lightering::track::FleetBuilder;
use lightering::write::{self, OutputDir, RowCounts, Run, Summary};
use lightering::{Error, Result};

use super::args::DetectArgs;
use super::failure::Failure;
use super::mask::{Events, Mask, read_text};
use super::progress::{self, Display};
use super::report;
use super::signals::Watch;
use super::stages::Stages;

/// How standard input is named in messages and rejects.csv.
const STANDARD_INPUT: &str = "standard input";

/// What the tracks are like, for the summary.
#[derive(Debug, Default)]
struct FleetCounts {
    duplicates: u64,
    vessels: u64,
    tracks: u64,
    fixes: u64,
    set_aside: BTreeMap<&'static str, u64>,
}

/// Reads, detects and writes.
///
/// All that can be wrong with the command line and its small files is said before the long work.
pub(crate) fn run(args: &DetectArgs) -> Result<(), Failure> {
    let config = check(args)?;
    let mask = Mask::read(args.area.as_deref(), &args.anchorages, args.anchorage_radius_km)?;
    let standard_input = args.inputs.iter().any(|input| input.as_os_str() == "-");
    let files = if standard_input { Vec::new() } else { read::expand_inputs(&args.inputs)? };
    let output = Watch::start().begin(|| OutputDir::create(&args.out, args.force))?;
    let files = without_output(files, output.target(), standard_input)?;

    let mut stages = Stages::new(Display::new(args.quiet));
    let (builder, read_report) = read_all(args, &files, standard_input, &mut stages)?;
    check_used(&read_report)?;
    let (mut events, fleet) = detect(builder, &config, &mut stages)?;
    let left_out = mask.apply(&mut events);
    let rows = RowCounts::new(&read_report, fleet.duplicates)?;
    stages.run("write", || write_events(&output, &events, &read_report))?;
    let summary = Summary {
        version: env!("CARGO_PKG_VERSION"),
        rows,
        vessels: fleet.vessels,
        tracks: fleet.tracks,
        fixes: fleet.fixes,
        set_aside: fleet.set_aside,
        events: events.counts(),
        left_out_at_anchorages: left_out.at_anchorages,
        left_out_outside_area: left_out.outside_area,
        options: options(args, &mask),
        parameters: config,
        run: Run { threads: rayon::current_num_threads(), stages: stages.done().to_vec() },
    };
    output.write("summary.json", |file| write::summary(&summary, file))?;
    output.commit()?;
    if args.quiet {
        return Ok(());
    }
    super::print(&report::text(&summary, &args.out, mask.skipped(), stages.seconds()))
}

/// What does not go together, and the parameters.
fn check(args: &DetectArgs) -> Result<Config, Failure> {
    if args.inputs.len() > 1 && args.inputs.iter().any(|input| input.as_os_str() == "-") {
        return Err(Failure::Usage("standard input (-) cannot be read together with files: give one of them".into()));
    }
    if let (Some(from), Some(to)) = (args.from, args.to)
        && from >= to
    {
        let (from, to) = (rfc3339(from), rfc3339(to));
        return Err(Failure::Usage(format!("--from {from} is not before --to {to}: no row can lie between them")));
    }
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads.into())
            .build_global()
            .map_err(|error| Failure::Usage(format!("--threads {threads}: {error}")))?;
    }
    match &args.config {
        Some(path) => Ok(Config::from_toml(path, &read_text(path)?)?),
        None => Ok(Config::default()),
    }
}

/// The input files without those that this program has written, as where the output is a subfolder of the input.
fn without_output(mut files: Vec<PathBuf>, target: &Path, standard_input: bool) -> Result<Vec<PathBuf>> {
    files.retain(|file| !file.canonicalize().is_ok_and(|file| file.starts_with(target)));
    if files.is_empty() && !standard_input {
        let reason = "is the output folder, there is no other input: name AIS files".to_owned();
        return Err(Error::Input { path: target.to_owned(), reason });
    }
    Ok(files)
}

fn read_all(
    args: &DetectArgs,
    files: &[PathBuf],
    standard_input: bool,
    stages: &mut Stages,
) -> Result<(FleetBuilder, ReadReport)> {
    let format = match &args.columns {
        Some(path) => Some(Format::Mapped(ColumnMap::from_toml(path, &read_text(path)?)?.into())),
        None => args.format.0.clone(),
    };
    let options = ReadOptions { format, from: args.from, to: args.to, ..ReadOptions::default() };
    let bar = Display::new(args.quiet).reading(files);
    stages.run_with("read", bar, |bar| {
        let progress = |progress| progress::advance(bar, progress);
        if standard_input {
            read::read_stream(STANDARD_INPUT, std::io::stdin(), &options, &progress)
        } else {
            read::read_files(files, &options, &progress)
        }
    })
}

/// Refuses input of which no row could be used, other than for lying outside the period.
fn check_used(report: &ReadReport) -> Result<()> {
    let outside = report.rejected.get(&Reason::OutsidePeriod).copied().unwrap_or_default();
    if report.rows_taken > 0 || report.rows_read == outside {
        return Ok(());
    }
    let first = report.rejects.iter().find(|reject| reject.reason != Reason::OutsidePeriod);
    let (path, first) = first.map_or_else(Default::default, |reject| {
        (reject.file.clone(), format!("row {} is rejected as {}: {}", reject.row, reject.reason.as_str(), reject.text))
    });
    let reason = format!("not one of {} rows can be used; {first}", report.rows_read);
    Err(Error::Input { path, reason })
}

/// From reports to events.
fn detect(builder: FleetBuilder, config: &Config, stages: &mut Stages) -> Result<(Events, FleetCounts)> {
    let fleet = stages.run("clean", || builder.build(&config.cleaning))?;
    let index = stages.run("index", || TrackIndex::new(&fleet, &config.legs, &config.index))?;
    let events = Events {
        encounters: stages.run("encounters", || Ok(EncounterDetector::new(config.encounter)?.detect(&index)))?,
        gaps: stages.run("gaps", || Ok(GapDetector::new(config.gap)?.detect(&index)))?,
        loitering: stages.run("loitering", || Ok(LoiteringDetector::new(config.loitering)?.detect(&index)))?,
    };
    let cleaning = fleet.cleaning();
    let counts = FleetCounts {
        duplicates: cleaning.duplicates,
        vessels: fleet.vessels() as u64,
        tracks: fleet.len() as u64,
        fixes: fleet.fixes() as u64,
        set_aside: cleaning.set_aside.iter().map(|(reason, &count)| (reason.as_str(), count)).collect(),
    };
    Ok((events, counts))
}

fn write_events(output: &OutputDir, events: &Events, report: &ReadReport) -> Result<()> {
    output.write("encounters.csv", |file| write::encounters(&events.encounters, file))?;
    output.write("encounters.geojson", |file| write::encounters_geojson(&events.encounters, file))?;
    output.write("gaps.csv", |file| write::gaps(&events.gaps, file))?;
    output.write("loitering.csv", |file| write::loitering(&events.loitering, file))?;
    output.write("rejects.csv", |file| write::rejects(&report.rejects, file))
}

fn options(args: &DetectArgs, mask: &Mask) -> write::Options {
    let name = |path: &PathBuf| path.to_string_lossy().into_owned();
    write::Options {
        from: args.from.map(rfc3339),
        to: args.to.map(rfc3339),
        area: args.area.as_ref().map(name),
        anchorages: args.anchorages.iter().map(name).collect(),
        anchorage_radius_km: (!args.anchorages.is_empty()).then_some(args.anchorage_radius_km),
        anchorage_rows_skipped: mask.skipped().map(|skipped| skipped.rows).sum(),
    }
}

fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
