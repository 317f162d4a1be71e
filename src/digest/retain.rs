//! Which fixes may still be needed.
//!
//! A leg that is not worked off yet will be compared with all legs near it, so these stay, with the fixes about them
//! that their speeds are measured on. Where a vessel will be, or was, on a leg of which but one end is here, or which
//! of its last reports will turn out to be true, is bounded by what a leg can be: it keeps within reach of
//! the fixes that are certain.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Edges;
use super::settle::Strands;
use super::vessel::{Lane, Vessel};
use crate::config::Config;
use crate::detect::scope::Settled;
use crate::geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT, SEMI_MINOR_AXIS_M};
use crate::index::TrackIndex;
use crate::track::{Fleet, LegRules, Pace, Row, Track, TransmitterRules};

/// So many regions are looked at together: enough for all cores, and little memory.
const REGIONS: usize = 1 << 14;
/// So many tracks at a time are gone through for what stays of them.
const TRACKS: usize = 1 << 10;

/// Where and when a vessel may be on legs that are not worked off yet.
struct Region {
    mmsi: u32,
    from_ms: i64,
    to_ms: i64,
    lower: Ecef,
    upper: Ecef,
    /// The vessel may get farther from its reports with the time from the first of these and before the second.
    spreads: (Option<Spread>, Option<Spread>),
}

/// How a vessel may move away from its last reports.
#[derive(Clone, Copy)]
struct Spread {
    from_ms: i64,
    /// Not only on a leg so long that it has to be slow.
    fast: bool,
}

impl Spread {
    /// How far it gets until a time, in metres.
    fn metres(self, away_ms: i64, limits: &Limits<'_>) -> f64 {
        let fast_m = if self.fast { limits.transmitter.reach_m(away_ms) } else { 0.0 };
        let slow_m = limits.slow_m_per_ms * away_ms as f64;
        if away_ms < 0 { 0.0 } else { fast_m.max(slow_m) }
    }
}

struct Limits<'a> {
    transmitter: &'a TransmitterRules,
    legs: LegRules,
    slow_m_per_ms: f64,
    release_m: f64,
}

/// The fixes that stay, as ranges, by strand.
pub(super) fn kept(
    strands: &Strands,
    vessels: &[Vessel],
    index: &TrackIndex<'_>,
    edges: &Edges,
    config: &Config,
) -> Vec<(usize, Range<usize>)> {
    if edges.end_known {
        return Vec::new();
    }
    let transmitter = TransmitterRules::new(&config.cleaning);
    let limits = Limits {
        transmitter: &transmitter,
        legs: index.rules(),
        slow_m_per_ms: config.legs.slow_speed_kn * METRES_PER_SECOND_PER_KNOT / 1000.0,
        release_m: config.encounter.release_distance_m,
    };
    // A vessel that is not heard at all in so short a time may be near all the same, on one long leg.
    let all = edges.end_ms - edges.start_ms < limits.legs.longest_ms();
    let mut stay = vec![all; strands.settled.len()];
    of_vessels(strands, vessels, |vessel, own| mark_own(strands, vessel, own, &limits, &mut stay));
    let marks = Marks::new(stay, &strands.fleet);
    let mut regions = Vec::new();
    let mark_all = |regions: &mut Vec<Region>| {
        crate::parallel::map(regions.len(), |number| mark_near(&regions[number], strands, index, &marks, &limits));
        regions.clear();
    };
    of_vessels(strands, vessels, |vessel, own| {
        regions_of(strands, vessel, own, edges, &limits, &mut regions);
        if regions.len() >= REGIONS {
            mark_all(&mut regions);
        }
    });
    mark_all(&mut regions);
    let count = strands.of.len();
    let of_tracks = crate::parallel::map(count.div_ceil(TRACKS), |part| {
        ranges(strands, part * TRACKS..count.min((part + 1) * TRACKS), &marks)
    });
    of_tracks.into_iter().flatten().collect()
}

/// Which fixes stay. Marks are only ever set, so that it does not matter in which order.
struct Marks {
    /// By fix of the fleet.
    stay: Vec<AtomicBool>,
    /// By track: all fixes before this one stay, and all from the other on. Most of what stays is at the ends of tracks, and
    /// in a harbour many vessels ask for it.
    ends: Vec<(AtomicUsize, AtomicUsize)>,
}

impl Marks {
    fn new(stay: Vec<bool>, fleet: &Fleet) -> Self {
        let ends = fleet.tracks().map(|track| {
            let of_track = &stay[track.first_column()..][..track.len()];
            let first = of_track.iter().position(|stays| !stays).unwrap_or(of_track.len());
            let last = of_track.iter().rposition(|stays| !stays).map_or(0, |fix| fix + 1);
            (AtomicUsize::new(first), AtomicUsize::new(last))
        });
        Self { ends: ends.collect(), stay: stay.into_iter().map(AtomicBool::new).collect() }
    }

    /// Whether all of some fixes of a track stay.
    fn all_stay(&self, track: Track<'_>, fixes: Range<usize>) -> bool {
        let (before, from) = &self.ends[track.id().get() as usize];
        if fixes.end <= before.load(Ordering::Relaxed) || fixes.start >= from.load(Ordering::Relaxed) {
            return true;
        }
        let stay = self.stay[track.first_column()..][fixes.clone()].iter().all(|stays| stays.load(Ordering::Relaxed));
        if stay && fixes.start <= before.load(Ordering::Relaxed) {
            before.fetch_max(fixes.end, Ordering::Relaxed);
        }
        if stay && fixes.end >= from.load(Ordering::Relaxed) {
            from.fetch_min(fixes.start, Ordering::Relaxed);
        }
        stay
    }

    fn stays(&self, track: Track<'_>, fix: usize) -> bool {
        self.stay[track.first_column() + fix].load(Ordering::Relaxed)
    }

    fn mark(&self, track: Track<'_>, fixes: std::ops::RangeInclusive<usize>) {
        self.stay[track.first_column()..][fixes].iter().for_each(|stays| stays.store(true, Ordering::Relaxed));
    }
}

/// The ranges of fixes of some tracks that stay, each with the number of its track.
fn ranges(strands: &Strands, tracks: Range<usize>, marks: &Marks) -> Vec<(usize, Range<usize>)> {
    let mut ranges: Vec<(usize, Range<usize>)> = Vec::new();
    for number in tracks {
        let Some(track) = strands.track(number) else { continue };
        for fix in (0..track.len()).filter(|&fix| marks.stays(track, fix)) {
            match ranges.last_mut().filter(|range| range.0 == number && range.1.end == fix) {
                Some(range) => range.1.end = fix + 1,
                None => ranges.push((number, fix..fix + 1)),
            }
        }
    }
    ranges
}

/// Does something with each vessel and the numbers of its strands.
fn of_vessels(strands: &Strands, vessels: &[Vessel], mut with: impl FnMut(&Vessel, Range<usize>)) {
    let mut first = 0;
    for (number, vessel) in vessels.iter().enumerate() {
        let end = first + strands.of[first..].iter().take_while(|of| of.vessel == number).count();
        with(vessel, first..end);
        first = end;
    }
}

/// Marks what a vessel's own legs need that are not worked off yet.
fn mark_own(strands: &Strands, vessel: &Vessel, of_vessel: Range<usize>, limits: &Limits<'_>, stay: &mut [bool]) {
    for number in of_vessel {
        let Some(track) = strands.track(number) else { continue };
        let of = strands.of[number];
        let lane = &vessel.lanes[of.lane];
        let (first, last) = (track.first_column(), track.len() - 1);
        let mut pace = Pace::new(track, limits.legs);
        for leg in later(strands, track) {
            let (from, to) = pace.baseline(leg);
            // One more on either side shows that the baseline does not reach farther.
            stay[first + from.saturating_sub(1)..=first + (to + 1).min(last)].fill(true);
        }
        // The fixes that undecided reports, or reports to come, follow or lead to.
        if of.open.1 && track.time_ms(last) == lane.last_fix.time_ms {
            stay[first + pace.reaching_back(last).saturating_sub(1)..=first + last].fill(true);
        }
        if of.open.0 && track.time_ms(0) == lane.first_fix.time_ms {
            stay[first..=first + (pace.reaching_on(0) + 1).min(last)].fill(true);
        }
    }
}

/// The legs of a track that are not worked off yet.
fn later(strands: &Strands, track: Track<'_>) -> impl Iterator<Item = usize> {
    let first = track.first_column();
    (0..track.len() - 1).filter(move |leg| strands.settled[first + leg] == Settled::Later)
}

/// Where a vessel may be on legs that are not worked off yet.
fn regions_of(
    strands: &Strands,
    vessel: &Vessel,
    of_vessel: Range<usize>,
    edges: &Edges,
    limits: &Limits<'_>,
    regions: &mut Vec<Region>,
) {
    let longest_ms = limits.legs.longest_ms();
    let spread = |silent_ms: i64, from_ms: i64| {
        let fast = silent_ms <= limits.legs.max_interpolation_ms();
        (silent_ms <= longest_ms).then_some(Spread { from_ms, fast })
    };
    let mut add = |rows: &[Row], before: bool, after: bool| {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let spreads = (
            if after { spread(edges.end_ms - last.time_ms, first.time_ms) } else { None },
            if before { spread(first.time_ms - edges.start_ms, last.time_ms) } else { None },
        );
        let corner = |of: fn(f64, f64) -> f64, start: f64| {
            rows.iter().map(|row| Ecef::from(row.position())).fold(
                Ecef { x: start, y: start, z: start },
                |corner, place| Ecef { x: of(corner.x, place.x), y: of(corner.y, place.y), z: of(corner.z, place.z) },
            )
        };
        regions.push(Region {
            mmsi: vessel.mmsi,
            from_ms: if spreads.1.is_some() { edges.start_ms } else { first.time_ms },
            to_ms: if spreads.0.is_some() { edges.end_ms } else { last.time_ms },
            lower: corner(f64::min, f64::INFINITY),
            upper: corner(f64::max, f64::NEG_INFINITY),
            spreads,
        });
    };
    let end_of = |lane: &Lane, head: bool| -> Vec<Row> {
        if lane.fixes == 0 { Vec::new() } else { vec![if head { lane.first_fix } else { lane.last_fix }] }
    };
    let is_over = |lane: &Lane| edges.is_over(lane.last.time_ms, limits.transmitter);
    if let Some(lane) = vessel.lanes.first().filter(|lane| !lane.start_known) {
        let rows = [vessel.unassigned.clone(), lane.head.clone(), end_of(lane, true)].concat();
        // All reports of a lane of which none is decided are at its end as well.
        add(&rows, true, lane.fixes == 0 && !is_over(lane));
    } else if vessel.lanes.is_empty() {
        add(&vessel.unassigned, true, true);
    }
    for lane in &vessel.lanes {
        if !is_over(lane) || !lane.tail.is_empty() {
            add(&[end_of(lane, false), lane.tail.clone()].concat(), false, !is_over(lane));
        }
    }
    for track in of_vessel.filter_map(|number| strands.track(number)) {
        let legs: Vec<usize> = later(strands, track).collect();
        for run in legs.chunk_by(|before, leg| before + 1 == *leg) {
            let (Some(&from), Some(&to)) = (run.first(), run.last()) else { continue };
            let rows: Vec<Row> = (from..=to + 1).map(|fix| track.row(fix)).collect();
            add(&rows, false, false);
        }
    }
}

/// Marks the fixes that legs of other vessels within a region need.
fn mark_near(region: &Region, strands: &Strands, index: &TrackIndex<'_>, marks: &Marks, limits: &Limits<'_>) {
    let span = region.upper - region.lower;
    // Between fixes the vessel keeps within their box, but for how far the earth's surface bulges out of it.
    let bulge_m = span.dot(span) / (7.9 * SEMI_MINOR_AXIS_M);
    let margin_m = |from_ms: i64, to_ms: i64| {
        let after_m =
            region.spreads.0.map_or(0.0, |spread| spread.metres(to_ms.min(region.to_ms) - spread.from_ms, limits));
        let before_m =
            region.spreads.1.map_or(0.0, |spread| spread.metres(spread.from_ms - from_ms.max(region.from_ms), limits));
        let way_m = after_m.max(before_m);
        limits.release_m + bulge_m + way_m + way_m * way_m / (7.9 * SEMI_MINOR_AXIS_M) + 1.0
    };
    let most = margin_m(region.from_ms, region.to_ms);
    let widest = Ecef { x: most, y: most, z: most };
    for run in index.runs_in(region.lower - widest, region.upper + widest, region.from_ms, region.to_ms) {
        let Some(track) = strands.fleet.track(run.track).filter(|track| track.mmsi().get() != region.mmsi) else {
            continue;
        };
        let times = track.times_ms();
        let legs = run.first..run.first + run.legs;
        let from = legs.start + times[legs.start + 1..=legs.end].partition_point(|&time| time < region.from_ms);
        let end = from + times[from..legs.end].partition_point(|&time| time <= region.to_ms);
        // Nearly all that is near an end of the data stays already, with what their speeds are measured on.
        let reach = limits.legs.baseline_reach(times, from, end);
        if marks.all_stay(track, reach) {
            continue;
        }
        let mut pace = Pace::new(track, limits.legs);
        for leg in from..end {
            if pace.is_within(leg, |fix| marks.stays(track, fix)) {
                continue;
            }
            let (a, b) = (pace.place(leg), pace.place(leg + 1));
            let length_m = a.distance(b);
            let margin = margin_m(times[leg], times[leg + 1]) + length_m * length_m / (7.9 * SEMI_MINOR_AXIS_M);
            let apart = |low: f64, high: f64, a: f64, b: f64| a.min(b) > high + margin || a.max(b) < low - margin;
            let (lower, upper) = (region.lower, region.upper);
            if apart(lower.x, upper.x, a.x, b.x)
                || apart(lower.y, upper.y, a.y, b.y)
                || apart(lower.z, upper.z, a.z, b.z)
            {
                continue;
            }
            let (from, to) = pace.baseline(leg);
            marks.mark(track, from..=to);
        }
    }
}
