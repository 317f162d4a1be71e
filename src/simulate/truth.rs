//! What really happened in a scenario, from the true motion alone.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, Relation, Row, Scenario, SilenceCause, Voyage};
use crate::{
    ais::Mmsi,
    detect::{EncounterParameters, Mode},
    geodesy::{Ecef, knots},
};

/// True places are compared this often, in seconds; crossings are then found to the millisecond.
const STEP_S: i64 = 30;

/// What really happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Every pair that was truly in contact for long enough, by start.
    pub encounters: Vec<EncounterTruth>,
    /// The planned ties that are no encounter.
    pub approaches: Vec<Approach>,
    /// Every silence, by start.
    pub gaps: Vec<GapTruth>,
}

/// A pair that was truly close for long.
#[derive(Debug, Clone, PartialEq)]
pub struct EncounterTruth {
    /// The lower MMSI.
    pub mmsi_a: Mmsi,
    /// The higher MMSI.
    pub mmsi_b: Mmsi,
    /// When the true distance first fell to the contact distance.
    pub start: DateTime<Utc>,
    /// When it last exceeded it.
    pub end: DateTime<Utc>,
    /// Why they met.
    pub relation: Relation,
    /// How they moved.
    pub mode: Mode,
    /// Time in contact, in hours.
    pub contact_h: f64,
    /// Least distance, in metres.
    pub min_distance_m: f64,
    /// What is special about it.
    pub note: &'static str,
}

/// A planned tie of two ships that were not close for long enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Approach {
    /// The lower MMSI.
    pub mmsi_a: Mmsi,
    /// The higher MMSI.
    pub mmsi_b: Mmsi,
    /// Why they came close.
    pub relation: Relation,
    /// Longest time in contact, in hours.
    pub contact_h: f64,
    /// Least distance, in metres; `None` if they were never at sea at the same time.
    pub min_distance_m: Option<f64>,
    /// What is special about it.
    pub note: &'static str,
}

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

impl Truth {
    /// The truth of a scenario; `rows`, before any dirt, say when a silent ship was heard last and first.
    ///
    /// What counts as an encounter is what the default [`EncounterParameters`] say of distance,
    /// duration and excursions.
    #[must_use]
    pub fn of(scenario: &Scenario, rows: &[Row]) -> Self {
        let ships: Vec<&Actor> = scenario.actors.iter().filter(|actor| actor.vessel.mmsi.is_vessel()).collect();
        let tracks: Vec<_> = ships.iter().map(|ship| sample(scenario, &ship.voyage)).collect();
        let mut encounters = Vec::new();
        let mut approaches = Vec::new();
        for (b, track_b) in tracks.iter().enumerate() {
            for (a, track_a) in tracks[..b].iter().enumerate() {
                let pair = Pair { scenario, ships: [ships[a], ships[b]], tracks: [track_a, track_b] };
                pair.assess(&mut encounters, &mut approaches);
            }
        }
        encounters.sort_by_key(|encounter| (encounter.start, encounter.mmsi_a, encounter.mmsi_b));
        approaches.sort_by_key(|approach| (approach.relation.as_str(), approach.mmsi_a, approach.mmsi_b));
        Self { encounters, approaches, gaps: gaps(scenario, rows) }
    }
}

/// Places of a voyage, every [`STEP_S`] from the scenario's start to its end.
fn sample(scenario: &Scenario, voyage: &Voyage) -> Vec<Option<Ecef>> {
    moments(scenario).map(|time| voyage.ecef_at(time)).collect()
}

fn moments(scenario: &Scenario) -> impl Iterator<Item = DateTime<Utc>> {
    let (start, steps) = (scenario.start, (scenario.end - scenario.start).num_seconds() / STEP_S);
    (0..=steps).map(move |step| start + TimeDelta::seconds(step * STEP_S))
}

struct Pair<'a> {
    scenario: &'a Scenario,
    ships: [&'a Actor; 2],
    tracks: [&'a [Option<Ecef>]; 2],
}

/// Steps in contact, excursions included.
#[derive(Clone, Copy)]
struct Spell {
    first: usize,
    last: usize,
    steps: usize,
}

impl Pair<'_> {
    fn assess(&self, encounters: &mut Vec<EncounterTruth>, approaches: &mut Vec<Approach>) {
        let parameters = EncounterParameters::default();
        let distances: Vec<Option<f64>> =
            self.tracks[0].iter().zip(self.tracks[1]).map(|(a, b)| Some((*a)?.distance((*b)?))).collect();
        let [a, b] = self.ships.map(|ship| ship.vessel.mmsi);
        let (mmsi_a, mmsi_b) = (a.min(b), a.max(b));
        let tie = self.scenario.tie(a, b);
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
            let mode = self.mode(spell, &parameters);
            let min_distance_m = least(&distances[spell.first..=spell.last]).unwrap_or(f64::NAN);
            encounters.push(EncounterTruth {
                mmsi_a,
                mmsi_b,
                start,
                end,
                relation,
                mode,
                contact_h,
                min_distance_m,
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
        let at = |step: usize| self.scenario.start + TimeDelta::seconds(step as i64 * STEP_S);
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

    fn mode(&self, spell: Spell, parameters: &EncounterParameters) -> Mode {
        let slow = self.tracks.iter().all(|track| {
            let mut speeds_kn: Vec<f64> = track[spell.first..=spell.last]
                .windows(2)
                .filter_map(|step| Some(knots(step[0]?.distance(step[1]?) / STEP_S as f64)))
                .collect();
            speeds_kn.sort_by(f64::total_cmp);
            speeds_kn.get(speeds_kn.len() / 2).is_none_or(|&median| median <= parameters.max_speed_kn)
        });
        if slow { Mode::Drifting } else { Mode::UnderWay }
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

fn least(distances: &[Option<f64>]) -> Option<f64> {
    distances.iter().copied().flatten().min_by(f64::total_cmp)
}

fn gaps(scenario: &Scenario, rows: &[Row]) -> Vec<GapTruth> {
    let mut gaps = Vec::new();
    for actor in scenario.actors.iter().filter(|actor| actor.vessel.mmsi.is_vessel()) {
        let mut add = |start: DateTime<Utc>, end: Option<DateTime<Utc>>, cause| {
            // Ships that share an MMSI differ by name.
            let heard = || {
                rows.iter()
                    .filter(|row| row.mmsi == Some(actor.vessel.mmsi) && row.statics.name == actor.vessel.name)
                    .map(|row| row.time)
            };
            gaps.push(GapTruth {
                mmsi: actor.vessel.mmsi,
                start,
                end,
                cause,
                last_heard: heard().filter(|time| *time <= start).last(),
                first_heard: end.and_then(|end| heard().find(|time| *time >= end)),
            });
        };
        for &(start, end, cause) in &actor.silences {
            add(start, (cause != SilenceCause::Lost).then_some(end), cause);
        }
        for outage in &scenario.outages {
            let covered: Vec<_> = moments(scenario)
                .filter(|&time| actor.voyage.ecef_at(time).is_some_and(|place| outage.covers(place, time)))
                .collect();
            if let [start, .., end] = covered[..] {
                add(start, Some(end), SilenceCause::Outage);
            }
        }
        if let Some(end) = actor.voyage.end().filter(|end| (scenario.start..scenario.end).contains(end)) {
            add(end, None, SilenceCause::Left);
        }
    }
    gaps.sort_by_key(|gap| (gap.start, gap.mmsi));
    gaps
}
