//! From pairs that can have met to events.

use chrono::{DateTime, Utc};
use geo::Polygon;

use super::dwell::{Dwell, Meeting};
use super::parties::{Party, PartyKind};
use super::prism::Prism;
use crate::ais::{Mmsi, Position};
use crate::detect::EventId;
use crate::track::datetime;

/// Who was silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DarkKind {
    /// Both.
    DarkDark,
    /// One; the other was seen lying still.
    DarkVisible,
    /// A tanker was seen lying still and loading or unloading, and nobody was heard beside it.
    UnseenPartner,
}

impl DarkKind {
    /// As in `dark_rendezvous.csv`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DarkDark => "dark-dark",
            Self::DarkVisible => "dark-visible",
            Self::UnseenPartner => "unseen-partner",
        }
    }
}

crate::display::shown_as_str!(DarkKind);

/// A meeting that can have been, unseen.
#[derive(Debug, Clone, PartialEq)]
pub struct DarkRendezvous {
    /// Stable id.
    pub id: EventId,
    /// The lower MMSI; of an unseen partner's, the vessel that was seen.
    pub mmsi_a: Mmsi,
    /// The higher MMSI; `None` for an unseen partner.
    pub mmsi_b: Option<Mmsi>,
    /// Who was silent.
    pub kind: DarkKind,
    /// When a meeting of the least dwell can have begun first.
    pub start: DateTime<Utc>,
    /// When it can have ended last.
    pub end: DateTime<Utc>,
    /// How long they can have lain together, in hours.
    pub max_dwell_h: f64,
    /// Where they had most time; where a vessel that was seen lay.
    pub position: Position,
    /// What an analyst should see first, 0 to 1: the weight of this meeting times the share that it has of the weights of all meetings of
    /// the same silence; of two silences, the smaller share. The weight is the product of
    ///
    /// * for each silent party, the probability that it was not reception alone,
    /// * for each party, the share of its free time that the meeting explains: `max_dwell_h` over the silence less the
    ///   way between its fixes at top speed, or over the time for which it was seen slow,
    /// * for a party that was seen, the share of that time in which no other vessel was seen beside it, at least a tenth.
    pub score: f64,
    /// Free time that the silent party with more of it had besides the longest dwell, in hours.
    pub slack_h: f64,
    /// Other partners that the silent party with more of them can have met for as long.
    pub alternatives: u32,
    /// Probability that reception alone made the silence of the first party; `None` if it was seen.
    pub reception_probability_a: Option<f64>,
    /// The same of the second.
    pub reception_probability_b: Option<f64>,
    /// Since when each party was silent, if it was, in milliseconds since 1970: which of the tracks of an MMSI it is.
    pub(crate) silent_since_ms: [Option<i64>; 2],
    /// The prisms of two silent parties, and the least dwell in milliseconds.
    prisms: Option<(Prism, Prism, f64)>,
}

impl DarkRendezvous {
    /// Where two silent parties can have met for the least dwell; `None` where one was seen, which was where it was.
    ///
    /// Longitudes are counted on from [`position`](Self::position), past 180° if need be.
    #[must_use]
    pub fn region(&self) -> Option<Polygon<f64>> {
        let (a, b, least_ms) = self.prisms.as_ref()?;
        Meeting { a, b }.region(self.position, *least_ms)
    }

    /// An event of a vessel that was seen, and nobody with it.
    pub(super) fn unseen(
        mmsi: Mmsi,
        (start, end): (DateTime<Utc>, DateTime<Utc>),
        position: Position,
        score: f64,
    ) -> Self {
        Self {
            id: EventId::new("unseen-partner", &[mmsi], start.timestamp_millis()),
            mmsi_a: mmsi,
            mmsi_b: None,
            kind: DarkKind::UnseenPartner,
            start,
            end,
            max_dwell_h: (end - start).as_seconds_f64() / 3600.0,
            position,
            score,
            slack_h: 0.0,
            alternatives: 0,
            reception_probability_a: None,
            reception_probability_b: None,
            silent_since_ms: [None; 2],
            prisms: None,
        }
    }
}

/// Two parties that can have met.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Their numbers; the first is silent.
    pub(super) parties: (usize, usize),
    dwell: Dwell,
    score: f64,
    alternatives: u32,
}

impl Candidate {
    pub(super) fn new(a: usize, b: usize, dwell: Dwell) -> Self {
        Self { parties: (a, b), dwell, score: 0.0, alternatives: 0 }
    }

    fn silent(&self, parties: &[Party]) -> impl Iterator<Item = usize> + use<> {
        let (a, b) = self.parties;
        std::iter::once(a).chain((!parties[b].is_seen()).then_some(b))
    }

    /// The event.
    pub(super) fn event(&self, parties: &[Party], least_ms: f64) -> Option<DarkRendezvous> {
        let (a, b) = (&parties[self.parties.0], &parties[self.parties.1]);
        let (a, b) = if a.mmsi < b.mmsi { (a, b) } else { (b, a) };
        let (kind, prisms, start, end) = match (&a.kind, &b.kind) {
            (PartyKind::Dark { prism: of_a, .. }, PartyKind::Dark { prism: of_b, .. }) => {
                let bounds = Meeting { a: of_a, b: of_b }.bounds_ms(least_ms)?;
                let time = |time_ms: f64| datetime(time_ms.round() as i64);
                (DarkKind::DarkDark, Some((*of_a, *of_b, least_ms)), time(bounds.0), time(bounds.1))
            }
            _ => (DarkKind::DarkVisible, None, self.dwell.arrive, self.dwell.leave),
        };
        let slack_h = self.silent(parties).map(|party| parties[party].free_h() - self.dwell.hours).fold(0.0, f64::max);
        Some(DarkRendezvous {
            // A pair may have other meetings, in other silences of either.
            id: EventId::new(&format!("{}|{}", kind.as_str(), a.span_ms().0), &[a.mmsi, b.mmsi], b.span_ms().0),
            mmsi_a: a.mmsi,
            mmsi_b: Some(b.mmsi),
            kind,
            start,
            end,
            max_dwell_h: self.dwell.hours,
            position: self.dwell.place,
            score: self.score,
            slack_h,
            alternatives: self.alternatives,
            reception_probability_a: a.reception_probability(),
            reception_probability_b: b.reception_probability(),
            silent_since_ms: [a, b].map(|party| (!party.is_seen()).then(|| party.span_ms().0)),
            prisms,
        })
    }
}

/// Scores all candidates.
pub(super) fn rate(candidates: &mut [Candidate], parties: &[Party]) {
    let (mut partners, mut sums) = (vec![0_u32; parties.len()], vec![0.0_f64; parties.len()]);
    let mut met: Vec<(usize, Mmsi, f64)> = Vec::new();
    for candidate in candidates.iter_mut() {
        let (a, b) = candidate.parties;
        candidate.score = parties[a].weight(candidate.dwell.hours) * parties[b].weight(candidate.dwell.hours);
        let other = |party: usize| parties[if party == a { b } else { a }].mmsi;
        met.extend(candidate.silent(parties).map(|party| (party, other(party), candidate.score)));
    }
    // A partner counts once, by the best of the meetings with her.
    met.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    met.dedup_by_key(|of| (of.0, of.1));
    for (party, _, score) in met {
        partners[party] += 1;
        sums[party] += score;
    }
    for candidate in candidates {
        candidate.alternatives = candidate.silent(parties).map(|party| partners[party] - 1).max().unwrap_or(0);
        let shares = candidate.silent(parties).map(|party| candidate.score / sums[party]);
        // Nothing has a share in nothing.
        candidate.score *= shares.fold(1.0, f64::min).max(0.0);
    }
}

/// Leaves the candidates that are among the best of a silence.
pub(super) fn keep_best(candidates: &mut Vec<Candidate>, parties: &[Party], best: usize) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| candidates[b].score.total_cmp(&candidates[a].score).then(a.cmp(&b)));
    let (mut kept, mut keep) = (vec![0_usize; parties.len()], vec![false; candidates.len()]);
    for number in order {
        for party in candidates[number].silent(parties) {
            keep[number] |= kept[party] < best;
            kept[party] += 1;
        }
    }
    let mut keep = keep.into_iter();
    candidates.retain(|_| keep.next().unwrap_or(false));
}
