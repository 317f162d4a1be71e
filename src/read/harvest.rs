//! What one block of a file holds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Reason;
use super::account::KEPT_PER_REASON;
use super::recall::Recall;
use super::record::{Columns, Fields, Found, Record, Records};
use super::row::RecordParser;
use super::statics::StaticsCache;
use crate::track::Row;

/// How the rows of a file are read.
pub(super) struct Rules<'a> {
    pub(super) parser: &'a dyn RecordParser,
    pub(super) columns: Columns,
    /// The header as it stands in the file.
    pub(super) header: Vec<u8>,
    /// In milliseconds since 1970: the period asked for, and the last moment that can be.
    pub(super) from_ms: i64,
    pub(super) to_ms: i64,
    pub(super) latest_ms: i64,
}

/// What one block holds. The memory is used for one block after another.
#[derive(Default)]
pub(super) struct Harvest {
    /// Rows to be taken; the number of their static data is that of `statics`, plus 1.
    pub(super) rows: Vec<Row>,
    /// The first [`KEPT_PER_REASON`] rejected rows of each reason, in order.
    pub(super) rejects: Vec<Rejected>,
    /// How many rows were rejected, by reason.
    pub(super) rejected: BTreeMap<Reason, Count>,
    /// Number of lines.
    pub(super) lines: u64,
    pub(super) statics: StaticsCache,
    pub(super) recall: Recall,
    fields: Fields,
}

/// A rejected row: where it stands in the block, and the number of its line, from 0.
pub(super) struct Rejected {
    pub(super) reason: Reason,
    pub(super) text: Range<usize>,
    pub(super) line: u64,
}

/// How many rows were rejected, and how many of them were kept.
#[derive(Default)]
pub(super) struct Count {
    pub(super) rows: u64,
    pub(super) kept: u64,
}

impl Harvest {
    /// Reads a block, which begins and ends where records do.
    pub(super) fn gather(&mut self, block: &[u8], rules: &Rules<'_>) {
        self.rows.clear();
        self.rejects.clear();
        self.rejected.clear();
        let mut records = Records::new(block, rules.columns, &mut self.fields);
        loop {
            let taken = match records.advance() {
                Found::End => break,
                Found::TooLong => Err(Reason::TooLong),
                Found::WrongColumns => Err(Reason::ColumnCount),
                Found::Record => row(records.record(), rules, &mut self.recall, &mut self.statics),
            };
            match taken {
                Ok(row) => self.rows.push(row),
                Err(reason) => {
                    let raw = records.raw();
                    let reason = if raw == rules.header { Reason::RepeatedHeader } else { reason };
                    let count = self.rejected.entry(reason).or_default();
                    count.rows += 1;
                    if count.rows <= KEPT_PER_REASON as u64 {
                        count.kept += 1;
                        let start = records.bounds().0;
                        let text = start..start + raw.len();
                        self.rejects.push(Rejected { reason, text, line: records.line() - 1 });
                    }
                }
            }
        }
        self.lines = records.line() - 1;
    }
}

/// The row of a record.
fn row(record: Record<'_>, rules: &Rules<'_>, recall: &mut Recall, statics: &mut StaticsCache) -> Result<Row, Reason> {
    let row = rules.parser.report(record, recall)?;
    if row.time_ms > rules.latest_ms {
        return Err(Reason::TimeInFuture);
    }
    if row.time_ms < rules.from_ms || row.time_ms >= rules.to_ms {
        return Err(Reason::OutsidePeriod);
    }
    let statics = statics.id(row.mmsi, record, rules.parser).map_or(0, |id| id + 1);
    Ok(Row { statics, ..row })
}
