//! From events to candidate transfers, with the evidence for and against each.
//!
//! Thousands of pairs lie within 500 m of each other for hours on an ordinary day, and nearly all are berths, marinas, tugs and
//! trawlers. An assessment puts the few that are likely transfers on top and says why: each [`Candidate`] has a score in log-odds,
//! which is the sum of the shares of its lines of [`Evidence`], each of them a [weight](EvidenceWeights) times a degree that is
//! measured. Benign causes are lines with negative weights and [labels](BenignCause), never reasons to leave something out.
//!
//! Encounters of one pair less than `max_pause_h` apart are one candidate; a dark rendezvous of the pair within that time joins it.
//! What is known from elsewhere than AIS comes in as [`Surroundings`].

mod candidate;
mod evidence;
mod havens;
mod hulls;
mod measure;
mod operations;
mod parameters;
mod roles;
mod sun;
mod surroundings;
mod trail;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use geo::Polygon;

pub use crate::detect::draught::DraughtChange;
pub use candidate::{Around, Candidate, CandidateKind, Party};
pub use evidence::{EVIDENCE, Evidence, EvidenceKind, EvidenceLine, EvidenceWeights};
pub use hulls::{Hull, HullFit};
pub use parameters::AssessParameters;
pub use roles::{BenignCause, Role};
pub use surroundings::Surroundings;

use crate::Result;
use crate::ais::{Mmsi, Position};
use crate::detect::draught;
use crate::detect::history::{self, History};
use crate::detect::{DarkKind, DarkRendezvous, Encounter, EventId, Gap, GapClass, Identity, Moment};
use crate::index::TrackIndex;
use crate::track::{LegParameters, hours_ms, shifted};
use havens::Havens;
use measure::{APART_WITHIN_H, Facts, Lines};
use operations::Operation;
use trail::Trail;

/// A silence matters if it is within this of a candidate, in hours.
const SILENCE_WITHIN_H: i64 = 12;
/// Candidates from this score on count for the chains of others: as likely as not.
const LIKELY: f64 = 0.0;
/// Candidates from this score on are named as linked.
const WORTH_A_LINK: f64 = -2.0;

/// What was found, for an assessment.
#[derive(Debug, Clone, Copy)]
pub struct Events<'a> {
    /// All encounters.
    pub encounters: &'a [Encounter],
    /// All gaps.
    pub gaps: &'a [Gap],
    /// All dark rendezvous.
    pub dark_rendezvous: &'a [DarkRendezvous],
    /// All identity events.
    pub identity: &'a [Identity],
}

/// Events, and the tracks that they were found in.
pub(crate) struct Scene<'a> {
    pub(crate) histories: &'a [History<'a>],
    pub(crate) events: Events<'a>,
    /// Which legs count as observed.
    pub(crate) legs: &'a LegParameters,
}

/// Makes [`Candidate`]s of events.
///
/// [`Digest::finish`](crate::digest::Digest::finish) does so as well, for any amount of data.
///
/// ```
/// use lightering::assess::{Assessor, Events, Surroundings};
/// use lightering::detect::{EncounterDetector, Detector};
/// # let fleet = lightering::FleetBuilder::new().build(&Default::default())?;
/// # let index = lightering::TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
/// let encounters = EncounterDetector::new(Default::default())?.detect(&index);
/// let events = Events { encounters: &encounters, gaps: &[], dark_rendezvous: &[], identity: &[] };
/// let assessor = Assessor::new(Default::default(), Default::default())?;
/// for candidate in assessor.assess(&index, events, &Surroundings::default()) {
///     println!("{:+.1}: {}", candidate.score, candidate.reasons());
/// }
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Assessor {
    parameters: AssessParameters,
    weights: EvidenceWeights,
}

impl Assessor {
    /// An assessor with these parameters and weights.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn new(parameters: AssessParameters, weights: EvidenceWeights) -> Result<Self> {
        parameters.validate()?;
        weights.validate()?;
        Ok(Self { parameters, weights })
    }

    /// The candidates of the events of a fleet, by score, the best first.
    #[must_use]
    pub fn assess(
        &self,
        index: &TrackIndex<'_>,
        events: Events<'_>,
        surroundings: &Surroundings<'_>,
    ) -> Vec<Candidate> {
        let histories = history::of_index(index, 0);
        self.judge(&Scene { histories: &histories, events, legs: index.legs() }, surroundings)
    }

    /// The candidates, by score, the best first.
    pub(crate) fn judge(&self, scene: &Scene<'_>, surroundings: &Surroundings<'_>) -> Vec<Candidate> {
        let operations = operations::of(scene, self.parameters.max_pause_h);
        let p = &self.parameters;
        let limits = havens::Limits {
            min_stay_h: p.min_stay_h,
            stay_radius_m: p.stay_radius_m,
            radius_m: p.haven_radius_m,
            vessels: p.haven_vessels,
        };
        let (havens, (gaps, identity, groups)) = crate::parallel::join(
            || Havens::new(scene.histories, limits),
            || {
                let gaps = by_vessel(scene.events.gaps, |gap| gap.mmsi);
                let mut identity = by_vessel(scene.events.identity, |event| event.mmsi);
                for (number, event) in scene.events.identity.iter().enumerate() {
                    identity.entry(event.mmsi_before.unwrap_or(event.mmsi)).or_default().push(number);
                }
                (gaps, identity, groups(scene.events.encounters))
            },
        );
        let look = Look { assessor: self, scene, surroundings, havens, gaps, identity, groups };
        let mut candidates = crate::parallel::map(operations.len(), |number| look.candidate(&operations[number]));
        self.explain_draughts(&mut candidates);
        self.link(&mut candidates);
        // Ids break ties, so that the order is that of no input.
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.start.cmp(&b.start)).then(a.id.cmp(&b.id)));
        let with_tracks = candidates.len().min(p.max_with_tracks as usize);
        let arounds = crate::parallel::map(with_tracks, |number| {
            (look.arounds(&candidates[number]), look.region(&candidates[number]))
        });
        for (candidate, (arounds, region)) in candidates.iter_mut().zip(arounds) {
            candidate.region = region;
            candidate.parties.iter_mut().zip(arounds).for_each(|(party, around)| party.around = around);
        }
        candidates
    }

    /// A change of draught speaks for one candidate alone, the best of those that it would explain: cargo is moved once.
    fn explain_draughts(&self, candidates: &mut [Candidate]) {
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by(|&a, &b| candidates[b].score.total_cmp(&candidates[a].score).then(a.cmp(&b)));
        let mut taken: BTreeSet<(Mmsi, DateTime<Utc>)> = BTreeSet::new();
        for number in order {
            let candidate = &mut candidates[number];
            let change_of = |party: &Party| Some((party.mmsi, party.draught?.time));
            let changes: Vec<_> = candidate.parties.iter().filter_map(change_of).collect();
            let (used, free): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| taken.contains(change));
            if !used.is_empty() {
                let mut lines = Lines::resume(&self.weights, std::mem::take(&mut candidate.evidence));
                lines.remove(&[EvidenceKind::DraughtsOpposed, EvidenceKind::DraughtChanged]);
                if candidate.kind == CandidateKind::Dark(DarkKind::UnseenPartner) {
                    // That somebody was there was concluded from the draught.
                    lines.remove(&[EvidenceKind::CouldMeet]);
                }
                let left = candidate.parties.iter().filter(|party| change_of(party).is_some_and(|c| free.contains(&c)));
                measure::draughts(&mut lines, left.filter_map(|party| party.draught));
                candidate.cargo_a_to_b = None;
                (candidate.evidence, candidate.score) = lines.finish();
            }
            // Where both ships rose, or both sank, it explains nothing, and is left to others.
            let is_unseen = candidate.kind == CandidateKind::Dark(DarkKind::UnseenPartner);
            let explained = |line: &Evidence| match line.kind {
                EvidenceKind::DraughtsOpposed | EvidenceKind::DraughtChanged => true,
                EvidenceKind::CouldMeet => is_unseen,
                _ => false,
            };
            if candidate.evidence.iter().any(explained) {
                taken.extend(free);
            }
        }
    }

    /// Names the other candidates of the vessels of each, and counts for each that one of them is likely.
    fn link(&self, candidates: &mut [Candidate]) {
        let mut of_vessel: BTreeMap<Mmsi, Vec<usize>> = BTreeMap::new();
        for (number, candidate) in candidates.iter().enumerate().filter(|(_, c)| c.score >= WORTH_A_LINK) {
            candidate.parties.iter().for_each(|party| of_vessel.entry(party.mmsi).or_default().push(number));
        }
        let links: Vec<(Vec<EventId>, Option<String>)> = crate::parallel::map(candidates.len(), |number| {
            let of = &candidates[number];
            let mut others: BTreeMap<usize, Mmsi> = BTreeMap::new();
            for mmsi in of.parties.iter().map(|party| party.mmsi) {
                let with = of_vessel.get(&mmsi).into_iter().flatten().copied();
                let apart = with.filter(|&other| {
                    let other = &candidates[other];
                    other.end <= of.start || of.end <= other.start
                });
                apart.filter(|&other| !same_vessels(of, &candidates[other])).for_each(|other| {
                    others.entry(other).or_insert(mmsi);
                });
            }
            let likely = others.iter().find(|(other, _)| candidates[**other].score >= LIKELY);
            let measure = likely.map(|(&other, mmsi)| {
                let when = if candidates[other].end <= of.start { "before" } else { "after" };
                format!("{mmsi} took part in another likely transfer {when}")
            });
            let mut others: Vec<&Candidate> = others.keys().map(|&other| &candidates[other]).collect();
            others.sort_by_key(|other| (other.start, other.end));
            (others.iter().map(|other| other.id).collect(), measure)
        });
        for (candidate, (linked, measure)) in candidates.iter_mut().zip(links) {
            candidate.linked = linked;
            if let Some(measure) = measure {
                let mut lines = Lines::resume(&self.weights, std::mem::take(&mut candidate.evidence));
                lines.add(EvidenceKind::Chain, 1.0, measure);
                (candidate.evidence, candidate.score) = lines.finish();
            }
        }
    }
}

fn same_vessels(a: &Candidate, b: &Candidate) -> bool {
    (a.mmsi_a(), a.mmsi_b()) == (b.mmsi_a(), b.mmsi_b())
}

/// Numbers of events by vessel.
fn by_vessel<T>(events: &[T], mmsi: impl Fn(&T) -> Mmsi) -> BTreeMap<Mmsi, Vec<usize>> {
    let mut of: BTreeMap<Mmsi, Vec<usize>> = BTreeMap::new();
    events.iter().enumerate().for_each(|(number, event)| of.entry(mmsi(event)).or_default().push(number));
    of
}

/// How many vessels are in each group.
fn groups(encounters: &[Encounter]) -> BTreeMap<EventId, BTreeSet<Mmsi>> {
    let mut groups: BTreeMap<EventId, BTreeSet<Mmsi>> = BTreeMap::new();
    for encounter in encounters {
        if let Some(group) = encounter.group {
            groups.entry(group).or_default().extend([encounter.mmsi_a, encounter.mmsi_b]);
        }
    }
    groups
}

/// What candidates are made from.
struct Look<'a> {
    assessor: &'a Assessor,
    scene: &'a Scene<'a>,
    surroundings: &'a Surroundings<'a>,
    havens: Havens,
    gaps: BTreeMap<Mmsi, Vec<usize>>,
    identity: BTreeMap<Mmsi, Vec<usize>>,
    groups: BTreeMap<EventId, BTreeSet<Mmsi>>,
}

impl Look<'_> {
    fn candidate(&self, operation: &Operation<'_>) -> Candidate {
        let (start, end, position) = (operation.start(), operation.end(), operation.position());
        let vessels = operation.vessels();
        let histories: Vec<&History<'_>> = vessels
            .iter()
            .zip(operation.silent_since_ms())
            .filter_map(|(&mmsi, since)| self.history(mmsi, position, start, since))
            .collect();
        let parties: Vec<Party> = vessels
            .iter()
            .map(|&mmsi| self.party(mmsi, histories.iter().find(|history| history.mmsi == mmsi), (start, end)))
            .collect();
        let kept = operation.moments();
        let moments: Vec<Moment> = kept.iter().collect();
        let hulls = match parties.as_slice() {
            [a, b] => a.hull.zip(b.hull).and_then(|(a, b)| hulls::fit(&moments, [a, b], self.alongside())),
            _ => None,
        };
        let cargo_a_to_b = match parties.as_slice() {
            [a, b] => draught::a_to_b(a.draught, b.draught),
            _ => None,
        };
        let shore_km = self.surroundings.shore_m(position).map(|metres| metres.max(0.0) / 1000.0);
        let trails: Vec<Trail<'_>> = histories.iter().map(|history| Trail(history.hours.as_slice())).collect();
        let apart = |from: DateTime<Utc>, to: DateTime<Utc>| match trails.as_slice() {
            [a, b] => {
                let (from_ms, to_ms) = (from.timestamp_millis(), to.timestamp_millis());
                // At the fixes of either.
                [a.farthest_from_m(*b, from_ms, to_ms), b.farthest_from_m(*a, from_ms, to_ms)]
                    .into_iter()
                    .flatten()
                    .reduce(f64::max)
            }
            _ => None,
        };
        let within = TimeDelta::hours(APART_WITHIN_H);
        let lay_still = self.havens.others(position, &vessels);
        let group = operation.group();
        let facts = Facts {
            kind: operation.kind(),
            start,
            end,
            position,
            contact_h: operation.contact_h(),
            parties: &parties,
            hulls: hulls.as_ref(),
            spot_m: measure::spot_m(&moments),
            observed_fraction: operation.observed_fraction(),
            as_one_kn: operation.as_one_kn(),
            shore_km,
            known_anchorage: self.surroundings.anchorage(position),
            lay_still,
            is_haven: self.havens.is_haven(lay_still),
            group: group.and_then(|id| self.groups.get(&id)).map_or(vessels.len(), BTreeSet::len),
            apart_before_m: apart(shifted(start, -within), start),
            apart_after_m: apart(end, shifted(end, within)),
            silence: if operation.is_dark() { None } else { self.silence(&vessels, start, end) },
            dark_score: operation.dark_score(),
            trouble: self.trouble(&vessels),
        };
        let mut lines = Lines::new(&self.assessor.weights);
        facts.measure(&mut lines);
        let (evidence, score) = lines.finish();
        let cause = self.cause(&facts);
        Candidate {
            id: operation.id(),
            kind: operation.kind(),
            start,
            end,
            position,
            contact_h: operation.contact_h(),
            score,
            evidence,
            cause,
            hulls,
            cargo_a_to_b,
            shore_km,
            group,
            linked: Vec::new(),
            events: operation.events(),
            contacts: operation.contacts(),
            region: None,
            moments: kept,
            parties,
        }
    }

    fn alongside(&self) -> hulls::Alongside {
        let p = &self.assessor.parameters;
        hulls::Alongside { clearance_m: p.max_clearance_m, parallel_deg: p.max_angle_deg }
    }

    /// The track of a vessel: that which fell silent then, or else that which was nearest to a place at a time; two ships may share an MMSI.
    fn history(
        &self,
        mmsi: Mmsi,
        position: Position,
        time: DateTime<Utc>,
        silent_since_ms: Option<i64>,
    ) -> Option<&History<'_>> {
        let histories = self.scene.histories;
        let silent = silent_since_ms.and_then(|since_ms| history::of_silent(histories, mmsi, since_ms));
        silent.or_else(|| history::of_vessel(histories, mmsi, position, time)).map(|number| &histories[number])
    }

    fn party(&self, mmsi: Mmsi, history: Option<&&History<'_>>, (start, end): (DateTime<Utc>, DateTime<Utc>)) -> Party {
        let p = &self.assessor.parameters;
        let statics = history.map(|history| history.statics);
        let ship_type = statics.and_then(|statics| statics.ship_type());
        let group = ship_type.map(|ship_type| ship_type.group());
        let limits = draught::Limits { min_change_m: p.min_draught_change_m, max_lag_h: p.max_draught_lag_h };
        Party {
            mmsi,
            name: statics.and_then(|statics| statics.name()).map(str::to_owned),
            imo: statics.and_then(|statics| statics.imo()),
            call_sign: statics.and_then(|statics| statics.call_sign()).map(str::to_owned),
            ship_type,
            role: Role::of(group),
            hull: Hull::new(statics.and_then(|statics| statics.dimensions_at(start)), group),
            draught: statics.and_then(|statics| draught::change(statics, (start, end), limits)),
            watchlist: statics.and_then(|statics| self.surroundings.watched(mmsi, statics)),
            around: Around::default(),
        }
    }

    /// The least likely silence by choice of the vessels about a time: its probability by reception alone, and hours.
    fn silence(&self, vessels: &[Mmsi], start: DateTime<Utc>, end: DateTime<Utc>) -> Option<(f64, f64)> {
        let within = TimeDelta::hours(SILENCE_WITHIN_H);
        let of = vessels
            .iter()
            .filter_map(|mmsi| self.gaps.get(mmsi))
            .flatten()
            .map(|&number| &self.scene.events.gaps[number]);
        let near = of.filter(|gap| gap.start <= shifted(end, within) && shifted(start, -within) <= gap.end);
        near.filter(|gap| gap.class == GapClass::Intentional)
            .map(|gap| (gap.reception.probability, gap.duration_h()))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)))
    }

    /// The identity events of the vessels that make one suspicious, in words.
    fn trouble(&self, vessels: &[Mmsi]) -> Vec<String> {
        let mut trouble = BTreeSet::new();
        for &mmsi in vessels {
            let of_vessel = self.identity.get(&mmsi).into_iter().flatten();
            let kinds =
                of_vessel.map(|&number| self.scene.events.identity[number].kind).filter(|kind| kind.is_suspicious());
            trouble.extend(kinds.map(|kind| format!("{mmsi} has {}", kind.as_str())));
        }
        trouble.into_iter().collect()
    }

    fn cause(&self, facts: &Facts<'_>) -> Option<BenignCause> {
        let [a, b] = facts.parties else { return None };
        if a.same_ship_as(b).is_some() {
            return Some(BenignCause::SameShip);
        }
        if let Some(cause) = BenignCause::of_roles(a.role, b.role) {
            return Some(cause);
        }
        if facts.bunkering().is_some() {
            return Some(BenignCause::Bunkering);
        }
        let sheltered = facts.is_haven || facts.known_anchorage.is_some();
        if facts.is_raft() {
            Some(BenignCause::Raft)
        } else if facts.spot_m.is_some_and(|radius_m| radius_m <= 30.0) {
            Some(BenignCause::Berth)
        } else if sheltered {
            Some(BenignCause::Anchorage)
        } else {
            None
        }
    }

    /// Where the vessels of a candidate that nobody saw together can have met.
    fn region(&self, candidate: &Candidate) -> Option<Polygon<f64>> {
        self.dark(candidate).and_then(DarkRendezvous::region)
    }

    /// The event that a candidate is of which nobody saw.
    fn dark(&self, candidate: &Candidate) -> Option<&DarkRendezvous> {
        let is_dark = matches!(candidate.kind, CandidateKind::Dark(_));
        self.scene.events.dark_rendezvous.iter().find(|event| is_dark && event.id == candidate.id)
    }

    /// What the vessels of a candidate did about its time.
    fn arounds(&self, candidate: &Candidate) -> Vec<Around> {
        let p = &self.assessor.parameters;
        let [margin, lag] =
            [p.track_margin_h, p.max_draught_lag_h].map(|hours| TimeDelta::milliseconds(hours_ms(hours)));
        let (from, to) = (shifted(candidate.start, -margin), shifted(candidate.end, margin));
        let silent_since_ms = self.dark(candidate).map_or([None; 2], |event| event.silent_since_ms);
        let around = |(number, party): (usize, &Party)| {
            let since_ms = silent_since_ms.get(number).copied().flatten();
            let Some(history) = self.history(party.mmsi, candidate.position, candidate.start, since_ms) else {
                return Around::default();
            };
            let hours = Trail(history.hours.as_slice()).between(from.timestamp_millis(), to.timestamp_millis());
            let mut track: Vec<(DateTime<Utc>, Position)> = hours.points().collect();
            track.extend(
                candidate
                    .moments
                    .iter()
                    .map(|moment| (moment.time, if number == 0 { moment.position_a } else { moment.position_b() })),
            );
            track.sort_by_key(|point| point.0);
            track.dedup_by_key(|point| point.0);
            let of_vessel = self.gaps.get(&party.mmsi).into_iter().flatten().map(|&gap| &self.scene.events.gaps[gap]);
            let gaps = of_vessel.filter(|gap| gap.start <= to && from <= gap.end);
            let legs = self.scene.legs;
            Around {
                track,
                max_observed_h: legs.max_interpolation_h.max(legs.max_slow_interpolation_h),
                draughts: draught::steps(history.statics, from, shifted(to, lag)),
                gaps: gaps.map(|gap| (gap.start, gap.end, gap.class)).collect(),
            }
        };
        candidate.parties.iter().enumerate().map(around).collect()
    }
}
