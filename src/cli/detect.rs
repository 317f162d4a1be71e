//! `lightering detect`.

use super::args::DetectArgs;
use super::failure::Failure;
use super::input::Input;
use super::output::{Asked, Output};
use super::progress::Display;
use super::stages::Stages;

/// Reads, detects and writes.
pub(crate) fn run(args: &DetectArgs) -> Result<(), Failure> {
    super::set_threads(args.run.threads)?;
    let input = Input::new(&args.input)?;
    let output = Output::begin(&args.output, args.run, args.replace.force)?;
    let input = input.without(output.target())?;
    let mut stages = Stages::new(Display::new(args.run.quiet));
    let (whole, windows) = input.whole(args.windows.window, args.run, &mut stages)?;
    let asked = Asked { inputs: &args.input.inputs, input: Some(&args.input) };
    output.write(whole, asked, windows, stages)
}
