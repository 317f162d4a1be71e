//! Interruption by the user or the system.

use lightering::write::AbortHandle;

/// Makes SIGINT and SIGTERM take unfinished output away before the process ends.
///
/// The exit status is then that of shells, 128 and the signal's number: 130 and 143. If the system
/// allows no handler, the signals do what they did, and unfinished output stays.
#[cfg(unix)]
pub(crate) fn abort_on_signal(output: AbortHandle) {
    use std::io::Write;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            output.abort();
            let _ = writeln!(std::io::stderr().lock(), "\nlightering: interrupted; unfinished output was removed");
            std::process::exit(128 + signal);
        }
    });
}

/// Nothing: signals end the process, and unfinished output stays in its temporary folder.
#[cfg(not(unix))]
pub(crate) fn abort_on_signal(_output: AbortHandle) {}
