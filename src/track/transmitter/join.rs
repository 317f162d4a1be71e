//! Tracks: which segments are of one transmitter.
//!
//! Of all ways to let one segment follow another within reach that need the fewest transmitters, the one with the
//! shortest way to go. That is an assignment problem, and solved as one (Kuhn and Munkres).
//!
//! # References
//!
//! * H. W. Kuhn, "The Hungarian method for the assignment problem", *Naval Research Logistics
//!   Quarterly* 2, 1955, <https://doi.org/10.1002/nav.3800020109>.

use pathfinding::kuhn_munkres::kuhn_munkres_min;
use pathfinding::matrix::Matrix;

use super::reach::Rules;
use crate::track::builder::Row;

/// More segments than this are joined each to the nearest before it instead of by the best
/// assignment, whose time grows with the cube: 400 take a tenth of a second.
const MAX_ASSIGNED: usize = 400;
/// Costs more than any way to go, in metres: a new transmitter is the last resort.
const NEW_TRACK_M: i64 = 1_000_000_000_000;
/// Costs more than all new transmitters together: not possible.
const UNREACHABLE_M: i64 = NEW_TRACK_M * 2 * MAX_ASSIGNED as i64;
/// With more segments than that, each looks for one before it among this many, the latest.
const MAX_OPEN: usize = 64;

/// A segment, as far as joining it is concerned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) first: Row,
    pub(crate) last: Row,
    pub(crate) fixes: u64,
}

/// The track of each segment of one MMSI, which are in order of their first fix; `None` for one that is set aside
/// because its track has too few fixes to be another transmitter.
pub(crate) fn tracks(segments: &[Piece], rules: &Rules) -> Vec<Option<u32>> {
    let track_of = joined(segments, rules);
    let names = name_tracks(segments, &track_of, rules.min_track_fixes);
    track_of.into_iter().map(|track| names[track]).collect()
}

/// Joins segments into tracks: the track of each.
fn joined(segments: &[Piece], rules: &Rules) -> Vec<usize> {
    let follows = |before: usize, after: usize| {
        let (last, first) = (&segments[before].last, &segments[after].first);
        (last.time_ms < first.time_ms).then(|| rules.exact.way_m(last, first)).flatten()
    };
    if (1..segments.len()).all(|after| follows(after - 1, after).is_some()) {
        return vec![0; segments.len()];
    }
    let before = if segments.len() <= MAX_ASSIGNED {
        best_predecessors(segments.len(), follows)
    } else {
        nearest_predecessors(segments.len(), follows)
    };
    let mut track_of = Vec::with_capacity(segments.len());
    let mut count = 0;
    for before in before {
        track_of.push(before.map_or_else(
            || {
                count += 1;
                count - 1
            },
            |before| track_of[before],
        ));
    }
    track_of
}

/// The predecessor of each segment in the cheapest cover by the fewest tracks.
fn best_predecessors(n: usize, follows: impl Fn(usize, usize) -> Option<f64>) -> Vec<Option<usize>> {
    // Row: a segment. Column: its predecessor, or (n + row) that it has none.
    let weights = Matrix::from_fn(n, 2 * n, |(after, column)| {
        if column >= n {
            if column - n == after { NEW_TRACK_M } else { UNREACHABLE_M }
        } else if column < after {
            follows(column, after).map_or(UNREACHABLE_M, |metres| metres.round() as i64)
        } else {
            UNREACHABLE_M
        }
    });
    let (_, column_of) = kuhn_munkres_min(&weights);
    column_of.into_iter().map(|column| (column < n).then_some(column)).collect()
}

/// The nearest free predecessor of each segment among the latest [`MAX_OPEN`] track ends.
fn nearest_predecessors(n: usize, follows: impl Fn(usize, usize) -> Option<f64>) -> Vec<Option<usize>> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(n);
    for after in 0..n {
        let nearest = ends
            .iter()
            .enumerate()
            .filter_map(|(at, &end)| Some((follows(end, after)?, at)))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        before.push(nearest.map(|(_, at)| ends.remove(at)));
        if ends.len() == MAX_OPEN {
            ends.remove(0);
        }
        ends.push(after);
    }
    before
}

/// What each track is called: tracks of enough fixes by number, those of fewer are set aside,
/// unless there is no other, when the longest stays.
fn name_tracks(segments: &[Piece], track_of: &[usize], min_fixes: u32) -> Vec<Option<u32>> {
    let tracks = track_of.iter().max().map_or(0, |last| last + 1);
    let mut fixes = vec![0_u64; tracks];
    for (segment, &track) in segments.iter().zip(track_of) {
        fixes[track] += segment.fixes;
    }
    let longest = fixes.iter().copied().max().unwrap_or(0);
    let enough = u64::from(min_fixes).min(longest);
    let only_one = longest < u64::from(min_fixes);
    let mut number = 0;
    fixes
        .iter()
        .map(|&fixes| {
            (fixes >= enough && (number == 0 || !only_one)).then(|| {
                number += 1;
                number - 1
            })
        })
        .collect()
}
