//! `lightering simulate`.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use indicatif::HumanCount;
use lightering::simulate::{Plan, Simulation, Told};
use lightering::write::OutputDir;
use lightering::{Error, Result};

use super::args::SimulateArgs;
use super::failure::Failure;
use super::progress::Display;
use super::signals::Watch;

/// Plays a plan and writes what is heard of it, and the truth.
pub(crate) fn run(args: &SimulateArgs) -> Result<(), Failure> {
    super::set_threads(args.run.threads)?;
    let plan = plan(args)?;
    let started = Instant::now();
    let folder = Watch::start().begin(|| OutputDir::create(&args.out, args.replace.force))?;
    let simulation = Simulation::new(plan, args.seed)?;
    let spinner = Display::new(args.run.quiet).spinner("simulate");
    let told = simulation.write(&folder, |reports| spinner.set_message(format!("{} reports", HumanCount(reports))))?;
    spinner.finish_and_clear();
    folder.commit()?;
    if args.run.quiet { Ok(()) } else { super::print(&text(args, &simulation, &told, started.elapsed().as_secs_f64())) }
}

/// A bundled plan, or one from a file, with what the command line changes in it.
fn plan(args: &SimulateArgs) -> Result<Plan, Failure> {
    let path = Path::new(&args.scenario);
    let mut plan = match Plan::named(&args.scenario) {
        Some(plan) => plan,
        None if !path.exists() => {
            return Err(Failure::Usage(format!(
                "{}: is neither a file nor a bundled scenario; those are {}",
                args.scenario,
                Plan::NAMES.join(", ")
            )));
        }
        None => {
            let text = std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
            Plan::from_toml(path, &text)?
        }
    };
    plan.vessels = args.vessels.unwrap_or(plan.vessels);
    plan.hours = args.hours.unwrap_or(plan.hours);
    plan.air.interval_s = args.interval_s.unwrap_or(plan.air.interval_s);
    // The plan was good before the command line changed it.
    plan.validate().map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(plan)
}

fn text(args: &SimulateArgs, simulation: &Simulation, told: &Told, seconds: f64) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} reports of {} vessels in {:.0} hours",
        HumanCount(told.reports),
        HumanCount(simulation.scenario().actors.len() as u64),
        simulation.plan().hours
    );
    let _ = writeln!(
        text,
        "{} encounters heard, {} transfers, of which {} dark; {} silences, {} false identities or positions",
        told.encounters().count(),
        told.transfers().count(),
        told.dark_meetings().count(),
        told.gaps.len(),
        told.identities.len()
    );
    let _ = writeln!(text, "written to {} in {seconds:.1} s", args.out.display());
    text
}
