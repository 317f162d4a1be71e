//! What a digest holds of one vessel, and how two of them become one.

use std::ops::Range;

use super::Edges;
use crate::config::Config;
use crate::detect::loitering::{Loitered, Slow};
use crate::detect::scope::Settled;
use crate::detect::stretch::Stretch;
use crate::track::{
    Aside, CleaningReport, Ends, Fate, Hours, Lanes, OPEN_MS, Row, SpellRules, Spells, TransmitterRules, sift,
};

/// What a digest holds of one MMSI.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Vessel {
    pub(crate) mmsi: u32,
    /// Reports whose lane depends on reports from before the digest, in order of time. They come before those of all
    /// lanes; without a lane they are all there is.
    #[cfg_attr(feature = "digest-file", serde(with = "super::file::rows"))]
    pub(crate) unassigned: Vec<Row>,
    /// If the start of one is not known, it is the first.
    pub(crate) lanes: Vec<Lane>,
    /// Static data that came without a position while no lane was known.
    pub(crate) loose: Vec<(i64, u32)>,
    /// Reports that were decided to be of no ship that was where she was.
    pub(crate) aside: Aside,
}

/// What decides what becomes of reports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LaneRules {
    pub(crate) transmitter: TransmitterRules,
    pub(crate) spells: SpellRules,
}

impl LaneRules {
    pub(crate) fn new(config: &Config) -> Self {
        Self { transmitter: TransmitterRules::new(&config.cleaning), spells: config.identity.spell_rules() }
    }
}

/// What one transmitter may well have sent.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Lane {
    /// No earlier report of the lane can turn up.
    pub(crate) start_known: bool,
    /// Reports at its start and at its end that are undecided. Where no report is decided, all are in `head` if the
    /// start is not known, and in `tail` if it is.
    #[cfg_attr(feature = "digest-file", serde(with = "super::file::rows"))]
    pub(crate) head: Vec<Row>,
    #[cfg_attr(feature = "digest-file", serde(with = "super::file::rows"))]
    pub(crate) tail: Vec<Row>,
    /// The last report, whatever becomes of it.
    pub(crate) last: Row,
    /// Number of fixes decided so far, the first and the last of them.
    pub(crate) fixes: u64,
    pub(crate) first_fix: Row,
    pub(crate) last_fix: Row,
    /// Times and numbers of static data, in order of time, each different from the one before.
    pub(crate) statics: Vec<(i64, u32)>,
    /// The hours in which a fix was. Of one fix they are none until another comes, as are the half hours: many lanes have no
    /// more.
    pub(crate) hours: Hours,
    /// The half hours that are suspect.
    pub(crate) spells: Spells,
    /// Long legs that were not observed.
    pub(crate) silences: Vec<(Row, Row)>,
    /// Fixes that may still be needed, in order of time.
    pub(crate) strands: Vec<Strand>,
    pub(crate) slow: Vec<Stretch<Slow>>,
    /// Slow times that are complete and are loitering.
    pub(crate) loitered: Vec<Loitered>,
}

/// Consecutive fixes of a lane.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Strand {
    #[cfg_attr(feature = "digest-file", serde(with = "super::file::rows"))]
    pub(crate) rows: Vec<Row>,
    /// For each fix, when the leg that it begins is worked off.
    pub(crate) settled: Vec<Settled>,
}

impl Strand {
    fn push(&mut self, row: Row) {
        self.rows.push(row);
        self.settled.push(Settled::Later);
    }

    fn append(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.settled.extend(other.settled);
    }

    /// Says in which of two digests the legs were settled that are.
    pub(crate) fn mark(&mut self, side: Settled) {
        for settled in self.settled.iter_mut().filter(|settled| **settled != Settled::Later) {
            *settled = side;
        }
    }
}

/// Two vessels made one, and what the lanes of the later one are called now.
pub(crate) struct Merged {
    pub(crate) vessel: Vessel,
    pub(crate) right_lanes: Vec<u32>,
}

/// A lane with what has come to it.
#[derive(Default)]
struct Growing {
    lane: Lane,
    /// Reports that follow.
    new: Vec<Row>,
    /// The lane of the later digest that goes on from there, and its number there.
    joined: Option<Lane>,
}

/// The vessel of the sorted reports of a window, if they are certain to be of one lane, as those of most vessels are; with the
/// range of those that are decided, of which all are kept.
pub(crate) fn of_one_lane(
    rows: &[Row],
    loose: &[(i64, u32)],
    edges: &Edges,
    rules: &LaneRules,
) -> Option<(Vessel, Range<usize>)> {
    let LaneRules { transmitter: rules, spells } = rules;
    let (first, last) = (rows.first()?, rows.last()?);
    if edges.start_ms + OPEN_MS >= edges.end_ms || !rules.surely_one_lane(rows) {
        return None;
    }
    let start_known = edges.start_known || first.time_ms - edges.start_ms > rules.longest_silence_ms();
    let from = if start_known { 0 } else { rows.partition_point(|row| row.time_ms < first.time_ms + rules.doubt_ms) };
    let end = if edges.is_over(last.time_ms, rules) {
        rows.len()
    } else {
        rows.partition_point(|row| row.time_ms <= last.time_ms - rules.doubt_ms)
    };
    let decided = rows.get(from..end).filter(|decided| !decided.is_empty())?;
    let mut lane =
        Lane { start_known, head: rows[..from].to_vec(), tail: rows[end..].to_vec(), last: *last, ..Lane::default() };
    lane.keep_all(decided, spells, !loose.is_empty());
    lane.fit();
    let mut vessel = Vessel { mmsi: first.mmsi, lanes: vec![lane], loose: loose.to_vec(), ..Vessel::default() };
    vessel.attribute_loose();
    Some((vessel, from..end))
}

/// Makes one vessel of two, of which the later begins after the earlier ends.
pub(crate) fn merge(
    left: Vessel,
    right: Vessel,
    edges: &Edges,
    lane_rules: &LaneRules,
    report: &mut CleaningReport,
) -> Merged {
    let rules = &lane_rules.transmitter;
    let Vessel { mmsi, unassigned, lanes, loose, aside } = left;
    let right_mmsi = right.mmsi;
    let mut merged = Vessel { mmsi: mmsi.max(right_mmsi), loose, aside, ..Vessel::default() };
    merged.aside.add(right.aside);
    merged.loose.extend(right.loose);
    let mut right_lanes = right.lanes.into_iter().peekable();
    let head = right_lanes.next_if(|lane| !lane.start_known);
    let head_row = head.as_ref().and_then(|lane| lane.head.first().copied());

    let mut growing: Vec<Growing> = Vec::new();
    let (mut rows, mut open) = (right.unassigned, Lanes::default());
    let mut first_start_known = true;
    if lanes.is_empty() {
        rows = [unassigned, rows].concat();
        let (certain_from, known) = certain(&rows, head_row, edges, rules);
        let Some(certain_from) =
            certain_from.filter(|_| !rows.is_empty() || head_row.is_some() || right_lanes.peek().is_some())
        else {
            merged.unassigned = rows;
            return Merged { vessel: merged, right_lanes: Vec::new() };
        };
        first_start_known = known;
        merged.unassigned = rows.drain(..certain_from).collect();
    } else {
        merged.unassigned = unassigned;
        open = Lanes::of(lanes.iter().enumerate().map(|(number, lane)| (number as u32, lane.last)).collect());
        growing.extend(lanes.into_iter().map(|lane| Growing { lane, ..Growing::default() }));
    }
    let mut lane_of = |row: &Row, growing: &mut Vec<Growing>| {
        let lane = open.take(row, growing.len() as u32, rules) as usize;
        if lane == growing.len() {
            let start_known = lane > 0 || first_start_known;
            growing.push(Growing { lane: Lane { start_known, ..Lane::default() }, ..Growing::default() });
        }
        lane
    };
    for row in &rows {
        let lane = lane_of(row, &mut growing);
        growing[lane].new.push(*row);
    }
    let mut names = Vec::new();
    if let (Some(head), Some(row)) = (head, head_row) {
        let lane = lane_of(&row, &mut growing);
        growing[lane].joined = Some(head);
        names.push(lane as u32);
    }
    for lane in right_lanes {
        names.push(growing.len() as u32);
        growing.push(Growing { lane, ..Growing::default() });
    }
    let mut others = Vec::new();
    let count = growing.len();
    // Nearly all vessels have one lane, and there may be a million of them: no room for more.
    merged.lanes = Vec::with_capacity(count);
    for growing in growing {
        let (is_joined, others_before) = (growing.joined.is_some(), others.len());
        let all_statics = !merged.loose.is_empty();
        let mut parts = growing.settle(edges, lane_rules, all_statics, report, &mut merged.aside).into_iter();
        merged.lanes.extend(parts.next());
        others.extend(parts);
        if let Some(name) = names.first_mut().filter(|_| is_joined) {
            // What was joined is the end of the last part.
            *name =
                if others.len() == others_before { merged.lanes.len() - 1 } else { count + others.len() - 1 } as u32;
        }
    }
    if !others.is_empty() {
        merged.lanes.reserve_exact(others.len());
        merged.lanes.extend(others);
    }
    merged.attribute_loose();
    Merged { vessel: merged, right_lanes: names }
}

/// From which report on lanes are certain, whatever was sent before: `None` if from none. And whether the lane that begins there
/// is certain not to have begun before.
fn certain(rows: &[Row], head_row: Option<Row>, edges: &Edges, rules: &TransmitterRules) -> (Option<usize>, bool) {
    if edges.start_known {
        return (Some(0), true);
    }
    let (mut from, mut uncertain_at_ms) = (0, edges.start_ms);
    let mut before: Option<&Row> = None;
    for (number, row) in rows.iter().chain(&head_row).enumerate() {
        let follows = before.is_none_or(|before| rules.continues(before, row));
        if !follows && row.time_ms - uncertain_at_ms <= OPEN_MS {
            // Which lane it joins depends on what was sent before; later it matters which lanes were open until then.
            uncertain_at_ms = before.map_or(uncertain_at_ms, |before| before.time_ms);
            from = number;
        }
        before = Some(row);
    }
    // Lanes open at such a report may be open yet when the next reports come.
    let raw = uncertain_at_ms + OPEN_MS >= edges.end_ms && !edges.end_known;
    let first_ms = rows.iter().chain(&head_row).next().map_or(i64::MAX, |row| row.time_ms);
    let known = from == 0 && first_ms.saturating_sub(edges.start_ms) > rules.longest_silence_ms();
    ((!raw).then_some(from), known)
}

impl Growing {
    /// Decides what can be decided. A lane falls into several, in order of time, where there is no way between two fixes
    /// that are beyond doubt.
    fn settle(
        self,
        edges: &Edges,
        rules: &LaneRules,
        all_statics: bool,
        report: &mut CleaningReport,
        aside: &mut Aside,
    ) -> Vec<Lane> {
        let LaneRules { transmitter: rules, spells } = rules;
        let Self { mut lane, new, joined } = self;
        let mut lanes = Vec::new();
        let joined_head = joined.as_ref().map_or(&[][..], |joined| &joined.head);
        let before = (lane.fixes > 0).then_some(lane.last_fix);
        let after = joined.as_ref().filter(|joined| joined.fixes > 0).map(|joined| joined.first_fix);
        let mut rows: Vec<Row> = before.into_iter().collect();
        if before.is_none() {
            rows.append(&mut lane.head);
        }
        rows.append(&mut lane.tail);
        rows.extend(&new);
        rows.extend(joined_head);
        rows.extend(after);
        if let Some(last) = joined.as_ref().map(|joined| joined.last).or(new.last().copied()) {
            lane.last = last;
        }
        let end_known = after.is_some() || edges.is_over(lane.last.time_ms, rules);
        let ends = Ends {
            start_known: lane.start_known || before.is_some(),
            start_pinned: before.is_some(),
            end_known,
            end_pinned: after.is_some(),
        };
        let fates = sift(&rows, ends, rules);
        let (first, end) = (usize::from(before.is_some()), rows.len() - usize::from(after.is_some()));
        let mut strand = if before.is_some() { lane.strands.pop().unwrap_or_default() } else { Strand::default() };
        let last = lane.last;
        for number in first..end {
            let (row, fate) = (rows[number], fates[number]);
            match fate {
                Fate::Undecided if lane.fixes == 0 && !lane.start_known => lane.head.push(row),
                Fate::Undecided => lane.tail.push(row),
                Fate::Kept | Fate::Begins => {
                    if fate == Fate::Begins {
                        lanes.push(lane.end(std::mem::take(&mut strand)));
                    }
                    lane.keep(row, spells, all_statics);
                    strand.push(row);
                }
                Fate::EqualTime | Fate::Impossible => {
                    if let Some(reason) = fate.set_aside() {
                        report.set_aside(reason, 1);
                        aside.add(fate.aside(&row));
                    }
                }
            }
        }
        lane.last = last;
        lane.fit();
        if let Some(joined) = joined.filter(|_| after.is_some()) {
            if fates.last() == Some(&Fate::Begins) {
                lanes.push(lane.end(std::mem::take(&mut strand)));
            }
            lane.append(joined, strand, spells, all_statics);
        } else if !strand.rows.is_empty() {
            lane.strands.push(strand);
        }
        lanes.push(lane);
        lanes
    }
}

impl Lane {
    /// Takes a fix, and the static data that came with it: whatever they are, or only what is new.
    fn keep(&mut self, row: Row, spells: &SpellRules, all_statics: bool) {
        if self.fixes == 0 {
            self.first_fix = row;
        } else {
            self.count_only_fix(spells);
            self.hours.push(&row);
            self.spells.push(&row, spells);
        }
        self.last_fix = row;
        self.fixes += 1;
        self.note_statics(&row, all_statics);
    }

    /// Takes all its fixes, in order of time.
    fn keep_all(&mut self, rows: &[Row], spells: &SpellRules, all_statics: bool) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        (self.first_fix, self.last_fix, self.fixes) = (*first, *last, rows.len() as u64);
        if rows.len() > 1 {
            self.hours.push_all(rows);
            self.spells.push_all(rows, spells);
        }
        rows.iter().for_each(|row| self.note_statics(row, all_statics));
    }

    /// Notes what came with a fix in its place in time. As long as others wait that came without one, what is no news is noted too: it is, if
    /// one of those comes before it.
    #[inline]
    fn note_statics(&mut self, row: &Row, all: bool) {
        let Some(id) = row.statics.checked_sub(1) else { return };
        let said = (row.time_ms, id);
        // So it is with nearly all fixes.
        if !all && self.statics.last().is_some_and(|last| last.1 == id && last.0 <= row.time_ms) {
            return;
        }
        let mut at = self.statics.len();
        if self.statics.last().is_some_and(|last| *last > said) {
            at = self.statics.partition_point(|before| *before <= said);
        }
        if all || at.checked_sub(1).is_none_or(|before| self.statics[before].1 != id) {
            self.statics.insert(at, said);
        }
    }

    /// Gives back room that short lists do not use: many lanes have one fix alone.
    fn fit(&mut self) {
        self.head.shrink_to_fit();
        self.tail.shrink_to_fit();
        self.hours.fit();
        if self.statics.len() == 1 {
            self.statics.shrink_to_fit();
        }
    }

    /// Takes the only fix, if it is that, into the hours and half hours.
    pub(super) fn count_only_fix(&mut self, spells: &SpellRules) {
        if self.fixes == 1 && self.spells.is_empty() {
            self.hours.push(&self.first_fix);
            self.spells.push(&self.first_fix, spells);
        }
    }

    /// Ends here, with a last strand; another lane takes its place.
    fn end(&mut self, strand: Strand) -> Self {
        let mut ended = std::mem::replace(self, Self { start_known: true, ..Self::default() });
        ended.last = ended.last_fix;
        ended.fit();
        if !strand.rows.is_empty() {
            ended.strands.push(strand);
        }
        ended
    }

    /// Goes on as another lane, after a strand that leads to its first fix.
    fn append(&mut self, mut other: Self, mut strand: Strand, spells: &SpellRules, all_statics: bool) {
        self.count_only_fix(spells);
        if self.fixes > 0 {
            other.count_only_fix(spells);
        }
        let mut strands = other.strands.into_iter();
        if let Some(first) = strands.next() {
            strand.append(first);
        }
        self.strands.push(strand);
        self.strands.extend(strands);
        if self.fixes == 0 {
            self.first_fix = other.first_fix;
        }
        self.last_fix = other.last_fix;
        self.fixes += other.fixes;
        self.last = other.last;
        self.tail = other.tail;
        self.statics.extend(other.statics);
        self.statics.sort_unstable();
        if !all_statics {
            self.statics.dedup_by_key(|change| change.1);
        }
        self.hours.append(&other.hours);
        self.spells.append(other.spells, spells);
        self.silences.extend(other.silences);
        self.loitered.extend(other.loitered);
        self.slow.extend(other.slow);
    }
}

impl Vessel {
    /// How many things are gone through when it is merged.
    pub(super) fn size(&self) -> usize {
        let of_lane = |lane: &Lane| {
            let rows: usize = lane.strands.iter().map(|strand| strand.rows.len()).sum();
            1 + rows + lane.head.len() + lane.tail.len() + lane.statics.len() + lane.silences.len() + lane.slow.len()
        };
        1 + self.unassigned.len() + self.lanes.iter().map(of_lane).sum::<usize>()
    }

    /// How many things of it stay as they are until all is there.
    #[cfg(all(feature = "digest-file", feature = "spill"))]
    pub(super) fn kept_to_the_end(&self) -> usize {
        self.lanes.iter().map(|lane| lane.hours.as_slice().len() + lane.loitered.len()).sum()
    }

    /// Whether all that refers to something else does, and what has to be in order is.
    #[cfg(feature = "digest-file")]
    pub(super) fn is_sound(&self, statics: usize) -> bool {
        let in_order = |rows: &[Row]| {
            rows.windows(2).all(|pair| pair[0].time_ms <= pair[1].time_ms)
                && rows.iter().all(|row| row.mmsi == self.mmsi && (row.statics as usize) <= statics)
        };
        let known = |changes: &[(i64, u32)]| changes.iter().all(|change| (change.1 as usize) < statics);
        crate::ais::Mmsi::new(self.mmsi).is_ok()
            && in_order(&self.unassigned)
            && known(&self.loose)
            && self.lanes.iter().skip(1).all(|lane| lane.start_known)
            && self.lanes.iter().all(|lane| {
                let of_strand = |strand: &Strand| {
                    !strand.rows.is_empty()
                        && strand.rows.windows(2).all(|pair| pair[0].time_ms < pair[1].time_ms)
                        && in_order(&strand.rows)
                        && strand.settled.len() == strand.rows.len()
                };
                in_order(&lane.head)
                    && in_order(&lane.tail)
                    && known(&lane.statics)
                    && lane.hours.is_sound()
                    && lane.spells.is_sound()
                    && lane.strands.iter().all(of_strand)
                    && (lane.start_known || !lane.head.is_empty())
                    && lane.slow.iter().flat_map(|slow| &slow.part).all(|part| part.sums.haunts.is_sound())
            })
    }

    /// Says in which of two digests its legs were settled that are.
    pub(crate) fn mark(&mut self, side: Settled) {
        self.lanes.iter_mut().flat_map(|lane| &mut lane.strands).for_each(|strand| strand.mark(side));
    }

    /// Gives static data new numbers.
    pub(crate) fn renumber_statics(&mut self, numbers: &[u32]) {
        let renumber = |row: &mut Row| {
            if let Some(id) = row.statics.checked_sub(1) {
                row.statics = numbers[id as usize] + 1;
            }
        };
        self.unassigned.iter_mut().for_each(renumber);
        self.loose.iter_mut().for_each(|(_, id)| *id = numbers[*id as usize]);
        for lane in &mut self.lanes {
            lane.head.iter_mut().chain(&mut lane.tail).for_each(renumber);
            lane.statics.iter_mut().for_each(|(_, id)| *id = numbers[*id as usize]);
        }
    }

    /// Gives static data that came without a position to the lane that is nearest in time. Those about whose time fixes are undecided wait:
    /// what comes with these is noted by what was said before.
    fn attribute_loose(&mut self) {
        if self.loose.is_empty() || self.lanes.iter().all(|lane| lane.fixes == 0) {
            return;
        }
        let heads = self.unassigned.iter().chain(self.lanes.iter().flat_map(|lane| &lane.head));
        let after_ms = heads.map(|row| row.time_ms).max().unwrap_or(i64::MIN);
        let tails = self.lanes.iter().flat_map(|lane| &lane.tail);
        let before_ms = tails.map(|row| row.time_ms).min().unwrap_or(i64::MAX);
        let decided = |(time_ms, _): &(i64, u32)| after_ms < *time_ms && *time_ms < before_ms;
        let (certain, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.loose).into_iter().partition(decided);
        self.loose = waiting;
        for (time_ms, id) in certain {
            let away_ms =
                |lane: &&mut Lane| (lane.first_fix.time_ms - time_ms).max(time_ms - lane.last_fix.time_ms).max(0);
            if let Some(lane) = self.lanes.iter_mut().filter(|lane| lane.fixes > 0).min_by_key(away_ms) {
                lane.statics.push((time_ms, id));
            }
        }
        self.loose.sort_unstable();
        let waiting = &self.loose;
        for lane in &mut self.lanes {
            lane.statics.sort_unstable();
            // What is no news is kept where something that waits may come before it.
            lane.statics.dedup_by(|later, before| {
                let first = waiting.partition_point(|of| of.0 < before.0);
                later.1 == before.1 && waiting.get(first).is_none_or(|of| of.0 > later.0)
            });
        }
    }
}
