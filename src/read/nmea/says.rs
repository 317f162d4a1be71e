//! What can be said of a line without those before it.

use std::ops::Range;

use super::decode::{self, Message};
use super::line::Line;
use super::sentence::{Part, Stamps};
use super::stamp::TimeLine;
use super::tag::Tag;
use crate::read::Reason;

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

/// What a line says, which begins at this place of the block; `None` for nothing.
pub(super) fn what(text: &[u8], start: usize, longest: usize) -> Option<What> {
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
