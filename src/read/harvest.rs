//! What one block of a file holds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Reason;
use super::account::KEPT_PER_REASON;
use super::recall::Recall;
use super::record::{Columns, Fields, Found, Record, Records};
use super::row::RecordParser;
use super::statics::StaticsCache;
use super::time::Dates;
use crate::ais::Mmsi;
use crate::track::Row;

/// Rows whose static data are looked up together: as many as a processor can wait for at a time, and few enough that their
/// text is still in its nearest cache.
const BATCH: usize = 32;

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

impl Rules<'_> {
    /// Whether a time is in the period asked for.
    fn check_time(&self, time_ms: i64) -> Result<(), Reason> {
        if time_ms > self.latest_ms {
            return Err(Reason::TimeInFuture);
        }
        if time_ms < self.from_ms || time_ms >= self.to_ms {
            return Err(Reason::OutsidePeriod);
        }
        Ok(())
    }
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
    /// Static data that came without a position.
    pub(super) static_reports: Vec<LooseStatics>,
    /// Number of lines.
    pub(super) lines: u64,
    pub(super) statics: StaticsCache,
    pub(super) recall: Recall,
    fields: Fields,
    /// Where the fields of the last rows end whose static data were not looked at yet.
    batch: Vec<Fields>,
}

/// Static data that came without a position.
pub(super) struct LooseStatics {
    pub(super) mmsi: Mmsi,
    /// In milliseconds since 1970; `None` for data of all times.
    pub(super) time_ms: Option<i64>,
    /// Their number among those of `statics`.
    pub(super) set: u32,
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
    /// Prepares for another file. The same text may mean something else in other columns.
    pub(super) fn begin(&mut self, same_columns: bool) {
        self.statics.begin(same_columns);
        if !same_columns {
            self.recall.dates = Dates::default();
        }
    }

    /// Reads a block, which begins and ends where records do.
    pub(super) fn gather(&mut self, block: &[u8], rules: &Rules<'_>) {
        self.rows.clear();
        self.rejects.clear();
        self.rejected.clear();
        self.static_reports.clear();
        self.batch.resize_with(BATCH, Fields::default);
        let mut texts: Vec<&[u8]> = Vec::with_capacity(BATCH);
        let mut records = Records::new(block, rules.columns, &mut self.fields);
        loop {
            let taken = match records.advance() {
                Found::End => break,
                Found::TooLong => Err(Reason::TooLong),
                Found::WrongColumns => Err(Reason::ColumnCount),
                Found::Record => row(records.record(), rules, &mut self.recall),
            };
            match taken {
                Ok(row) => {
                    self.rows.push(row);
                    records.swap_fields(&mut self.batch[texts.len()]);
                    texts.push(records.ahead());
                    if texts.len() == BATCH {
                        set_statics(&mut self.rows, &texts, &self.batch, rules.parser, &mut self.statics);
                        texts.clear();
                    }
                }
                Err(mut reason) => {
                    if reason == Reason::StaticMessage {
                        let told = static_report(records.record(), rules, &mut self.recall, &mut self.statics);
                        reason = told.map_or_else(
                            |reason| reason,
                            |report| {
                                self.static_reports.extend(report);
                                Reason::StaticMessage
                            },
                        );
                    }
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
        set_statics(&mut self.rows, &texts, &self.batch, rules.parser, &mut self.statics);
    }
}

/// Numbers the static data of the last rows, with whose records `texts` begin.
fn set_statics(
    rows: &mut [Row],
    texts: &[&[u8]],
    fields: &[Fields],
    parser: &dyn RecordParser,
    statics: &mut StaticsCache,
) {
    let first = rows.len() - texts.len();
    let rows = &mut rows[first..];
    statics.look_ahead(rows.iter().map(|row| row.mmsi));
    for ((row, text), fields) in rows.iter_mut().zip(texts).zip(fields) {
        row.statics = statics.id(row.mmsi, fields.record(text), parser).map_or(0, |id| id + 1);
    }
}

/// The row of a record, without its static data.
fn row(record: Record<'_>, rules: &Rules<'_>, recall: &mut Recall) -> Result<Row, Reason> {
    let row = rules.parser.report(record, recall)?;
    rules.check_time(row.time_ms)?;
    Ok(row)
}

/// The static data of a row without a position.
fn static_report(
    record: Record<'_>,
    rules: &Rules<'_>,
    recall: &mut Recall,
    statics: &mut StaticsCache,
) -> Result<Option<LooseStatics>, Reason> {
    let (mmsi, time_ms) = rules.parser.static_report(record, recall)?;
    time_ms.map_or(Ok(()), |time_ms| rules.check_time(time_ms))?;
    let set = statics.id(mmsi.get(), record, rules.parser);
    Ok(set.map(|set| LooseStatics { mmsi, time_ms, set }))
}
