//! Events of one pair that are one operation.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::Scene;
use super::candidate::CandidateKind;
use crate::ais::{Mmsi, Position};
use crate::detect::{DarkRendezvous, Encounter, EventId, Mode, Moments};
use crate::track::{hours_ms, shifted};

/// What makes one candidate: encounters of a pair, or a meeting that was not seen.
pub(super) struct Operation<'a> {
    /// In order of time.
    encounters: Vec<&'a Encounter>,
    dark: Vec<&'a DarkRendezvous>,
}

/// The operations of a scene.
pub(super) fn of<'a>(scene: &Scene<'a>, max_pause_h: f64) -> Vec<Operation<'a>> {
    let pause = TimeDelta::milliseconds(hours_ms(max_pause_h));
    let mut of_pair: BTreeMap<(Mmsi, Mmsi), Vec<Operation<'a>>> = BTreeMap::new();
    let mut encounters: Vec<&Encounter> = scene.events.encounters.iter().collect();
    encounters.sort_by_key(|encounter| encounter.start);
    for encounter in encounters {
        let operations = of_pair.entry((encounter.mmsi_a, encounter.mmsi_b)).or_default();
        match operations.last_mut().filter(|last| encounter.start - last.end() <= pause) {
            Some(last) => last.encounters.push(encounter),
            None => operations.push(Operation { encounters: vec![encounter], dark: Vec::new() }),
        }
    }
    let mut alone = Vec::new();
    for dark in scene.events.dark_rendezvous {
        let operations = dark.mmsi_b.and_then(|mmsi_b| of_pair.get_mut(&(dark.mmsi_a, mmsi_b)));
        let near = |operation: &&mut Operation<'_>| {
            dark.start <= shifted(operation.end(), pause) && shifted(operation.start(), -pause) <= dark.end
        };
        match operations.and_then(|operations| operations.iter_mut().find(near)) {
            Some(operation) => operation.dark.push(dark),
            None => alone.push(Operation { encounters: Vec::new(), dark: vec![dark] }),
        }
    }
    of_pair.into_values().flatten().chain(alone).collect()
}

impl Operation<'_> {
    fn longest(&self) -> Option<&Encounter> {
        // The first of several.
        self.encounters.iter().copied().reduce(|a, b| if b.contact_h > a.contact_h { b } else { a })
    }

    /// Whether nobody saw it.
    pub(super) fn is_dark(&self) -> bool {
        self.encounters.is_empty()
    }

    pub(super) fn id(&self) -> EventId {
        self.encounters.first().map_or_else(|| self.dark[0].id, |encounter| encounter.id)
    }

    pub(super) fn kind(&self) -> CandidateKind {
        if self.is_dark() { CandidateKind::Dark(self.dark[0].kind) } else { CandidateKind::Encounter }
    }

    pub(super) fn vessels(&self) -> Vec<Mmsi> {
        match self.encounters.first() {
            Some(encounter) => vec![encounter.mmsi_a, encounter.mmsi_b],
            None => std::iter::once(self.dark[0].mmsi_a).chain(self.dark[0].mmsi_b).collect(),
        }
    }

    pub(super) fn start(&self) -> DateTime<Utc> {
        self.encounters.first().map_or_else(|| self.dark[0].start, |encounter| encounter.start)
    }

    pub(super) fn end(&self) -> DateTime<Utc> {
        self.encounters.iter().map(|encounter| encounter.end).max().unwrap_or_else(|| self.dark[0].end)
    }

    pub(super) fn position(&self) -> Position {
        self.longest().map_or_else(|| self.dark[0].position, |encounter| encounter.position)
    }

    pub(super) fn contact_h(&self) -> f64 {
        if self.is_dark() {
            return self.dark[0].max_dwell_h;
        }
        let sum: f64 = self.encounters.iter().map(|encounter| encounter.contact_h).sum();
        // Those of two ships with one MMSI may be at the same time.
        sum.min((self.end() - self.start()).as_seconds_f64() / 3600.0)
    }

    pub(super) fn contacts(&self) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        self.encounters.iter().map(|encounter| (encounter.start, encounter.end)).collect()
    }

    pub(super) fn moments(&self) -> Moments {
        Moments::of_all(self.encounters.iter().map(|encounter| &encounter.moments))
    }

    /// Share of the encounters' time in which both were heard.
    pub(super) fn observed_fraction(&self) -> f64 {
        let hours: f64 = self.encounters.iter().map(|encounter| encounter.duration_h()).sum();
        let heard: f64 =
            self.encounters.iter().map(|encounter| encounter.observed_fraction * encounter.duration_h()).sum();
        if hours > 0.0 { heard / hours } else { 1.0 }
    }

    /// Median speed of the slower one of the longest encounter, in knots, if they moved as one.
    pub(super) fn as_one_kn(&self) -> Option<f64> {
        let longest = self.longest().filter(|encounter| encounter.mode == Mode::UnderWay)?;
        Some(longest.median_speed_kn_a.min(longest.median_speed_kn_b))
    }

    pub(super) fn group(&self) -> Option<EventId> {
        self.encounters.iter().find_map(|encounter| encounter.group)
    }

    /// Since when each vessel was silent of what nobody saw, if it was, in milliseconds since 1970.
    pub(super) fn silent_since_ms(&self) -> [Option<i64>; 2] {
        if self.is_dark() { self.dark[0].silent_since_ms } else { [None; 2] }
    }

    pub(super) fn dark_score(&self) -> Option<f64> {
        self.is_dark().then(|| self.dark[0].score)
    }

    /// The events that it was made of.
    pub(super) fn events(&self) -> Vec<EventId> {
        let dark = self.dark.iter().map(|dark| dark.id);
        self.encounters.iter().map(|encounter| encounter.id).chain(dark).collect()
    }
}
