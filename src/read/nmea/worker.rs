//! What can be said of a block of lines without those before it.

use std::ops::Range;

use super::decode::{self, Message};
use super::line::Line;
use super::sentence::{Part, Stamps};
use super::stamp::TimeLine;
use super::tag::Tag;
use crate::read::Reason;

/// Reads the lines of one block after another, each line for itself.
pub(super) struct Worker {
    pub(super) block: Vec<u8>,
    /// What was found, in order of lines; lines that say nothing are left out.
    pub(super) found: Vec<Found>,
    /// Number of lines.
    pub(super) lines: u64,
    /// Longest line, in bytes.
    longest: usize,
}

/// What a line of the block says.
pub(super) struct Found {
    /// The line, from 0, and where it stands in the block.
    pub(super) line: u64,
    pub(super) text: Range<usize>,
    pub(super) what: What,
}

/// What a line says.
pub(super) enum What {
    /// A time for sentences that follow.
    Time(TimeLine),
    /// A tag block for the sentence that follows.
    Tag(Tag),
    /// One sentence of several that make up a message, and where its payload stands in the block.
    Part(Part, Range<usize>),
    /// A whole message.
    Message(Stamps, Result<Message, Reason>),
    /// A line that cannot be used.
    Bad(Reason),
}

impl Worker {
    /// Lines are at most this long, in bytes.
    pub(super) fn new(longest: usize) -> Self {
        Self { block: Vec::new(), found: Vec::new(), lines: 0, longest }
    }

    /// Reads the lines of the block.
    pub(super) fn listen(&mut self) {
        self.found.clear();
        self.lines = 0;
        let mut start = 0;
        while start < self.block.len() {
            let rest = &self.block[start..];
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            if let Some(what) = what(&rest[..length], start, self.longest) {
                self.found.push(Found { line: self.lines, text: start..start + length, what });
            }
            self.lines += 1;
            start += length + 1;
        }
    }
}

/// What a line says, which begins at this place of the block; `None` for nothing.
fn what(text: &[u8], start: usize, longest: usize) -> Option<What> {
    if text.len() > longest {
        return Some(What::Bad(Reason::TooLong));
    }
    Some(match Line::of(text) {
        Line::Other => return None,
        Line::Time(time) => What::Time(time),
        Line::Tag(tag) => What::Tag(tag),
        Line::Bad(reason) => What::Bad(reason),
        Line::Ais(sentence) if sentence.part.total == 1 => {
            What::Message(sentence.part.stamps, decode::message(sentence.payload, sentence.part.fill))
        }
        Line::Ais(sentence) => {
            let from = start + sentence.payload_at;
            What::Part(sentence.part, from..from + sentence.payload.len())
        }
    })
}
