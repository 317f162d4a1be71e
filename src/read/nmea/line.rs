//! What a line of a log is.

use memchr::{memchr_iter, memchr2};

use super::sentence::{self, Sentence};
use super::stamp::{self, TimeLine};
use super::tag::Tag;
use crate::read::{Reason, sniff};

/// What a line of a log is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// An AIS sentence.
    Ais(Sentence<'a>),
    /// A time for sentences that follow.
    Time(TimeLine),
    /// A tag block without a sentence: it belongs to the sentence that follows.
    Tag(Tag),
    /// Nothing that matters here: blank, a comment, or a sentence that is not of AIS.
    Other,
    /// A line that cannot be used.
    Bad(Reason),
}

impl<'a> Line<'a> {
    /// What a line is.
    pub(super) fn of(text: &'a [u8]) -> Self {
        if let Some(at) = memchr_iter(b'!', text).find(|&at| sniff::is_sentence(&text[at..])) {
            return Sentence::read(text, at).map_or_else(Line::Bad, Line::Ais);
        }
        let trimmed = text.trim_ascii();
        if trimmed.is_empty() || trimmed.starts_with(b"#") {
            return Line::Other;
        }
        match memchr2(b'$', b'!', trimmed) {
            Some(at) => other(&trimmed[at..]),
            None if trimmed.starts_with(b"\\") && trimmed.ends_with(b"\\") => Line::Tag(Tag::of(trimmed)),
            None => Line::Bad(Reason::Unreadable),
        }
    }
}

/// What a sentence that is not of AIS says.
fn other<'a>(text: &[u8]) -> Line<'a> {
    let whole = sentence::checked(text);
    match (text, whole) {
        (_, Ok((body, _, _))) => stamp::time_line(body).map_or(Line::Other, Line::Time),
        // Those of receivers often have no checksum; nothing is lost with them.
        ([b'$', b'A'..=b'Z', b'A'..=b'Z', ..], _) => Line::Other,
        _ => Line::Bad(Reason::Unreadable),
    }
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
