//! Encounters: two tracks within a distance for at least a duration.
//!
//! On two overlapping observed legs the relative motion is linear, so that the times at which two
//! vessels are within a distance come from a quadratic, not from samples. A pair is in *contact*
//! while it is within `max_distance_m`. Contacts less than `max_excursion_min` apart, between which
//! both were observed and stayed within `release_distance_m`, are one encounter.
//!
//! # References
//!
//! * N. A. Miller, A. Roan, T. Hochberg, J. Amos, D. A. Kroodsma, "Identifying global patterns of
//!   transshipment behavior", *Frontiers in Marine Science* 5:240, 2018,
//!   <https://doi.org/10.3389/fmars.2018.00240>: within 500 m for at least 2 h at under 2 kn.

use chrono::{DateTime, Utc};

use super::contact::{self, Contact, Met};
use super::group::{self, DisjointSets};
use super::pose::Moments;
use super::scope::Scope;
use super::stretch::{Part, Stretch};
use super::{Detector, EventId};
use crate::Result;
use crate::ais::{Mmsi, Position};
use crate::error::check_range;
use crate::index::{Run, TrackIndex};
use crate::track::{Motions, StaticHistory, TrackId, datetime, hours_ms, minutes_ms};

/// What makes an encounter.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct EncounterParameters {
    /// Two vessels are in contact while they are no farther apart than this, in metres.
    pub max_distance_m: f64,
    /// Contacts less than this apart, in minutes, are one encounter …
    pub max_excursion_min: f64,
    /// … if the distance stayed under this meanwhile, in metres.
    pub release_distance_m: f64,
    /// Contact must last at least this, in hours.
    pub min_duration_h: f64,
    /// A drifting encounter: both median speeds at most this, in knots.
    pub max_speed_kn: f64,
    /// An encounter under way: both median speeds at most this, in knots …
    pub max_under_way_speed_kn: f64,
    /// … the median speed of one relative to the other at most this, in knots …
    pub max_relative_speed_kn: f64,
    /// … the median difference of headings at most this, in degrees …
    pub max_heading_difference_deg: f64,
    /// … and the median clearance between the hulls at most this, in metres.
    pub max_hull_clearance_m: f64,
    /// Where a hull is not known: the median distance of the antennas at most this, in metres.
    pub max_alongside_distance_m: f64,
}

impl Default for EncounterParameters {
    fn default() -> Self {
        Self {
            max_distance_m: 500.0,
            max_excursion_min: 30.0,
            release_distance_m: 1000.0,
            min_duration_h: 2.0,
            max_speed_kn: 2.0,
            max_under_way_speed_kn: 6.0,
            max_relative_speed_kn: 1.0,
            max_heading_difference_deg: 15.0,
            max_hull_clearance_m: 30.0,
            max_alongside_distance_m: 200.0,
        }
    }
}

/// How the pair moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Both slow.
    Drifting,
    /// Moving as one.
    UnderWay,
}

impl Mode {
    /// `drifting` or `under-way`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drifting => "drifting",
            Self::UnderWay => "under-way",
        }
    }
}

crate::display::shown_as_str!(Mode);

/// Two vessels that lay close to each other for long.
#[derive(Debug, Clone, PartialEq)]
pub struct Encounter {
    /// Stable id.
    pub id: EventId,
    /// The lower MMSI.
    pub mmsi_a: Mmsi,
    /// The higher MMSI.
    pub mmsi_b: Mmsi,
    /// When the distance first fell to `max_distance_m`.
    pub start: DateTime<Utc>,
    /// When it last exceeded it.
    pub end: DateTime<Utc>,
    /// How the pair moved.
    pub mode: Mode,
    /// Time-weighted mean place of the pair in contact.
    pub position: Position,
    /// Time in contact, in hours; less than `end - start` by the excursions.
    pub contact_h: f64,
    /// Time-weighted median distance between the antennas in contact, in metres.
    pub median_distance_m: f64,
    /// Least distance between the antennas, in metres.
    pub min_distance_m: f64,
    /// Median clearance between the hulls, in metres; `None` where a heading or dimension is not known.
    pub hull_clearance_m: Option<f64>,
    /// Time-weighted median speed of the first vessel in contact, in knots, from its track.
    pub median_speed_kn_a: f64,
    /// The same of the second vessel.
    pub median_speed_kn_b: f64,
    /// Time-weighted median speed of one relative to the other, in knots.
    pub median_relative_speed_kn: f64,
    /// Share of `start..end` on which both were heard often enough to know where they were, 0 to 1.
    pub observed_fraction: f64,
    /// Shared by encounters of three or more vessels that were in contact at once.
    pub group: Option<EventId>,
    /// How the two lay, every ten minutes of contact: 96 moments at most, so that they are farther apart in a long one.
    pub moments: Moments,
}

impl Encounter {
    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        (self.end - self.start).as_seconds_f64() / 3600.0
    }
}

impl EncounterParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        let metres = "must be 0 to 100,000 metres";
        let knots = "must be 0 to 100 knots";
        check_range("encounter.max_distance_m", self.max_distance_m, 0.0, 1e5, metres)?;
        check_range("encounter.max_excursion_min", self.max_excursion_min, 0.0, 1440.0, "must be 0 to 1440 minutes")?;
        check_range(
            "encounter.release_distance_m",
            self.release_distance_m,
            self.max_distance_m,
            1e5,
            "must be max_distance_m to 100,000 metres",
        )?;
        check_range("encounter.min_duration_h", self.min_duration_h, 0.0, 1e4, "must be 0 to 10,000 hours")?;
        check_range("encounter.max_speed_kn", self.max_speed_kn, 0.0, 100.0, knots)?;
        check_range("encounter.max_under_way_speed_kn", self.max_under_way_speed_kn, 0.0, 100.0, knots)?;
        check_range("encounter.max_relative_speed_kn", self.max_relative_speed_kn, 0.0, 100.0, knots)?;
        check_range(
            "encounter.max_heading_difference_deg",
            self.max_heading_difference_deg,
            0.0,
            180.0,
            "must be 0 to 180 degrees",
        )?;
        check_range("encounter.max_hull_clearance_m", self.max_hull_clearance_m, 0.0, 1e5, metres)?;
        check_range("encounter.max_alongside_distance_m", self.max_alongside_distance_m, 0.0, 1e5, metres)
    }
}

/// Finds [`Encounter`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct EncounterDetector {
    parameters: EncounterParameters,
}

impl EncounterDetector {
    /// A detector with these parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn new(parameters: EncounterParameters) -> Result<Self> {
        parameters.validate()?;
        Ok(Self { parameters })
    }

    pub(crate) fn rules(&self) -> contact::Rules {
        contact::Rules {
            max_distance_m: self.parameters.max_distance_m,
            release_distance_m: self.parameters.release_distance_m,
            max_excursion_ms: minutes_ms(self.parameters.max_excursion_min),
        }
    }

    /// The figures of a contact, of which nothing is missing, if it may amount to an encounter, whatever the hulls are.
    pub(crate) fn met(&self, contact: Part<Contact>) -> Option<Met> {
        let may_be = |met: &Met| {
            let speeds = Speeds::of(met);
            met.contact_ms > 0 && (self.is_drifting(&speeds) || self.is_as_one(&speeds))
        };
        (contact.sums.contact_ms >= hours_ms(self.parameters.min_duration_h))
            .then(|| Met::new(contact))
            .flatten()
            .filter(may_be)
    }

    fn is_drifting(&self, speeds: &Speeds) -> bool {
        speeds.fastest_kn() <= self.parameters.max_speed_kn
    }

    fn is_as_one(&self, speeds: &Speeds) -> bool {
        speeds.fastest_kn() <= self.parameters.max_under_way_speed_kn
            && speeds.relative_kn <= self.parameters.max_relative_speed_kn
    }

    /// The encounter that a contact amounts to, if it does.
    pub(crate) fn judge(&self, met: Met, parties: [Party<'_>; 2]) -> Option<Encounter> {
        let (p, speeds) = (&self.parameters, Speeds::of(&met));
        // A median from a histogram may be a few metres off; below the least distance it is not.
        let median_distance_m = f64::from(met.distance_m).max(met.min_distance_m);
        let drifting = self.is_drifting(&speeds);
        let hull_clearance_m = met.poses.median_clearance_m(|time_ms| {
            let [a, b] = parties.map(|party| party.statics.dimensions_at(datetime(time_ms)));
            Some([a?, b?])
        });
        if !drifting {
            let alongside = match hull_clearance_m {
                Some(clearance) => clearance <= p.max_hull_clearance_m,
                None => median_distance_m <= p.max_alongside_distance_m,
            };
            let parallel = met.poses.median_heading_difference_deg()? <= p.max_heading_difference_deg;
            if !(alongside && parallel) {
                return None;
            }
        }
        let [mmsi_a, mmsi_b] = parties.map(|party| party.mmsi);
        Some(Encounter {
            id: EventId::new("encounter", &[mmsi_a, mmsi_b], met.start_ms),
            mmsi_a,
            mmsi_b,
            start: datetime(met.start_ms),
            end: datetime(met.end_ms),
            mode: if drifting { Mode::Drifting } else { Mode::UnderWay },
            position: Position::from_columns(met.latitude_e7, met.longitude_e7),
            contact_h: met.contact_ms as f64 / 3_600_000.0,
            median_distance_m,
            min_distance_m: met.min_distance_m,
            hull_clearance_m,
            median_speed_kn_a: speeds.a_kn,
            median_speed_kn_b: speeds.b_kn,
            median_relative_speed_kn: speeds.relative_kn,
            observed_fraction: met.heard_ms as f64 / (met.end_ms - met.start_ms) as f64,
            group: None,
            moments: met.poses.into_moments(),
        })
    }

    /// Half of the time in contact each is at most this fast, in knots; a median is rounded to a tenth.
    pub(crate) fn slow_kn(&self) -> f64 {
        self.parameters.max_speed_kn.max(self.parameters.max_under_way_speed_kn) + 0.1
    }

    /// What becomes of the stretches of contact of each pair of a scope that may be parts of an encounter, pair by pair in an order that
    /// depends on nothing else. They take too much memory to hold those of all pairs.
    pub(crate) fn of_pairs<T: Send>(
        &self,
        scope: &Scope<'_>,
        of_pair: impl Fn(TrackId, TrackId, Vec<Stretch<Contact>>) -> T + Sync + Send,
    ) -> Vec<T> {
        let (rules, index) = (self.rules(), scope.index());
        let slow_kn = self.slow_kn();
        let mut pairs = index.pairs_that_may_meet(rules.max_distance_m, |run| run.may_be_slow(slow_kn));
        if scope.is_part() {
            pairs.extend(index.pairs_that_may_meet(rules.release_distance_m, |run| scope.is_at_edge(run)));
            crate::parallel::sort_unstable(&mut pairs);
            pairs.dedup();
        }
        group_by_links(&mut pairs, index.fleet().len());
        let min_contact_ms = hours_ms(self.parameters.min_duration_h);
        let motions = || Motions::new(index.fleet(), index.rules());
        crate::parallel::filter_map_with(pairs.len(), motions, |motions, i| {
            let mut pair = index.pair(pairs[i], rules.release_distance_m);
            let is_at_edge = |run: &Run| scope.is_at_edge(run);
            let contact_ms = pair.longest_within_ms(rules.max_distance_m);
            // Nearly all pairs only pass each other, or lie farther apart. What is near an edge may be part of more: where
            // there is no contact, of an excursion, which need not be followed for longer than one can be.
            let matters = if contact_ms >= min_contact_ms {
                true
            } else if contact_ms > 0 {
                pair.has_edge(is_at_edge)
            } else {
                pair.keep_near_edges(is_at_edge, rules.max_excursion_ms)
            };
            let stretches = if matters { contact::contacts(&pair, motions, scope, &rules) } else { Vec::new() };
            (!stretches.is_empty()).then(|| of_pair(pair.a, pair.b, stretches))
        })
    }

    /// Puts encounters in order, and marks those of three vessels and more.
    pub(crate) fn finish(mut encounters: Vec<Encounter>) -> Vec<Encounter> {
        encounters.sort_by_key(|encounter| (encounter.start, encounter.mmsi_a, encounter.mmsi_b, encounter.end));
        group::mark(&mut encounters);
        encounters
    }
}

/// Puts pairs together that are linked by tracks that they share, directly or by way of others, as all vessels in a port are: what is known
/// of a track is wanted for the next pair. `tracks` is how many there are.
fn group_by_links(pairs: &mut [(TrackId, TrackId)], tracks: usize) {
    let mut linked = DisjointSets::new(tracks);
    for (a, b) in pairs.iter() {
        linked.join(a.get() as usize, b.get() as usize);
    }
    pairs.sort_by_cached_key(|&(a, b)| (linked.root(a.get() as usize), a, b));
}

/// One of the two vessels of an encounter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Party<'a> {
    pub(crate) mmsi: Mmsi,
    pub(crate) statics: StaticHistory<'a>,
}

/// Median speeds of a contact, in knots.
struct Speeds {
    a_kn: f64,
    b_kn: f64,
    relative_kn: f64,
}

impl Speeds {
    fn of(met: &Met) -> Self {
        let kn = |tenths: u32| f64::from(tenths) / 10.0;
        let [a_kn, b_kn] = met.speeds_decikn.map(kn);
        Self { a_kn, b_kn, relative_kn: kn(met.relative_speed_decikn) }
    }

    fn fastest_kn(&self) -> f64 {
        self.a_kn.max(self.b_kn)
    }
}

impl Detector for EncounterDetector {
    type Event = Encounter;

    fn name(&self) -> &'static str {
        "encounter"
    }

    /// All encounters, by start and vessels.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Encounter> {
        let fleet = index.fleet();
        let party = |track: TrackId| {
            let track = fleet.track(track)?;
            Some(Party { mmsi: track.mmsi(), statics: track.statics() })
        };
        let encounters = self.of_pairs(&Scope::whole(index), |a, b, stretches| {
            let parties = party(a).zip(party(b)).map(|(a, b)| [a, b]);
            let contacts = stretches.into_iter().filter_map(|stretch| self.met(stretch.part?));
            contacts.filter_map(|met| self.judge(met, parties?)).collect::<Vec<_>>()
        });
        Self::finish(encounters.into_iter().flatten().collect())
    }
}
