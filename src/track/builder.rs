//! From reports in any order to a [`Fleet`](super::Fleet).

use std::collections::HashMap;

use crate::ais::{Mmsi, PositionReport, StaticData, StaticReport, TransceiverClass};

/// A set of [`StaticData`] known to a [`FleetBuilder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaticId(pub(super) u32);

/// Collects reports in any order.
#[derive(Debug, Default)]
pub struct FleetBuilder {
    rows: Vec<Row>,
    statics: Vec<StaticData>,
    static_ids: HashMap<StaticData, StaticId>,
    static_reports: Vec<LooseStatic>,
}

/// Static data of a vessel at a time (ms), without a position.
pub(super) type LooseStatic = (Mmsi, i64, StaticId);

/// One accepted position report in 32 bytes.
///
/// The order of the fields is the order in which rows are sorted, so that the result does not
/// depend on the order of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) mmsi: u32,
    pub(super) time_ms: i64,
    pub(super) latitude_e7: i32,
    pub(super) longitude_e7: i32,
    pub(super) sog: u16,
    pub(super) cog: u16,
    pub(super) heading: u16,
    pub(super) status: u8,
    pub(super) flags: u8,
    /// One more than the [`StaticId`]; 0 for none.
    pub(super) statics: u32,
}

/// Stands for "not available" in the small columns.
pub(super) const NONE_U16: u16 = u16::MAX;
/// Stands for "not available" in the status column.
pub(super) const NONE_U8: u8 = u8::MAX;
/// Flag: a position as coarse as message 27 makes it.
pub(super) const FLAG_COARSE: u8 = 1;
/// Flag: class A.
pub(super) const FLAG_CLASS_A: u8 = 2;
/// Flag: class B.
pub(super) const FLAG_CLASS_B: u8 = 4;

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
        self.rows.is_empty() && self.static_reports.is_empty()
    }

    /// Takes a position report.
    pub fn push(&mut self, report: &PositionReport) {
        self.rows.push(Row::new(report, 0));
    }

    /// Takes a position report whose row also carried static data, as most files have it.
    ///
    /// The data are those of the report's time; if one MMSI is used by two ships, they go with
    /// the position to the right one.
    pub fn push_with(&mut self, report: &PositionReport, statics: StaticId) {
        self.rows.push(Row::new(report, statics.0 + 1));
    }

    /// Takes a static report that came without a position.
    pub fn push_static(&mut self, report: StaticReport) {
        let id = self.intern(report.data);
        self.static_reports.push((report.mmsi, report.time.timestamp_millis(), id));
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
        self.rows.extend(other.rows.into_iter().map(|mut row| {
            if row.statics > 0 {
                row.statics = ids[row.statics as usize - 1].0 + 1;
            }
            row
        }));
        self.static_reports
            .extend(other.static_reports.into_iter().map(|(mmsi, time, id)| (mmsi, time, ids[id.0 as usize])));
    }

    /// What was taken, in the order of taking, for the tests of readers.
    #[cfg(test)]
    pub(crate) fn taken(&self) -> Vec<(PositionReport, StaticData)> {
        let report = |row: &Row| PositionReport {
            mmsi: Mmsi::new(row.mmsi).unwrap(),
            time: chrono::DateTime::from_timestamp_millis(row.time_ms).unwrap(),
            position: crate::ais::Position::from_e7(row.latitude_e7, row.longitude_e7).unwrap(),
            speed_over_ground: crate::ais::Speed::from_decikn(row.sog),
            course_over_ground: crate::ais::Course::from_decideg(row.cog),
            true_heading: crate::ais::Heading::from_deg(f64::from(row.heading)),
            nav_status: crate::ais::NavStatus::from_code(row.status),
            class: match row.flags & (FLAG_CLASS_A | FLAG_CLASS_B) {
                FLAG_CLASS_A => Some(TransceiverClass::A),
                FLAG_CLASS_B => Some(TransceiverClass::B),
                _ => None,
            },
            coarse: row.flags & FLAG_COARSE > 0,
        };
        let statics = |row: &Row| match row.statics {
            0 => StaticData::default(),
            id => self.statics[id as usize - 1].clone(),
        };
        self.rows.iter().map(|row| (report(row), statics(row))).collect()
    }

    /// Rows as they came, static data in their natural order, static reports by vessel and time.
    ///
    /// Static data are numbered anew so that the numbers do not depend on the order of input.
    pub(super) fn into_parts(mut self) -> (Vec<Row>, Vec<StaticData>, Vec<LooseStatic>) {
        let mut order: Vec<u32> = (0..self.statics.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| self.statics[a as usize].cmp(&self.statics[b as usize]));
        let mut rank = vec![0_u32; order.len()];
        for (new, &old) in order.iter().enumerate() {
            rank[old as usize] = new as u32;
        }
        for row in &mut self.rows {
            if row.statics > 0 {
                row.statics = rank[row.statics as usize - 1] + 1;
            }
        }
        for report in &mut self.static_reports {
            report.2 = StaticId(rank[report.2.0 as usize]);
        }
        self.static_reports.sort_unstable();
        self.statics.sort_unstable();
        (self.rows, self.statics, self.static_reports)
    }
}

impl Row {
    /// Whether both say the same, whatever static data came with them.
    pub(super) fn same_report(&self, other: &Self) -> bool {
        Self { statics: 0, ..*self } == Self { statics: 0, ..*other }
    }

    fn new(report: &PositionReport, statics: u32) -> Self {
        let class = match report.class {
            Some(TransceiverClass::A) => FLAG_CLASS_A,
            Some(TransceiverClass::B) => FLAG_CLASS_B,
            None => 0,
        };
        Self {
            mmsi: report.mmsi.get(),
            time_ms: report.time.timestamp_millis(),
            latitude_e7: report.position.latitude_e7(),
            longitude_e7: report.position.longitude_e7(),
            sog: report.speed_over_ground.map_or(NONE_U16, |speed| speed.decikn()),
            cog: report.course_over_ground.map_or(NONE_U16, |course| course.decideg()),
            heading: report.true_heading.map_or(NONE_U16, |heading| heading.whole_deg()),
            status: report.nav_status.map_or(NONE_U8, |status| status.code()),
            flags: class | if report.coarse { FLAG_COARSE } else { 0 },
            statics,
        }
    }
}
