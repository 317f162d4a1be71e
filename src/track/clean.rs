//! Cleaning: exact duplicates, equal times, lone impossible fixes.

use std::collections::{BTreeMap, BTreeSet};

use super::aside::Aside;
use super::builder::{FLAG_BEGINS, FleetBuilder, LooseStatic, Memory, Parts, Row, Share};
use super::by_vessel::ByVessel;
use super::fleet::{Fleet, TrackRecord};
use super::transmitter::{self, Ends, Fate, Lanes, Rules, SegmentEnds};
use crate::ais::{Mmsi, StaticData};
use crate::error::check_range;
use crate::parallel::Threads;
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
    /// A report that follows within this, in hours, and within reach, is of the same segment of a track, and no other
    /// report can part the two. A leg that counts as observed lies within a segment, so that the longest such
    /// leg should not be longer.
    pub max_segment_gap_h: f64,
}

impl Default for CleaningParameters {
    fn default() -> Self {
        Self {
            max_speed_kn: 60.0,
            position_tolerance_m: 200.0,
            clock_tolerance_s: 300.0,
            min_track_fixes: 3,
            max_segment_gap_h: 4.0,
        }
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
        check_range("cleaning.min_track_fixes", f64::from(self.min_track_fixes), 1.0, 1e6, "must be 1 to 1,000,000")?;
        check_range("cleaning.max_segment_gap_h", self.max_segment_gap_h, 0.001, 24.0, "must be 0.001 to 24 hours")
    }
}

/// Why an accepted report is in no track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
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

crate::display::shown_as_str!(SetAside);

/// What became of the reports: `reports` = duplicates + set aside + fixes of the fleet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
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
    /// Counts reports that are in no track.
    pub(crate) fn set_aside(&mut self, reason: SetAside, reports: usize) {
        if reports > 0 {
            *self.set_aside.entry(reason).or_default() += reports as u64;
        }
    }

    /// Checks that no report was lost or counted twice.
    pub(crate) fn check(&self, fixes: u64) -> Result<()> {
        let set_aside: u64 = self.set_aside.values().sum();
        if self.reports == self.duplicates + set_aside + fixes {
            return Ok(());
        }
        Err(Error::Unbalanced(format!(
            "{} reports, {} duplicates + {set_aside} set aside + {fixes} fixes",
            self.reports, self.duplicates
        )))
    }

    /// Adds what became of other reports.
    pub(crate) fn add(&mut self, other: &Self) {
        self.reports += other.reports;
        self.duplicates += other.duplicates;
        self.shared_mmsi += other.shared_mmsi;
        self.statics_without_track += other.statics_without_track;
        for (&reason, count) in &other.set_aside {
            *self.set_aside.entry(reason).or_default() += count;
        }
    }
}

/// What is left of a builder whose rows were worked off.
pub(crate) struct WorkedOff {
    /// Static data, by the numbers that rows have for them (less 1).
    pub(crate) data: Vec<StaticData>,
    /// Static data of vessels without a position.
    pub(crate) without_position: Vec<(Mmsi, i64, u32)>,
}

impl FleetBuilder {
    /// Sorts, cleans and splits into tracks.
    ///
    /// The result does not depend on the order in which reports were given.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a parameter out of range; [`Error::Unbalanced`] if reports were lost, a defect of this library.
    pub fn build(self, parameters: &CleaningParameters) -> Result<Fleet> {
        parameters.validate()?;
        let rules = Rules::new(parameters);
        let mut fleet = Fleet::default();
        let left = self.work_off(
            |of_share: &mut Fleet, memory| of_share.lend(memory),
            |of_share, mmsi, rows, loose| {
                of_share.cleaning.reports += rows.len() as u64;
                of_share.push_vessel(mmsi, rows, loose, &rules);
            },
            |of_share| fleet.append(of_share),
        );
        fleet.sort_tracks();
        fleet.statics = left.data;
        fleet.cleaning.statics_without_track += left.without_position.len() as u64;
        fleet.cleaning.check(fleet.fixes() as u64)?;
        Ok(fleet)
    }

    /// Gives the sorted rows of each vessel, with static data that came without a position, to `each`, by shares of
    /// vessels on all cores; `begin` is given the memory that the rows of a share took, and `take` takes what became of it. Shares come in an order that depends on the MMSIs alone, and
    /// so do vessels in a share.
    pub(crate) fn work_off<W: Default + Send>(
        self,
        begin: impl Fn(&mut W, Vec<Memory>) + Sync,
        each: impl Fn(&mut W, Mmsi, &[Row], Vec<(i64, u32)>) + Sync,
        mut take: impl FnMut(&mut W) + Send,
    ) -> WorkedOff {
        let Parts { rows, statics, rank, static_reports } = self.into_parts();
        let mut shares = rows.into_shares();
        let mut workers: Vec<Worker<W>> = (0..crate::parallel::threads()).map(|_| Worker::default()).collect();
        crate::parallel::in_order(
            &mut workers,
            Threads::Shared,
            |worker| {
                worker.share = shares.next();
                worker.share.is_some()
            },
            |worker| worker.work_off(&rank, &static_reports, &begin, &each),
            |worker| take(&mut worker.result),
        );
        let with_position: BTreeSet<Mmsi> = workers.into_iter().flat_map(|worker| worker.with_statics).collect();
        let without = static_reports.iter().filter(|report| !with_position.contains(&report.0));
        let without_position = without.map(|&(mmsi, time_ms, id)| (mmsi, time_ms, id.0)).collect();
        WorkedOff { data: statics, without_position }
    }
}

/// Works off the rows of one share of vessels at a time.
#[derive(Default)]
struct Worker<W> {
    share: Option<Share>,
    result: W,
    by_vessel: ByVessel,
    /// Vessels, of all shares so far, with positions and with static data that came without.
    with_statics: Vec<Mmsi>,
}

impl<W> Worker<W> {
    fn work_off(
        &mut self,
        rank: &[u32],
        static_reports: &[LooseStatic],
        begin: &impl Fn(&mut W, Vec<Memory>),
        each: &impl Fn(&mut W, Mmsi, &[Row], Vec<(i64, u32)>),
    ) {
        let Some(share) = self.share.take() else { return };
        let vessels = self.by_vessel.deal(&share);
        begin(&mut self.result, share.into_memory());
        for vessel in 0..vessels {
            let rows = self.by_vessel.rows_of(vessel, rank);
            let Some(mmsi) = rows.first().and_then(|row| Mmsi::new(row.mmsi).ok()) else { continue };
            let first = static_reports.partition_point(|report| report.0 < mmsi);
            let of_vessel = static_reports[first..].iter().take_while(|report| report.0 == mmsi);
            let loose: Vec<(i64, u32)> = of_vessel.map(|&(_, time, id)| (time, id.0)).collect();
            if !loose.is_empty() {
                self.with_statics.push(mmsi);
            }
            each(&mut self.result, mmsi, rows, loose);
        }
    }
}

/// Rows without exact copies; the static data of a copy are kept in `loose`.
pub(crate) fn deduplicated(rows: &[Row], loose: &mut Vec<(i64, u32)>, report: &mut CleaningReport) -> Vec<Row> {
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

/// The segments of the rows of one MMSI, in order of their first fix.
fn segments(rows: &[Row], rules: &Rules, report: &mut CleaningReport, aside: &mut Aside) -> Vec<Vec<Row>> {
    let mut lanes = Lanes::default();
    let mut of_lane: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let lane = lanes.take(row, of_lane.len() as u32, rules) as usize;
        if lane == of_lane.len() {
            of_lane.push(Vec::new());
        }
        of_lane[lane].push(*row);
    }
    let mut segments: Vec<Vec<Row>> = Vec::new();
    for rows in of_lane {
        let mut segment = Vec::with_capacity(rows.len());
        for (row, fate) in rows.iter().zip(transmitter::sift(&rows, Ends::KNOWN, rules)) {
            if fate == Fate::Begins {
                segments.push(std::mem::take(&mut segment));
            }
            match fate.set_aside() {
                Some(reason) => {
                    report.set_aside(reason, 1);
                    aside.add(fate.aside(row));
                }
                None => segment.push(*row),
            }
        }
        segments.push(segment);
    }
    segments.retain(|segment| !segment.is_empty());
    segments.sort_by(|a, b| a[0].cmp(&b[0]));
    segments
}

fn ends(segment: &[Row]) -> Option<SegmentEnds> {
    Some(SegmentEnds { first: *segment.first()?, last: *segment.last()?, fixes: segment.len() as u64 })
}

/// The rows of a segment, of which the first is marked.
fn marked(segment: &[Row]) -> impl Iterator<Item = Row> {
    let flag = |number: usize| if number == 0 { FLAG_BEGINS } else { 0 };
    segment.iter().enumerate().map(move |(number, row)| Row { flags: row.flags | flag(number), ..*row })
}

impl Fleet {
    /// Appends the tracks of one vessel, whose rows are sorted.
    fn push_vessel(&mut self, mmsi: Mmsi, rows: &[Row], mut loose: Vec<(i64, u32)>, rules: &Rules) {
        let first_track = self.tracks.len();
        if rules.surely_one_lane(rows) {
            self.push_part(mmsi, 0, rows, !loose.is_empty());
        } else {
            let rows = deduplicated(rows, &mut loose, &mut self.cleaning);
            let mut aside = Aside::default();
            let segments = segments(&rows, rules, &mut self.cleaning, &mut aside);
            let ends: Vec<SegmentEnds> = segments.iter().filter_map(|segment| ends(segment)).collect();
            let track_of = transmitter::tracks(&ends, rules);
            let parts = track_of.iter().flatten().max().map_or(0, |last| last + 1);
            self.cleaning.shared_mmsi += u64::from(parts > 1);
            for part in 0..parts {
                let of_part = segments.iter().zip(&track_of).filter(|(_, track)| **track == Some(part));
                let rows: Vec<Row> = of_part.flat_map(|(segment, _)| marked(segment)).collect();
                self.push_part(mmsi, part, &rows, !loose.is_empty());
            }
            for (segment, _) in segments.iter().zip(&track_of).filter(|(_, track)| track.is_none()) {
                self.cleaning.set_aside(SetAside::Impossible, segment.len());
                aside.add(Aside::of(segment.len() as u64, segment[0].time_ms));
            }
            if let Some(first) = self.tracks.get_mut(first_track) {
                first.aside = aside;
            }
        }
        self.attribute_statics(first_track, loose);
    }

    /// Appends a track with the static data that came with its fixes: all of them, or only what is new.
    fn push_part(&mut self, mmsi: Mmsi, part: u32, rows: &[Row], all_statics: bool) {
        let mut history: Vec<(i64, u32)> = Vec::new();
        for row in rows {
            if row.statics != 0 && (all_statics || history.last().is_none_or(|last| last.1 != row.statics - 1)) {
                history.push((row.time_ms, row.statics - 1));
            }
        }
        self.push_track(mmsi, part, rows, history);
    }

    /// Gives static data that came without a position to the track whose fix is nearest in time.
    fn attribute_statics(&mut self, first_track: usize, loose: Vec<(i64, u32)>) {
        for (time, id) in loose {
            let distance = |track: &TrackRecord| {
                let times = &self.columns_of(track).time_ms()[track.fixes.clone()];
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
}
