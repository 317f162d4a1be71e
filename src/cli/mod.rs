//! The command line: what the user asks for, and how it is answered.

mod activity;
mod args;
mod chain;
mod coasts;
mod compare;
mod config;
mod detect;
mod digest;
mod evaluate;
mod failure;
mod input;
mod inspect;
mod limits;
mod mask;
mod merge;
mod output;
mod progress;
mod report;
mod signals;
mod simulate;
mod stages;
mod time;
mod whole;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, ThreadArgs};
use failure::Failure;

/// Runs the command; the exit status is 0 for done, 1 for input that could not be used, 2 for wrong usage.
pub(crate) fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Detect(args) => detect::run(&args),
        Command::Digest(args) => digest::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Activity(args) => activity::run(&args),
        Command::Chain(args) => chain::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Config => config::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure::say(&failure);
            failure.exit_code()
        }
    }
}

/// Sets how many threads work.
fn set_threads(args: ThreadArgs) -> Result<(), Failure> {
    let Some(threads) = args.threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.into())
        .build_global()
        .map_err(|error| Failure::Usage(format!("--threads {threads}: {error}")))
}

/// Writes to standard output; that nobody listens any more, as behind `head`, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Stdout(error)),
        _ => Ok(()),
    }
}
