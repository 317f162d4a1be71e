//! `lightering digest`.

use std::path::Path;

use indicatif::{HumanBytes, HumanCount};
use lightering::{Error, Result};

use super::args::DigestArgs;
use super::failure::Failure;
use super::input::Input;
use super::progress::Display;
use super::stages::Stages;
use super::whole::put;

/// Reads, digests and writes one file.
pub(crate) fn run(args: &DigestArgs) -> Result<(), Failure> {
    super::set_threads(args.run)?;
    check_target(&args.out, args.run.force)?;
    let input = Input::new(&args.input)?;
    let input = match args.out.canonicalize() {
        Ok(target) => input.without(&target)?,
        Err(_) => input,
    };
    let mut stages = Stages::new(Display::new(args.run.quiet));
    let (digest, _) = input.digest(&args.input, args.run, &mut stages)?;
    if !digest.account().vessel_ids.is_empty() {
        let reason = "the vessels have no MMSI and are numbered in the order of the input, so that digests of them could not be \
                      merged: use `lightering detect` on all files";
        return Err(Error::Input { path: args.out.clone(), reason: reason.into() }.into());
    }
    let bytes = stages.run("write", || put(&args.out, args.run.force, |file| digest.write(&args.out, file)))?;
    if args.run.quiet {
        return Ok(());
    }
    let rows = HumanCount(digest.account().rows_taken);
    super::print(&format!("{rows} rows in {} of {}\n", HumanBytes(bytes), args.out.display()))
}

/// Refuses to replace a file unasked, or what is no file.
fn check_target(target: &Path, force: bool) -> Result<()> {
    let exists = |reason: &str| Err(Error::OutputExists { path: target.to_owned(), reason: reason.into() });
    match target.symlink_metadata() {
        Ok(found) if found.is_dir() => exists("is a folder: name a file"),
        Ok(_) if !force => exists("is there already: name another file, or give --force to replace it"),
        _ => Ok(()),
    }
}
