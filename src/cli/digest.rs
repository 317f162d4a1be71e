//! `lightering digest`.

use indicatif::{HumanBytes, HumanCount};
use lightering::{Error, Result};

use super::args::DigestArgs;
use super::failure::Failure;
use super::input::Input;
use super::progress::Display;
use super::stages::Stages;
use super::whole::{check_target, put};

/// Reads, digests and writes one file.
pub(crate) fn run(args: &DigestArgs) -> Result<(), Failure> {
    super::set_threads(args.run.threads)?;
    if args.out.as_os_str() == "-" {
        return Err(Failure::Usage("--out -: a digest is written to a file, not to standard output".into()));
    }
    check_target(&args.out, args.replace.force)?;
    let input = Input::new(&args.input)?;
    let input = match args.out.canonicalize() {
        Ok(target) => input.without(&target)?,
        Err(_) => input,
    };
    let mut stages = Stages::new(Display::new(args.run.quiet));
    let (digest, _) = input.digest(args.windows.window, args.run, &mut stages)?;
    if !digest.account().vessel_ids.is_empty() {
        let reason = "the vessels have no MMSI and are numbered in the order of the input, so that digests of them could not be \
                      merged: use `lightering detect` on all files";
        return Err(Error::Input { path: args.out.clone(), reason: reason.into() }.into());
    }
    let bytes = stages.run("write", || put(&args.out, args.replace.force, |file| digest.write(&args.out, file)))?;
    if args.run.quiet {
        return Ok(());
    }
    let rows = HumanCount(digest.account().rows_taken);
    super::print(&format!("{rows} rows in {} of {}\n", HumanBytes(bytes), args.out.display()))
}
