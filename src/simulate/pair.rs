//! When two ships were truly close, and how they moved.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, Approach, EncounterTruth, Relation, Scenario, Tie, truth::STEP_S};
use crate::{
    detect::{EncounterParameters, Mode},
    geodesy::{Ecef, knots},
};

/// Two ships and their places, every [`STEP_S`] from a step of the scenario on.
pub(super) struct Pair<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) tie: Option<&'a Tie>,
    pub(super) ships: [&'a Actor; 2],
    /// The first step, counted from the scenario's start.
    pub(super) first: i64,
    pub(super) tracks: [&'a [Option<Ecef>]; 2],
}

/// Steps in contact, excursions included.
#[derive(Clone, Copy)]
struct Spell {
    first: usize,
    last: usize,
    steps: usize,
}

impl Pair<'_> {
    /// Adds the pair's encounters or, if it has none and a tie, its approach.
    pub(super) fn assess(&self, encounters: &mut Vec<EncounterTruth>, approaches: &mut Vec<Approach>) {
        let parameters = EncounterParameters::default();
        let distances: Vec<Option<f64>> =
            self.tracks[0].iter().zip(self.tracks[1]).map(|(a, b)| Some((*a)?.distance((*b)?))).collect();
        let [a, b] = self.ships.map(|ship| ship.vessel.mmsi);
        let (mmsi_a, mmsi_b) = (a.min(b), a.max(b));
        let tie = self.tie;
        let relation = tie.map_or(Relation::Chance, |tie| tie.relation);
        let note = tie.map_or("", |tie| tie.note);
        let mut longest_h = 0.0_f64;
        let mut met = false;
        for spell in spells(&distances, &parameters) {
            let contact_h = spell.steps as f64 * STEP_S as f64 / 3600.0;
            longest_h = longest_h.max(contact_h);
            if contact_h < parameters.min_duration_h {
                continue;
            }
            met = true;
            let (start, end) = self.crossings(spell, parameters.max_distance_m);
            let median_speed_kn = self.median_speed_kn(spell);
            let mode = if median_speed_kn <= parameters.max_speed_kn { Mode::Drifting } else { Mode::UnderWay };
            let during = &distances[spell.first..=spell.last];
            let min_distance_m = least(during).unwrap_or(f64::NAN);
            let median_distance_m = median(during.iter().copied().flatten()).unwrap_or(f64::NAN);
            encounters.push(EncounterTruth {
                mmsi_a,
                mmsi_b,
                start,
                end,
                relation,
                mode,
                contact_h,
                min_distance_m,
                median_distance_m,
                median_speed_kn,
                note,
            });
        }
        if tie.is_some() && !met {
            let min_distance_m = least(&distances);
            approaches.push(Approach { mmsi_a, mmsi_b, relation, contact_h: longest_h, min_distance_m, note });
        }
    }

    /// The exact moments at which a spell begins and ends.
    fn crossings(&self, spell: Spell, limit_m: f64) -> (DateTime<Utc>, DateTime<Utc>) {
        let at = |step: usize| self.scenario.start + TimeDelta::seconds((self.first + step as i64) * STEP_S);
        let start = match spell.first.checked_sub(1) {
            Some(before) => self.crossing(at(before), at(spell.first), limit_m),
            None => at(spell.first),
        };
        let end = if spell.last + 1 < self.tracks[0].len() {
            self.crossing(at(spell.last + 1), at(spell.last), limit_m)
        } else {
            at(spell.last)
        };
        (start, end)
    }

    /// Halves the span between a moment apart and one in contact until a millisecond is left.
    fn crossing(&self, mut apart: DateTime<Utc>, mut close: DateTime<Utc>, limit_m: f64) -> DateTime<Utc> {
        while (close - apart).num_milliseconds().abs() > 1 {
            let middle = apart + (close - apart) / 2;
            let [a, b] = self.ships.map(|ship| ship.voyage.ecef_at(middle));
            // Before a voyage begins and after it ends nobody is close.
            if a.zip(b).is_some_and(|(a, b)| a.distance(b) <= limit_m) { close = middle } else { apart = middle }
        }
        close
    }

    /// Median speed over ground of the faster one in a spell, in knots.
    fn median_speed_kn(&self, spell: Spell) -> f64 {
        let median_kn = |track: &&[Option<Ecef>]| {
            let steps = track[spell.first..=spell.last].windows(2);
            median(steps.filter_map(|step| Some(knots(step[0]?.distance(step[1]?) / STEP_S as f64))))
                .unwrap_or_default()
        };
        self.tracks.iter().map(median_kn).fold(0.0, f64::max)
    }
}

/// Spells of contact, joined over excursions that are short and not far.
fn spells(distances: &[Option<f64>], parameters: &EncounterParameters) -> Vec<Spell> {
    let excursion_steps = (parameters.max_excursion_min * 60.0 / STEP_S as f64) as usize;
    let mut spells: Vec<Spell> = Vec::new();
    let mut near = false;
    for (step, distance) in distances.iter().enumerate() {
        let distance = distance.unwrap_or(f64::INFINITY);
        // Whether the pair has stayed near since the last contact.
        near &= distance < parameters.release_distance_m;
        if distance > parameters.max_distance_m {
            continue;
        }
        match spells.last_mut().filter(|spell| near && step - spell.last < excursion_steps) {
            Some(spell) => (spell.last, spell.steps) = (step, spell.steps + 1),
            None => spells.push(Spell { first: step, last: step, steps: 1 }),
        }
        near = true;
    }
    spells
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn least(distances: &[Option<f64>]) -> Option<f64> {
    distances.iter().copied().flatten().min_by(f64::total_cmp)
}
