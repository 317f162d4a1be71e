//! The stages of a run: how long each took and how much memory it had.

use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use lightering::Result;
use lightering::evaluate::peak_memory_bytes;
use lightering::write::Stage;

use super::progress::Display;

/// Runs stages one after the other and keeps their figures.
#[derive(Debug)]
pub(crate) struct Stages {
    display: Display,
    started: Instant,
    done: Vec<Stage>,
}

impl Stages {
    pub(crate) fn new(display: Display) -> Self {
        Self { display, started: Instant::now(), done: Vec::new() }
    }

    /// Runs a stage under a spinner.
    pub(crate) fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let spinner = self.display.spinner(name);
        self.run_with(name, spinner, |_| work())
    }

    /// Runs a stage under a bar of its own.
    pub(crate) fn run_with<T>(
        &mut self,
        name: &'static str,
        bar: ProgressBar,
        work: impl FnOnce(&ProgressBar) -> Result<T>,
    ) -> Result<T> {
        let started = Instant::now();
        let result = work(&bar);
        bar.finish_and_clear();
        let seconds = milliseconds(started);
        self.done.push(Stage { name, seconds, peak_memory_bytes: peak_memory_bytes() });
        result
    }

    /// Counts time of the last stage as another one.
    pub(crate) fn split_last(&mut self, name: &'static str, duration: Duration) {
        let seconds = (duration.as_secs_f64() * 1000.0).round() / 1000.0;
        if let Some(last) = self.done.last_mut() {
            last.seconds = ((last.seconds - seconds) * 1000.0).round() / 1000.0;
            let peak_memory_bytes = last.peak_memory_bytes;
            self.done.push(Stage { name, seconds, peak_memory_bytes });
        }
    }

    /// The stages so far.
    pub(crate) fn done(&self) -> &[Stage] {
        &self.done
    }

    /// Seconds since the start of the run.
    pub(crate) fn seconds(&self) -> f64 {
        milliseconds(self.started)
    }
}

/// Seconds since a moment, to the millisecond.
fn milliseconds(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 1000.0).round() / 1000.0
}
