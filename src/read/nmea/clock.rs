//! Which moment a message is of.

use std::collections::VecDeque;

use super::sentence::Stamps;
use super::stamp::TimeLine;

/// Announcements that wait for their messages. Networks merge lines of several stations, so that others come in between;
/// a checksum has eight bits, so that each more of them that waits in vain dates one in 256 messages wrongly. In a log of
/// satellites the second of UTC in position reports agrees with 98 of 100 of the last eight announcements, with 80 of the
/// eight before these, and with half of the next.
const MOST_ANNOUNCED: usize = 8;
/// How many sentences an announcement waits.
const LONGEST_WAIT: u64 = 32;

/// Groups of lines whose time is kept.
const MOST_GROUPS: usize = 64;

const SECOND_MS: i64 = 1000;
const MINUTE_MS: i64 = 60 * SECOND_MS;

/// Times that lines have given to those after them.
#[derive(Debug, Default)]
pub(super) struct Clock {
    announced: VecDeque<Announced>,
    groups: VecDeque<(u64, i64)>,
    now_ms: Option<i64>,
    /// Of messages without any time.
    assumed_ms: Option<i64>,
    /// Number of sentences so far.
    sentences: u64,
    /// Whether there was a line that names a checksum.
    pub(super) names_messages: bool,
}

/// When a message was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// By the word of the station.
    Told(i64),
    /// By that of whoever wrote the log, if at all.
    Written(Option<i64>),
}

#[derive(Debug)]
struct Announced {
    ms: i64,
    /// Checksum of the sentences; `None` for the next message, whichever it is.
    sum: Option<u8>,
    /// How many sentences there were before.
    sentences: u64,
}

impl Clock {
    /// A clock that goes on from a moment for messages without any time.
    pub(super) fn new(assumed_ms: Option<i64>) -> Self {
        Self { assumed_ms, ..Self::default() }
    }

    /// Takes the time of a line.
    pub(super) fn set(&mut self, time: TimeLine) {
        match time {
            TimeLine::Now { ms } => self.now_ms = Some(ms),
            TimeLine::Announced { ms, sum } => {
                self.names_messages |= sum.is_some();
                if self.announced.len() == MOST_ANNOUNCED {
                    self.announced.pop_front();
                }
                self.announced.push_back(Announced { ms, sum, sentences: self.sentences });
            }
        }
    }

    /// Counts a sentence, and keeps the time of its group.
    pub(super) fn count(&mut self, stamps: Stamps) {
        self.sentences += 1;
        if let (Some(group), Some(ms)) = (stamps.group, stamps.tag_ms) {
            if self.groups.len() == MOST_GROUPS {
                self.groups.pop_front();
            }
            self.groups.push_back((group, ms));
        }
        while self.announced.front().is_some_and(|first| first.sentences + LONGEST_WAIT < self.sentences) {
            self.announced.pop_front();
        }
    }

    /// When a message was received whose sentences are all counted.
    ///
    /// The station's own word goes before that of whoever wrote the line: what satellites hear is written when they
    /// come to a ground station, up to hours later.
    pub(super) fn of(&mut self, stamps: Stamps) -> Moment {
        let announced_ms = self.announced(stamps);
        let in_group = |group| self.groups.iter().rev().find(|known| known.0 == group).map(|known| known.1);
        let told_ms = stamps.tag_ms.or_else(|| stamps.group.and_then(in_group)).or(announced_ms);
        told_ms.map_or(Moment::Written(stamps.logger_ms.or(self.now_ms)), Moment::Told)
    }

    /// The time that was announced for a message, which then waits no longer.
    fn announced(&mut self, stamps: Stamps) -> Option<i64> {
        let before = self.sentences - u64::from(stamps.sentences).min(self.sentences);
        let is_it = |line: &Announced| match line.sum {
            Some(sum) => sum == stamps.sum,
            None => line.sentences == before,
        };
        let at = self.announced.iter().rposition(is_it)?;
        self.announced.remove(at).map(|line| line.ms)
    }

    /// The time of a message without any, if one is to be assumed; a position report has the second of UTC.
    pub(super) fn assumed(&mut self, second: Option<u8>) -> Option<i64> {
        let now = self.assumed_ms.as_mut()?;
        if let Some(second) = second.filter(|&second| second < 60) {
            let ahead = (i64::from(second) * SECOND_MS - now.rem_euclid(MINUTE_MS)).rem_euclid(MINUTE_MS);
            // Reports come late by seconds, too: those are of the time before.
            if ahead <= MINUTE_MS / 2 {
                *now += ahead;
            }
        }
        Some(*now)
    }
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
