//! Puts messages together that come in several sentences.

use super::sentence::{Part, Sender, Stamps};

/// How many lines a message waits: a station writes its sentences one after the other, and this many lines of others in
/// between are a second of the busiest networks. Later the same number stands for another message.
const MOST_LINES: u64 = 1000;
/// How long a message waits by its own times, in milliseconds. It is on the air for an eighth of a second.
const LONGEST_MS: i64 = 30_000;

/// Sentences of a message at most, as their number has one digit.
const MOST_PARTS: usize = 9;

/// Messages of which some sentences were heard.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Messages that may wait at a time.
    most: usize,
    /// In order of their first lines.
    waiting: Vec<Waiting>,
}

/// A message of which some sentences were heard.
#[derive(Debug)]
pub(super) struct Waiting {
    sender: Sender,
    total: u8,
    /// The line of the sentence that was heard first, and its text.
    pub(super) line: u64,
    pub(super) text: Vec<u8>,
    payloads: [Option<Vec<u8>>; MOST_PARTS],
    /// Bits of the last sentence that are not used.
    pub(super) fill: u8,
    pub(super) stamps: Stamps,
}

impl Waiting {
    /// The payloads of all sentences, one after the other; `None` if some are missing.
    pub(super) fn payload(&self) -> Option<Vec<u8>> {
        let payloads = &self.payloads[..usize::from(self.total).min(MOST_PARTS)];
        payloads.iter().map(|payload| payload.as_deref()).collect::<Option<Vec<_>>>().map(|payloads| payloads.concat())
    }

    fn part(&mut self, number: u8) -> Option<&mut Option<Vec<u8>>> {
        self.payloads.get_mut(usize::from(number).checked_sub(1)?)
    }

    /// Whether a sentence on this line may still be one of the message.
    fn waits_for(&self, part: &Part, line: u64) -> bool {
        let apart_ms = self.stamps.own_ms().zip(part.stamps.own_ms()).map_or(0, |(a, b)| a.abs_diff(b));
        self.is_young(line) && apart_ms <= LONGEST_MS.unsigned_abs()
    }

    fn is_young(&self, line: u64) -> bool {
        line.saturating_sub(self.line) <= MOST_LINES
    }
}

impl Parts {
    /// So many messages may wait at a time.
    pub(super) fn new(most: usize) -> Self {
        Self { most, waiting: Vec::new() }
    }

    /// Takes a sentence on this line; gives the message if it is the last one of it. Messages for which there is no hope
    /// are added to `lost`.
    pub(super) fn take(
        &mut self,
        part: &Part,
        payload: &[u8],
        (line, text): (u64, &[u8]),
        lost: &mut Vec<Waiting>,
    ) -> Option<Waiting> {
        lost.extend(self.waiting.extract_if(.., |waiting| !waiting.is_young(line)));
        let same = |waiting: &Waiting| waiting.sender == part.sender && waiting.total == part.total;
        let mut at = self.waiting.iter().position(same);
        if let Some(found) = at {
            let waiting = &mut self.waiting[found];
            let is_new = waiting.part(part.number).is_some_and(|place| place.is_none());
            if !is_new || !waiting.waits_for(part, line) {
                lost.push(self.waiting.remove(found));
                at = None;
            }
        }
        let at = at.unwrap_or_else(|| {
            if self.waiting.len() >= self.most.max(1) {
                lost.push(self.waiting.remove(0));
            }
            self.waiting.push(Waiting {
                sender: part.sender,
                total: part.total,
                line,
                text: text.to_vec(),
                payloads: Default::default(),
                fill: 0,
                stamps: Stamps::default(),
            });
            self.waiting.len() - 1
        });
        let waiting = &mut self.waiting[at];
        if let Some(place) = waiting.part(part.number) {
            *place = Some(payload.to_vec());
        }
        if part.number == part.total {
            waiting.fill = part.fill;
        }
        waiting.stamps.add(part.stamps);
        waiting.payloads[..usize::from(part.total).min(MOST_PARTS)]
            .iter()
            .all(Option::is_some)
            .then(|| self.waiting.remove(at))
    }

    /// All that were not completed.
    pub(super) fn into_lost(self) -> Vec<Waiting> {
        self.waiting
    }
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
