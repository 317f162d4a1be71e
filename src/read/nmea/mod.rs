//! Logs of NMEA 0183 sentences that carry AIS messages: `!AIVDM` and its kin.

mod clock;
mod decode;
mod line;
mod log;
mod parts;
mod sentence;
mod stamp;
mod tag;
mod vessels;
mod worker;

#[cfg(test)]
mod log_tests;
#[cfg(test)]
mod made;
#[cfg(test)]
mod robustness_tests;

use std::io::{self, Read};
use std::path::Path;

use self::log::Log;
use self::worker::Worker;
use super::blocks::Blocks;
use super::intake::Intake;
use crate::parallel::in_order;
use crate::{Error, Result};

/// Reads a log; `failed` makes an error of that of the stream, after this many rows, on this line.
pub(super) fn read<R: Read + Send>(
    _: &Path,
    blocks: &mut Blocks<R>,
    intake: &mut Intake<'_>,
    failed: impl Fn(io::Error, u64, u64) -> Error,
) -> Result<()> {
    let before = intake.report.rows_read;
    let mut workers: Vec<Worker> = (0..intake.workers).map(|_| Worker::default()).collect();
    let mut broken = None;
    let mut log = Log::new(intake);
    in_order(
        &mut workers,
        |worker| {
            blocks.next_lines(&mut worker.block).unwrap_or_else(|error| {
                broken = Some(error);
                false
            })
        },
        Worker::listen,
        |worker| log.take(worker),
    );
    let line = log.finish();
    if let Some(error) = broken {
        return Err(failed(error, intake.report.rows_read - before, line));
    }
    intake.show_progress();
    Ok(())
}
