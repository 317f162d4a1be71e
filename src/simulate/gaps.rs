//! Silences, and when ships were last and first heard about them.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Scenario, SilenceCause, truth::STEP_S};
use crate::ais::Mmsi;

/// A silence.
#[derive(Debug, Clone, PartialEq)]
pub struct GapTruth {
    /// Who.
    pub mmsi: Mmsi,
    /// When the ship could no longer be heard.
    pub start: DateTime<Utc>,
    /// When she could be heard again; `None` for never.
    pub end: Option<DateTime<Utc>>,
    /// Why.
    pub cause: SilenceCause,
    /// The last clean row before.
    pub last_heard: Option<DateTime<Utc>>,
    /// The first clean row after.
    pub first_heard: Option<DateTime<Utc>>,
}

/// The silences of a scenario while reports come in.
#[derive(Debug)]
pub(super) struct Gaps {
    gaps: Vec<GapTruth>,
    /// The numbers of a ship's silences, by her place in the scenario.
    of_actor: HashMap<u32, Vec<usize>>,
}

impl Gaps {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let mut gaps = Self { gaps: Vec::new(), of_actor: HashMap::new() };
        let ships = scenario.actors.iter().enumerate().filter(|(_, actor)| actor.vessel.mmsi.is_vessel());
        for (number, actor) in ships {
            let mut add = |start: DateTime<Utc>, end: Option<DateTime<Utc>>, cause| {
                gaps.of_actor.entry(number as u32).or_default().push(gaps.gaps.len());
                let mmsi = actor.vessel.mmsi;
                gaps.gaps.push(GapTruth { mmsi, start, end, cause, last_heard: None, first_heard: None });
            };
            for &(start, end, cause) in &actor.silences {
                let ends = !matches!(cause, SilenceCause::Lost | SilenceCause::Renamed);
                add(start, ends.then_some(end), cause);
            }
            for outage in &scenario.outages {
                let steps = (outage.end - outage.start).num_seconds().div_euclid(STEP_S);
                let times = (0..=steps).map(|step| outage.start + TimeDelta::seconds(step * STEP_S));
                let mut covered = times.filter(|&time| {
                    time < scenario.end && actor.voyage.ecef_at(time).is_some_and(|place| outage.covers(place, time))
                });
                if let Some((start, end)) = covered.next().and_then(|start| Some((start, covered.next_back()?))) {
                    add(start, Some(end), SilenceCause::Outage);
                }
            }
            if let Some(end) = actor.voyage.end().filter(|end| (scenario.start..scenario.end).contains(end)) {
                add(end, None, SilenceCause::Left);
            }
        }
        gaps
    }

    /// Takes note of a report, in any order.
    pub(super) fn hear(&mut self, actor: u32, time: DateTime<Utc>) {
        for &number in self.of_actor.get(&actor).into_iter().flatten() {
            let gap = &mut self.gaps[number];
            if time <= gap.start {
                gap.last_heard = gap.last_heard.max(Some(time));
            }
            if gap.end.is_some_and(|end| time >= end) {
                gap.first_heard = Some(gap.first_heard.map_or(time, |first| first.min(time)));
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<GapTruth> {
        self.gaps.sort_by_key(|gap| (gap.start, gap.mmsi));
        self.gaps
    }
}
