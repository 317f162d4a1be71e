//! Lines of JSON: messages as the service AISStream sends them, and as the receiver AIS-catcher writes them.
//!
//! A row is a line. A line that is no object, or an object that lacks what its message has, is
//! [`Reason::Unreadable`](super::Reason::Unreadable) and costs that line. Messages 1, 2, 3, 18, 19 and 27 give positions, 5, 19 and 24
//! static data, which are those of the ship at the time of the message and go with the positions of the ship that follow; the others are
//! [`Reason::OtherMessage`](super::Reason::OtherMessage). Times are those at which the message was received.

mod ais_catcher;
mod ais_stream;
mod lines;
mod message;
#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use self::lines::Lines;
use self::message::Worker;
use super::Format;
use super::blocks::Blocks;
use super::intake::Intake;
use crate::parallel::in_order;
use crate::{Error, Result};

/// Reads lines; `failed` makes an error of that of the stream, after this many rows, on this line.
pub(super) fn read<R: Read + Send>(
    path: &Path,
    blocks: &mut Blocks<R>,
    intake: &mut Intake<'_>,
    format: &Format,
    failed: impl Fn(io::Error, u64, u64) -> Error,
) -> Result<()> {
    let parse = if *format == Format::AisStream { ais_stream::message } else { ais_catcher::message };
    intake.report.set_format(format.clone());
    let before = intake.report.rows_read;
    let mut workers: Vec<Worker> = (0..intake.workers).map(|_| Worker::default()).collect();
    let longest = intake.options.limits.line_bytes();
    let (mut broken, full) = (None, AtomicBool::new(false));
    let mut lines = Lines::new(intake);
    in_order(
        &mut workers,
        |worker| {
            let more = blocks.next_lines(&mut worker.block).unwrap_or_else(|error| {
                broken = Some(error);
                false
            });
            more && !full.load(Ordering::Relaxed)
        },
        |worker| worker.read(longest, parse),
        |worker| full.store(!lines.take(worker), Ordering::Relaxed),
    );
    let line = lines.next_line();
    intake.check_limits(path)?;
    if let Some(error) = broken {
        return Err(failed(error, intake.report.rows_read - before, line));
    }
    intake.show_progress();
    Ok(())
}
