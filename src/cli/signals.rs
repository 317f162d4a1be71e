//! Interruption by the user or the system.

use std::sync::{Arc, Mutex, PoisonError};

use lightering::Result;
use lightering::write::{AbortHandle, OutputDir};

/// Waits for SIGINT and SIGTERM, to take unfinished output away before the process ends.
///
/// The exit status is then that of shells, 128 and the signal's number: 130 and 143. Where the
/// system has no such signals or allows no handler, they do what they always do, and unfinished
/// output stays in its temporary folder.
#[derive(Debug)]
pub(crate) struct Watch(Arc<Mutex<Option<AbortHandle>>>);

impl Watch {
    /// Starts waiting.
    pub(crate) fn start() -> Self {
        let output = Arc::new(Mutex::new(None));
        wait(Arc::clone(&output));
        Self(output)
    }

    /// Begins an output; a signal meanwhile is heeded when it has begun, so that none is missed.
    pub(crate) fn begin(&self, create: impl FnOnce() -> Result<OutputDir>) -> Result<OutputDir> {
        let mut handle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let output = create()?;
        *handle = Some(output.abort_handle());
        Ok(output)
    }
}

#[cfg(unix)]
fn wait(output: Arc<Mutex<Option<AbortHandle>>>) {
    use std::io::Write;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let waits = std::thread::Builder::new().spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let end = || {
                let _ = writeln!(std::io::stderr().lock(), "lightering: interrupted, unfinished output was removed");
                std::process::exit(128 + signal);
            };
            match output.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
                Some(output) => output.abort(end),
                None => end(),
            }
        }
    });
    if waits.is_err() {
        // Nobody waits for them, and what was there before does not come back of itself.
        let always = Arc::new(AtomicBool::new(true));
        for signal in [SIGINT, SIGTERM] {
            let _ = signal_hook::flag::register_conditional_default(signal, Arc::clone(&always));
        }
    }
}

#[cfg(not(unix))]
fn wait(_output: Arc<Mutex<Option<AbortHandle>>>) {}
