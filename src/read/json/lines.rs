//! The way of every line: to the builder or to the account, in order.

use super::message::Message;
use crate::ais::Mmsi;
use crate::read::intake::Intake;
use crate::read::page::Page;
use crate::read::vessels::Vessels;
use crate::read::{Reason, row};
use crate::track::{Row, StaticId};

/// The lines of a file.
pub(super) struct Lines<'i, 'a> {
    intake: &'i mut Intake<'a>,
    vessels: Vessels,
    /// Number of lines before the block.
    lines: u64,
    /// Rows of the block; the number of their static data is that of `vessels`, plus 1.
    rows: Vec<Row>,
    /// Static data that came without a position, by the number that `vessels` has for them.
    static_reports: Vec<(Mmsi, i64, u32)>,
    /// What the builder calls the static data that `vessels` has numbered.
    ids: Vec<StaticId>,
}

impl<'i, 'a> Lines<'i, 'a> {
    pub(super) fn new(intake: &'i mut Intake<'a>) -> Self {
        let vessels = Vessels::default();
        Self { intake, vessels, lines: 0, rows: Vec::new(), static_reports: Vec::new(), ids: Vec::new() }
    }

    /// Number of the line that comes next, from 1.
    pub(super) fn next_line(&self) -> u64 {
        self.lines + 1
    }

    /// Takes what was found in the next page; whether more can be taken.
    pub(super) fn take(&mut self, page: &mut Page<Result<Message, Reason>>) -> bool {
        let mut rejected = 0;
        for found in page.found.drain(..) {
            match found.what.and_then(|message| self.row(message)) {
                Ok(row) => self.rows.push(row),
                Err(reason) => {
                    rejected += 1;
                    let text = page.block[found.text].trim_ascii();
                    self.intake.report.reject(self.lines + found.line + 1, reason, text);
                }
            }
        }
        self.lines += page.lines;
        let Self { intake, ids, .. } = self;
        ids.extend(self.vessels.new_sets().map(|data| intake.fleet.intern(data)));
        for (mmsi, ms, set) in self.static_reports.drain(..) {
            intake.fleet.push_static(mmsi, ms, ids[set as usize]);
        }
        intake.fleet.push_rows(&self.rows, |_, number| number.checked_sub(1).map(|id| ids[id as usize]));
        intake.count(self.rows.len() as u64, rejected);
        self.rows.clear();
        self.intake.look_at_limits(self.vessels.len())
    }

    /// The row of a message, if it is one of a position.
    fn row(&mut self, message: Message) -> Result<Row, Reason> {
        let Message { mmsi, ms, position, statics, name } = message;
        let mmsi = Mmsi::new(mmsi).map_err(|_| Reason::BadMmsi)?;
        if !mmsi.is_vessel() {
            return Err(Reason::NotAVessel);
        }
        let ms = row::moment(Some(ms.ok_or(Reason::Undated)?))?;
        if ms > self.intake.latest_ms {
            return Err(Reason::TimeInFuture);
        }
        let is_outside = ms < self.intake.from_ms || ms >= self.intake.to_ms;
        if !is_outside {
            if let Some(statics) = &statics {
                self.vessels.update(mmsi, statics);
            }
            if let Some(name) = name {
                self.vessels.name(mmsi, name);
            }
        }
        let Some((position, more)) = position else {
            if is_outside {
                return Err(Reason::OutsidePeriod);
            }
            self.static_reports.extend(self.vessels.number(mmsi).map(|set| (mmsi, ms, set)));
            return Err(Reason::StaticMessage);
        };
        let position = position?;
        if is_outside {
            return Err(Reason::OutsidePeriod);
        }
        let statics = self.vessels.number(mmsi).map_or(0, |number| number + 1);
        Ok(Row { statics, ..Row::new(mmsi, ms, position, more) })
    }
}
