//! The way of every message of a log: to the builder or to the account, in the order of lines.

use super::clock::{Clock, Moment};
use super::decode::{self, Message};
use super::held::{Held, Unannounced};
use super::parts::{Parts, Waiting};
use super::says::What;
use super::sentence::Stamps;
use super::stamp::TimeLine;
use super::tag::Tag;
use crate::ais::Mmsi;
use crate::read::intake::Intake;
use crate::read::page::{Found, Page};
use crate::read::vessels::Vessels;
use crate::read::{Format, Reason, row};
use crate::track::{Row, StaticId};

/// A log, and what its lines so far have said about later ones.
pub(super) struct Log<'i, 'a> {
    intake: &'i mut Intake<'a>,
    clock: Clock,
    parts: Parts,
    held: Held,
    /// The time and checksum of an announcement that is of a message before it, unless the next one has them, too.
    offer: Option<(i64, u8)>,
    vessels: Vessels,
    /// A tag block that stood alone on its line.
    tag: Tag,
    /// Number of lines before the block.
    lines: u64,
    /// Rows of the block; the number of their static data is that of `vessels`, plus 1.
    rows: Vec<Row>,
    rejected: u64,
    /// What the builder calls the static data that `vessels` has numbered.
    ids: Vec<StaticId>,
}

impl<'i, 'a> Log<'i, 'a> {
    pub(super) fn new(intake: &'i mut Intake<'a>) -> Self {
        let waiting = usize::try_from(intake.options.limits.max_waiting_messages).unwrap_or(usize::MAX);
        let assumed_ms = intake.options.assume_start.map(|start| start.timestamp_millis());
        Self {
            intake,
            clock: Clock::new(assumed_ms),
            parts: Parts::new(waiting),
            held: Held::default(),
            offer: None,
            vessels: Vessels::default(),
            tag: Tag::default(),
            lines: 0,
            rows: Vec::new(),
            rejected: 0,
            ids: Vec::new(),
        }
    }

    /// Takes what was found in the next page; whether there is room for more.
    pub(super) fn take(&mut self, page: &mut Page<What>) -> bool {
        if self.lines == 0 {
            self.intake.report.set_format(Format::Nmea);
        }
        for found in page.found.drain(..) {
            self.take_line(found, &page.block);
        }
        self.lines += page.lines;
        self.hand_over();
        self.intake.look_at_limits(self.vessels.len())
    }

    /// Takes a line of a block.
    fn take_line(&mut self, found: Found<What>, block: &[u8]) {
        let line = self.lines + found.line + 1;
        let text = &block[found.text];
        match found.what {
            What::Time(time) => self.take_time(time),
            What::Tag(tag) => self.tag = tag,
            What::Bad(reason) => self.reject(line, reason, text),
            What::Message(mut stamps, message) => {
                self.begin(&mut stamps);
                self.take_message(stamps, message, (line, text));
            }
            What::Part(mut part, payload) => {
                self.begin(&mut part.stamps);
                let mut lost = Vec::new();
                let whole = self.parts.take(&part, &block[payload], (line, text), &mut lost);
                self.give_up(lost);
                if let Some(whole) = whole {
                    let payload = whole.payload().unwrap_or_default();
                    let message = decode::message(&payload, whole.fill);
                    self.take_message(whole.stamps, message, (whole.line, &whole.text));
                }
            }
        }
    }

    /// Takes a time, which is of a message before it or of one that follows.
    fn take_time(&mut self, time: TimeLine) {
        if let TimeLine::Announced { ms, sum: Some(sum) } = time {
            self.accept_offer();
            if self.held.has(sum) {
                self.offer = Some((ms, sum));
                return;
            }
            let passed = self.held.pass();
            self.give_back(passed);
        }
        self.clock.set(time);
    }

    /// Takes what lines before it say of a sentence.
    fn begin(&mut self, stamps: &mut Stamps) {
        let tag = std::mem::take(&mut self.tag);
        stamps.tag_ms = stamps.tag_ms.or(tag.ms);
        stamps.group = stamps.group.or(tag.group);
        self.clock.count(*stamps);
    }

    fn take_message(&mut self, stamps: Stamps, message: Result<Message, Reason>, (line, text): (u64, &[u8])) {
        // Of two copies from different stations the second is the one that was announced.
        let offered_ms = self.offer.take_if(|(_, sum)| *sum == stamps.sum).map(|(ms, _)| ms);
        self.accept_offer();
        let moment = match (self.clock.of(stamps), offered_ms) {
            (Moment::Written(_), Some(ms)) => Moment::Told(ms),
            (moment, _) => moment,
        };
        match moment {
            Moment::Told(ms) => self.settle(Some(ms), message, (line, text)),
            Moment::Written(written_ms) if self.clock.names_messages => {
                let text = text.to_vec();
                let held = self.held.hold(Unannounced { stamps, written_ms, message, line, text, announcements: 0 });
                self.give_back(held);
            }
            Moment::Written(ms) => self.settle(ms, message, (line, text)),
        }
    }

    /// Gives the last announcement to the message before it.
    fn accept_offer(&mut self) {
        if let Some((ms, sum)) = self.offer.take()
            && let Some(held) = self.held.claim(sum)
        {
            self.settle(Some(ms), held.message, (held.line, &held.text));
        }
    }

    /// Takes messages that were not announced.
    fn give_back(&mut self, held: impl IntoIterator<Item = Unannounced>) {
        for held in held {
            self.settle(held.written_ms, held.message, (held.line, &held.text));
        }
    }

    /// Takes a message, the time of which is settled.
    fn settle(&mut self, ms: Option<i64>, message: Result<Message, Reason>, (line, text): (u64, &[u8])) {
        match message.and_then(|message| self.row(ms, message)) {
            Ok(row) => self.rows.push(row),
            Err(reason) => self.reject(line, reason, text),
        }
    }

    /// The row of a message, if it is one of a position.
    fn row(&mut self, ms: Option<i64>, message: Message) -> Result<Row, Reason> {
        let Message { mmsi, position: report, statics } = message;
        let mmsi = Mmsi::new(mmsi).map_err(|_| Reason::BadMmsi)?;
        if !mmsi.is_vessel() {
            return Err(Reason::NotAVessel);
        }
        let ms = ms.or_else(|| self.clock.assumed(report.as_ref().map(|report| report.second)));
        let ms = row::moment(Some(ms.ok_or(Reason::Undated)?))?;
        if ms > self.intake.latest_ms {
            return Err(Reason::TimeInFuture);
        }
        let is_outside = ms < self.intake.from_ms || ms >= self.intake.to_ms;
        if let Some(statics) = statics.filter(|_| !is_outside) {
            self.vessels.update(mmsi, &statics);
        }
        let report = report.ok_or(if is_outside { Reason::OutsidePeriod } else { Reason::StaticMessage })?;
        let position = report.position?;
        if is_outside {
            return Err(Reason::OutsidePeriod);
        }
        let statics = self.vessels.number(mmsi).map_or(0, |number| number + 1);
        Ok(Row { statics, ..Row::new(mmsi, ms, position, report.more) })
    }

    fn reject(&mut self, line: u64, reason: Reason, text: &[u8]) {
        self.rejected += 1;
        self.intake.report.reject(line, reason, text.trim_ascii_end());
    }

    fn give_up(&mut self, lost: Vec<Waiting>) {
        for waiting in lost {
            self.reject(waiting.line, Reason::IncompleteMessage, &waiting.text);
        }
    }

    /// Hands the rows to the builder.
    fn hand_over(&mut self) {
        let Self { intake, ids, .. } = self;
        ids.extend(self.vessels.new_sets().map(|data| intake.fleet.intern(data)));
        intake.fleet.push_rows(&self.rows, |_, number| number.checked_sub(1).map(|id| ids[id as usize]));
        intake.count(self.rows.len() as u64, self.rejected);
        self.rows.clear();
        self.rejected = 0;
    }

    /// Gives up what is not complete; the number of the line after the last one.
    pub(super) fn finish(mut self) -> u64 {
        self.accept_offer();
        let held = self.held.release();
        self.give_back(held);
        let lost = std::mem::take(&mut self.parts).into_lost();
        self.give_up(lost);
        self.hand_over();
        self.lines + 1
    }
}
