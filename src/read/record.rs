//! Splits text into delimited records, without copying.
//!
//! Quoting is that of RFC 4180, with one difference. A quote that is never closed must not swallow
//! the rows after it, and ships do carry quotes in their names. So a line whose quotes do not
//! work out to the number of columns of the header is taken literally if that works out, and a
//! quoted field may run over at most [`MAX_LINES`] lines.

use memchr::{memchr, memchr2};

use super::cell::Cell;
use super::split::{self, Positions};

/// Most lines that one record with quoted line breaks can have.
pub(super) const MAX_LINES: usize = 16;

/// How much of an overlong record is kept for the account.
const KEPT_BYTES: usize = 2048;

/// What [`Records::advance`] came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A record with the number of columns that the header has.
    Record,
    /// A record with another number of columns.
    WrongColumns,
    /// A record longer than any can be; its first bytes are kept, the rest is skipped.
    TooLong,
    /// The end of the text.
    End,
}

/// How the columns of a text are told apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    pub(super) delimiter: u8,
    /// How many there are; `None` for any number.
    pub(super) count: Option<usize>,
    /// Longest record, in bytes.
    pub(super) longest: usize,
}

impl Columns {
    /// Before the header is known.
    pub(super) fn any(longest: usize) -> Self {
        Self { delimiter: b',', count: None, longest }
    }

    /// Whether a record that begins with this line ends with it, whatever follows.
    pub(super) fn end_with(self, line: &[u8]) -> bool {
        let mut fields = Fields::default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > self.longest || fields.split_quoted(line, self.delimiter) != Quotes::Open {
            return true;
        }
        fields.split(line, line.len(), self.delimiter);
        fields.fit(line, self.count)
    }
}

/// The records of a text, one at a time.
pub(super) struct Records<'a> {
    text: &'a [u8],
    /// Where the current record begins.
    start: usize,
    /// Bytes and lines of the current record, with its line end.
    record_bytes: usize,
    record_lines: u64,
    /// Bytes of the current record without its line end.
    raw_bytes: usize,
    /// Number of the line on which the current record begins, from 1.
    line: u64,
    columns: Columns,
    fields: &'a mut Fields,
    too_long: bool,
    saw_end: bool,
}

/// One record. Fields are numbered from 0.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    /// The record and what comes after it.
    text: &'a [u8],
    ends: &'a [u32],
    step: usize,
}

impl<'a> Record<'a> {
    /// A field without its quotes; empty if the record has no such field.
    pub(super) fn field(self, index: usize) -> &'a [u8] {
        self.span(index, index).unwrap_or(&[])
    }

    /// A field that is to be read as a number.
    pub(super) fn cell(self, index: usize) -> Cell<'a> {
        let cell = self.bounds(index, index).and_then(|(start, end)| Cell::new(self.text, start, end));
        cell.unwrap_or_default()
    }

    /// Number of fields.
    pub(super) fn len(self) -> usize {
        self.ends.len()
    }

    /// Whether the fields are as they stand in the file, with delimiters between them.
    pub(super) fn is_plain(self) -> bool {
        self.step == 1
    }

    /// The text from the beginning of one field to the end of another; `None` if there is no such field.
    pub(super) fn span(self, first: usize, last: usize) -> Option<&'a [u8]> {
        let (start, end) = self.bounds(first, last)?;
        self.text.get(start..end)
    }

    fn bounds(self, first: usize, last: usize) -> Option<(usize, usize)> {
        let end = *self.ends.get(last)? as usize;
        let start = match first.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize + self.step,
            None => 0,
        };
        Some((start, end))
    }
}

/// Where the fields of a record end.
#[derive(Default)]
pub(super) struct Fields {
    ends: Positions,
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
    /// Splits the first `length` bytes of a text at every delimiter, whatever quotes there are.
    fn split(&mut self, text: &[u8], length: usize, delimiter: u8) {
        self.quoted = false;
        self.ends.clear();
        split::add_positions(text, length, delimiter, &mut self.ends);
        self.ends.push(length);
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

    /// The record that was split last, with which `text` begins.
    pub(super) fn record<'a>(&'a self, text: &'a [u8]) -> Record<'a> {
        let ends = self.ends.as_slice();
        if self.quoted { Record { text: &self.unquoted, ends, step: 0 } } else { Record { text, ends, step: 1 } }
    }

    /// Whether there are as many fields as columns; empty ones at the end do not count.
    fn fit(&self, raw: &[u8], columns: Option<usize>) -> bool {
        let Some(columns) = columns else { return true };
        let record = self.record(raw);
        record.len() >= columns && (columns..record.len()).all(|extra| record.field(extra).trim_ascii().is_empty())
    }
}

/// A line, counted from the start of the record.
enum Line {
    /// Where its text ends, and where the next line begins.
    Text(usize, usize),
    TooLong,
    None,
}

impl<'a> Records<'a> {
    /// The records of a text that begins where a record does. Of the memory of `fields` nothing but its size is used.
    pub(super) fn new(text: &'a [u8], columns: Columns, fields: &'a mut Fields) -> Self {
        Self {
            text,
            start: 0,
            record_bytes: 0,
            record_lines: 0,
            raw_bytes: 0,
            line: 1,
            columns,
            fields,
            too_long: false,
            saw_end: false,
        }
    }

    /// Splits the current record anew, as one of another delimiter.
    pub(super) fn resplit(&mut self, delimiter: u8) -> Record<'_> {
        let raw = &self.text[self.start..self.start + self.raw_bytes];
        if memchr(b'"', raw).is_none() || self.fields.split_quoted(raw, delimiter) != Quotes::Closed {
            self.fields.split(raw, raw.len(), delimiter);
        }
        self.fields.record(raw)
    }

    /// Number of the line on which the current record begins, from 1; at the end, one more than there are lines.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// How many lines end with the current record.
    pub(super) fn lines(&self) -> u64 {
        self.line - 1 + self.record_lines
    }

    /// Where the current record begins and where the next one does.
    pub(super) fn bounds(&self) -> (usize, usize) {
        (self.start, self.start + self.record_bytes)
    }

    /// Whether the end of the text was seen in search of the current record: were there more text, it might be
    /// another record.
    pub(super) fn saw_end(&self) -> bool {
        self.saw_end
    }

    /// The current record as it stands in the file, without its line end; of an overlong one, the head.
    pub(super) fn raw(&self) -> &'a [u8] {
        let bytes = if self.too_long { self.record_bytes.min(KEPT_BYTES) } else { self.raw_bytes };
        &self.text[self.start..self.start + bytes]
    }

    /// The text from the current record on.
    pub(super) fn ahead(&self) -> &'a [u8] {
        &self.text[self.start..]
    }

    /// The current record.
    pub(super) fn record(&self) -> Record<'_> {
        self.fields.record(self.ahead())
    }

    /// Gives away where the fields of the current record end, for other memory.
    pub(super) fn swap_fields(&mut self, other: &mut Fields) {
        std::mem::swap(self.fields, other);
    }

    /// Goes on to the next record; blank lines are passed over.
    pub(super) fn advance(&mut self) -> Found {
        loop {
            self.start += self.record_bytes;
            self.line += self.record_lines;
            (self.record_bytes, self.record_lines, self.raw_bytes, self.too_long) = (0, 0, 0, false);
            let ahead = self.ahead();
            let mut line_feed = memchr2(b'\n', b'"', ahead);
            let has_quotes = line_feed.is_some_and(|at| ahead[at] == b'"');
            if has_quotes {
                line_feed = memchr(b'\n', ahead);
            }
            match self.line_of(0, line_feed) {
                Line::None => return Found::End,
                Line::TooLong => return self.skip_overlong(),
                Line::Text(end, next) => {
                    self.set_record(end, next, 1);
                    let raw = self.raw();
                    // Only white space comes before `!` in ASCII, as far as text has it.
                    if raw.first().is_none_or(|&byte| byte <= b' ') && raw.trim_ascii().is_empty() {
                        continue;
                    }
                    if has_quotes {
                        return self.split_with_quotes(end, next);
                    }
                    self.fields.split(self.ahead(), self.raw_bytes, self.columns.delimiter);
                    return self.found();
                }
            }
        }
    }

    fn found(&self) -> Found {
        if self.fields.fit(self.raw(), self.columns.count) { Found::Record } else { Found::WrongColumns }
    }

    /// Makes the bytes up to `end` the current record, less a carriage return.
    fn set_record(&mut self, end: usize, next: usize, lines: u64) {
        let text = &self.text[self.start..self.start + end];
        self.raw_bytes = text.strip_suffix(b"\r").unwrap_or(text).len();
        self.record_bytes = next;
        self.record_lines = lines;
    }

    /// Splits a record that has quotes: as RFC 4180 has it, or else literally, or else with the
    /// lines that follow, whichever gives the number of columns first.
    fn split_with_quotes(&mut self, end: usize, next: usize) -> Found {
        let Columns { delimiter, count, longest } = self.columns;
        let raw = self.raw();
        let quotes = self.fields.split_quoted(raw, delimiter);
        if quotes == Quotes::Closed && self.fields.fit(raw, count) {
            return Found::Record;
        }
        self.fields.split(raw, raw.len(), delimiter);
        if self.fields.fit(raw, count) {
            return Found::Record;
        }
        let (mut quotes, mut following) = (quotes, next);
        for lines in 2..=MAX_LINES {
            if quotes != Quotes::Open || following > longest {
                break;
            }
            let line_feed = memchr(b'\n', &self.ahead()[following..]);
            let Line::Text(end, next) = self.line_of(following, line_feed) else { break };
            if end > longest {
                break;
            }
            self.set_record(end, next, lines as u64);
            following = next;
            let raw = self.raw();
            quotes = self.fields.split_quoted(raw, delimiter);
            if quotes == Quotes::Closed && self.fields.fit(raw, count) {
                return Found::Record;
            }
        }
        self.set_record(end, next, 1);
        self.fields.split(self.ahead(), self.raw_bytes, delimiter);
        self.found()
    }

    /// The line that begins `from` bytes after the start and has its line feed after so many bytes, if it has one.
    fn line_of(&mut self, from: usize, line_feed: Option<usize>) -> Line {
        let ahead = self.text.len() - self.start - from;
        let (bytes, next) = match line_feed {
            Some(at) => (at, from + at + 1),
            None => {
                self.saw_end = true;
                (ahead, from + ahead)
            }
        };
        match bytes {
            0 if ahead == 0 => Line::None,
            _ if bytes > self.columns.longest => Line::TooLong,
            _ => Line::Text(from + bytes, next),
        }
    }

    /// Makes the line the current record that is too long for one.
    fn skip_overlong(&mut self) -> Found {
        let ahead = &self.text[self.start..];
        self.record_bytes = memchr(b'\n', ahead).map_or(ahead.len(), |at| at + 1);
        self.record_lines = 1;
        self.too_long = true;
        Found::TooLong
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
