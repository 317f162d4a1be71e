//! From files to a digest, window by window.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::{Digest, Series, Whole};
use crate::config::Config;
use crate::read::{self, Progress, ReadOptions, ReadReport};
use crate::track::{FleetBuilder, Windows};
use crate::{Error, Result};

/// How reports were worked off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WindowsReport {
    /// Windows that held reports.
    pub windows: u64,
    /// Time spent on digests, and not on reading.
    pub digesting: Duration,
    /// Reports were in no order, and went by way of a temporary file.
    pub by_way_of_disk: bool,
}

/// The digest of files, worked off window by window as they are read.
///
/// Files are read in the order given. Reports may be out of order by an hour; beyond that, and beyond a quarter of a million
/// reports, the files are read again, and their reports go by way of a temporary file (32 bytes each), in the folder that
/// `TMPDIR` names or that of the system. Memory depends on the reports of a window and not on their number in all; what windows
/// leave behind waits as a [`Series`] does.
///
/// # Errors
///
/// As [`read_files`](crate::read::read_files); [`Error::Parameter`] for a window that is not above zero, or a parameter out of
/// range; [`Error::Digest`] for reports in no order where the feature `spill` is not on.
pub fn digest_files(
    files: &[PathBuf],
    options: &ReadOptions,
    config: &Config,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Digest, WindowsReport)> {
    let new = || State::new(config, false);
    let (state, report, by_way_of_disk) = fold(files, options, window, progress, new, State::take)?;
    state.finish(report, by_way_of_disk)
}

/// The same of all files there are, with nothing before them and nothing after: for those who will not merge it. Where all
/// lies in one window, it costs less, and nothing is kept for neighbours.
///
/// # Errors
///
/// As [`digest_files`].
pub fn whole_of_files(
    files: &[PathBuf],
    options: &ReadOptions,
    config: &Config,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Whole, WindowsReport)> {
    let new = || State::new(config, true);
    let (state, report, by_way_of_disk) = fold(files, options, window, progress, new, State::take)?;
    state.finish_whole(report, by_way_of_disk)
}

/// The digest of one stream, such as standard input, worked off window by window; `name` stands for it in messages.
///
/// # Errors
///
/// As [`read_stream`](crate::read::read_stream) and [`digest_files`]; and [`Error::Input`] for reports that are out of order by
/// more than an hour and a quarter of a million reports, since a stream cannot be read again.
pub fn digest_stream(
    name: &str,
    stream: impl Read + Send,
    options: &ReadOptions,
    config: &Config,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Digest, WindowsReport)> {
    let new = || State::new(config, false);
    let (state, report) = fold_one((name, stream), options, window, progress, new, State::take)?;
    state.finish(report, false)
}

/// The same of a stream that is all there is, as [`whole_of_files`].
///
/// # Errors
///
/// As [`digest_stream`].
pub fn whole_of_stream(
    name: &str,
    stream: impl Read + Send,
    options: &ReadOptions,
    config: &Config,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Whole, WindowsReport)> {
    let new = || State::new(config, true);
    let (state, report) = fold_one((name, stream), options, window, progress, new, State::take)?;
    state.finish_whole(report, false)
}

/// Works off files window by window: `take` adds the reports of each to a value that `new` makes. Gives the value, the account of
/// the reading, and whether reports went by way of a temporary file. Reading and memory are as in [`digest_files`].
///
/// # Errors
///
/// As [`digest_files`], and those of `new` and `take`.
pub fn fold_files<T: Send>(
    files: &[PathBuf],
    options: &ReadOptions,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
    new: impl Fn() -> Result<T>,
    take: impl Fn(&mut T, FleetBuilder) -> Result<()> + Sync,
) -> Result<(T, ReadReport, bool)> {
    fold(files, options, window, progress, new, |value, reports, _| take(value, reports))
}

/// The same; `take` is told whether the reports of a window are all there are.
fn fold<T: Send>(
    files: &[PathBuf],
    options: &ReadOptions,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
    new: impl Fn() -> Result<T>,
    take: impl Fn(&mut T, FleetBuilder, bool) -> Result<()> + Sync,
) -> Result<(T, ReadReport, bool)> {
    let window_ms = milliseconds(window)?;
    let state = Mutex::new(new()?);
    let mut windows = Windows::in_order(window_ms, |reports, is_all| take(&mut lock(&state), reports, is_all));
    let report = read::read_files_into(files, options, progress, &mut windows)?;
    let late = windows.finish()?;
    drop(windows);
    if late == 0 {
        return Ok((unlocked(state), report, false));
    }
    let state = Mutex::new(new()?);
    let mut windows = Windows::by_way_of_disk(window_ms, |reports, is_all| take(&mut lock(&state), reports, is_all))?;
    let report = read::read_files_into(files, options, progress, &mut windows)?;
    windows.finish()?;
    drop(windows);
    Ok((unlocked(state), report, true))
}

/// The same for one stream with its name, as [`digest_stream`].
///
/// # Errors
///
/// As [`digest_stream`], and those of `new` and `take`.
pub fn fold_stream<T: Send>(
    stream: (&str, impl Read + Send),
    options: &ReadOptions,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
    new: impl Fn() -> Result<T>,
    take: impl Fn(&mut T, FleetBuilder) -> Result<()> + Sync,
) -> Result<(T, ReadReport)> {
    fold_one(stream, options, window, progress, new, |value, reports, _| take(value, reports))
}

/// The same; `take` is told whether the reports of a window are all there are.
fn fold_one<T: Send>(
    (name, stream): (&str, impl Read + Send),
    options: &ReadOptions,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
    new: impl Fn() -> Result<T>,
    take: impl Fn(&mut T, FleetBuilder, bool) -> Result<()> + Sync,
) -> Result<(T, ReadReport)> {
    let window_ms = milliseconds(window)?;
    let state = Mutex::new(new()?);
    let mut windows = Windows::in_order(window_ms, |reports, is_all| take(&mut lock(&state), reports, is_all));
    let report = read::read_stream_into(name, stream, options, progress, &mut windows)?;
    let out_of_order = windows.finish()?;
    drop(windows);
    if out_of_order > 0 {
        let reason = format!(
            "{out_of_order} reports come more than an hour too late: sort the input by time, use longer windows (--window), or \
             give a file, which can be read twice"
        );
        return Err(Error::Input { path: name.into(), reason });
    }
    Ok((unlocked(state), report))
}

fn lock<T>(state: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn unlocked<T>(state: Mutex<T>) -> T {
    state.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The length of a window.
fn milliseconds(window: TimeDelta) -> Result<i64> {
    let window_ms = window.num_milliseconds();
    if window_ms > 0 {
        return Ok(window_ms);
    }
    Err(Error::Parameter { name: "window", value: window.to_string(), reason: "must be longer than zero" })
}

/// The digests of all windows so far.
struct State {
    digests: Series,
    /// Whether nothing comes before the reports and nothing after; and the digest of the only window, if there is but one.
    is_whole: bool,
    whole: Option<Whole>,
    config: Config,
    report: WindowsReport,
}

impl State {
    fn new(config: &Config, is_whole: bool) -> Result<Self> {
        config.validate()?;
        let (digests, report) = (Series::new(), WindowsReport::default());
        Ok(Self { digests, is_whole, whole: None, config: *config, report })
    }

    /// Takes the reports of the next window, which may be all there are.
    fn take(&mut self, reports: FleetBuilder, is_all: bool) -> Result<()> {
        self.report.windows += 1;
        self.timed(|state| {
            if is_all && state.is_whole {
                state.whole = Some(Whole::new(reports, &state.config)?);
                return Ok(());
            }
            state.digests.push(Digest::new(reports, &state.config)?)
        })
    }

    fn finish(mut self, report: ReadReport, by_way_of_disk: bool) -> Result<(Digest, WindowsReport)> {
        let digest = self.timed(|state| std::mem::take(&mut state.digests).finish(&state.config))?;
        Ok((digest.with_account(report), WindowsReport { by_way_of_disk, ..self.report }))
    }

    fn finish_whole(mut self, report: ReadReport, by_way_of_disk: bool) -> Result<(Whole, WindowsReport)> {
        let whole = self.timed(|state| match state.whole.take() {
            Some(whole) => Ok(whole),
            None => std::mem::take(&mut state.digests).finish(&state.config)?.close(),
        })?;
        Ok((whole.with_account(report), WindowsReport { by_way_of_disk, ..self.report }))
    }

    /// Counts the time that something takes.
    fn timed<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let started = Instant::now();
        let result = work(self);
        self.report.digesting += started.elapsed();
        result
    }
}
