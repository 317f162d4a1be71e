//! From files to a digest, window by window.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::Digest;
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
/// Files are read in the order given. Reports may be out of order by an hour; beyond that, and beyond half a million
/// reports, the files are read again, and their reports go by way of a temporary file (32 bytes each), in the folder that
/// `TMPDIR` names or that of the system. Memory depends on the reports of a window and not on their number in all.
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
    let window_ms = milliseconds(window)?;
    let running = Running::new(config)?;
    let mut windows = Windows::in_order(window_ms, |reports| running.take(reports));
    let report = read::read_files_into(files, options, progress, &mut windows)?;
    if windows.finish()? == 0 {
        drop(windows);
        return running.finish(report, false);
    }
    drop(windows);
    let running = Running::new(config)?;
    let mut windows = Windows::by_way_of_disk(window_ms, |reports| running.take(reports))?;
    let report = read::read_files_into(files, options, progress, &mut windows)?;
    windows.finish()?;
    drop(windows);
    running.finish(report, true)
}

/// The digest of one stream, such as standard input, worked off window by window; `name` stands for it in messages.
///
/// # Errors
///
/// As [`read_stream`](crate::read::read_stream) and [`digest_files`]; and [`Error::Input`] for reports that are out of order by
/// more than an hour and half a million reports, since a stream cannot be read again.
pub fn digest_stream(
    name: &str,
    stream: impl Read + Send,
    options: &ReadOptions,
    config: &Config,
    window: TimeDelta,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Digest, WindowsReport)> {
    let window_ms = milliseconds(window)?;
    let running = Running::new(config)?;
    let mut windows = Windows::in_order(window_ms, |reports| running.take(reports));
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
    running.finish(report, false)
}

/// The length of a window.
fn milliseconds(window: TimeDelta) -> Result<i64> {
    let window_ms = window.num_milliseconds();
    if window_ms > 0 {
        return Ok(window_ms);
    }
    Err(Error::Parameter { name: "window", value: window.to_string(), reason: "must be longer than zero" })
}

/// The digest of all windows so far.
struct Running(Mutex<State>);

struct State {
    digest: Option<Digest>,
    config: Config,
    report: WindowsReport,
}

impl Running {
    fn new(config: &Config) -> Result<Self> {
        let digest = Some(Digest::empty(config)?);
        Ok(Self(Mutex::new(State { digest, config: *config, report: WindowsReport::default() })))
    }

    /// Takes the reports of the next window.
    fn take(&self, reports: FleetBuilder) -> Result<()> {
        let started = Instant::now();
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let window = Digest::new(reports, &state.config)?;
        let before = state.digest.take().map_or_else(|| Digest::empty(&state.config), Ok)?;
        state.digest = Some(before.merge(window)?);
        state.report.windows += 1;
        state.report.digesting += started.elapsed();
        Ok(())
    }

    fn finish(self, report: ReadReport, by_way_of_disk: bool) -> Result<(Digest, WindowsReport)> {
        let state = self.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let digest = state.digest.map_or_else(|| Digest::empty(&state.config), Ok)?;
        Ok((digest.with_account(report), WindowsReport { by_way_of_disk, ..state.report }))
    }
}
