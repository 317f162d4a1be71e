//! `lightering merge`.

use std::fs::File;
use std::io::BufReader;

use lightering::config::Config;
use lightering::digest::{Digest, Series, WindowsReport};
use lightering::{Error, Result};

use super::args::MergeArgs;
use super::failure::Failure;
use super::output::Output;
use super::progress::Display;
use super::stages::Stages;

/// Reads digests, merges them in order of time, and writes their events.
pub(crate) fn run(args: &MergeArgs) -> Result<(), Failure> {
    super::set_threads(args.run)?;
    let output = Output::begin(&args.output, args.run)?;
    let mut stages = Stages::new(Display::new(args.run.quiet));
    let digests = stages.run("read", || read_all(args))?;
    let windows = WindowsReport { windows: digests.len() as u64, ..WindowsReport::default() };
    let whole = stages.run("merge", || merge(digests)?.close())?;
    output.write(whole, (None, None), windows, stages)
}

/// The digests, in order of time.
fn read_all(args: &MergeArgs) -> Result<Vec<Digest>> {
    let mut digests = Vec::new();
    for path in &args.digests {
        let file = File::open(path).map_err(|source| Error::Io { path: path.clone(), source })?;
        digests.push(Digest::read(path, BufReader::new(file))?);
    }
    digests.sort_by_key(Digest::span);
    Ok(digests)
}

fn merge(digests: Vec<Digest>) -> Result<Digest> {
    let mut series = Series::new();
    digests.into_iter().try_for_each(|digest| series.push(digest))?;
    series.finish(&Config::default())
}
