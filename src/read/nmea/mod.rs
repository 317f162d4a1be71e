//! Logs of NMEA 0183 sentences that carry AIS messages: `!AIVDM` and its kin, of any talker.
//!
//! A row is a message, in one sentence or in several, or a line that cannot be used. Blank lines, comments and sentences that
//! are not of AIS are no rows. Messages 1, 2, 3, 18, 19 and 27 give positions; those of message 27 are
//! [coarse](crate::ais::PositionReport::coarse), and no leg that begins or ends at one counts as observed. Messages 5, 19 and 24 give static data, which go
//! with the positions of the ship that follow in the same log, as in files of other layouts; 5 and 24 are counted as
//! [`Reason::StaticMessage`](super::Reason::StaticMessage), and every other message as
//! [`Reason::OtherMessage`](super::Reason::OtherMessage). Copies of a message that several stations have heard are all taken: they
//! differ in their times.
//!
//! # Times
//!
//! A message is of the first of these moments that there is:
//!
//! 1. `c` of the tag block of one of its sentences, or alone on the line before it, in seconds or milliseconds;
//! 2. `c` of another line of its group (`g:1-2-6745`, or `1G2:6745`): only the first one may have it;
//! 3. that of a `$PGHP` line that names the checksums of its sentences, among the last eight before it or the next two behind it,
//!    or names none and stands directly before it;
//! 4. that which the logger wrote: before the sentence (RFC 3339, `YYYY-MM-DD HH:MM:SS`, seconds or milliseconds since 1970, with
//!    a space, tab, comma or semicolon behind it), or in a field behind the checksum (`*5C,1327992119173`,
//!    `,r003669930,1124175591`);
//! 5. that of the last `$--ZDA` line;
//! 6. that which [`ReadOptions::assume_start`](super::ReadOptions::assume_start) leads to.
//!
//! Without any it is rejected as [`Reason::Undated`](super::Reason::Undated). The `$PGHP` line goes before the logger because
//! satellites deliver later: in a log of exactEarth by 16 to 104 minutes. It counts only for the message that it names, for logs
//! merge such lines with those of stations on the coast.
//!
//! # Several sentences
//!
//! Sentences belong together if talker, number, channel, how many they are, and group or station (where lines have these) are the
//! same. They may come in any order and with others in between: at most 1000 lines and, by their own times, 30 s. At most 256
//! messages ([`Limits::max_waiting_messages`](super::Limits::max_waiting_messages)) wait at a time. What is not complete then, or when the log ends, costs one row, counted on its first line.
//!
//! # The decoder
//!
//! Payloads are decoded by the crate [aivdm](https://docs.rs/aivdm) (0.3.0 of September 2026; MIT; no dependencies, no unsafe code).
//! Compared with it, by decoding 64,125 sentences of five logs, types 1, 2, 3, 5, 18, 19, 24 and 27, on one core of a
//! machine with other work, and a million random payloads with a valid checksum:
//!
//! | crate | sentences/s | decoded | panics | beside that |
//! |---|---|---|---|---|
//! | aivdm 0.3.0 | 828,000 | 64,120 | 0 | takes payloads; raw values of all fields |
//! | ais 0.12.0 | 1,286,000 | 64,120 | 0 | takes payloads; degrees as `f32`, so to half a metre; of 2024 |
//! | nmea-parser 0.11.0 | 283,000 | 62,867 | 8,672 | takes sentences alone and puts parts together itself |
//! | nmea-kit 0.8.9 | 738,000 | 59,337 | 0 | takes sentences alone; given up for another crate by its authors |
//!
//! Lines are read and decoded block by block on all cores; what lines say of each other is sorted out in order, so that nothing
//! depends on how many there are. The whole reading takes 1.6 s of one core for a million messages with a `$PGHP` line and a tag block
//! each (half of it decoding), and 1.1 s for a million plain ones.
//!
//! What is not decoded by aivdm is shorter than its type. The same logs, counted with pyais 3.3.1: messages by type, and the positions
//! on earth and speeds of those with an MMSI from 200 to 799 million.
//!
//! | log | messages | 1, 2, 3 | 5 | 18 | 19 | 24 | 27 | positions | speeds |
//! |---|---|---|---|---|---|---|---|---|---|
//! | a tanker adrift, 14 h | 3,130 | 2,563 | 562 | | | | | 2,563 | 2,563 |
//! | a tanker adrift at 2 to 6 kn, 2.5 h | 5,252 | 5,029 | 223 | | | | | 5,029 | 5,029 |
//! | Australia, 7 min | 34,009 | 23,054 | 1,779 | 2,745 | | 357 | | 24,769 | 24,713 |
//! | Denmark, 5 min | 26,077 | 24,195 | 69 | 493 | | 61 | | 24,656 | 24,591 |
//! | exactEarth, satellites | 3,972 | 2,916 | 914 | 12 | | 2 | 1 | 2,896 | 2,890 |
//!
//! Ours are the same in each cell, and so are the sums of latitudes, longitudes, speeds, courses, headings, statuses, hulls and draughts,
//! which tests compare. Of 3,734 names one more is read by pyais, from a message cut in half.

mod clock;
mod decode;
mod held;
mod line;
mod log;
mod parts;
mod says;
mod sentence;
mod stamp;
mod tag;

#[cfg(test)]
mod log_tests;
#[cfg(test)]
mod made;
#[cfg(test)]
#[cfg(feature = "compression")]
mod real_logs_tests;
#[cfg(test)]
mod robustness_tests;

use std::io::{self, Read};
use std::path::Path;

use self::log::Log;
use super::blocks::Blocks;
use super::intake::Intake;
use super::page::read_pages;
use crate::{Error, Result};

/// Reads a log; `failed` makes an error of that of the stream, after this many rows, on this line.
pub(super) fn read<R: Read + Send>(
    path: &Path,
    blocks: &mut Blocks<R>,
    intake: &mut Intake<'_>,
    failed: impl Fn(io::Error, u64, u64) -> Error,
) -> Result<()> {
    let before = intake.report.rows_read;
    let longest = intake.options.limits.line_bytes();
    let workers = intake.workers;
    let mut log = Log::new(intake);
    let broken = read_pages(blocks, workers, |text, start| says::what(text, start, longest), |page| log.take(page));
    let line = log.finish();
    intake.end(path, broken.map(|error| failed(error, intake.report.rows_read - before, line)))
}
