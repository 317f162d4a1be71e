//! `lightering inspect`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use indicatif::HumanCount;
use lightering::ais::{Mmsi, StaticData};
use lightering::config::Config;
use lightering::read::{self, ReadReport};
use lightering::track::FleetBuilder;
use lightering::{Result, Track};

use super::args::{InspectArgs, RunArgs};
use super::failure::{Failure, steers};
use super::input::Input;
use super::output::rfc3339;
use super::progress::Display;
use super::report::with_remedy;
use super::stages::Stages;

/// So many lines are shown.
const LINES: usize = 3;
/// And so many characters of each.
const CHARACTERS: usize = 160;
/// So many files are named.
const FILES: usize = 20;

/// Reads, counts and tells.
pub(crate) fn run(args: &InspectArgs) -> Result<(), Failure> {
    super::set_threads(args.threads)?;
    let run = RunArgs { threads: args.threads, quiet: false };
    let input = Input::new(&args.input)?;
    let mut stages = Stages::new(Display::new(run.quiet));
    let config = *input.config();
    let new = || Ok(Survey::default());
    let take = |survey: &mut Survey, reports: FleetBuilder| survey.add(reports, &config);
    let (survey, report) = input.survey(TimeDelta::days(1), run, &mut stages, new, take)?;
    let mut text = files(&report, input.asked_for());
    text.push_str(&survey.text(&report));
    for file in input.files().iter().take(1).filter(|file| file.is_file()) {
        for line in read::first_lines(file, LINES).unwrap_or_default() {
            let _ = writeln!(text, "  | {}", shown(&line));
        }
    }
    super::print(&text)
}

/// What there is, over all windows.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    vessels: BTreeSet<Mmsi>,
    span: Option<(DateTime<Utc>, DateTime<Utc>)>,
    latitudes: Option<(f64, f64)>,
    /// In which degrees of longitude anybody was, from -180.
    longitudes: Vec<bool>,
    fixes: u64,
    set_aside: u64,
    duplicates: u64,
    without: [u64; 4],
    told: [BTreeSet<Mmsi>; 5],
}

const WITHOUT: [&str; 4] = ["speed", "course", "heading", "status"];
const TOLD: [&str; 5] = ["name", "IMO number", "ship type", "dimensions", "draught"];

impl Survey {
    fn add(&mut self, reports: FleetBuilder, config: &Config) -> Result<()> {
        let fleet = reports.build(&config.cleaning)?;
        self.duplicates += fleet.cleaning().duplicates;
        self.set_aside += fleet.cleaning().set_aside.values().sum::<u64>();
        self.longitudes.resize(360, false);
        fleet.tracks().for_each(|track| self.add_track(track));
        Ok(())
    }

    fn add_track(&mut self, track: Track<'_>) {
        self.vessels.insert(track.mmsi());
        for (_, data) in track.statics().changes() {
            let has = |data: &StaticData| {
                [
                    data.name.is_some(),
                    data.imo.is_some(),
                    data.ship_type.is_some(),
                    data.dimensions.is_some(),
                    data.draught.is_some(),
                ]
            };
            for (told, has) in self.told.iter_mut().zip(has(data)) {
                if has {
                    told.insert(track.mmsi());
                }
            }
        }
        for fix in track.fixes() {
            self.fixes += 1;
            let (from, to) = self.span.unwrap_or((fix.time, fix.time));
            self.span = Some((from.min(fix.time), to.max(fix.time)));
            let latitude = fix.position.latitude_deg();
            let (south, north) = self.latitudes.unwrap_or((latitude, latitude));
            self.latitudes = Some((south.min(latitude), north.max(latitude)));
            let degree = (fix.position.longitude_deg() + 180.0).floor().rem_euclid(360.0) as usize;
            self.longitudes[degree] = true;
            let missing = [
                fix.speed_over_ground.is_none(),
                fix.course_over_ground.is_none(),
                fix.true_heading.is_none(),
                fix.nav_status.is_none(),
            ];
            for (count, missing) in self.without.iter_mut().zip(missing) {
                *count += u64::from(missing);
            }
        }
    }

    /// The western and the eastern edge, in whole degrees, of the narrowest strip that holds everybody.
    fn strip(&self) -> Option<(i32, i32)> {
        let here: Vec<usize> = (0..self.longitudes.len()).filter(|degree| self.longitudes[*degree]).collect();
        let first = *here.first()?;
        let next = here.iter().skip(1).copied().chain([first + 360]);
        // What is left out is the widest gap.
        let (before, after) = here.iter().copied().zip(next).max_by_key(|(here, next)| next - here)?;
        let degrees = |degree: usize| (degree % 360) as i32 - 180;
        Some((degrees(after), degrees(before) + 1))
    }

    fn text(&self, report: &ReadReport) -> String {
        let mut text = String::new();
        let rejected: u64 = report.rejected.values().sum();
        let share = |count: u64, of: u64| if of == 0 { 0.0 } else { 100.0 * count as f64 / of as f64 };
        let _ = writeln!(
            text,
            "rows      {} read, {} usable, of which {} are exact copies, {} rejected",
            HumanCount(report.rows_read),
            HumanCount(report.rows_taken),
            HumanCount(self.duplicates),
            HumanCount(rejected)
        );
        for (reason, count) in &report.rejected {
            let example = report.rejects.iter().find(|reject| reject.reason == *reason);
            let example =
                example.map(|reject| format!("row {}: {}", reject.row, shown(&reject.text))).unwrap_or_default();
            let _ = writeln!(
                text,
                "          {}: {} ({:.2} %), such as {example}",
                with_remedy(*reason),
                HumanCount(*count),
                share(*count, report.rows_read)
            );
        }
        let _ = writeln!(
            text,
            "vessels   {}, {} fixes, {} reports set aside as impossible or of equal time",
            HumanCount(self.vessels.len() as u64),
            HumanCount(self.fixes),
            HumanCount(self.set_aside)
        );
        if let Some((from, to)) = self.span {
            let _ = writeln!(
                text,
                "time      {} to {}, {:.1} h",
                rfc3339(from),
                rfc3339(to),
                (to - from).as_seconds_f64() / 3600.0
            );
        }
        if let (Some((south, north)), Some((west, east))) = (self.latitudes, self.strip()) {
            let _ = writeln!(text, "box       latitude {south:.4} to {north:.4}, longitude {west} to {east}");
        }
        let without =
            WITHOUT.iter().zip(self.without).map(|(name, count)| format!("{name} {:.1} %", share(count, self.fixes)));
        let _ = writeln!(text, "missing   {}", without.collect::<Vec<_>>().join(", "));
        let vessels = self.vessels.len() as u64;
        let told = TOLD
            .iter()
            .zip(&self.told)
            .map(|(name, told)| format!("{name} {:.1} %", share(told.len() as u64, vessels)));
        let _ = writeln!(text, "known     of vessels: {}", told.collect::<Vec<_>>().join(", "));
        text
    }
}

/// Which layout each file has, and why.
fn files(report: &ReadReport, asked_for: bool) -> String {
    let mut text = String::new();
    for file in report.files.iter().take(FILES) {
        let name = shown(&file.file.display().to_string());
        let layout = match &file.format {
            Some(format) => {
                let why = if asked_for { "as asked for" } else { format.because() };
                format!("{format}, {why}")
            }
            None => file.passed_over.as_deref().map_or_else(|| "empty".to_owned(), |why| format!("passed over: {why}")),
        };
        let _ = writeln!(text, "{name}: {layout}; {} rows", HumanCount(file.rows_read));
    }
    if report.files.len() > FILES {
        let _ = writeln!(text, "and {} files more", report.files.len() - FILES);
    }
    text
}

/// Text from a file, as it can stand on a terminal.
fn shown(text: &str) -> String {
    let plain = |character: char| if steers(character) { '\u{fffd}' } else { character };
    let shown: String = text.chars().map(plain).take(CHARACTERS).collect();
    if text.chars().nth(CHARACTERS).is_some() { format!("{shown}…") } else { shown }
}
