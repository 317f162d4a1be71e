//! Groups: three or more vessels in contact at once.

use std::collections::{BTreeMap, BTreeSet};

use super::encounter::Encounter;
use super::event::EventId;
use crate::ais::Mmsi;
use crate::geodesy::{Ecef, knots};

/// No ship is faster, in knots: the default of `cleaning.max_speed_kn`.
const FASTEST_KN: f64 = 60.0;

/// Gives a shared id to encounters that overlap in time and share a vessel, directly or through others.
///
/// The id is that of kind `group`, all vessels in ascending order and the earliest start.
pub(super) fn mark(encounters: &mut [Encounter]) {
    let mut sets = DisjointSets::new(encounters.len());
    let mut of_vessel: BTreeMap<Mmsi, Vec<usize>> = BTreeMap::new();
    for (i, encounter) in encounters.iter().enumerate() {
        for mmsi in [encounter.mmsi_a, encounter.mmsi_b] {
            of_vessel.entry(mmsi).or_default().push(i);
        }
    }
    for of_vessel in of_vessel.values() {
        // In order of start: it is enough to join each with whichever of those before ends last. Two ships with one MMSI have one each.
        let mut latest: Vec<usize> = Vec::new();
        for &i in of_vessel {
            match latest.iter_mut().find(|before| may_be_of_one_ship(&encounters[**before], &encounters[i])) {
                Some(before) => {
                    if encounters[i].start < encounters[*before].end {
                        sets.join(*before, i);
                    }
                    if encounters[i].end > encounters[*before].end {
                        *before = i;
                    }
                }
                None => latest.push(i),
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..encounters.len() {
        members.entry(sets.root(i)).or_default().push(i);
    }
    for members in members.values() {
        let vessels: BTreeSet<Mmsi> =
            members.iter().flat_map(|&i| [encounters[i].mmsi_a, encounters[i].mmsi_b]).collect();
        let start = members.iter().map(|&i| encounters[i].start).min();
        if let Some(start) = start.filter(|_| vessels.len() > 2) {
            let vessels: Vec<Mmsi> = vessels.into_iter().collect();
            let id = EventId::new("group", &vessels, start.timestamp_millis());
            for &i in members {
                encounters[i].group = Some(id);
            }
        }
    }
}

/// Whether a ship can have been in two encounters: whether no more than [`FASTEST_KN`] takes her from the place of one to that of the other.
fn may_be_of_one_ship(a: &Encounter, b: &Encounter) -> bool {
    let seconds = (a.end.max(b.end) - a.start.min(b.start)).as_seconds_f64();
    let metres = Ecef::from(a.position).distance(b.position.into());
    knots(metres / seconds.max(1.0)) <= FASTEST_KN
}

/// Sets of numbers that are joined step by step.
pub(super) struct DisjointSets {
    parent: Vec<usize>,
}

impl DisjointSets {
    /// So many numbers from 0, each in a set of its own.
    pub(super) fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    /// The least number of the set that a number is in.
    pub(super) fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// Joins the sets of two numbers.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}
