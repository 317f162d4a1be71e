//! Pairs of tracks that come near each other.

use chrono::{DateTime, Utc};
use rstar::{AABB, ParentNode, RTreeNode};

use super::{Entry, Run, TrackIndex};
use crate::track::contact::closest;
use crate::track::{Motion, Motions, SubLeg, TrackId, datetime, pieces};

/// Nodes of the tree whose runs' partners are looked for in one go: enough that a pair is found once, not once a run.
const NODES_AT_ONCE: usize = 16;

/// The closest approach of two tracks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Approach {
    /// The track with the lower number.
    pub track_a: TrackId,
    /// The other.
    pub track_b: TrackId,
    /// Least distance between the antennas while both were observed, in metres.
    pub distance_m: f64,
    /// When, to the millisecond; the first time if there are several.
    pub time: DateTime<Utc>,
}

/// Two tracks with the pairs of their runs that may hold a time at which they were near.
#[derive(Debug)]
pub(crate) struct TrackPair<'i> {
    pub(crate) a: TrackId,
    pub(crate) b: TrackId,
    /// In order of time.
    meetings: Vec<Meeting<'i>>,
}

/// Two runs, and the period outside of which they are farther apart than the join's distance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meeting<'i> {
    a: &'i Run,
    b: &'i Run,
    from_ms: i64,
    to_ms: i64,
}

impl Meeting<'_> {
    /// The straight stretches of both vessels that touch the period; the motions are those of their tracks.
    pub(crate) fn sub_legs(&self, a: &mut Motion<'_>, b: &mut Motion<'_>) -> [Vec<SubLeg>; 2] {
        let Self { from_ms, to_ms, .. } = *self;
        [self.a.sub_legs_between(a, from_ms, to_ms), self.b.sub_legs_between(b, from_ms, to_ms)]
    }
}

impl TrackPair<'_> {
    /// Leaves out all times at which they may have been near that are farther than this from such on runs at an edge; whether
    /// there are any at an edge.
    pub(crate) fn keep_near_edges(&mut self, is_at_edge: impl Fn(&Run) -> bool, margin_ms: i64) -> bool {
        let at_edge: Vec<(i64, i64)> = self
            .meetings
            .iter()
            .filter(|meeting| is_at_edge(meeting.a) || is_at_edge(meeting.b))
            .map(|meeting| (meeting.from_ms - margin_ms, meeting.to_ms + margin_ms))
            .collect();
        self.meetings.retain(|meeting| at_edge.iter().any(|edge| meeting.from_ms <= edge.1 && edge.0 <= meeting.to_ms));
        !at_edge.is_empty()
    }

    /// Whether a run on which they may have been near is at an edge.
    pub(crate) fn has_edge(&self, is_at_edge: impl Fn(&Run) -> bool) -> bool {
        self.meetings.iter().any(|meeting| is_at_edge(meeting.a) || is_at_edge(meeting.b))
    }

    /// How long the two may have been within a distance, at most, in milliseconds; the distance is at most
    /// the one that the pair was made for.
    pub(crate) fn longest_within_ms(&self, distance_m: f64) -> i64 {
        let within = |meeting: &Meeting<'_>| meeting.a.may_meet(meeting.b, distance_m);
        self.meetings.iter().filter_map(within).map(|(from_ms, to_ms)| to_ms - from_ms).sum()
    }

    /// The times at which both were observed and may have been within the pair's distance, in order. What is left out is
    /// farther apart.
    pub(crate) fn meetings(&self) -> &[Meeting<'_>] {
        &self.meetings
    }
}

/// Adds the nodes that hold entries.
fn add_lowest<'t>(node: &'t ParentNode<Entry>, nodes: &mut Vec<&'t ParentNode<Entry>>) {
    if entries(node).next().is_some() {
        nodes.push(node);
    }
    for child in node.children() {
        if let RTreeNode::Parent(child) = child {
            add_lowest(child, nodes);
        }
    }
}

/// What a node holds itself.
fn entries(node: &ParentNode<Entry>) -> impl Iterator<Item = &Entry> {
    node.children().iter().filter_map(|child| match child {
        RTreeNode::Leaf(entry) => Some(entry),
        RTreeNode::Parent(_) => None,
    })
}

impl TrackIndex<'_> {
    /// All pairs of tracks of different vessels that came within a distance of each other while
    /// both were observed, each with its closest approach, by number of track.
    ///
    /// The distance is in metres, between antennas, and exact: the relative motion of two legs is
    /// linear, so that the least distance is the vertex of a parabola or an end. A distance that is
    /// not a number or below zero gives nothing.
    ///
    /// ```no_run
    /// # fn show(index: &lightering::index::TrackIndex<'_>) {
    /// for approach in index.pairs_within(500.0) {
    ///     println!("{:?} and {:?}: {:.0} m", approach.track_a, approach.track_b, approach.distance_m);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn pairs_within(&self, distance_m: f64) -> Vec<Approach> {
        let pairs = self.pairs_that_may_meet(distance_m, |_| true);
        let motions = || Motions::new(self.fleet, self.rules());
        crate::parallel::filter_map_with(pairs.len(), motions, |motions, i| {
            let mut least: Option<(f64, i64)> = None;
            let pair = self.pair(pairs[i], distance_m);
            let [motion_a, motion_b] = motions.of_pair(pair.a, pair.b)?;
            for meeting in pair.meetings() {
                let [a, b] = meeting.sub_legs(motion_a, motion_b);
                for (distance, time_ms) in pieces(&a, &b).map(|piece| closest(&piece)) {
                    if least.is_none_or(|(known, _)| distance < known) {
                        least = Some((distance, time_ms));
                    }
                }
            }
            let (distance_m, time_ms) = least.filter(|least| least.0 <= distance_m)?;
            Some(Approach { track_a: pair.a, track_b: pair.b, distance_m, time: datetime(time_ms) })
        })
    }

    /// The pairs of tracks of different vessels that may have come within a distance while at least one of them was
    /// on a run that is `asked` for, in order of their numbers, the lower first.
    pub(crate) fn pairs_that_may_meet(
        &self,
        distance_m: f64,
        asked: impl Fn(&Run) -> bool + Sync + Send,
    ) -> Vec<(TrackId, TrackId)> {
        if !(distance_m >= 0.0 && distance_m.is_finite()) {
            return Vec::new();
        }
        // Runs that are near each other in the tree are so at sea: what is looked at for one is wanted for the next.
        let mut nodes = Vec::new();
        add_lowest(self.tree().root(), &mut nodes);
        let of_nodes = crate::parallel::map(nodes.len().div_ceil(NODES_AT_ONCE), |number| {
            let mut pairs: Vec<(TrackId, TrackId)> = Vec::new();
            let mut partners: Vec<TrackId> = Vec::new();
            let nodes = nodes.iter().skip(number * NODES_AT_ONCE).take(NODES_AT_ONCE);
            for run in nodes.flat_map(|node| entries(node)).map(|entry| self.run(entry.data)).filter(|run| asked(run)) {
                self.partners(run, distance_m, &asked, &mut partners);
                let track = run.track;
                pairs.extend(partners.drain(..).map(|partner| (track.min(partner), track.max(partner))));
            }
            pairs.sort_unstable();
            pairs.dedup();
            let mmsi = |track: TrackId| self.fleet.track(track).map(|track| track.mmsi());
            pairs.retain(|&(a, b)| mmsi(a) != mmsi(b));
            pairs
        });
        let mut pairs: Vec<(TrackId, TrackId)> = of_nodes.into_iter().flatten().collect();
        crate::parallel::sort_unstable(&mut pairs);
        pairs.dedup();
        pairs
    }

    /// Adds the tracks other than its own that may have come within a distance of a run, but for those whose runs find this one; some more
    /// than once.
    fn partners(&self, run: &Run, distance_m: f64, asked: impl Fn(&Run) -> bool, partners: &mut Vec<TrackId>) {
        let (lower, upper) = run.corners(self.clock, distance_m);
        for entry in self.tree().locate_in_envelope_intersecting(&AABB::from_corners(lower, upper)) {
            let (track, _) = entry.data;
            if track == run.track || partners.last() == Some(&track) {
                continue;
            }
            let other = self.run(entry.data);
            let finds_this = track < run.track && asked(other);
            if !finds_this && run.may_meet(other, distance_m).is_some() {
                partners.push(track);
            }
        }
    }

    /// Two tracks with all times at which they may have been within a distance.
    pub(crate) fn pair(&self, (a, b): (TrackId, TrackId), distance_m: f64) -> TrackPair<'_> {
        let (runs_a, runs_b) = (self.runs_of(a), self.runs_of(b));
        let mut meetings = Vec::new();
        let mut first_b = 0;
        for run_a in runs_a {
            // Both lists are gone through once.
            first_b += runs_b[first_b..].iter().take_while(|run_b| run_b.end_ms < run_a.start_ms).count();
            for run_b in runs_b[first_b..].iter().take_while(|run_b| run_b.start_ms <= run_a.end_ms) {
                if let Some((from_ms, to_ms)) = run_a.may_meet(run_b, distance_m) {
                    meetings.push(Meeting { a: run_a, b: run_b, from_ms, to_ms });
                }
            }
        }
        TrackPair { a, b, meetings }
    }
}
