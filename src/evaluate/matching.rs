//! Which alert is which true event.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::columns::{Vessels, vessels};
use super::{Alert, TrueEvent};
use crate::Result;
use crate::error::check_range;

/// Alerts and events of the same vessels that overlap one another in a chain are assigned at once, in time that grows with the
/// cube of their number. Of more than this the best pairs are taken one after the other.
const MAX_OPTIMAL: usize = 300;

/// Weights are whole numbers: a temporal overlap of 1 is this many. With [`MAX_OPTIMAL`] alerts the sum of all weights is
/// below 2⁶³.
const PER_OVERLAP: f64 = 1e8;

/// When an alert can be a true event.
///
/// # Why the share of the true event, and not the intersection over the union
///
/// For detections that claim to know start and end, intersection over union (IoU) is the usual measure. A dark rendezvous does not: its window
/// says when a meeting *can* have been, and a four-hour meeting within a window of two days is as right as can be told, at an IoU of
/// 0.08. So an alert must cover the event, and how exact it is in time shows in the [figures](super::Figures) of
/// overlap and of errors. [`min_iou`](Self::min_iou) is there for methods that do claim times.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchParameters {
    /// An alert covers at least this share of the true event's duration, 0 to 1.
    pub min_overlap: f64,
    /// Duration of the intersection over that of the union, at least, 0 to 1.
    pub min_iou: f64,
    /// Kinds of true events that nobody cares about: whether they are found does not count, and alerts that match one are
    /// neither true nor false. As for crowds in COCO (T.-Y. Lin and others, "Microsoft COCO: common objects in context", ECCV
    /// 2014, <https://doi.org/10.1007/978-3-319-10602-1_48>), such an event takes any number of alerts, and an alert of which
    /// `min_overlap` lies within it matches it too.
    pub ignore: BTreeSet<String>,
}

impl Default for MatchParameters {
    fn default() -> Self {
        Self { min_overlap: 0.5, min_iou: 0.0, ignore: BTreeSet::new() }
    }
}

impl MatchParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("evaluate.min_overlap", self.min_overlap, 0.0, 1.0, "must be 0 to 1")?;
        check_range("evaluate.min_iou", self.min_iou, 0.0, 1.0, "must be 0 to 1")
    }
}

/// An alert and the true event that it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Number of the alert, from 0, in the order given.
    pub alert: usize,
    /// Number of the true event, from 0, in the order given.
    pub truth: usize,
    /// Duration of the intersection over that of the union, 0 to 1.
    pub iou: f64,
}

/// What came of alerts and true events; all numbers count from 0 in the order given, and every list ascends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matching {
    /// Alerts that are a true event, each with one of its own.
    pub matches: Vec<Match>,
    /// Alerts that are none.
    pub false_alerts: Vec<usize>,
    /// Alerts that match only what nobody cares about.
    pub ignored_alerts: Vec<usize>,
    /// True events that no alert is.
    pub missed: Vec<usize>,
    /// True events that nobody cares about.
    pub ignored_truth: Vec<usize>,
}

impl Matching {
    /// Matches alerts to true events, one to one.
    ///
    /// Only alerts and events of the same vessels match: of the same pair in either order, or of the same one vessel. Of all ways to match, one
    /// with the most matches is taken, and of these one with the greatest sum of temporal intersection over
    /// union, to 1e-8, and of these one with the highest scores. The order of alerts and events is without effect on what is counted.
    ///
    /// More than 300 alerts or events of the same vessels that hang together by overlaps are matched one after the other, the
    /// pair that overlaps most first, which can miss the best of all ways.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) for a parameter out of range.
    pub fn new(alerts: &[Alert], truth: &[TrueEvent], parameters: &MatchParameters) -> Result<Self> {
        parameters.validate()?;
        let mut groups: BTreeMap<Vessels, Group> = BTreeMap::new();
        for (number, alert) in alerts.iter().enumerate() {
            groups.entry(vessels(alert.mmsi_a, alert.mmsi_b)).or_default().alerts.push(number);
        }
        for (number, event) in truth.iter().enumerate() {
            let group = groups.entry(vessels(event.mmsi_a, event.mmsi_b)).or_default();
            let ignored = parameters.ignore.contains(&event.kind);
            if ignored { &mut group.ignored } else { &mut group.truth }.push(number);
        }
        let mut matching = Self::default();
        for group in groups.into_values() {
            matching.add(group, alerts, truth, parameters);
        }
        matching.matches.sort_unstable_by_key(|pair| pair.alert);
        let lists = [
            &mut matching.false_alerts,
            &mut matching.ignored_alerts,
            &mut matching.missed,
            &mut matching.ignored_truth,
        ];
        for list in lists {
            list.sort_unstable();
        }
        Ok(matching)
    }

    fn add(&mut self, mut group: Group, alerts: &[Alert], truth: &[TrueEvent], parameters: &MatchParameters) {
        group.sort(alerts, truth);
        let mut free: BTreeSet<usize> = group.alerts.iter().copied().collect();
        let mut missed: BTreeSet<usize> = group.truth.iter().copied().collect();
        for mut chain in chains(edges(&group, alerts, truth, parameters), group.alerts.len()) {
            rank(&mut chain, |edge| alerts[group.alerts[edge.alert]].score);
            for edge in assign(&chain) {
                let (alert, truth) = (group.alerts[edge.alert], group.truth[edge.truth]);
                free.remove(&alert);
                missed.remove(&truth);
                self.matches.push(Match { alert, truth, iou: edge.iou });
            }
        }
        for alert in free {
            let span = Span::of_alert(&alerts[alert]);
            let is_ignored = group.ignored.iter().any(|&event| {
                let event = Span::of_event(&truth[event]);
                event.share_in(span).max(span.share_in(event)) >= parameters.min_overlap && event.touches(span)
            });
            if is_ignored { &mut self.ignored_alerts } else { &mut self.false_alerts }.push(alert);
        }
        self.missed.extend(missed);
        self.ignored_truth.extend(group.ignored);
    }
}

/// Numbers of the alerts and events of the same vessels.
#[derive(Debug, Default)]
struct Group {
    alerts: Vec<usize>,
    truth: Vec<usize>,
    ignored: Vec<usize>,
}

impl Group {
    /// An order that is that of the things themselves, so that of two ways that are as good the same one is taken whatever the
    /// order of input.
    fn sort(&mut self, alerts: &[Alert], truth: &[TrueEvent]) {
        self.alerts.sort_by(|&a, &b| {
            let (a, b) = (&alerts[a], &alerts[b]);
            (a.start, a.end).cmp(&(b.start, b.end)).then(b.score.total_cmp(&a.score)).then(a.kind.cmp(&b.kind))
        });
        let key = |event: usize| (truth[event].start, truth[event].end, &truth[event].kind);
        self.truth.sort_by(|&a, &b| key(a).cmp(&key(b)));
    }
}

/// An alert and an event, by their numbers within a group, that can be one.
#[derive(Debug, Clone, Copy)]
struct Edge {
    alert: usize,
    truth: usize,
    iou: f64,
    /// How many alerts of the chain have a lower score.
    rank: usize,
}

fn edges(group: &Group, alerts: &[Alert], truth: &[TrueEvent], parameters: &MatchParameters) -> Vec<Edge> {
    let events: Vec<Span> = group.truth.iter().map(|&event| Span::of_event(&truth[event])).collect();
    let mut edges = Vec::new();
    for (alert, &number) in group.alerts.iter().enumerate() {
        let span = Span::of_alert(&alerts[number]);
        // Events are sorted by start.
        let later = events.partition_point(|event| event.start <= span.end);
        for (truth, &event) in events[..later].iter().enumerate() {
            let iou = event.iou(span);
            if event.touches(span) && event.share_in(span) >= parameters.min_overlap && iou >= parameters.min_iou {
                edges.push(Edge { alert, truth, iou, rank: 0 });
            }
        }
    }
    edges
}

/// The edges that hang together by alerts and events, as one list each.
fn chains(edges: Vec<Edge>, alerts: usize) -> Vec<Vec<Edge>> {
    // A forest over the alerts and, after them, the events.
    let events = edges.iter().map(|edge| edge.truth + 1).max().unwrap_or(0);
    let mut parents: Vec<usize> = (0..alerts + events).collect();
    fn root(parents: &mut [usize], mut node: usize) -> usize {
        while parents[node] != node {
            parents[node] = parents[parents[node]];
            node = parents[node];
        }
        node
    }
    for edge in &edges {
        let (a, b) = (root(&mut parents, edge.alert), root(&mut parents, alerts + edge.truth));
        parents[a.max(b)] = a.min(b);
    }
    let mut chains: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
    for edge in edges {
        chains.entry(root(&mut parents, edge.alert)).or_default().push(edge);
    }
    chains.into_values().collect()
}

/// Ranks the alerts of a chain by score.
fn rank(chain: &mut [Edge], score: impl Fn(&Edge) -> f64) {
    let mut scores: Vec<(f64, usize)> = chain.iter().map(|edge| (score(edge), edge.alert)).collect();
    scores.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    scores.dedup();
    for edge in chain {
        let score = score(edge);
        edge.rank = scores.partition_point(|other| other.0.total_cmp(&score).is_lt());
    }
}

/// The edges that are taken: no two of one alert or of one event.
fn assign(chain: &[Edge]) -> Vec<Edge> {
    let numbers = |of: fn(&Edge) -> usize| chain.iter().map(of).collect::<BTreeSet<_>>().into_iter().collect();
    let (alerts, events): (Vec<usize>, Vec<usize>) = (numbers(|edge| edge.alert), numbers(|edge| edge.truth));
    if alerts.len().max(events.len()) > MAX_OPTIMAL {
        return best_first(chain);
    }
    let mut of_pair: BTreeMap<(usize, usize), Edge> = BTreeMap::new();
    for edge in chain {
        let (Ok(alert), Ok(event)) = (alerts.binary_search(&edge.alert), events.binary_search(&edge.truth)) else {
            continue;
        };
        // There must be no fewer columns than rows.
        let pair = if alerts.len() <= events.len() { (alert, event) } else { (event, alert) };
        of_pair.insert(pair, *edge);
    }
    let (rows, columns) = (alerts.len().min(events.len()), alerts.len().max(events.len()));
    // One match more is worth more than all overlaps together, and the least of overlap more than all scores.
    let per_match = PER_OVERLAP as i64 * (rows as i64 + 1);
    let per_step = rows as i64 * alerts.len() as i64 + 1;
    let weight = |pair| {
        of_pair
            .get(&pair)
            .map_or(0, |edge| (per_match + (edge.iou * PER_OVERLAP).round() as i64) * per_step + edge.rank as i64)
    };
    let (_, column_of) = kuhn_munkres(&Matrix::from_fn(rows, columns, weight));
    column_of.into_iter().enumerate().filter_map(|pair| of_pair.get(&pair).copied()).collect()
}

fn best_first(chain: &[Edge]) -> Vec<Edge> {
    let mut order: Vec<&Edge> = chain.iter().collect();
    order.sort_by(|a, b| {
        b.iou.total_cmp(&a.iou).then(b.rank.cmp(&a.rank)).then((a.alert, a.truth).cmp(&(b.alert, b.truth)))
    });
    let (mut alerts, mut events, mut taken) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for edge in order {
        if !alerts.contains(&edge.alert) && events.insert(edge.truth) {
            alerts.insert(edge.alert);
            taken.push(*edge);
        }
    }
    taken
}

/// From one time to another.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl Span {
    fn of_alert(alert: &Alert) -> Self {
        Self { start: alert.start, end: alert.end.max(alert.start) }
    }

    fn of_event(event: &TrueEvent) -> Self {
        Self { start: event.start, end: event.end.max(event.start) }
    }

    fn seconds(self) -> f64 {
        (self.end - self.start).as_seconds_f64()
    }

    /// Seconds that both have; below zero if they are apart.
    fn common_s(self, other: Self) -> f64 {
        (self.end.min(other.end) - self.start.max(other.start)).as_seconds_f64()
    }

    /// Whether they have some time in common, or one is a moment within the other.
    fn touches(self, other: Self) -> bool {
        let common_s = self.common_s(other);
        common_s > 0.0 || (common_s == 0.0 && self.seconds().min(other.seconds()) == 0.0)
    }

    /// The share of this that lies in another; all of a moment that does.
    fn share_in(self, other: Self) -> f64 {
        let common_s = self.common_s(other);
        if self.seconds() > 0.0 { common_s.max(0.0) / self.seconds() } else { f64::from(u8::from(common_s >= 0.0)) }
    }

    fn iou(self, other: Self) -> f64 {
        let common_s = self.common_s(other).max(0.0);
        let union_s = self.seconds() + other.seconds() - common_s;
        // Two moments are the same if they touch.
        if union_s > 0.0 { common_s / union_s } else { f64::from(u8::from(self.touches(other))) }
    }
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
