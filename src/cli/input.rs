//! From input files to a digest.

use std::path::PathBuf;

use chrono::TimeDelta;
use lightering::config::Config;
use lightering::digest::{self, Digest, Whole, WindowsReport};
use lightering::read::{self, ColumnMap, Format, Progress, ReadOptions, ReadReport, Reason, Source};
use lightering::track::FleetBuilder;
use lightering::{Error, Result};

use super::args::{InputArgs, RunArgs};
use super::failure::{Failure, say};
use super::mask::read_text;
use super::output::rfc3339;
use super::progress::{self, Display};
use super::report;
use super::stages::Stages;

/// How standard input is named in messages and rejects.csv.
const STANDARD_INPUT: &str = "standard input";

/// What is to be read.
pub(crate) struct Input {
    files: Vec<PathBuf>,
    from_standard_input: bool,
    options: ReadOptions,
    config: Config,
}

impl Input {
    /// Looks at all that can be wrong with the command line and its small files, before the long work.
    pub(crate) fn new(args: &InputArgs) -> Result<Self, Failure> {
        let from_standard_input = args.inputs.iter().any(|input| input.as_os_str() == "-");
        if args.inputs.len() > 1 && from_standard_input {
            return Err(Failure::Usage(
                "standard input (-) cannot be read together with files: give one of them".into(),
            ));
        }
        if let (Some(from), Some(to)) = (args.from, args.to)
            && from >= to
        {
            let (from, to) = (rfc3339(from), rfc3339(to));
            return Err(Failure::Usage(format!("--from {from} is not before --to {to}: no row can lie between them")));
        }
        let config = match &args.config {
            Some(path) => Config::from_toml(path, &read_text(path)?)?,
            None => Config::default(),
        };
        let format = match &args.columns {
            Some(path) => Some(Format::Mapped(ColumnMap::from_toml(path, &read_text(path)?)?.into())),
            None => args.format.0.clone(),
        };
        let files = if from_standard_input { Vec::new() } else { read::expand_inputs(&args.inputs)? };
        let limits = read::Limits::from(args.limits);
        limits.validate().map_err(|error| Failure::Usage(error.to_string()))?;
        let options = ReadOptions {
            format,
            from: args.from,
            to: args.to,
            assume_start: args.assume_start,
            limits,
            ..ReadOptions::default()
        };
        Ok(Self { files, from_standard_input, options, config })
    }

    /// Leaves out files that this program writes, as where the output is a subfolder of the input.
    pub(crate) fn without(mut self, target: &std::path::Path) -> Result<Self> {
        self.files.retain(|file| !file.canonicalize().is_ok_and(|file| file.starts_with(target)));
        if self.files.is_empty() && !self.from_standard_input {
            let reason = "is the output folder or file, there is no other input: name AIS files".to_owned();
            return Err(Error::Input { path: target.to_owned(), reason });
        }
        Ok(self)
    }

    /// Reads and digests, window by window.
    pub(crate) fn digest(
        &self,
        window: TimeDelta,
        run: RunArgs,
        stages: &mut Stages,
    ) -> Result<(Digest, WindowsReport)> {
        let (options, config, window) = (&self.options, &self.config, window);
        let (digest, report) =
            self.digested(run, stages, |progress| Digest::of_source(self.source(), options, config, window, progress))?;
        check(digest.account())?;
        Ok((digest, report))
    }

    /// The same for input that is all there is.
    pub(crate) fn whole(&self, window: TimeDelta, run: RunArgs, stages: &mut Stages) -> Result<(Whole, WindowsReport)> {
        let (options, config, window) = (&self.options, &self.config, window);
        let (whole, report) =
            self.digested(run, stages, |progress| Whole::of_source(self.source(), options, config, window, progress))?;
        check(whole.account())?;
        Ok((whole, report))
    }

    /// What is read.
    fn source(&self) -> Source<'_> {
        match self.from_standard_input {
            true => Source::stream(STANDARD_INPUT, std::io::stdin()),
            false => Source::Files(&self.files),
        }
    }

    /// Reads and digests, and counts either as a stage.
    fn digested<D>(
        &self,
        run: RunArgs,
        stages: &mut Stages,
        read: impl FnOnce(&(dyn Fn(Progress) + Sync)) -> Result<(D, WindowsReport)>,
    ) -> Result<(D, WindowsReport)> {
        let read = self.reading(run, stages, read)?;
        stages.split_last("digest", read.1.digesting);
        Ok(read)
    }

    /// The parameters.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Reads everything, for work that asks for all of it at once.
    pub(crate) fn reports(&self, run: RunArgs, stages: &mut Stages) -> Result<FleetBuilder> {
        let (reports, report) =
            self.reading(run, stages, |progress| read::read(self.source(), &self.options, progress))?;
        check(&report)?;
        Ok(reports)
    }

    /// The files.
    pub(crate) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Whether the user named the layout.
    pub(crate) fn asked_for(&self) -> bool {
        self.options.format.is_some()
    }

    /// Reads, and works off window by window into a value that `new` makes; input of which no row can be used is not refused.
    pub(crate) fn survey<T: Send>(
        &self,
        window: TimeDelta,
        run: RunArgs,
        stages: &mut Stages,
        new: impl Fn() -> Result<T>,
        take: impl Fn(&mut T, FleetBuilder) -> Result<()> + Sync,
    ) -> Result<(T, ReadReport)> {
        let folded = self.reading(run, stages, |progress| {
            digest::fold_windows(self.source(), &self.options, window, progress, new, take)
        })?;
        Ok((folded.value, folded.account))
    }

    /// The same; input of which no row can be used is refused.
    pub(crate) fn fold<T: Send>(
        &self,
        window: TimeDelta,
        run: RunArgs,
        stages: &mut Stages,
        new: impl Fn() -> Result<T>,
        take: impl Fn(&mut T, FleetBuilder) -> Result<()> + Sync,
    ) -> Result<T> {
        let (value, account) = self.survey(window, run, stages, new, take)?;
        check(&account)?;
        Ok(value)
    }

    /// Reads as a stage, with a bar that shows how far it is.
    fn reading<T>(
        &self,
        run: RunArgs,
        stages: &mut Stages,
        read: impl FnOnce(&(dyn Fn(Progress) + Sync)) -> Result<T>,
    ) -> Result<T> {
        let bar = Display::new(run.quiet).reading(&self.files);
        stages.run_with("read", bar, |bar| read(&|progress| progress::advance(bar, progress)))
    }
}

/// Says which files were passed over, and refuses input of which no row could be used, other than for lying outside the period.
fn check(account: &ReadReport) -> Result<()> {
    if let Some((file, reason)) = account.passed_over().next() {
        let (passed_over, files) = (account.passed_over().count(), account.files.len());
        say(&format!("{passed_over} of {files} files passed over; the first is {}: {reason}", file.display()));
    }
    let outside = account.rejected.get(&Reason::OutsidePeriod).copied().unwrap_or_default();
    if account.rows_taken > 0 || account.rows_read == outside {
        return Ok(());
    }
    // Of several reasons the commonest, as the example that helps most.
    let commonest = account.rejected.iter().max_by_key(|(_, rows)| **rows);
    let example =
        commonest.and_then(|(reason, rows)| Some((rows, account.rejects.iter().find(|of| of.reason == *reason)?)));
    let (path, example) = example.map_or_else(Default::default, |(rows, reject)| {
        let reason = report::with_remedy(reject.reason);
        (
            reject.file.clone(),
            format!("{rows} are rejected as {reason}, the first is row {}: {}", reject.row, reject.text),
        )
    });
    let reason = format!("not one of {} rows can be used; {example}", account.rows_read);
    Err(Error::Input { path, reason })
}
