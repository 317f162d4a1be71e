//! `lightering merge`.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::slice;

use lightering::config::Config;
use lightering::digest::{Digest, Series, WindowsReport};
use lightering::read::expand_inputs;
use lightering::{Error, Result};

use super::args::MergeArgs;
use super::failure::Failure;
use super::output::{Asked, Output, rfc3339};
use super::progress::Display;
use super::stages::Stages;

/// Reads digests, merges them in order of time, and writes their events.
pub(crate) fn run(args: &MergeArgs) -> Result<(), Failure> {
    super::set_threads(args.run.threads)?;
    let output = Output::begin(&args.output, args.run, args.replace.force)?;
    let mut stages = Stages::new(Display::new(args.run.quiet));
    let digests = stages.run("read", || read_all(args))?;
    let windows = WindowsReport { windows: digests.len() as u64, ..WindowsReport::default() };
    let whole = stages.run("merge", || merge(digests)?.close())?;
    output.write(whole, Asked { inputs: &args.digests, input: None }, windows, stages)
}

/// The digests, in order of time.
fn read_all(args: &MergeArgs) -> Result<Vec<Digest>> {
    let mut digests = Vec::new();
    for path in files(&args.digests)? {
        let file = File::open(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
        digests.push((Digest::read(&path, BufReader::new(file))?, path));
    }
    digests.sort_by_key(|(digest, _)| digest.span());
    for pair in digests.windows(2) {
        let [(earlier, earlier_path), (later, later_path)] = pair else { continue };
        let (earlier_path, later_path) = (earlier_path.display(), later_path.display());
        if earlier.config() != later.config() {
            return Err(Error::Digest(format!(
                "{earlier_path} and {later_path} were made with different parameters: make them with the same"
            )));
        }
        if let (Some((_, end)), Some((start, _))) = (earlier.span(), later.span())
            && start <= end
        {
            return Err(Error::Digest(format!(
                "{earlier_path} ends at {}, {later_path} begins at {}: they must follow each other without overlap; make one digest of \
                 the files that overlap, or cut them by time",
                rfc3339(end),
                rfc3339(start)
            )));
        }
    }
    Ok(digests.into_iter().map(|(digest, _)| digest).collect())
}

/// The files that are named; where there is no such file, those that match it as a pattern.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in named {
        if path.exists() { files.push(path.clone()) } else { files.extend(expand_inputs(slice::from_ref(path))?) }
    }
    Ok(files)
}

fn merge(digests: Vec<Digest>) -> Result<Digest> {
    let mut series = Series::new();
    digests.into_iter().try_for_each(|digest| series.push(digest))?;
    series.finish(&Config::default())
}
