//! `lightering digest`.

use std::io::BufWriter;
use std::path::Path;

use indicatif::{HumanBytes, HumanCount};
use lightering::digest::Digest;
use lightering::{Error, Result};

use super::args::DigestArgs;
use super::failure::Failure;
use super::input::Input;
use super::progress::Display;
use super::stages::Stages;

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
    let bytes = stages.run("write", || write(&digest, &args.out, args.run.force))?;
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

/// Writes the file beside its place and moves it there when it is complete; how long it is.
fn write(digest: &Digest, target: &Path, force: bool) -> Result<u64> {
    let failed = |error: std::io::Error| Error::Output { path: target.to_owned(), reason: error.to_string() };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".partial-").tempfile_in(folder).map_err(failed)?;
    digest.write(target, BufWriter::new(file.as_file()))?;
    file.as_file().sync_all().map_err(failed)?;
    let bytes = file.as_file().metadata().map_err(failed)?.len();
    let done = if force { file.persist(target) } else { file.persist_noclobber(target) };
    done.map_err(|error| failed(error.error))?;
    Ok(bytes)
}
