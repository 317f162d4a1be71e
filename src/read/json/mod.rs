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

use self::lines::Lines;
use self::message::says;
use super::Format;
use super::blocks::Blocks;
use super::intake::Intake;
use super::page::read_pages;
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
    let (workers, longest) = (intake.workers, intake.options.limits.line_bytes());
    let mut lines = Lines::new(intake);
    let broken = read_pages(blocks, workers, |text, _| says(text, longest, parse), |page| lines.take(page));
    let line = lines.next_line();
    intake.end(path, broken.map(|error| failed(error, intake.report.rows_read - before, line)))
}
