//! Cleaning: exact duplicates, equal times, lone impossible fixes.

use std::collections::BTreeMap;

use super::builder::{FleetBuilder, LooseStatic, Parts, Row, Share};
use super::by_vessel::ByVessel;
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
    /// Adds what became of other reports.
    pub(super) fn add(&mut self, other: &Self) {
        self.reports += other.reports;
        self.duplicates += other.duplicates;
        self.shared_mmsi += other.shared_mmsi;
        self.statics_without_track += other.statics_without_track;
        for (&reason, count) in &other.set_aside {
            *self.set_aside.entry(reason).or_default() += count;
        }
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
        let Parts { rows, statics, rank, static_reports } = self.into_parts();
        let mut fleet = Fleet::with_capacity(rows.len());
        let mut shares = rows.into_shares();
        let mut workers: Vec<Worker> = (0..crate::parallel::threads()).map(|_| Worker::default()).collect();
        crate::parallel::in_order(
            &mut workers,
            |worker| {
                worker.share = shares.next();
                worker.share.is_some()
            },
            |worker| worker.clean(&rank, &static_reports, parameters),
            |worker| fleet.append(&mut worker.fleet),
        );
        fleet.statics = statics;
        let with_track: u64 = workers.iter().map(|worker| worker.statics_of_vessels).sum();
        fleet.cleaning.statics_without_track += static_reports.len() as u64 - with_track;
        fleet.check_balance()?;
        Ok(fleet)
    }
}

/// Makes a fleet of the rows of one range of MMSIs at a time.
#[derive(Default)]
struct Worker {
    share: Option<Share>,
    /// The vessels of the range.
    fleet: Fleet,
    by_vessel: ByVessel,
    /// Static reports, of all ranges so far, whose vessels have positions.
    statics_of_vessels: u64,
}

impl Worker {
    fn clean(&mut self, rank: &[u32], static_reports: &[LooseStatic], parameters: &CleaningParameters) {
        let Some(share) = self.share.take() else { return };
        for rows in self.by_vessel.sort(share, rank) {
            self.fleet.cleaning.reports += rows.len() as u64;
            let Some(mmsi) = rows.first().and_then(|row| Mmsi::new(row.mmsi).ok()) else { continue };
            let first = static_reports.partition_point(|report| report.0 < mmsi);
            let of_vessel = static_reports[first..].iter().take_while(|report| report.0 == mmsi);
            let loose: Vec<(i64, u32)> = of_vessel.map(|&(_, time, id)| (time, id.0)).collect();
            self.statics_of_vessels += loose.len() as u64;
            self.fleet.push_vessel(mmsi, rows, loose, parameters);
        }
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
    /// Appends the tracks of one vessel, whose rows are sorted.
    fn push_vessel(&mut self, mmsi: Mmsi, rows: &[Row], mut loose: Vec<(i64, u32)>, parameters: &CleaningParameters) {
        let first_track = self.tracks.len();
        if segment::is_one_track(rows, parameters) {
            self.push_track(mmsi, 0, rows.iter(), !loose.is_empty());
        } else {
            let rows = deduplicate(rows, &mut loose, &mut self.cleaning);
            let assigned = segment::assign(&rows, parameters);
            let parts = assigned.iter().filter_map(|assigned| assigned.track()).max().map_or(0, |last| last + 1);
            self.cleaning.shared_mmsi += u64::from(parts > 1);
            for part in 0..parts {
                let of_part = rows.iter().zip(&assigned).filter(|(_, assigned)| assigned.track() == Some(part));
                self.push_track(mmsi, part, of_part.map(|(row, _)| row), !loose.is_empty());
            }
            for assigned in assigned {
                if let Assigned::SetAside(reason) = assigned {
                    *self.cleaning.set_aside.entry(reason).or_default() += 1;
                }
            }
        }
        self.attribute_statics(first_track, loose);
    }

    /// Appends a track with the static data that came with its fixes: all of them, or only what is new.
    fn push_track<'a>(
        &mut self,
        mmsi: Mmsi,
        part: u32,
        rows: impl Iterator<Item = &'a Row> + Clone,
        all_statics: bool,
    ) {
        let start = self.fixes();
        self.extend(rows.clone());
        let mut history: Vec<(i64, u32)> = Vec::new();
        for row in rows {
            if row.statics != 0 && (all_statics || history.last().is_none_or(|last| last.1 != row.statics - 1)) {
                history.push((row.time_ms, row.statics - 1));
            }
        }
        self.tracks.push(TrackRecord { mmsi, part, fixes: start..self.fixes(), history });
    }

    /// Gives static data that came without a position to the track whose fix is nearest in time.
    fn attribute_statics(&mut self, first_track: usize, loose: Vec<(i64, u32)>) {
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
                None => self.cleaning.statics_without_track += 1,
            }
        }
        for track in &mut self.tracks[first_track..] {
            // Numbers of static data are in their natural order.
            track.history.sort_unstable();
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
