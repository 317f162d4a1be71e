//! Progress bars, on a terminal only.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use lightering::read::Progress;

/// How often a bar moves while nothing is reported.
const TICK: Duration = Duration::from_millis(200);

/// Where progress is shown, if anywhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Display {
    visible: bool,
}

impl Display {
    /// Shown on standard error if that is a terminal and the user did not ask for quiet.
    pub(crate) fn new(quiet: bool) -> Self {
        Self { visible: !quiet && std::io::stderr().is_terminal() }
    }

    /// A spinner for a stage whose length is not known.
    pub(crate) fn spinner(self, stage: &'static str) -> ProgressBar {
        self.bar(ProgressBar::new_spinner(), stage, "{spinner} {prefix} {elapsed} {msg}")
    }

    /// A bar over the bytes of the input files, or a spinner for a stream.
    pub(crate) fn reading(self, files: &[PathBuf]) -> ProgressBar {
        let bytes: u64 = files.iter().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum();
        if bytes == 0 {
            return self.spinner("read");
        }
        self.bar(ProgressBar::new(bytes), "read", "{prefix} [{bar:40}] {bytes}/{total_bytes}, {eta} left, {msg}")
    }

    fn bar(self, bar: ProgressBar, stage: &'static str, template: &str) -> ProgressBar {
        if !self.visible {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        bar.set_prefix(stage);
        bar.enable_steady_tick(TICK);
        bar
    }
}

/// Moves the bar of [`Display::reading`].
pub(crate) fn advance(bar: &ProgressBar, progress: Progress) {
    if !bar.is_hidden() {
        bar.set_position(progress.bytes);
        let per_second = progress.rows as f64 / bar.elapsed().as_secs_f64().max(1e-3);
        bar.set_message(format!("{} rows, {}/s", HumanCount(progress.rows), HumanCount(per_second as u64)));
    }
}
