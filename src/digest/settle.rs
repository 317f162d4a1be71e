//! From reports, or two digests, to one digest.
//!
//! Fixes that are decided and still of use become a fleet of *strands* and are indexed; legs about which all is
//! known are worked off, together with all legs near them that are or were; then what is not needed any more is let go.

use std::collections::BTreeMap;

use super::retain;
use super::vessel::{self, Lane, LaneRules, Strand, Vessel};
use super::{Digest, Edges, LaneId};
use crate::Result;
use crate::ais::{Mmsi, StaticData};
use crate::detect::contact::{Contact, Met};
use crate::detect::scope::{PartOfData, Scope, Settled};
use crate::detect::stretch::{Stretch, Stretches, Sums};
use crate::detect::{EncounterDetector, LoiteringDetector};
use crate::index::{Speeds, TrackIndex};
use crate::track::{CleaningReport, Fleet, FleetBuilder, Pace, Row, Track, TrackId, TransmitterRules, minutes_ms};

/// Strands of lanes as the tracks of a fleet.
#[derive(Debug, Default)]
pub(super) struct Strands {
    pub(super) fleet: Fleet,
    /// By fix of the fleet: when the leg that it begins is worked off. Nothing where all are at once.
    pub(super) settled: Vec<Settled>,
    /// By track.
    pub(super) of: Vec<StrandOf>,
}

/// Whose strand a track is.
#[derive(Debug, Clone, Copy)]
pub(super) struct StrandOf {
    /// Number of the vessel, and of its lane.
    pub(super) vessel: usize,
    pub(super) lane: usize,
    /// Whether fixes may come, or were let go, before it and after it.
    pub(super) open: (bool, bool),
}

impl Strands {
    /// Takes the strands of a vessel.
    fn take(&mut self, number: usize, vessel: &mut Vessel, edges: &Edges, rules: &TransmitterRules) {
        for lane in 0..vessel.lanes.len() {
            for strand in std::mem::take(&mut vessel.lanes[lane].strands) {
                self.push((number, lane), &vessel.lanes[lane], &strand.rows, edges, rules);
                self.settled.extend(strand.settled);
            }
        }
    }

    /// Takes all fixes of the only lane of a vessel.
    fn take_lane(&mut self, number: usize, vessel: &Vessel, rows: &[Row], edges: &Edges, rules: &TransmitterRules) {
        if let Some(lane) = vessel.lanes.first() {
            self.push((number, 0), lane, rows, edges, rules);
        }
    }

    fn push(&mut self, of: (usize, usize), lane: &Lane, rows: &[Row], edges: &Edges, rules: &TransmitterRules) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let Ok(mmsi) = Mmsi::new(first.mmsi) else { return };
        let is_over = lane.tail.is_empty() && edges.is_over(lane.last.time_ms, rules);
        let from_start = lane.start_known && lane.head.is_empty();
        let open = (
            !(from_start && first.time_ms == lane.first_fix.time_ms),
            !(is_over && last.time_ms == lane.last_fix.time_ms),
        );
        self.of.push(StrandOf { vessel: of.0, lane: of.1, open });
        self.fleet.push_strand(mmsi, rows);
    }

    /// Puts vessels and their strands in order of MMSI.
    fn sort(&mut self, vessels: &mut [Vessel]) {
        let mut order: Vec<usize> = (0..vessels.len()).collect();
        order.sort_unstable_by_key(|&number| vessels[number].mmsi);
        let mut now = vec![0; order.len()];
        order.iter().enumerate().for_each(|(number, &before)| now[before] = number);
        vessels.sort_unstable_by_key(|vessel| vessel.mmsi);
        let of = |before: usize| StrandOf { vessel: now[self.of[before].vessel], ..self.of[before] };
        self.of = self.fleet.sort_tracks().into_iter().map(of).collect();
    }

    fn append(&mut self, other: &mut Self, vessels: usize) {
        self.fleet.append(&mut other.fleet);
        self.settled.append(&mut other.settled);
        self.of.extend(other.of.drain(..).map(|of| StrandOf { vessel: of.vessel + vessels, ..of }));
    }

    /// Whether a strand is the only one of its lane.
    fn is_all_of_lane(&self, track: TrackId) -> bool {
        let number = track.get() as usize;
        let lane = |of: &StrandOf| (of.vessel, of.lane);
        let neighbours = [number.checked_sub(1), Some(number + 1)].into_iter().flatten();
        let others = neighbours.filter_map(|other| self.of.get(other));
        self.of.get(number).is_some_and(|own| others.map(lane).all(|other| other != lane(own)))
    }

    pub(super) fn track(&self, number: usize) -> Option<Track<'_>> {
        self.fleet.track(TrackId(number as u32))
    }
}

/// So many vessels are taken in hand at a time by all cores: enough for each to have its part, and few in memory besides the rest.
pub(super) const VESSELS: usize = 4096;

/// Works off the vessels of a share.
#[derive(Default)]
struct Worker {
    vessels: Vec<Vessel>,
    strands: Strands,
    cleaning: CleaningReport,
}

/// The digest of a window's reports, which may be all there are.
pub(super) fn window(empty: Digest, reports: FleetBuilder, is_all: bool) -> Result<Digest> {
    let Some((start_ms, end_ms)) = reports.span_ms() else { return Ok(empty.with_loose(reports)) };
    let edges = if is_all { Edges::known(start_ms, end_ms) } else { Edges::open(start_ms, end_ms) };
    let rules = LaneRules::new(&empty.config);
    let mut digest = empty;
    digest.span = Some((start_ms, end_ms));
    let mut strands = Strands::default();
    let (vessels, cleaning) = (&mut digest.vessels, &mut digest.cleaning);
    let statics = reports.work_off(
        |worker: &mut Worker, memory| worker.strands.fleet.lend(memory),
        |worker, mmsi, rows, loose| {
            worker.cleaning.reports += rows.len() as u64;
            if let Some((vessel, decided)) = vessel::of_one_lane(rows, &loose, &edges, &rules) {
                worker.strands.take_lane(worker.vessels.len(), &vessel, &rows[decided], &edges, &rules.transmitter);
                worker.vessels.push(vessel);
                return;
            }
            let mut loose = loose;
            let unassigned = crate::track::deduplicated(rows, &mut loose, &mut worker.cleaning);
            let reports = Vessel { mmsi: mmsi.get(), unassigned, loose, ..Vessel::default() };
            let merged = vessel::merge(Vessel::default(), reports, &edges, &rules, &mut worker.cleaning);
            let mut vessel = merged.vessel;
            worker.strands.take(worker.vessels.len(), &mut vessel, &edges, &rules.transmitter);
            worker.vessels.push(vessel);
        },
        |worker| {
            strands.append(&mut worker.strands, vessels.len());
            vessels.append(&mut worker.vessels);
            cleaning.add(&std::mem::take(&mut worker.cleaning));
        },
    );
    strands.sort(vessels);
    // Nothing was worked off before; where all is now, nobody asks.
    strands.settled.clear();
    if !is_all {
        strands.settled.resize(strands.fleet.fixes(), Settled::Later);
    }
    digest.statics = statics.data;
    let mut digest = settle(digest, strands, &edges, is_all)?;
    digest.add_loose_vessels(statics.without_position);
    Ok(digest)
}

/// The digest of two windows.
pub(super) fn merge(left: Digest, right: Digest) -> Result<Digest> {
    let spans = [left.span, right.span];
    let start_ms = spans.iter().flatten().map(|span| span.0).min().unwrap_or(0);
    let end_ms = spans.iter().flatten().map(|span| span.1).max().unwrap_or(0);
    join(left, right, &Edges::open(start_ms, end_ms))
}

/// The digest with nothing before it and nothing after.
pub(super) fn close(mut digest: Digest) -> Result<Digest> {
    let (start_ms, end_ms) = digest.span.unwrap_or((0, 0));
    let closed = Edges::known(start_ms, end_ms);
    let nothing = Digest::empty(&digest.config)?;
    // First the lanes at the start, which nothing comes before, so that none is without a name; then all else.
    let rules = LaneRules::new(&digest.config);
    let mut names = Names::new();
    let before = Edges { end_known: false, ..closed };
    for vessels in digest.vessels.chunks_mut(VESSELS) {
        let lanes = crate::parallel::map_mut(vessels, |vessel| {
            let mut cleaning = CleaningReport::default();
            let merged = vessel::merge(Vessel::default(), std::mem::take(vessel), &before, &rules, &mut cleaning);
            *vessel = merged.vessel;
            (vessel.mmsi, merged.right_lanes, cleaning)
        });
        for (mmsi, right_lanes, cleaning) in lanes {
            digest.cleaning.add(&cleaning);
            note(&mut names, mmsi, right_lanes);
        }
    }
    if !names.is_empty() {
        digest.rename(&names);
    }
    join(digest, nothing, &closed)
}

fn join(mut left: Digest, mut right: Digest, edges: &Edges) -> Result<Digest> {
    let rules = LaneRules::new(&left.config);
    let statics = one_list_of_statics(&mut left, &mut right);
    let mut digest = Digest {
        config: left.config,
        span: (left.span.is_some() || right.span.is_some()).then_some((edges.start_ms, edges.end_ms)),
        statics,
        vessels: Vec::with_capacity(left.vessels.len().max(right.vessels.len())),
        open: left.open,
        complete: left.complete,
        cleaning: left.cleaning,
        account: left.account,
    };
    digest.account.append(right.account);
    digest.cleaning.add(&right.cleaning);
    let mut strands = Strands::default();
    let mut names = Names::new();
    let mut pairs = pairs(left.vessels, right.vessels);
    loop {
        let some: Vec<(Vessel, Vessel)> = pairs.by_ref().take(VESSELS).collect();
        if some.is_empty() {
            break;
        }
        let merged = crate::parallel::map_each(some, |(mut left, mut right)| {
            left.mark(Settled::InLeft);
            right.mark(Settled::InRight);
            let mut cleaning = CleaningReport::default();
            (vessel::merge(left, right, edges, &rules, &mut cleaning), cleaning)
        });
        for (merged, cleaning) in merged {
            let mut vessel = merged.vessel;
            digest.cleaning.add(&cleaning);
            note(&mut names, vessel.mmsi, merged.right_lanes);
            strands.take(digest.vessels.len(), &mut vessel, edges, &rules.transmitter);
            digest.vessels.push(vessel);
        }
    }
    let (open, complete) = (std::mem::take(&mut right.open), std::mem::take(&mut right.complete));
    for ((a, b), stretches) in open {
        digest.open.entry((renamed(a, &names), renamed(b, &names))).or_default().extend(stretches);
    }
    for ((a, b), parts) in complete {
        digest.complete.entry((renamed(a, &names), renamed(b, &names))).or_default().extend(parts);
    }
    settle(digest, strands, edges, false)
}

/// What the lanes of a vessel are called now, by MMSI, where that is not as before.
type Names = BTreeMap<u32, Vec<u32>>;

fn note(names: &mut Names, mmsi: u32, lanes: Vec<u32>) {
    if lanes.iter().enumerate().any(|(before, &now)| before as u32 != now) {
        names.insert(mmsi, lanes);
    }
}

fn renamed((mmsi, lane): LaneId, names: &Names) -> LaneId {
    (mmsi, names.get(&mmsi).and_then(|lanes| lanes.get(lane as usize)).copied().unwrap_or(lane))
}

/// Vessels of either list with those of the same MMSI in the other.
fn pairs(left: Vec<Vessel>, right: Vec<Vessel>) -> impl Iterator<Item = (Vessel, Vessel)> {
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    std::iter::from_fn(move || {
        let mmsi = [left.peek(), right.peek()].into_iter().flatten().map(|vessel| vessel.mmsi).min()?;
        let of = |vessels: &mut std::iter::Peekable<std::vec::IntoIter<Vessel>>| {
            vessels.next_if(|vessel| vessel.mmsi == mmsi).unwrap_or_default()
        };
        Some((of(&mut left), of(&mut right)))
    })
}

/// Makes one list of the static data of both, and numbers them anew in both.
fn one_list_of_statics(left: &mut Digest, right: &mut Digest) -> Vec<StaticData> {
    let of_left = left.statics.len();
    let both = std::mem::take(&mut left.statics).into_iter().chain(std::mem::take(&mut right.statics));
    let mut both: Vec<(StaticData, usize)> = both.zip(0..).collect();
    crate::parallel::sort_unstable(&mut both);
    let mut numbers = vec![0; both.len()];
    let mut all: Vec<StaticData> = Vec::with_capacity(both.len());
    for (data, before) in both {
        if all.last() != Some(&data) {
            all.push(data);
        }
        numbers[before] = all.len() as u32 - 1;
    }
    all.shrink_to_fit();
    let (of_left, of_right) = numbers.split_at(of_left);
    for (digest, numbers) in [(left, of_left), (right, of_right)] {
        digest.vessels.iter_mut().for_each(|vessel| vessel.renumber_statics(numbers));
    }
    all
}

/// Works off what can be, and lets go of what is not needed any more. `is_all` says that strands hold all fixes there are, and
/// nothing was worked off before.
fn settle(mut digest: Digest, mut strands: Strands, edges: &Edges, is_all: bool) -> Result<Digest> {
    let config = digest.config;
    if !is_all {
        mark_certain(&mut strands, &config)?;
    }
    let loitering = LoiteringDetector::new(config.loitering)?;
    let encounters = EncounterDetector::new(config.encounter)?;
    let slow_kn = [loitering.slow_kn(), encounters.slow_kn()];
    let asked = Speeds { least_kn: slow_kn[0].min(slow_kn[1]), greatest_kn: slow_kn[0].max(slow_kn[1]) };
    let index = TrackIndex::of_runs(&strands.fleet, &config.legs, &config.index, asked)?;
    let open: Vec<(bool, bool)> = strands.of.iter().map(|of| of.open).collect();
    let scope = match is_all {
        true => Scope::whole(&index),
        false => Scope::of_part(&index, PartOfData { settled: &strands.settled, open: &open }),
    };
    let lane_id = |track: TrackId| {
        let of = strands.of[track.get() as usize];
        (digest.vessels[of.vessel].mmsi, of.lane as u32)
    };

    // What needs no tree is done while that is built.
    let (_, (mut slow, silences)) = crate::parallel::join(
        || index.build_tree(),
        || {
            let slow = crate::parallel::map(strands.of.len(), |number| {
                strands.track(number).map_or_else(Vec::new, |track| loitering.stretches(track, &scope))
            });
            (slow, silences(&strands, &scope, config.min_silence_ms()))
        },
    );
    let of_pairs = encounters.of_pairs(&scope, |a, b, stretches| {
        let pair = (lane_id(a), lane_id(b));
        // Where nothing else is known of the pair, what is complete is so at once.
        let is_all = strands.is_all_of_lane(a) && strands.is_all_of_lane(b) && !digest.open.contains_key(&pair);
        if is_all { settled(pair, stretches, &encounters, edges.end_known) } else { (pair, stretches, Vec::new()) }
    });
    digest.take_contacts(of_pairs);
    let mut kept = retain::kept(&strands, &digest.vessels, &index, edges, &config).into_iter().peekable();
    // To let go of so much takes a while.
    let keep = || {
        for (number, of) in strands.of.iter().enumerate() {
            let lane = &mut digest.vessels[of.vessel].lanes[of.lane];
            lane.slow.append(&mut slow[number]);
            lane.silences.extend(&silences[number]);
            while let Some((_, fixes)) = kept.next_if(|kept| kept.0 == number) {
                let Some(track) = strands.track(number) else { continue };
                lane.strands.reserve_exact(usize::from(lane.strands.is_empty()));
                lane.strands.push(Strand {
                    rows: fixes.clone().map(|fix| track.row(fix)).collect(),
                    settled: strands.settled[track.first_column()..][fixes].to_vec(),
                });
            }
        }
    };
    crate::parallel::join(|| drop(index), keep);
    let excursion_ms = minutes_ms(config.loitering.max_excursion_min);
    let settle_slow = || {
        crate::parallel::map_mut(&mut digest.vessels, |vessel| {
            for lane in &mut vessel.lanes {
                lane.silences.sort_unstable();
                lane.settle_slow(&loitering, excursion_ms, edges.end_known);
            }
        });
    };
    crate::parallel::join(|| drop(strands), settle_slow);
    digest.settle_contacts(&encounters, edges.end_known);
    Ok(digest)
}

/// Marks the legs about which all is known, to be worked off now.
fn mark_certain(strands: &mut Strands, config: &crate::config::Config) -> Result<()> {
    config.legs.validate()?;
    let rules = config.legs.rules();
    let Strands { fleet, settled, of } = strands;
    for (number, of) in of.iter().enumerate() {
        let Some(track) = fleet.track(TrackId(number as u32)) else { continue };
        let legs = track.len() - 1;
        let settled = &mut settled[track.first_column()..][..=legs];
        let mut pace = Pace::new(track, rules);
        let first = if of.open.0 { (0..legs).find(|&leg| pace.is_certain_before(leg)).unwrap_or(legs) } else { 0 };
        let end = if of.open.1 {
            (first..legs).rev().find(|&leg| pace.is_certain_after(leg)).map_or(first, |leg| leg + 1)
        } else {
            legs
        };
        for settled in settled[first..end].iter_mut().filter(|settled| **settled == Settled::Later) {
            *settled = Settled::Now;
        }
        // The last fix begins no leg.
        settled[legs] = Settled::Later;
    }
    Ok(())
}

/// The long legs worked off now that were not observed, by track.
fn silences(strands: &Strands, scope: &Scope<'_>, min_gap_ms: i64) -> Vec<Vec<(Row, Row)>> {
    crate::parallel::map(strands.of.len(), |number| {
        let Some(track) = strands.track(number) else { return Vec::new() };
        let now = scope.index().unobserved(track.id()).filter(|&leg| scope.of_leg(&track, leg) == Settled::Now);
        now.filter(|&leg| track.leg(leg).duration_ms() >= min_gap_ms)
            .map(|leg| (track.row(leg), track.row(leg + 1)))
            .collect()
    })
}

/// Joins the stretches of one pair or vessel, which are in any order.
fn joined<S: Sums>(mut stretches: Vec<Stretch<S>>, max_excursion_ms: i64) -> Vec<Stretch<S>> {
    stretches.sort_by_key(|stretch| (stretch.start_ms, stretch.end_ms));
    let mut all = Stretches::new(max_excursion_ms);
    stretches.into_iter().for_each(|stretch| all.push(stretch));
    all.finish()
}

/// Contacts of a pair that may still grow, and those that are complete.
type OfPair = ((LaneId, LaneId), Vec<Stretch<Contact>>, Vec<Met>);

/// Joins the contacts of a pair, and keeps of those that are complete what may be an encounter.
fn settled(
    pair: (LaneId, LaneId),
    stretches: Vec<Stretch<Contact>>,
    detector: &EncounterDetector,
    all: bool,
) -> OfPair {
    let max_excursion_ms = detector.rules().max_excursion_ms;
    let (mut open, mut complete) = (Vec::new(), Vec::new());
    for mut stretch in joined(stretches, max_excursion_ms) {
        if !(all || stretch.is_complete(max_excursion_ms)) {
            stretch.part.iter_mut().for_each(|part| part.sums.fit());
            open.push(stretch);
        } else if let Some(mut met) = stretch.part.and_then(|part| detector.met(part)) {
            met.poses.fit();
            complete.push(met);
        }
    }
    open.shrink_to_fit();
    (pair, open, complete)
}

impl Lane {
    /// Joins slow times, and keeps of those that are complete what is loitering.
    fn settle_slow(&mut self, detector: &LoiteringDetector, max_excursion_ms: i64, all: bool) {
        for stretch in joined(std::mem::take(&mut self.slow), max_excursion_ms) {
            if !(all || stretch.is_complete(max_excursion_ms)) {
                self.slow.push(stretch);
            } else {
                self.loitered.extend(stretch.part.and_then(|part| detector.judge(part)));
            }
        }
    }
}

impl Digest {
    /// Gives the lanes that contacts are between their new names.
    fn rename(&mut self, names: &Names) {
        let pair = |(a, b): (LaneId, LaneId)| (renamed(a, names), renamed(b, names));
        self.open = std::mem::take(&mut self.open).into_iter().map(|(lanes, of)| (pair(lanes), of)).collect();
        self.complete = std::mem::take(&mut self.complete).into_iter().map(|(lanes, of)| (pair(lanes), of)).collect();
    }

    /// Joins contacts, and keeps of those that are complete what may be an encounter.
    fn settle_contacts(&mut self, detector: &EncounterDetector, all: bool) {
        let pairs: Vec<_> = std::mem::take(&mut self.open).into_iter().collect();
        self.take_contacts(crate::parallel::map_each(pairs, |(pair, stretches)| {
            settled(pair, stretches, detector, all)
        }));
    }

    fn take_contacts(&mut self, of_pairs: Vec<OfPair>) {
        for (pair, open, complete) in of_pairs {
            if !complete.is_empty() {
                self.complete.entry(pair).or_default().extend(complete);
            }
            if !open.is_empty() {
                self.open.entry(pair).or_default().extend(open);
            }
        }
    }

    /// Keeps static data of vessels without a position.
    fn add_loose_vessels(&mut self, loose: Vec<(Mmsi, i64, u32)>) {
        for (mmsi, time_ms, id) in loose {
            let vessel = match self.vessels.binary_search_by_key(&mmsi.get(), |vessel| vessel.mmsi) {
                Ok(at) => &mut self.vessels[at],
                Err(at) => {
                    self.vessels.insert(at, Vessel { mmsi: mmsi.get(), ..Vessel::default() });
                    &mut self.vessels[at]
                }
            };
            vessel.loose.push((time_ms, id));
        }
    }

    fn with_loose(mut self, reports: FleetBuilder) -> Self {
        let statics = reports.work_off(|_: &mut (), _| {}, |_, _, _, _| {}, |_| {});
        self.statics = statics.data;
        self.add_loose_vessels(statics.without_position);
        self
    }
}
