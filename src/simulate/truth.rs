//! What really happened in a scenario, from the true motion alone.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, GapTruth, Gaps, Relation, Row, Scenario, Tie, Voyage, near, pair::Pair};
use crate::{ais::Mmsi, detect::Mode, geodesy::Ecef};

/// True places are compared this often, in seconds; crossings are then found to the millisecond.
pub(super) const STEP_S: i64 = 30;

/// Longer than any excursion that does not end a contact.
const MARGIN: TimeDelta = TimeDelta::minutes(40);
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
    // Nobody is in contact long before or after being near.
    let mut pairs: BTreeMap<(u32, u32), Steps> = near::pairs(scenario)
        .into_iter()
        .map(|(pair, (first, last))| (pair, steps(scenario, first - MARGIN, last + MARGIN)))
        .collect();
    for tie in &scenario.ties {
        if let (Some(&a), Some(&b)) = (numbers.get(&tie.a), numbers.get(&tie.b)) {
            pairs.insert((a.min(b), a.max(b)), steps(scenario, scenario.start, scenario.end));
        }
    }
    let pairs: Vec<((u32, u32), Steps)> = pairs.into_iter().collect();
    let found = crate::parallel::map(pairs.len(), |number| {
        let (mut encounters, mut approaches) = (Vec::new(), Vec::new());
        let ((a, b), steps) = &pairs[number];
        let ships = [a, b].map(|number| &scenario.actors[*number as usize]);
        let [track_a, track_b] = ships.map(|ship| sample(scenario, &ship.voyage, steps));
        let tie = ties.find(ships);
        let pair = Pair { scenario, tie, ships, first: *steps.start(), tracks: [&track_a, &track_b] };
        pair.assess(&mut encounters, &mut approaches);
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

/// Moments that are compared, as numbers of [`STEP_S`] from the scenario's start.
type Steps = RangeInclusive<i64>;

/// The steps from one time to another within the scenario.
fn steps(scenario: &Scenario, from: DateTime<Utc>, until: DateTime<Utc>) -> Steps {
    let step = |time: DateTime<Utc>| (time.clamp(scenario.start, scenario.end) - scenario.start).num_seconds() / STEP_S;
    step(from)..=step(until)
}

/// Places of a voyage at some steps.
fn sample(scenario: &Scenario, voyage: &Voyage, steps: &Steps) -> Vec<Option<Ecef>> {
    steps.clone().map(|step| voyage.ecef_at(scenario.start + TimeDelta::seconds(step * STEP_S))).collect()
}
