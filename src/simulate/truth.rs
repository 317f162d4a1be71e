//! What really happened in a scenario, from the true motion alone.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, Relation, Row, Scenario, SilenceCause, Voyage, pair::Pair};
use crate::{ais::Mmsi, detect::Mode, geodesy::Ecef};

/// True places are compared this often, in seconds; crossings are then found to the millisecond.
pub(super) const STEP_S: i64 = 30;

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
    /// What counts as an encounter is what the default
    /// [`EncounterParameters`](crate::detect::EncounterParameters) say of distance,
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
                last_heard: heard().filter(|time| *time <= start).max(),
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
