//! Splits a stream of bytes into delimited records, in bounded memory and without copying.
//!
//! Quoting is that of RFC 4180, with one difference. A quote that is never closed must not swallow
//! the rows after it, and ships do carry quotes in their names. So a line whose quotes do not
//! work out to the number of columns of the header is taken literally if that works out, and a
//! quoted field may run over at most [`MAX_LINES`] lines.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter};

/// Longest record, in bytes. Rows of AIS data have 60 to 300.
pub(super) const MAX_RECORD_BYTES: usize = 64 * 1024;

/// Most lines that one record with quoted line breaks can have.
const MAX_LINES: usize = 16;

/// Size of the read buffer: larger than the longest record, small enough for a cache.
const BUFFER_BYTES: usize = 256 * 1024;

/// How much of an overlong record is kept for the account.
const KEPT_BYTES: usize = 2048;

/// What [`Records::advance`] came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A record with the number of columns that the header has.
    Record,
    /// A record with another number of columns.
    WrongColumns,
    /// A record longer than [`MAX_RECORD_BYTES`]; its first bytes are kept, the rest is skipped.
    TooLong,
    /// The end of the stream.
    End,
}

/// The records of a stream, one at a time.
pub(super) struct Records<R> {
    source: R,
    buffer: Vec<u8>,
    /// The bytes read and not yet passed are `buffer[start..end]`.
    start: usize,
    end: usize,
    ended: bool,
    /// Bytes and lines of the current record, with its line end.
    record_bytes: usize,
    record_lines: u64,
    /// Bytes of the current record without its line end.
    raw_bytes: usize,
    /// Number of the line on which the current record begins, from 1.
    line: u64,
    delimiter: u8,
    columns: Option<usize>,
    fields: Fields,
    /// The head of an overlong record.
    head: Vec<u8>,
    too_long: bool,
}

/// One record. Fields are numbered from 0.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    text: &'a [u8],
    ends: &'a [usize],
    step: usize,
}

impl<'a> Record<'a> {
    /// A field without its quotes; empty if the record has no such field.
    pub(super) fn field(self, index: usize) -> &'a [u8] {
        let Some(&end) = self.ends.get(index) else { return &[] };
        let start = if index == 0 { 0 } else { self.ends[index - 1] + self.step };
        self.text.get(start..end).unwrap_or(&[])
    }

    /// Number of fields.
    pub(super) fn len(self) -> usize {
        self.ends.len()
    }
}

/// Where the fields of a record end.
#[derive(Default)]
struct Fields {
    ends: Vec<usize>,
    /// The fields end to end without quotes, where the record has quotes.
    unquoted: Vec<u8>,
    quoted: bool,
}

/// How the quotes of some lines work out.
#[derive(PartialEq, Eq)]
enum Quotes {
    Closed,
    Open,
    Malformed,
}

impl Fields {
    /// Splits at every delimiter, whatever quotes there are.
    fn split(&mut self, raw: &[u8], delimiter: u8) {
        self.quoted = false;
        self.ends.clear();
        self.ends.extend(memchr_iter(delimiter, raw));
        self.ends.push(raw.len());
    }

    /// Splits at the delimiters outside of quotes.
    fn split_quoted(&mut self, raw: &[u8], delimiter: u8) -> Quotes {
        self.quoted = true;
        self.ends.clear();
        self.unquoted.clear();
        let mut rest = raw;
        loop {
            let at = if let [b'"', inner @ ..] = rest {
                rest = inner;
                loop {
                    let Some(quote) = memchr(b'"', rest) else { return Quotes::Open };
                    self.unquoted.extend_from_slice(&rest[..quote]);
                    rest = &rest[quote + 1..];
                    match rest {
                        [b'"', after @ ..] => {
                            self.unquoted.push(b'"');
                            rest = after;
                        }
                        [] => break None,
                        [byte, ..] if *byte == delimiter => break Some(0),
                        _ => return Quotes::Malformed,
                    }
                }
            } else {
                let at = memchr(delimiter, rest);
                self.unquoted.extend_from_slice(&rest[..at.unwrap_or(rest.len())]);
                at
            };
            self.ends.push(self.unquoted.len());
            match at {
                Some(at) => rest = &rest[at + 1..],
                None => return Quotes::Closed,
            }
        }
    }

    fn record<'a>(&'a self, raw: &'a [u8]) -> Record<'a> {
        if self.quoted {
            Record { text: &self.unquoted, ends: &self.ends, step: 0 }
        } else {
            Record { text: raw, ends: &self.ends, step: 1 }
        }
    }

    /// Whether there are as many fields as columns; empty ones at the end do not count.
    fn fit(&self, raw: &[u8], columns: Option<usize>) -> bool {
        let Some(columns) = columns else { return true };
        let record = self.record(raw);
        record.len() >= columns && (columns..record.len()).all(|extra| record.field(extra).trim_ascii().is_empty())
    }
}

/// A line within the buffer, counted from its start.
enum Line {
    /// Where its text ends, and where the next line begins.
    Text(usize, usize),
    TooLong,
    None,
}

impl<R: Read> Records<R> {
    /// The records of `source`, with a comma for delimiter and any number of columns.
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER_BYTES],
            start: 0,
            end: 0,
            ended: false,
            record_bytes: 0,
            record_lines: 0,
            raw_bytes: 0,
            line: 1,
            delimiter: b',',
            columns: None,
            fields: Fields::default(),
            head: Vec::new(),
            too_long: false,
        }
    }

    /// Sets the delimiter and the number of columns for the records to come.
    pub(super) fn set_layout(&mut self, delimiter: u8, columns: usize) {
        self.delimiter = delimiter;
        self.columns = Some(columns);
    }

    /// Splits the current record anew, as one of another delimiter.
    pub(super) fn resplit(&mut self, delimiter: u8) -> Record<'_> {
        let raw = &self.buffer[self.start..self.start + self.raw_bytes];
        if memchr(b'"', raw).is_none() || self.fields.split_quoted(raw, delimiter) != Quotes::Closed {
            self.fields.split(raw, delimiter);
        }
        self.fields.record(raw)
    }

    /// Number of the line on which the current record begins, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The current record as it stands in the file, without its line end.
    pub(super) fn raw(&self) -> &[u8] {
        if self.too_long { &self.head } else { &self.buffer[self.start..self.start + self.raw_bytes] }
    }

    /// The current record.
    pub(super) fn record(&self) -> Record<'_> {
        self.fields.record(&self.buffer[self.start..self.start + self.raw_bytes])
    }

    /// Goes on to the next record; blank lines are passed over.
    pub(super) fn advance(&mut self) -> io::Result<Found> {
        loop {
            self.start += self.record_bytes;
            self.line += self.record_lines;
            (self.record_bytes, self.record_lines, self.raw_bytes, self.too_long) = (0, 0, 0, false);
            match self.find_line(0)? {
                Line::None => return Ok(Found::End),
                Line::TooLong => return self.skip_overlong(),
                Line::Text(end, next) => {
                    self.set_record(end, next, 1);
                    if self.raw().trim_ascii().is_empty() {
                        continue;
                    }
                    if memchr(b'"', self.raw()).is_some() {
                        return self.split_with_quotes(end, next);
                    }
                    self.fields.split(&self.buffer[self.start..self.start + self.raw_bytes], self.delimiter);
                    return Ok(self.found());
                }
            }
        }
    }

    fn found(&self) -> Found {
        if self.fields.fit(self.raw(), self.columns) { Found::Record } else { Found::WrongColumns }
    }

    /// Makes the bytes up to `end` the current record, less a carriage return.
    fn set_record(&mut self, end: usize, next: usize, lines: u64) {
        let text = &self.buffer[self.start..self.start + end];
        self.raw_bytes = text.strip_suffix(b"\r").unwrap_or(text).len();
        self.record_bytes = next;
        self.record_lines = lines;
    }

    /// Splits a record that has quotes: as RFC 4180 has it, or else literally, or else with the
    /// lines that follow, whichever gives the number of columns first.
    fn split_with_quotes(&mut self, end: usize, next: usize) -> io::Result<Found> {
        let (delimiter, columns) = (self.delimiter, self.columns);
        let raw = &self.buffer[self.start..self.start + self.raw_bytes];
        let quotes = self.fields.split_quoted(raw, delimiter);
        if quotes == Quotes::Closed && self.fields.fit(raw, columns) {
            return Ok(Found::Record);
        }
        self.fields.split(raw, delimiter);
        if self.fields.fit(raw, columns) {
            return Ok(Found::Record);
        }
        let (mut quotes, mut following) = (quotes, next);
        for lines in 2..=MAX_LINES {
            if quotes != Quotes::Open || following > MAX_RECORD_BYTES {
                break;
            }
            let Line::Text(end, next) = self.find_line(following)? else { break };
            if end > MAX_RECORD_BYTES {
                break;
            }
            self.set_record(end, next, lines as u64);
            following = next;
            let raw = &self.buffer[self.start..self.start + self.raw_bytes];
            quotes = self.fields.split_quoted(raw, delimiter);
            if quotes == Quotes::Closed && self.fields.fit(raw, columns) {
                return Ok(Found::Record);
            }
        }
        self.set_record(end, next, 1);
        self.fields.split(&self.buffer[self.start..self.start + self.raw_bytes], delimiter);
        Ok(self.found())
    }

    /// Finds the line that begins `from` bytes after the start, and reads on where it must.
    fn find_line(&mut self, from: usize) -> io::Result<Line> {
        let mut searched = from;
        loop {
            let unread = &self.buffer[self.start..self.end];
            if let Some(at) = memchr(b'\n', &unread[searched..]) {
                let end = searched + at;
                return Ok(if end - from > MAX_RECORD_BYTES { Line::TooLong } else { Line::Text(end, end + 1) });
            }
            searched = unread.len();
            if searched - from > MAX_RECORD_BYTES {
                return Ok(Line::TooLong);
            }
            if self.ended {
                return Ok(if searched == from { Line::None } else { Line::Text(searched, searched) });
            }
            self.fill()?;
        }
    }

    /// Skips to the next line end.
    fn skip_overlong(&mut self) -> io::Result<Found> {
        let kept = self.buffer[self.start..self.end].len().min(KEPT_BYTES);
        self.head = self.buffer[self.start..self.start + kept].to_vec();
        loop {
            if let Some(at) = memchr(b'\n', &self.buffer[self.start..self.end]) {
                self.start += at + 1;
                break;
            }
            self.start = self.end;
            if self.ended {
                break;
            }
            self.fill()?;
        }
        self.record_lines = 1;
        self.too_long = true;
        Ok(Found::TooLong)
    }

    /// Reads more bytes into the buffer.
    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.end * 2, 0);
        }
        loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            return Ok(());
        }
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
