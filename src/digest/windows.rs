//! From files to a digest, window by window.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::{Digest, Series, Whole};
use crate::config::Config;
use crate::read::{self, Progress, ReadOptions, ReadReport, Source};
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

impl Digest {
    /// The digest of files or a stream, worked off window by window as they are read.
    ///
    /// Files are read in the order given. Reports may be out of order by an hour; beyond that, and beyond a quarter of a million
    /// reports, files are read again, and their reports go by way of a temporary file (32 bytes each), in the folder that
    /// `TMPDIR` names or that of the system. Memory depends on the reports of a window and not on their number in all; what windows
    /// leave behind waits as a [`Series`] does.
    ///
    /// # Errors
    ///
    /// As [`read_files`](crate::read::read_files); [`Error::Parameter`] for a window that is not above zero, or a parameter out of
    /// range; [`Error::Digest`] for files in no order where the feature `spill` is not on; [`Error::Input`] for a stream or a pipe in no order,
    /// since it cannot be read again.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use lightering::config::Config;
    /// use lightering::digest::Digest;
    /// use lightering::read::{ReadOptions, Source};
    ///
    /// let csv = "MMSI,BaseDateTime,LAT,LON,SOG\n\
    ///            311000112,2018-06-02T19:00:00,33.01,-117.79,0.4\n";
    /// let source = Source::stream("memory", csv.as_bytes());
    /// let (options, config, window) = (ReadOptions::default(), Config::default(), TimeDelta::days(1));
    /// let (digest, how) = Digest::of_source(source, &options, &config, window, &|_| {})?;
    /// assert_eq!((digest.account().rows_read, how.windows), (1, 1));
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn of_source(
        source: Source<'_>,
        options: &ReadOptions,
        config: &Config,
        window: TimeDelta,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Self, WindowsReport)> {
        fold(source, options, window, progress, || State::new(config, false), State::take)?.finish()
    }
}

impl Whole {
    /// The same of all data there are, with nothing before them and nothing after: for those who will not merge it. Where all
    /// lies in one window, it costs less, and nothing is kept for neighbours.
    ///
    /// # Errors
    ///
    /// As [`Digest::of_source`].
    pub fn of_source(
        source: Source<'_>,
        options: &ReadOptions,
        config: &Config,
        window: TimeDelta,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Self, WindowsReport)> {
        fold(source, options, window, progress, || State::new(config, true), State::take)?.finish_whole()
    }
}

/// What became of all windows.
#[derive(Debug, Clone)]
pub struct Folded<T> {
    /// What was made of their reports.
    pub value: T,
    /// The account of the reading.
    pub account: ReadReport,
    /// Reports were in no order, and went by way of a temporary file.
    pub by_way_of_disk: bool,
}

/// Works off files or a stream window by window: `take` adds the reports of each to a value that `new` makes. Reading and memory are as in
/// [`Digest::of_source`].
///
/// # Errors
///
/// As [`Digest::of_source`], and those of `new` and `take`.
pub fn fold_windows<T: Send>(
    source: Source<'_>,
    options: &ReadOptions,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
    new: impl Fn() -> Result<T>,
    take: impl Fn(&mut T, FleetBuilder) -> Result<()> + Sync,
) -> Result<Folded<T>> {
    fold(source, options, window, progress, new, |value, reports, _| take(value, reports))
}

/// The same; `take` is told whether the reports of a window are all there are.
fn fold<T: Send>(
    source: Source<'_>,
    options: &ReadOptions,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
    new: impl Fn() -> Result<T>,
    take: impl Fn(&mut T, FleetBuilder, bool) -> Result<()> + Sync,
) -> Result<Folded<T>> {
    let window_ms = milliseconds(window)?;
    // Streams and pipes cannot be read again.
    let again = match &source {
        Source::Files(files) => files.iter().find(|file| !file.is_file()).map_or(Ok(*files), |pipe| Err(pipe.clone())),
        Source::Stream(name, _) => Err(PathBuf::from(name)),
    };
    let value = Mutex::new(new()?);
    let mut windows = Windows::in_order(window_ms, |reports, is_all| take(&mut lock(&value), reports, is_all));
    let account = read::read_into(source, options, progress, &mut windows)?;
    let late = windows.finish()?;
    drop(windows);
    if late == 0 {
        return Ok(Folded { value: unlocked(value), account, by_way_of_disk: false });
    }
    let files = again.map_err(|path| {
        let reason = format!(
            "{late} reports come more than an hour too late: sort the input by time, use longer windows (--window), or \
             give a file, which can be read twice"
        );
        Error::Input { path, reason }
    })?;
    let value = Mutex::new(new()?);
    let mut windows = Windows::by_way_of_disk(window_ms, |reports, is_all| take(&mut lock(&value), reports, is_all))?;
    let account = read::read_into(Source::Files(files), options, progress, &mut windows)?;
    windows.finish()?;
    drop(windows);
    Ok(Folded { value: unlocked(value), account, by_way_of_disk: true })
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

    /// Counts the time that something takes.
    fn timed<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let started = Instant::now();
        let result = work(self);
        self.report.digesting += started.elapsed();
        result
    }
}

impl Folded<State> {
    fn finish(self) -> Result<(Digest, WindowsReport)> {
        let Self { mut value, account, by_way_of_disk } = self;
        let digest = value.timed(|state| std::mem::take(&mut state.digests).finish(&state.config))?;
        Ok((digest.with_account(account), WindowsReport { by_way_of_disk, ..value.report }))
    }

    fn finish_whole(self) -> Result<(Whole, WindowsReport)> {
        let Self { mut value, account, by_way_of_disk } = self;
        let whole = value.timed(|state| match state.whole.take() {
            Some(whole) => Ok(whole),
            None => std::mem::take(&mut state.digests).finish(&state.config)?.close(),
        })?;
        Ok((whole.with_account(account), WindowsReport { by_way_of_disk, ..value.report }))
    }
}
