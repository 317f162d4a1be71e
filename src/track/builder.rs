//! From reports in any order to a [`Fleet`](super::Fleet).

mod census;
mod chunks;
mod memory;
mod packed;
mod parcel;
mod row;
mod share;
mod spill;
mod store;
mod windows;

use std::collections::HashMap;

use crate::ais::{Mmsi, PositionReport, StaticData, StaticReport};

pub(crate) use memory::Memory;
pub(super) use packed::Packed;
#[cfg(test)]
pub(super) use packed::tests::{any_row, usual_row};
pub(crate) use parcel::Parcel;
#[cfg(feature = "parquet")]
pub(crate) use parcel::Plan;
pub(super) use row::{FLAG_BEGINS, FLAG_CLASS_A, FLAG_CLASS_B, FLAG_COARSE};
pub(crate) use row::{Particulars, Row};
pub(super) use share::Share;
pub(super) use store::{SHARES_LOG2, Store};
#[cfg(feature = "parquet")]
pub(crate) use windows::Ahead;
pub(crate) use windows::Windows;

/// A set of [`StaticData`] known to a [`FleetBuilder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaticId(pub(super) u32);

/// Collects reports in any order.
#[derive(Debug, Default)]
pub struct FleetBuilder {
    rows: Store,
    statics: Vec<StaticData>,
    static_ids: HashMap<StaticData, StaticId>,
    static_reports: Vec<LooseStatic>,
    /// Times of the earliest and the latest row.
    span_ms: Option<(i64, i64)>,
}

/// Static data of a vessel at a time (ms), without a position.
pub(super) type LooseStatic = (Mmsi, i64, StaticId);

/// What was taken, with static data in their natural order.
pub(super) struct Parts {
    pub(super) rows: Store,
    pub(super) statics: Vec<StaticData>,
    /// The new number of each id of static data that rows have.
    pub(super) rank: Vec<u32>,
    /// By vessel and time, with new numbers.
    pub(super) static_reports: Vec<LooseStatic>,
}

impl FleetBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of position reports taken so far, duplicates included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no report at all was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0 && self.static_reports.is_empty()
    }

    /// Times of the earliest and the latest position report, in milliseconds since 1970.
    pub(crate) fn span_ms(&self) -> Option<(i64, i64)> {
        self.span_ms
    }

    /// Takes a position report.
    pub fn push(&mut self, report: &PositionReport) {
        self.push_rows(&[report.into()], |_, _| None);
    }

    /// Takes a position report whose row also carried static data, as most files have it.
    ///
    /// The data are those of the report's time; if one MMSI is used by two ships, they go with
    /// the position to the right one. An id has to be one that this builder gave: that of another stands for other data, or for none.
    pub fn push_with(&mut self, report: &PositionReport, statics: StaticId) {
        let known = (statics.0 as usize) < self.statics.len();
        self.push_rows(&[report.into()], |_, _| known.then_some(statics));
    }

    /// Takes rows, whose static data have the ids that `statics` says, given the vessel and the number that rows have.
    fn push_rows(&mut self, rows: &[Row], statics: impl Fn(u32, u32) -> Option<StaticId>) {
        self.push_rows_with(rows, |_, mmsi, number| statics(mmsi, number));
    }

    /// Takes rows, whose static data `statics` may make known on the way.
    fn push_rows_with(&mut self, rows: &[Row], mut statics: impl FnMut(&mut Self, u32, u32) -> Option<StaticId>) {
        let Some(first) = rows.first() else { return };
        let mut span_ms = (first.time_ms, first.time_ms);
        for row in rows {
            span_ms = (span_ms.0.min(row.time_ms), span_ms.1.max(row.time_ms));
            let id = statics(self, row.mmsi, row.statics).map_or(0, |id| id.0 + 1);
            self.rows.push(Row { statics: id, ..*row });
        }
        self.widen_span(span_ms);
    }

    /// Takes a parcel, if it holds rows that fit; whether it did. Numbers of static data are from 1, and 0 is for none.
    fn push_parcel(&mut self, parcel: &Parcel, mut statics: impl FnMut(&mut Self, u32, u32) -> u32) -> bool {
        let Some(contents) = parcel.contents else { return false };
        let Some(later_ms) = self.rows.accepts(contents) else { return false };
        if self.statics.len() + contents.rows >= packed::STATICS {
            return false;
        }
        // Static data may be made known while rows are moved.
        let mut rows = std::mem::take(&mut self.rows);
        rows.push_parcel(parcel, later_ms, |mmsi, number| statics(self, mmsi, number));
        self.rows = rows;
        self.widen_span(contents.span_ms);
        true
    }

    fn widen_span(&mut self, (first_ms, last_ms): (i64, i64)) {
        let (earliest, latest) = self.span_ms.unwrap_or((first_ms, last_ms));
        self.span_ms = Some((earliest.min(first_ms), latest.max(last_ms)));
    }

    /// Takes a static report that came without a position.
    pub fn push_static(&mut self, report: StaticReport) {
        let id = self.intern(report.data);
        self.push_loose(report.mmsi, report.time.timestamp_millis(), id);
    }

    /// Takes static data that are known already and came without a position.
    pub(crate) fn push_loose(&mut self, mmsi: Mmsi, time_ms: i64, statics: StaticId) {
        self.static_reports.push((mmsi, time_ms, statics));
    }

    /// Makes static data known, once for all rows that repeat them.
    pub fn intern(&mut self, data: StaticData) -> StaticId {
        if let Some(&id) = self.static_ids.get(&data) {
            return id;
        }
        let id = StaticId(u32::try_from(self.statics.len()).unwrap_or(u32::MAX - 1));
        self.statics.push(data.clone());
        self.static_ids.insert(data, id);
        id
    }

    /// Takes all that another builder holds.
    pub fn append(&mut self, other: Self) {
        let ids: Vec<StaticId> = other.statics.into_iter().map(|data| self.intern(data)).collect();
        for share in other.rows.into_shares() {
            for row in share.rows() {
                self.push_rows(&[row], |_, number| number.checked_sub(1).map(|id| ids[id as usize]));
            }
        }
        self.static_reports
            .extend(other.static_reports.into_iter().map(|(mmsi, time, id)| (mmsi, time, ids[id.0 as usize])));
    }

    /// What was taken, for the tests of readers: in the order of taking, unless they are very many.
    #[cfg(test)]
    pub(crate) fn into_taken(self) -> Vec<(PositionReport, StaticData)> {
        let mut taken = Vec::new();
        let statics = |row: &Row| match row.statics {
            0 => StaticData::default(),
            id => self.statics[id as usize - 1].clone(),
        };
        for share in self.rows.into_shares() {
            taken.extend(share.rows().map(|row| (row.report(), statics(&row))));
        }
        taken
    }

    /// What was taken, with static data in their natural order and numbered anew, so that the numbers do not
    /// depend on the order of input.
    pub(super) fn into_parts(mut self) -> Parts {
        // The largest thing here after the rows, and not needed any more.
        drop(self.static_ids);
        let mut order: Vec<u32> = (0..self.statics.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| self.statics[a as usize].cmp(&self.statics[b as usize]));
        let mut rank = vec![0_u32; order.len()];
        for (new, &old) in order.iter().enumerate() {
            rank[old as usize] = new as u32;
        }
        for report in &mut self.static_reports {
            report.2 = StaticId(rank[report.2.0 as usize]);
        }
        self.static_reports.sort_unstable();
        self.statics.sort_unstable();
        Parts { rows: self.rows, statics: self.statics, rank, static_reports: self.static_reports }
    }
}
