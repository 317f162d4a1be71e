//! Cuts a stream into blocks of whole records, in bounded memory.
//!
//! A block can be read without what comes before and after it. Where no line near its end has an open quote, it is cut at a
//! line end; otherwise the records are followed from its beginning, which is that of a record.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use super::record::{Columns, Fields, Found, MAX_LINES, Records};

/// How much is read at a time: enough that handing out blocks costs nothing, and little against the rows of a file.
pub(super) const BLOCK_BYTES: usize = 512 << 10;

/// How far a header, with line breaks in it, can reach, and then some: so many times the longest record.
const HEADER_RECORDS: usize = 4;

/// A stream as blocks.
pub(super) struct Blocks<R> {
    source: R,
    /// How much was read of it.
    read: u64,
    /// What was read and not handed out; it begins where a record does.
    rest: Vec<u8>,
    size: usize,
    /// Longest record, in bytes.
    longest: usize,
    ended: bool,
    /// Why the stream ended early.
    broken: Option<io::Error>,
}

impl<R: Read> Blocks<R> {
    /// A stream in blocks of about this size, of records of at most this length.
    pub(super) fn new(source: R, size: usize, longest: usize) -> Self {
        Self { source, read: 0, rest: Vec::new(), size, longest, ended: false, broken: None }
    }

    /// Whole lines that come next, more than any header has, and whether they are all there is.
    pub(super) fn ahead(&mut self) -> io::Result<(&[u8], bool)> {
        let mut text = std::mem::take(&mut self.rest);
        let used = text.len();
        let length = self.fill(&mut text, used, HEADER_RECORDS * self.longest);
        text.truncate(length);
        self.rest = text;
        let all = self.ended && self.broken.is_none();
        let end = match memrchr(b'\n', &self.rest) {
            _ if all => length,
            Some(at) => at + 1,
            None => match self.broken.take() {
                Some(error) => return Err(error),
                None => length,
            },
        };
        Ok((&self.rest[..end], all))
    }

    /// Passes over bytes that were seen in [`ahead`](Self::ahead).
    pub(super) fn skip(&mut self, bytes: usize) {
        self.rest.drain(..bytes);
    }

    /// Bytes of the stream before what was not handed out, and how much of that was read already.
    pub(super) fn place(&self) -> (u64, u64) {
        let rest = self.rest.len() as u64;
        (self.read - rest, rest)
    }

    /// Puts the next block in place of the one before; false if there is none.
    ///
    /// # Errors
    ///
    /// That of the stream, after all records that came before it.
    pub(super) fn next(&mut self, columns: Columns, block: &mut Vec<u8>) -> io::Result<bool> {
        self.next_up_to(|text| end_of_records(text, columns), block)
    }

    /// As [`next`](Self::next), for text in which every line end is one.
    #[cfg(any(feature = "nmea", feature = "json"))]
    pub(super) fn next_lines(&mut self, block: &mut Vec<u8>) -> io::Result<bool> {
        self.next_up_to(|text| memrchr(b'\n', text).map_or(0, |last| last + 1), block)
    }

    /// The next block, which can be cut where `end` says, unless it is the last.
    fn next_up_to(&mut self, end_of: impl Fn(&[u8]) -> usize, block: &mut Vec<u8>) -> io::Result<bool> {
        let (mut length, mut wanted) = (0, self.size);
        let end = loop {
            length = self.fill(block, length, wanted);
            let all = self.ended && self.rest.is_empty();
            let text = &block[..length];
            let end = if all && self.broken.is_none() { length } else { end_of(text) };
            if end > 0 || all {
                break end;
            }
            length = needed_bytes(text, self.longest);
            wanted = length + self.size;
        };
        self.rest.splice(..0, block[end..length].iter().copied());
        block.truncate(end);
        if end > 0 {
            return Ok(true);
        }
        self.broken.take().map_or(Ok(false), Err)
    }

    /// Fills a buffer, of which some bytes are in use, with what comes next until this many are; how many are then.
    /// The buffer may be longer, which saves clearing it each time.
    fn fill(&mut self, buffer: &mut Vec<u8>, mut used: usize, wanted: usize) -> usize {
        if buffer.len() < wanted {
            buffer.resize(wanted, 0);
        }
        let known = self.rest.len().min(wanted.saturating_sub(used));
        buffer[used..used + known].copy_from_slice(&self.rest[..known]);
        self.rest.drain(..known);
        used += known;
        if used < wanted && !self.ended {
            let (count, end) = fill_from(&mut self.source, &mut buffer[used..wanted]);
            used += count;
            self.read += count as u64;
            self.ended = used < wanted;
            self.broken = end.err();
        }
        used
    }
}

/// Fills a buffer as far as a stream goes: how much that is, and the error it broke off with, if it did.
pub(super) fn fill_from(stream: &mut impl Read, buffer: &mut [u8]) -> (usize, io::Result<()>) {
    let mut used = 0;
    while used < buffer.len() {
        match stream.read(&mut buffer[used..]) {
            Ok(0) => break,
            Ok(count) => used += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (used, Err(error)),
        }
    }
    (used, Ok(()))
}

/// How much of a text, in which no record ends, is needed to read it with what follows: where it is too long to be of a record, what
/// else it holds does not matter.
pub(super) fn needed_bytes(text: &[u8], longest: usize) -> usize {
    if text.len() > longest + 1 && memchr(b'\n', text).is_none() { longest + 1 } else { text.len() }
}

/// Where a text, which goes on, can be cut between records; 0 if nowhere.
pub(super) fn end_of_records(text: &[u8], columns: Columns) -> usize {
    let Some(last) = memrchr(b'\n', text) else { return 0 };
    // A record that goes on after the last line end begins in one of these lines.
    let mut end = last;
    for _ in 1..MAX_LINES {
        let start = memrchr(b'\n', &text[..end]).map_or(0, |at| at + 1);
        let line = &text[start..end];
        if memchr(b'"', line).is_some() && !columns.end_with(line) {
            return end_of_followed(text, columns);
        }
        if start == 0 {
            break;
        }
        end = start - 1;
    }
    last + 1
}

/// Where the last record ends that is the same whatever comes after the text, found by following all of them.
fn end_of_followed(text: &[u8], columns: Columns) -> usize {
    let mut fields = Fields::default();
    let mut records = Records::new(text, columns, &mut fields);
    loop {
        let before = records.bounds().1;
        if records.advance() == Found::End || records.saw_end() {
            return before;
        }
    }
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
