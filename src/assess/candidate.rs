//! A candidate transfer, with all that an analyst needs to judge it.

use chrono::{DateTime, TimeDelta, Utc};
use geo::Polygon;

use super::evidence::Evidence;
use super::hulls::{Hull, HullFit};
use super::roles::{BenignCause, Role};
use crate::ais::{Imo, Mmsi, Position, ShipType};
use crate::detect::draught::DraughtChange;
use crate::detect::{DarkKind, EventId, GapClass, Moments};
use crate::track::hours_ms;

/// What a candidate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CandidateKind {
    /// Both were seen together.
    Encounter,
    /// They can have met while one or both were silent, or one met somebody unseen.
    Dark(DarkKind),
}

impl CandidateKind {
    /// As in `candidates.csv`: `encounter`, `dark-dark`, `dark-visible` or `unseen-partner`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Encounter => "encounter",
            Self::Dark(kind) => kind.as_str(),
        }
    }
}

crate::display::shown_as_str!(CandidateKind);

/// One of the vessels of a candidate, as far as it was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Who.
    pub mmsi: Mmsi,
    /// Last known name.
    pub name: Option<String>,
    /// Last known IMO number.
    pub imo: Option<Imo>,
    /// Last known call sign.
    pub call_sign: Option<String>,
    /// Last known ship type.
    pub ship_type: Option<ShipType>,
    /// What ships of her type do.
    pub role: Role,
    /// Her hull, assumed where she sent no dimensions.
    pub hull: Option<Hull>,
    /// How her draught changed.
    pub draught: Option<DraughtChange>,
    /// On which fields the watchlist names her.
    pub watchlist: Option<String>,
    /// What the best-ranked candidates carry for maps and plots; empty for all others.
    pub around: Around,
}

impl Party {
    /// By what another seems to be the same ship, in words.
    pub(super) fn same_ship_as(&self, other: &Self) -> Option<String> {
        let imo = self.imo.filter(|imo| other.imo == Some(*imo)).map(|imo| format!("IMO number {imo}"));
        imo.or_else(|| {
            let (name, call_sign) = (self.name.as_ref()?, self.call_sign.as_ref()?);
            let same = other.name.as_ref() == Some(name) && other.call_sign.as_ref() == Some(call_sign);
            // Two different IMO numbers are two ships.
            (same && (self.imo.is_none() || other.imo.is_none()))
                .then(|| format!("name {name} and call sign {call_sign}"))
        })
    }
}

/// What a vessel did about the time of a candidate.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Around {
    /// Her track: the first fix of each hour, and the moments of contact.
    pub track: Vec<(DateTime<Utc>, Position)>,
    /// The longest leg that counts as observed, in hours.
    pub max_observed_h: f64,
    /// Draughts, each when it was first heard, in metres.
    pub draughts: Vec<(DateTime<Utc>, f64)>,
    /// Silences, and why.
    pub gaps: Vec<(DateTime<Utc>, DateTime<Utc>, GapClass)>,
}

impl Around {
    /// Whether the vessel was not heard between a point of the track and the next: for longer than the longest leg that counts as observed.
    #[must_use]
    pub fn is_dark(&self, point: usize) -> bool {
        let time = |point: usize| self.track.get(point).map(|at| at.0);
        let longest = TimeDelta::milliseconds(hours_ms(self.max_observed_h));
        time(point).zip(time(point + 1)).is_some_and(|(from, to)| to - from > longest)
    }

    /// The track in parts, dark and not, each from its first point to its last; the next begins where one ends.
    #[cfg(any(feature = "geojson", feature = "kml"))]
    pub(crate) fn parts(&self) -> impl Iterator<Item = (bool, std::ops::RangeInclusive<usize>)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let dark = self.is_dark(from);
            let legs = self.track.len().checked_sub(1)?;
            let part =
                (from < legs).then(|| (from + 1..legs).find(|leg| self.is_dark(*leg) != dark).unwrap_or(legs))?;
            Some((dark, std::mem::replace(&mut from, part)..=part))
        })
    }
}

/// Two vessels that may have moved cargo, and why we say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Stable id: that of its first event.
    pub id: EventId,
    /// What it rests on.
    pub kind: CandidateKind,
    /// When it began.
    pub start: DateTime<Utc>,
    /// When it ended; of what was not seen, when it can have ended last.
    pub end: DateTime<Utc>,
    /// Where; the mean place of the longest encounter, the likeliest of a meeting that was not seen.
    pub position: Position,
    /// Time in contact, in hours; of what was not seen, the longest dwell.
    pub contact_h: f64,
    /// The sum of the shares of its evidence, in log-odds.
    pub score: f64,
    /// Every line that applies, those that weigh most first.
    pub evidence: Vec<Evidence>,
    /// A benign cause that would explain it.
    pub cause: Option<BenignCause>,
    /// The vessels, the lower MMSI first; one alone if its partner was unseen.
    pub parties: Vec<Party>,
    /// How the hulls lay, if they were seen together.
    pub hulls: Option<HullFit>,
    /// Whether cargo went from the first to the second, if draughts say so.
    pub cargo_a_to_b: Option<bool>,
    /// Distance to the nearest shore in kilometres, 0 on land; `None` without a coastline.
    pub shore_km: Option<f64>,
    /// Shared by candidates of three or more vessels at once.
    pub group: Option<EventId>,
    /// Other candidates with one of its vessels, before or after, that may be transfers as well; in order of time.
    pub linked: Vec<EventId>,
    /// The events that it was made of: encounters and dark rendezvous.
    pub events: Vec<EventId>,
    /// When they were in contact, excursions not counted out.
    pub contacts: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// How the two lay, every ten minutes of contact or more seldom.
    pub moments: Moments,
    /// Where two silent vessels can have met, of the best-ranked candidates: longitude and latitude in degrees; longitudes go on beyond 180° if need be.
    pub region: Option<Polygon<f64>>,
}

impl Candidate {
    /// The first vessel.
    #[must_use]
    pub fn mmsi_a(&self) -> Option<Mmsi> {
        self.parties.first().map(|party| party.mmsi)
    }

    /// The second vessel; `None` if it was unseen.
    #[must_use]
    pub fn mmsi_b(&self) -> Option<Mmsi> {
        self.parties.get(1).map(|party| party.mmsi)
    }

    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        (self.end - self.start).as_seconds_f64() / 3600.0
    }

    /// The score as a probability, 0 to 1: `1 / (1 + exp(-score))`.
    #[must_use]
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-self.score).exp())
    }

    /// What speaks for it and what against, in words: the five lines that weigh most.
    #[must_use]
    pub fn reasons(&self) -> String {
        let lines = self.evidence.iter().filter(|line| line.kind != super::EvidenceKind::Prior);
        let words: Vec<String> = lines.take(5).map(|line| format!("{} ({:+.1})", line.measure, line.share)).collect();
        words.join("; ")
    }
}
