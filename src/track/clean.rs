//! Cleaning: exact duplicates, equal times, lone impossible fixes.

use std::collections::BTreeMap;

use super::builder::{FleetBuilder, Row};
use super::fleet::{Fleet, TrackRecord};
use super::segment::{self, Assigned};
use crate::ais::Mmsi;
use crate::error::check_range;
use crate::{Error, Result};

/// What a vessel can do, and what therefore cannot be one vessel's fixes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct CleaningParameters {
    /// No vessel is faster than this, in knots.
    pub max_speed_kn: f64,
    /// Two fixes may be this much farther apart than the speed allows, in metres: receiver noise,
    /// times rounded to the second, one report that reached two receivers seconds apart.
    pub position_tolerance_m: f64,
    /// Times may be off by this, in seconds: two fixes that would need more than the greatest speed are still of
    /// one transmitter if a clock that is off by so much explains it. One of them is set aside then.
    pub clock_tolerance_s: f64,
    /// A second transmitter under one MMSI has at least this many fixes; fewer are set aside as impossible.
    pub min_track_fixes: u32,
}

impl Default for CleaningParameters {
    fn default() -> Self {
        Self { max_speed_kn: 60.0, position_tolerance_m: 200.0, clock_tolerance_s: 300.0, min_track_fixes: 3 }
    }
}

impl CleaningParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("cleaning.max_speed_kn", self.max_speed_kn, 1.0, 1000.0, "must be 1 to 1000 knots")?;
        check_range(
            "cleaning.position_tolerance_m",
            self.position_tolerance_m,
            0.0,
            100_000.0,
            "must be 0 to 100,000 metres",
        )?;
        check_range(
            "cleaning.clock_tolerance_s",
            self.clock_tolerance_s,
            0.0,
            86_400.0,
            "must be 0 to 86,400 seconds",
        )?;
        check_range("cleaning.min_track_fixes", f64::from(self.min_track_fixes), 1.0, 1e6, "must be 1 to 1,000,000")
    }
}

/// Why an accepted report is in no track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SetAside {
    /// Another fix of the same track has the same time and another place or motion.
    EqualTime,
    /// A fix that the vessel could not have reached: a spike, or a report dated wrongly.
    Impossible,
}

impl SetAside {
    /// `equal_time` or `impossible`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EqualTime => "equal_time",
            Self::Impossible => "impossible",
        }
    }
}

/// What became of the reports: `reports` = duplicates + set aside + fixes of the fleet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleaningReport {
    /// Position reports that were given.
    pub reports: u64,
    /// Exact copies of another report.
    pub duplicates: u64,
    /// Reports in no track, by reason.
    pub set_aside: BTreeMap<SetAside, u64>,
    /// MMSIs that more than one transmitter used.
    pub shared_mmsi: u64,
    /// Static reports of vessels without a position.
    pub statics_without_track: u64,
}

impl CleaningReport {
    fn set_aside(&mut self, reason: SetAside) {
        *self.set_aside.entry(reason).or_default() += 1;
    }
}

impl FleetBuilder {
    /// Sorts, cleans and splits into tracks.
    ///
    /// The result does not depend on the order in which reports were given.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a parameter out of range.
    pub fn build(self, parameters: &CleaningParameters) -> Result<Fleet> {
        parameters.validate()?;
        let (mut rows, statics, static_reports) = self.into_parts();
        crate::parallel::sort_unstable(&mut rows);
        let mut fleet = Fleet::with_capacity(rows.len());
        fleet.statics = statics;
        fleet.cleaning.reports = rows.len() as u64;
        let mut static_reports = static_reports.into_iter().peekable();
        let mut report = CleaningReport::default();
        for of_vessel in rows.chunk_by(|a, b| a.mmsi == b.mmsi) {
            let Ok(mmsi) = Mmsi::new(of_vessel[0].mmsi) else { continue };
            while static_reports.next_if(|report| report.0 < mmsi).is_some() {
                report.statics_without_track += 1;
            }
            let mut loose: Vec<(i64, u32)> = Vec::new();
            while let Some((_, time, id)) = static_reports.next_if(|report| report.0 == mmsi) {
                loose.push((time, id.0));
            }
            let unique = deduplicate(of_vessel, &mut loose, &mut report);
            let assigned = segment::assign(&unique, parameters);
            fleet.push_vessel(mmsi, &unique, &assigned, loose, &mut report);
        }
        report.statics_without_track += static_reports.count() as u64;
        report.reports = fleet.cleaning.reports;
        fleet.cleaning = report;
        fleet.check_balance()?;
        Ok(fleet)
    }
}

/// Rows without exact copies; the static data of a copy are kept in `loose`.
fn deduplicate(rows: &[Row], loose: &mut Vec<(i64, u32)>, report: &mut CleaningReport) -> Vec<Row> {
    let mut unique: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match unique.last() {
            Some(last) if last.same_report(row) => {
                report.duplicates += 1;
                if row.statics != 0 && row.statics != last.statics {
                    loose.push((row.time_ms, row.statics - 1));
                }
            }
            _ => unique.push(*row),
        }
    }
    unique
}

impl Fleet {
    /// Appends the tracks of one vessel.
    fn push_vessel(
        &mut self,
        mmsi: Mmsi,
        rows: &[Row],
        assigned: &[Assigned],
        loose: Vec<(i64, u32)>,
        report: &mut CleaningReport,
    ) {
        let parts = assigned.iter().filter_map(|assigned| assigned.track()).max().map_or(0, |last| last + 1);
        report.shared_mmsi += u64::from(parts > 1);
        let first_track = self.tracks.len();
        for part in 0..parts {
            let start = self.time_ms.len();
            let mut history = Vec::new();
            for (row, assigned) in rows.iter().zip(assigned) {
                if assigned.track() == Some(part) {
                    self.push(row);
                    if row.statics != 0 {
                        history.push((row.time_ms, row.statics - 1));
                    }
                }
            }
            let fixes = start..self.time_ms.len();
            self.tracks.push(TrackRecord { mmsi, part, fixes, history });
        }
        for assigned in assigned {
            if let Assigned::SetAside(reason) = assigned {
                report.set_aside(*reason);
            }
        }
        self.attribute_statics(first_track, loose, report);
    }

    /// Gives static data that came without a position to the track whose fix is nearest in time.
    fn attribute_statics(&mut self, first_track: usize, loose: Vec<(i64, u32)>, report: &mut CleaningReport) {
        for (time, id) in loose {
            let distance = |track: &TrackRecord| {
                let times = &self.time_ms[track.fixes.clone()];
                let after = times.partition_point(|&fix| fix < time);
                let near = |i: Option<usize>| i.and_then(|i| times.get(i)).map_or(i64::MAX, |&fix| (fix - time).abs());
                near(Some(after)).min(near(after.checked_sub(1)))
            };
            let nearest = (first_track..self.tracks.len()).min_by_key(|&index| distance(&self.tracks[index]));
            match nearest {
                Some(index) => self.tracks[index].history.push((time, id)),
                None => report.statics_without_track += 1,
            }
        }
        for track in &mut self.tracks[first_track..] {
            track.history.sort_by_key(|&(time, id)| (time, &self.statics[id as usize]));
            track.history.dedup_by_key(|&mut (_, id)| id);
            track.history.shrink_to_fit();
        }
    }

    fn check_balance(&self) -> Result<()> {
        let report = &self.cleaning;
        let set_aside: u64 = report.set_aside.values().sum();
        let fixes = self.fixes() as u64;
        if report.reports == report.duplicates + set_aside + fixes {
            Ok(())
        } else {
            Err(Error::Unbalanced(format!(
                "{} reports, {} duplicates + {set_aside} set aside + {fixes} fixes",
                report.reports, report.duplicates
            )))
        }
    }
}
