//! `lightering activity`.

use std::fmt::Write as _;

use lightering::activity::{Activity, Count, Group, Period};
use lightering::area::Area;
use lightering::config::Config;
use lightering::track::FleetBuilder;
use lightering::watchlist::{self, Watchlist};
use lightering::write::{self, OutputDir};
use lightering::{Error, Result};

use super::args::ActivityArgs;
use super::failure::Failure;
use super::input::Input;
use super::mask::read_text;
use super::progress::Display;
use super::signals::Watch;
use super::stages::Stages;

/// Reads, counts and writes.
pub(crate) fn run(args: &ActivityArgs) -> Result<(), Failure> {
    super::set_threads(args.run.threads)?;
    let input = Input::new(&args.input)?;
    let area = Area::from_geojson(&args.area, &read_text(&args.area)?)?;
    let list = args.watchlist.as_deref().map(Watchlist::from_file).transpose()?;
    let groups = groups(args, list.is_some())?;
    let folder = Watch::start().begin(|| OutputDir::create(&args.out, args.replace.force))?;
    let input = input.without(folder.target())?;
    let mut stages = Stages::new(Display::new(args.run.quiet));
    let config = *input.config();
    let new = || Ok(Activity::new(Some(&area), list.as_ref(), args.period));
    let take = |activity: &mut Activity<'_>, reports: FleetBuilder| add(activity, reports, &config);
    let activity = input.fold(args.windows.window, args.run, &mut stages, new, take)?;
    let counts = activity.counts(&groups, args.baseline.unwrap_or(args.period.baseline()));
    let words = words(&counts, args.period);
    let svg = lightering::plot::activity(&counts)
        .map_err(|error| Error::Output { path: args.out.join("activity.svg"), reason: error.to_string() })?;
    stages.run("write", || {
        folder.write("activity.csv", |file| write::activity(&counts, file))?;
        folder.write("activity.json", |file| write::activity_json(&counts, &words, file))?;
        folder.write("activity.svg", |file| std::io::Write::write_all(file, svg.as_bytes()))
    })?;
    folder.commit()?;
    if args.run.quiet {
        return Ok(());
    }
    let mut text = words.join("\n");
    if let Some(list) = &list
        && let Some((row, reason)) = &list.skipped().first
    {
        let _ = write!(text, "\n  watchlist: {} rows skipped, the first is row {row}: {reason}", list.skipped().rows);
    }
    super::print(&format!("{text}\nwritten to {} in {:.1} s\n", args.out.display(), stages.seconds()))
}

fn add(activity: &mut Activity<'_>, reports: FleetBuilder, config: &Config) -> Result<()> {
    activity.add(&reports.build(&config.cleaning)?);
    Ok(())
}

/// The groups that were asked for, and all vessels.
fn groups(args: &ActivityArgs, with_list: bool) -> Result<Vec<Group>, Failure> {
    let mut groups = Vec::new();
    if with_list {
        groups.push(Group::Watchlist);
    }
    for flag in &args.flag {
        let mids = watchlist::flag(flag);
        if mids.is_empty() {
            return Err(Failure::Usage(format!(
                "--flag {flag}: is no flag: give three digits as in an MMSI (445), an ISO code (PRK or KP) or a country"
            )));
        }
        groups.push(Group::Flag(flag.trim().to_owned(), mids));
    }
    groups.push(Group::All);
    Ok(groups)
}

/// What the last whole period says of each group, in words.
fn words(counts: &[Count], period: Period) -> Vec<String> {
    let mut words = Vec::new();
    let whole = |count: &&Count| count.ship_type.is_none() && count.observed_fraction > 0.99;
    let mut groups: Vec<&str> = counts.iter().map(|count| count.group.as_str()).collect();
    groups.dedup();
    for group in groups {
        let of_group = || counts.iter().filter(|count| count.group == group);
        let Some(last) = of_group().rfind(whole).or_else(|| of_group().rfind(|count| count.ship_type.is_none())) else {
            continue;
        };
        let mut text = format!(
            "{group}: {} {} in the {} of {}",
            last.vessels,
            if last.vessels == 1 { "vessel" } else { "vessels" },
            period.as_str(),
            last.start.format("%Y-%m-%d")
        );
        for (ratio, what) in [(last.trailing, "a mean of %b before"), (last.year, "%b a year before")] {
            let Some(ratio) = ratio else { continue };
            let _ = write!(text, ", against {}", what.replace("%b", &format!("{:.1}", ratio.baseline)));
            if let Some(times) = ratio.ratio {
                let high = ratio.high.map_or("any".to_owned(), |high| format!("{high:.2}"));
                let _ = write!(text, " ({times:.2} times; 95 % interval {:.2} to {high})", ratio.low);
            }
        }
        words.push(text + ".");
    }
    words
}
