//! Groups: three or more vessels in contact at once.

use std::collections::{BTreeMap, BTreeSet};

use super::encounter::Encounter;
use super::event::EventId;
use crate::ais::Mmsi;

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
        // In order of start: it is enough to join each with whichever of those before ends last.
        let mut latest: Option<usize> = None;
        for &i in of_vessel {
            if let Some(before) = latest
                && encounters[i].start < encounters[before].end
            {
                sets.join(before, i);
            }
            if latest.is_none_or(|before| encounters[i].end > encounters[before].end) {
                latest = Some(i);
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
