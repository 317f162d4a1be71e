//! Whose fix is whose: splitting one MMSI used by two transmitters.
//!
//! In three steps. First, fixes that follow each other within an hour and within reach form
//! *segments*; where several segments are open, a fix joins the nearest that can reach it.
//! Then segments are joined into tracks: of all ways to let one segment follow another
//! within reach that need the fewest transmitters, the one with the shortest way to go. That
//! is an assignment problem, and solved as one (Kuhn and Munkres). Reach is generous here: times
//! in real files are off by minutes, and one ship heard through two receivers, of which one is
//! late, must not become two. Last, within a track, [`chain`](super::chain) leaves out what cannot be true.
//!
//! # References
//!
//! * H. W. Kuhn, "The Hungarian method for the assignment problem", *Naval Research Logistics
//!   Quarterly* 2, 1955, <https://doi.org/10.1002/nav.3800020109>.

use pathfinding::kuhn_munkres::kuhn_munkres_min;
use pathfinding::matrix::Matrix;

use super::builder::Row;
use super::chain;
use super::clean::{CleaningParameters, SetAside};
use crate::ais::Position;
use crate::geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT};

/// A segment is open for this long after its last fix, in milliseconds.
const OPEN_MS: i64 = 3_600_000;
/// More segments than this are joined each to the nearest before it instead of by the best
/// assignment, whose time grows with the cube: 400 take a tenth of a second.
const MAX_ASSIGNED: usize = 400;
/// Costs more than any way to go, in metres: a new transmitter is the last resort.
const NEW_TRACK_M: i64 = 1_000_000_000_000;
/// Costs more than all new transmitters together: not possible.
const UNREACHABLE_M: i64 = NEW_TRACK_M * 2 * MAX_ASSIGNED as i64;
/// At most this many segments are open at once, the latest: an MMSI whose every fix is elsewhere
/// must not make the work grow with the square of their number.
const MAX_OPEN: usize = 64;
/// Metres in a degree of latitude or of longitude, at most.
const MAX_METRES_PER_DEGREE: f64 = 111_700.0;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assigned {
    /// A fix of this track of its MMSI.
    Track(u32),
    /// In no track.
    SetAside(SetAside),
}

impl Assigned {
    pub(super) fn track(self) -> Option<u32> {
        match self {
            Self::Track(track) => Some(track),
            Self::SetAside(_) => None,
        }
    }
}

/// Consecutive fixes that one transmitter may well have sent.
struct Segment {
    first: usize,
    last: usize,
    fixes: u32,
}

/// Assigns the rows of one MMSI, sorted by time, to tracks.
pub(super) fn assign(rows: &[Row], parameters: &CleaningParameters) -> Vec<Assigned> {
    let generous = Reach::of_clocks_that_are_off(parameters);
    let (of_row, segments) = segments(rows, &generous);
    let track_of = tracks(rows, &segments, &generous);
    let names = name_tracks(&segments, &track_of, parameters.min_track_fixes);
    let mut assigned: Vec<Assigned> = of_row.into_iter().map(|segment| names[track_of[segment]]).collect();
    let count = assigned.iter().filter_map(|assigned| assigned.track()).max().map_or(0, |last| last + 1);
    for track in 0..count {
        leave_out_impossible(rows, &mut assigned, track, &Reach::new(parameters));
    }
    assigned
}

/// Whether the sorted rows are all different and certain to be one track, as those of most vessels are; then there is
/// no need to [`assign`] them.
pub(super) fn is_one_track(rows: &[Row], parameters: &CleaningParameters) -> bool {
    // Whom the exact reach lets follow, the generous one does as well: each row is of the open segment or opens one
    // that follows the segment before, and none has to be left out.
    let reach = Reach::new(parameters);
    rows.windows(2).all(|pair| pair[0].time_ms < pair[1].time_ms && reach.surely(&pair[0], &pair[1]))
}

/// Keeps, of the rows of one track, the most that can all be true.
fn leave_out_impossible(rows: &[Row], assigned: &mut [Assigned], track: u32, reach: &Reach) {
    let numbers: Vec<usize> = (0..rows.len()).filter(|&i| assigned[i] == Assigned::Track(track)).collect();
    let of_track: Vec<&Row> = numbers.iter().map(|&i| &rows[i]).collect();
    let mut kept = chain::longest(&of_track, reach).into_iter().peekable();
    let mut last_kept_ms = None;
    for (number, row) in of_track.iter().enumerate() {
        if kept.next_if_eq(&number).is_some() {
            last_kept_ms = Some(row.time_ms);
            continue;
        }
        let twin =
            last_kept_ms == Some(row.time_ms) || kept.peek().is_some_and(|&next| of_track[next].time_ms == row.time_ms);
        let reason = if twin { SetAside::EqualTime } else { SetAside::Impossible };
        assigned[numbers[number]] = Assigned::SetAside(reason);
    }
}

/// How far a vessel gets.
pub(super) struct Reach {
    metres_per_ms: f64,
    tolerance_m: f64,
}

impl Reach {
    pub(super) fn new(parameters: &CleaningParameters) -> Self {
        Self {
            metres_per_ms: parameters.max_speed_kn * METRES_PER_SECOND_PER_KNOT / 1000.0,
            tolerance_m: parameters.position_tolerance_m,
        }
    }

    /// The reach of a vessel whose times may be off by the clock tolerance.
    fn of_clocks_that_are_off(parameters: &CleaningParameters) -> Self {
        let exact = Self::new(parameters);
        let way_m = exact.metres_per_ms * parameters.clock_tolerance_s * 1000.0;
        Self { tolerance_m: exact.tolerance_m + way_m, ..exact }
    }

    /// Whether a vessel can report the one and later the other.
    pub(super) fn allows(&self, from: &Row, to: &Row) -> bool {
        from.time_ms < to.time_ms && (self.surely(from, to) || self.way_m(from, to).is_some())
    }

    fn metres(&self, from: &Row, to: &Row) -> f64 {
        self.tolerance_m + (to.time_ms - from.time_ms) as f64 * self.metres_per_ms
    }

    /// The distance, where the vessel can go it; `None` where it cannot.
    fn way_m(&self, from: &Row, to: &Row) -> Option<f64> {
        let distance = place(from).distance(place(to));
        (distance <= self.metres(from, to)).then_some(distance)
    }

    /// Whether it is certain, without trigonometry, that the vessel can go from one to the other.
    fn surely(&self, from: &Row, to: &Row) -> bool {
        let north = (f64::from(to.latitude_e7) - f64::from(from.latitude_e7)) * (MAX_METRES_PER_DEGREE / 1e7);
        let east = (f64::from(to.longitude_e7) - f64::from(from.longitude_e7)) * (MAX_METRES_PER_DEGREE / 1e7);
        let reach = self.metres(from, to);
        north * north + east * east <= reach * reach
    }
}

fn place(row: &Row) -> Ecef {
    Position::from_columns(row.latitude_e7, row.longitude_e7).into()
}

/// Cuts rows into segments: the segment of each row, and the segments in order of their first row.
fn segments(rows: &[Row], reach: &Reach) -> (Vec<usize>, Vec<Segment>) {
    let mut segments: Vec<Segment> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut of_row = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        open.retain(|&segment| row.time_ms - rows[segments[segment].last].time_ms <= OPEN_MS);
        let nearest = match open[..] {
            [only] if reach.surely(&rows[segments[only].last], row) => Some(only),
            _ => open
                .iter()
                .filter_map(|&segment| Some((reach.way_m(&rows[segments[segment].last], row)?, segment)))
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, segment)| segment),
        };
        let segment = nearest.unwrap_or_else(|| {
            segments.push(Segment { first: i, last: i, fixes: 0 });
            if open.len() == MAX_OPEN {
                open.remove(0);
            }
            open.push(segments.len() - 1);
            segments.len() - 1
        });
        segments[segment].last = i;
        segments[segment].fixes += 1;
        of_row.push(segment);
    }
    (of_row, segments)
}

/// Joins segments, which are in order of their first row, into tracks: the track of each.
fn tracks(rows: &[Row], segments: &[Segment], reach: &Reach) -> Vec<usize> {
    let follows = |before: usize, after: usize| {
        let (last, first) = (&rows[segments[before].last], &rows[segments[after].first]);
        (last.time_ms < first.time_ms).then(|| reach.way_m(last, first)).flatten()
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
fn name_tracks(segments: &[Segment], track_of: &[usize], min_fixes: u32) -> Vec<Assigned> {
    let tracks = track_of.iter().max().map_or(0, |last| last + 1);
    let mut fixes = vec![0_u32; tracks];
    for (segment, &track) in segments.iter().zip(track_of) {
        fixes[track] += segment.fixes;
    }
    let longest = fixes.iter().copied().max().unwrap_or(0);
    let enough = min_fixes.min(longest);
    let mut number = 0;
    let only_one = longest < min_fixes;
    fixes
        .iter()
        .map(|&fixes| {
            if fixes >= enough && (number == 0 || !only_one) {
                number += 1;
                Assigned::Track(number - 1)
            } else {
                Assigned::SetAside(SetAside::Impossible)
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "segment_tests.rs"]
mod tests;
