//! Dark rendezvous: meetings that at least one party's silence allows.
//!
//! A silent vessel can have been wherever its [prism](Prism) reaches. Two that were silent at the same time, or one and a
//! vessel that was seen lying still, can have lain together for a [longest dwell](Dwell), which is computed exactly. What
//! allows `min_dwell_h` is a dark rendezvous: that it can have been does not mean that it was, so that each has a
//! [score](DarkRendezvous::score) to rank it by.
//!
//! Prisms and slow vessels lie in one R-tree of place and time, so that the cost follows the pairs that can have met.

mod dwell;
mod event;
mod parties;
mod plane;
mod prism;
mod speed;
mod unseen;
mod visible;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

pub use dwell::Dwell;
pub use event::{DarkKind, DarkRendezvous};
pub use prism::Prism;
pub use speed::TopSpeedParameters;

use super::history::{self, History};
use super::reception::{Coverage, Heard};
use super::{Detector, Encounter, EncounterDetector, Loitering, LoiteringDetector};
use super::{draught, identity};
use crate::Result;
use crate::error::check_range;
use crate::geodesy::Ecef;
use crate::index::TrackIndex;
use crate::track::hours_ms;
use event::Candidate;
use parties::{Party, parties};

/// How long a millisecond is beside a metre in the tree: the speed of a ship, as in [`TrackIndex`].
const METRES_PER_MS: f64 = 0.005;

/// What makes a dark rendezvous.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct DarkParameters {
    /// The two can have lain together for at least this, in hours.
    pub min_dwell_h: f64,
    /// Shorter silences are not looked at, in hours …
    pub min_silence_h: f64,
    /// … nor longer ones, in hours: after a week a ship can be nearly anywhere.
    pub max_silence_h: f64,
    /// Silences that reception alone yields with a greater probability than this are not looked at.
    pub max_reception_probability: f64,
    /// Of each silence so many meetings are kept, those of the highest score.
    pub max_partners: u32,
    /// A tanker that loitered alone met somebody unseen if her draught differs by at least this afterwards, in metres …
    pub min_draught_change_m: f64,
    /// … and the new one was said within this of the end, in hours.
    pub max_draught_lag_h: f64,
}

impl Default for DarkParameters {
    fn default() -> Self {
        Self {
            min_dwell_h: 2.0,
            min_silence_h: 2.0,
            max_silence_h: 168.0,
            max_reception_probability: 0.5,
            max_partners: 5,
            min_draught_change_m: 0.5,
            max_draught_lag_h: 72.0,
        }
    }
}

impl DarkParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("dark.min_dwell_h", self.min_dwell_h, 0.01, 1e4, "must be 0.01 to 10,000 hours")?;
        check_range("dark.min_silence_h", self.min_silence_h, 0.01, 1e4, "must be 0.01 to 10,000 hours")?;
        let reason = "must be dark.min_silence_h to 10,000 hours";
        check_range("dark.max_silence_h", self.max_silence_h, self.min_silence_h, 1e4, reason)?;
        check_range("dark.max_reception_probability", self.max_reception_probability, 0.0, 1.0, "must be 0 to 1")?;
        check_range("dark.max_partners", f64::from(self.max_partners), 1.0, 1e6, "must be 1 to 1,000,000")?;
        check_range("dark.min_draught_change_m", self.min_draught_change_m, 0.1, 25.0, "must be 0.1 to 25 metres")?;
        check_range("dark.max_draught_lag_h", self.max_draught_lag_h, 0.0, 720.0, "must be 0 to 720 hours")
    }
}

/// Finds [`DarkRendezvous`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DarkDetector {
    parameters: DarkParameters,
    top_speeds: TopSpeedParameters,
    loitering: LoiteringDetector,
    encounters: EncounterDetector,
}

type Entry = GeomWithData<Rectangle<[f64; 4]>, u32>;

impl DarkDetector {
    /// A detector with these parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn new(parameters: DarkParameters) -> Result<Self> {
        parameters.validate()?;
        let loitering = LoiteringDetector::new(Default::default())?;
        let encounters = EncounterDetector::new(Default::default())?;
        Ok(Self { parameters, top_speeds: TopSpeedParameters::default(), loitering, encounters })
    }

    /// The same with other detectors of the vessels that lay still, and of those that had company.
    #[must_use]
    pub fn with_detectors(self, loitering: LoiteringDetector, encounters: EncounterDetector) -> Self {
        Self { loitering, encounters, ..self }
    }

    /// The same with other top speeds.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn with_top_speeds(self, top_speeds: TopSpeedParameters) -> Result<Self> {
        top_speeds.validate()?;
        Ok(Self { top_speeds, ..self })
    }

    /// The shortest silences that it asks for, in milliseconds.
    pub(crate) fn min_silence_ms(&self) -> i64 {
        hours_ms(self.parameters.min_silence_h)
    }

    /// All dark rendezvous, of vessels that were silent, and of those and vessels that were seen slow.
    pub(crate) fn judge(
        &self,
        histories: &[History<'_>],
        silences: &[Heard<'_>],
        loitering: &[Loitering],
        encounters: &[Encounter],
    ) -> Vec<DarkRendezvous> {
        let parties = parties(&self.parameters, &self.top_speeds, histories, silences, loitering, encounters);
        let mut candidates = self.candidates(&parties, histories);
        event::rate(&mut candidates, &parties);
        event::keep_best(&mut candidates, &parties, self.parameters.max_partners as usize);
        let least_ms = self.least_ms();
        let kept = crate::parallel::map(candidates.len(), |number| candidates[number].event(&parties, least_ms));
        let mut events: Vec<DarkRendezvous> = kept.into_iter().flatten().collect();
        let limits = draught::Limits {
            min_change_m: self.parameters.min_draught_change_m,
            max_lag_h: self.parameters.max_draught_lag_h,
        };
        events.extend(unseen::partners(loitering, encounters, histories, limits));
        events.sort_by(|a, b| {
            let key = |event: &DarkRendezvous| (event.start, event.mmsi_a, event.mmsi_b, event.end);
            b.score.total_cmp(&a.score).then_with(|| key(a).cmp(&key(b)))
        });
        events
    }

    fn least_ms(&self) -> f64 {
        hours_ms(self.parameters.min_dwell_h) as f64
    }

    /// All pairs of a silent party and another that can have lain together for long enough.
    fn candidates(&self, parties: &[Party], histories: &[History<'_>]) -> Vec<Candidate> {
        let least_ms = self.least_ms();
        let origin_ms = parties.iter().map(|party| party.span_ms().0).min().unwrap_or(0);
        let envelope = |party: &Party| {
            let ((lower, upper), (start_ms, end_ms)) = (party.corners(), party.span_ms());
            let corner =
                |place: Ecef, time_ms: i64| [place.x, place.y, place.z, (time_ms - origin_ms) as f64 * METRES_PER_MS];
            (corner(lower, start_ms), corner(upper, end_ms))
        };
        let entries: Vec<Entry> = parties
            .iter()
            .enumerate()
            .map(|(number, party)| {
                let (lower, upper) = envelope(party);
                GeomWithData::new(Rectangle::from_corners(lower, upper), number as u32)
            })
            .collect();
        let tree = RTree::bulk_load(entries);
        let of_party = crate::parallel::map(parties.len(), |a| {
            if parties[a].is_seen() {
                return Vec::new();
            }
            let (lower, upper) = envelope(&parties[a]);
            let near = tree.locate_in_envelope_intersecting(&AABB::from_corners(lower, upper));
            // Two silent parties find each other, once each.
            let others = near.map(|entry| entry.data as usize).filter(|&b| parties[b].is_seen() || a < b);
            let mut found: Vec<Candidate> = others
                .filter(|&b| parties[a].mmsi != parties[b].mmsi)
                .filter_map(|b| Some(Candidate::new(a, b, parties[a].longest_with(&parties[b], least_ms)?)))
                // Nobody meets herself under another number.
                .filter(|found| {
                    !identity::is_same_ship(
                        &histories[parties[a].history],
                        &histories[parties[found.parties.1].history],
                    )
                })
                .collect();
            found.sort_unstable_by_key(|candidate| candidate.parties);
            found
        });
        of_party.into_iter().flatten().collect()
    }
}

impl Detector for DarkDetector {
    type Event = DarkRendezvous;

    fn name(&self) -> &'static str {
        "dark rendezvous"
    }

    /// All dark rendezvous, by score.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<DarkRendezvous> {
        let histories = history::of_index(index, self.min_silence_ms());
        let (loitering, encounters) = (self.loitering.detect(index), self.encounters.detect(index));
        self.judge(&histories, &Coverage::of_silences(&histories), &loitering, &encounters)
    }
}
