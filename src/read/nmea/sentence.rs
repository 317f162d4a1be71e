//! The fields of an AIS sentence.

use memchr::memchr;
use twox_hash::XxHash3_64;

use super::stamp;
use super::tag::Tag;
use crate::read::Reason;

/// Most characters of a payload: the longest message has 1064 bits in 178 of them, all in one sentence where a
/// program has joined them.
const MAX_PAYLOAD: usize = 512;

/// An AIS sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sentence<'a> {
    pub(super) part: Part,
    /// Six bits in each character.
    pub(super) payload: &'a [u8],
    /// Where the payload stands in the line.
    pub(super) payload_at: usize,
}

/// What a sentence says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// How many sentences make up the message, and which of them this is, from 1.
    pub(super) total: u8,
    pub(super) number: u8,
    pub(super) sender: Sender,
    /// Bits of the last character that are not used.
    pub(super) fill: u8,
    pub(super) stamps: Stamps,
}

/// What all sentences of one message have in common, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sender {
    /// Talker and kind of sentence: `AIVDM`.
    formatter: [u8; 5],
    /// The number from 0 to 9 that tells messages apart that are received at the same time, as a character.
    sequence: u8,
    /// The radio channel, as a character.
    channel: u8,
    /// A hash of the name of its group of lines or of the receiving station; 0 where the sentence has none.
    station: u64,
}

/// What dates a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stamps {
    /// The time of its tag block, in milliseconds since 1970.
    pub(super) tag_ms: Option<i64>,
    /// The group of tag blocks to which it belongs.
    pub(super) group: Option<u64>,
    /// When a program wrote the line, in milliseconds since 1970.
    pub(super) logger_ms: Option<i64>,
    /// The checksums of its sentences, which a line before them may name.
    pub(super) sum: u8,
    /// Number of sentences.
    pub(super) sentences: u8,
}

impl<'a> Sentence<'a> {
    /// The sentence that begins at this place of a line.
    pub(super) fn read(line: &'a [u8], at: usize) -> Result<Self, Reason> {
        let (body, sum, after) = checked(&line[at..])?;
        let mut fields = body.split(|&byte| byte == b',');
        let mut next = || fields.next().ok_or(Reason::Unreadable);
        let formatter = *next()?.first_chunk().ok_or(Reason::Unreadable)?;
        let (total, number) = (digit(next()?)?, digit(next()?)?);
        let (sequence, channel, payload) = (next()?, next()?, next()?);
        let fill = next()?;
        let fill = if fill.is_empty() { 0 } else { digit(fill)? };
        let known = payload.iter().all(|byte| matches!(byte, 48..=87 | 96..=119));
        if number == 0 || number > total || fill > 5 || payload.len() > MAX_PAYLOAD || !known {
            return Err(Reason::Unreadable);
        }
        // An empty field and one with more than a character say as little.
        let character = |field: &[u8]| if let [character] = field { *character } else { 0 };
        let before = &line[..at];
        let tag = memchr(b'\\', before).map_or_else(Tag::default, |tag| Tag::of(&before[tag..]));
        let after = stamp::after(after);
        // Of a group only the first line may name the station.
        let station = tag.group.or(tag.station).or(after.station.map(XxHash3_64::oneshot));
        let sender = Sender {
            formatter,
            sequence: character(sequence),
            channel: character(channel),
            station: station.unwrap_or(0),
        };
        let stamps = Stamps {
            tag_ms: tag.ms,
            group: tag.group,
            logger_ms: stamp::before(before).or(after.ms),
            sum,
            sentences: 1,
        };
        // The fields before it are as they stand in the line.
        let payload_at = payload.as_ptr().addr() - line.as_ptr().addr();
        Ok(Self { part: Part { total, number, sender, fill, stamps }, payload, payload_at })
    }
}

impl Stamps {
    /// Takes over what another sentence of the message says.
    pub(super) fn add(&mut self, other: Self) {
        self.tag_ms = self.tag_ms.or(other.tag_ms);
        self.group = self.group.or(other.group);
        self.logger_ms = self.logger_ms.or(other.logger_ms);
        self.sum ^= other.sum;
        self.sentences += other.sentences;
    }

    /// A time that needs no other line.
    pub(super) fn own_ms(self) -> Option<i64> {
        self.tag_ms.or(self.logger_ms)
    }
}

/// The text of a sentence between its first character and the checksum, the checksum, and what comes after it.
///
/// # Errors
///
/// [`Reason::BadChecksum`] if it is wrong or missing.
pub(super) fn checked(text: &[u8]) -> Result<(&[u8], u8, &[u8]), Reason> {
    let star = memchr(b'*', text).ok_or(Reason::BadChecksum)?;
    let (Some(body), [_, high, low, after @ ..]) = (text.get(1..star), &text[star..]) else {
        return Err(Reason::BadChecksum);
    };
    let sum = body.iter().fold(0, |sum, byte| sum ^ byte);
    if hex(*high, *low) == Some(sum) { Ok((body, sum, after)) } else { Err(Reason::BadChecksum) }
}

/// A number of two hexadecimal digits, in either case.
pub(super) fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

fn digit(field: &[u8]) -> Result<u8, Reason> {
    match field {
        [digit @ b'0'..=b'9'] => Ok(digit - b'0'),
        _ => Err(Reason::Unreadable),
    }
}

#[cfg(test)]
#[path = "sentence_tests.rs"]
mod tests;
