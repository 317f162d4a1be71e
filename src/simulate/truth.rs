//! What really happened in a scenario, from the true motion alone.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, GapTruth, Gaps, Relation, Row, Scenario, Tie, Voyage, near, pair::Pair};
use crate::{ais::Mmsi, detect::Mode, geodesy::Ecef};

/// True places are compared this often, in seconds; crossings are then found to the millisecond.
pub(super) const STEP_S: i64 = 30;

/// Two ships that move as one do so at this speed at most, in knots.
const AS_ONE_KN: f64 = 6.0;
/// Antennas of ships alongside each other are no farther apart, in metres: two of the largest beams, and what one lies ahead of the other.
const ALONGSIDE_M: f64 = 110.0;

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
    /// Median distance, in metres.
    pub median_distance_m: f64,
    /// Median speed over ground of the faster one, in knots.
    pub median_speed_kn: f64,
    /// What is special about it.
    pub note: &'static str,
}

impl EncounterTruth {
    /// Whether it is what the definition of an encounter asks for: both slow, or both under way at 6 kn at most, alongside.
    #[must_use]
    pub fn is_encounter(&self) -> bool {
        self.mode == Mode::Drifting || (self.median_speed_kn <= AS_ONE_KN && self.median_distance_m <= ALONGSIDE_M)
    }
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

impl Truth {
    /// The truth of a scenario; `rows`, before any dirt, say when a silent ship was heard last and first.
    ///
    /// What counts as an encounter is what the default
    /// [`EncounterParameters`](crate::detect::EncounterParameters) say of distance,
    /// duration and excursions.
    #[must_use]
    pub fn of(scenario: &Scenario, rows: &[Row]) -> Self {
        let (encounters, approaches) = meetings(scenario);
        let mut gaps = Gaps::new(scenario);
        // Ships that share an MMSI differ by name.
        let actors: HashMap<_, u32> = scenario
            .actors
            .iter()
            .enumerate()
            .map(|(number, actor)| ((Some(actor.vessel.mmsi), actor.vessel.name.as_deref()), number as u32))
            .collect();
        for row in rows {
            if let Some(&actor) = actors.get(&(row.mmsi, row.statics.name.as_deref())) {
                gaps.hear(actor, row.time);
            }
        }
        Self { encounters, approaches, gaps: gaps.finish() }
    }
}

/// Who was truly close for long, and which planned ties were not.
pub(super) fn meetings(scenario: &Scenario) -> (Vec<EncounterTruth>, Vec<Approach>) {
    let ties = Ties::of(scenario);
    let numbers: HashMap<Mmsi, u32> =
        scenario.actors.iter().enumerate().map(|(number, actor)| (actor.vessel.mmsi, number as u32)).collect();
    let mut pairs = near::pairs(scenario);
    pairs.extend(scenario.ties.iter().filter_map(|tie| {
        let (a, b) = (*numbers.get(&tie.a)?, *numbers.get(&tie.b)?);
        Some((a.min(b), a.max(b)))
    }));
    let pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
    // Those of one ship together, whose places are then found once.
    let groups: Vec<&[(u32, u32)]> = pairs.chunk_by(|left, right| left.0 == right.0).collect();
    let found = crate::parallel::map(groups.len(), |number| {
        let (mut encounters, mut approaches) = (Vec::new(), Vec::new());
        let group = groups[number];
        let actor = |number: u32| &scenario.actors[number as usize];
        let track = |number: u32| sample(scenario, &actor(number).voyage);
        let track_a = group.first().map(|pair| track(pair.0)).unwrap_or_default();
        for &(a, b) in group {
            let (ships, track_b) = ([actor(a), actor(b)], track(b));
            let pair = Pair { scenario, tie: ties.find(ships), ships, tracks: [&track_a, &track_b] };
            pair.assess(&mut encounters, &mut approaches);
        }
        (encounters, approaches)
    });
    let (mut encounters, mut approaches) = (Vec::new(), Vec::new());
    for (more, others) in found {
        encounters.extend(more);
        approaches.extend(others);
    }
    encounters.sort_by_key(|encounter: &EncounterTruth| (encounter.start, encounter.mmsi_a, encounter.mmsi_b));
    approaches.sort_by_key(|approach: &Approach| (approach.relation.as_str(), approach.mmsi_a, approach.mmsi_b));
    (encounters, approaches)
}

/// Ties by pair: the first of each.
struct Ties<'s>(HashMap<(Mmsi, Mmsi), &'s Tie>);

impl<'s> Ties<'s> {
    fn of(scenario: &'s Scenario) -> Self {
        let mut ties = HashMap::new();
        for tie in &scenario.ties {
            ties.entry((tie.a.min(tie.b), tie.a.max(tie.b))).or_insert(tie);
        }
        Self(ties)
    }

    fn find(&self, ships: [&Actor; 2]) -> Option<&'s Tie> {
        let [a, b] = ships.map(|ship| ship.vessel.mmsi);
        self.0.get(&(a.min(b), a.max(b))).copied()
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
