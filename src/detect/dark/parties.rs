//! Who can have met: vessels in silences, and vessels seen slow.

use std::collections::HashMap;

use super::DarkParameters;
use super::dwell::{Dwell, Meeting};
use super::prism::Prism;
use super::speed::{TopSpeedParameters, top_speed_kn};
use super::visible::Path;
use crate::ais::Mmsi;
use crate::detect::history::{self, History};
use crate::detect::reception::Heard;
use crate::detect::{Encounter, Loitering};
use crate::geodesy::{Ecef, knots};
use crate::track::{Row, datetime, hours_ms};

/// A ship with another alongside takes a third now and then: two daughters at one mother are common enough.
const LEAST_ALONE: f64 = 0.1;
/// A silence means something of a vessel that was heard in so many hours before: less can be a number that was garbled on the air.
const LEAST_HOURS_HEARD: usize = 2;

/// One that can have met another.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) mmsi: Mmsi,
    /// The number of her track among the histories.
    pub(super) history: usize,
    pub(super) kind: PartyKind,
}

#[derive(Debug)]
pub(super) enum PartyKind {
    /// Silent, with the probability that reception alone made the silence.
    Dark { prism: Prism, reception_probability: f64 },
    /// Seen slow, with the share of the time in which no other was seen beside it.
    Seen { path: Path, alone: f64 },
}

impl Party {
    pub(super) fn is_seen(&self) -> bool {
        matches!(self.kind, PartyKind::Seen { .. })
    }

    pub(super) fn span_ms(&self) -> (i64, i64) {
        match &self.kind {
            PartyKind::Dark { prism, .. } => (prism.start_ms(), prism.end_ms()),
            PartyKind::Seen { path, .. } => (path.start_ms(), path.end_ms()),
        }
    }

    pub(super) fn corners(&self) -> (Ecef, Ecef) {
        match &self.kind {
            PartyKind::Dark { prism, .. } => prism.corners(),
            PartyKind::Seen { path, .. } => path.corners(),
        }
    }

    /// The longest time that it can have lain with another, if it is at least this; of two seen vessels, nothing.
    pub(super) fn longest_with(&self, other: &Self, least_ms: f64) -> Option<Dwell> {
        match (&self.kind, &other.kind) {
            (PartyKind::Dark { prism: a, .. }, PartyKind::Dark { prism: b, .. }) => Meeting { a, b }.longest(least_ms),
            (PartyKind::Dark { prism, .. }, PartyKind::Seen { path, .. })
            | (PartyKind::Seen { path, .. }, PartyKind::Dark { prism, .. }) => path.longest(prism, least_ms),
            (PartyKind::Seen { .. }, PartyKind::Seen { .. }) => None,
        }
    }

    /// The time that a silent party did not need for its way, in hours; of a seen one, the time it was there.
    pub(super) fn free_h(&self) -> f64 {
        let free_ms = match &self.kind {
            PartyKind::Dark { prism, .. } => prism.at_most_ms(prism),
            PartyKind::Seen { path, .. } => (path.end_ms() - path.start_ms()) as f64,
        };
        free_ms / 3_600_000.0
    }

    /// How well a meeting of so many hours explains what the party did, 0 to 1: see [`DarkRendezvous::score`](super::DarkRendezvous::score).
    pub(super) fn weight(&self, dwell_h: f64) -> f64 {
        let free_h = self.free_h();
        // Who had no free time had no more than the meeting.
        let explained = if free_h > 0.0 { (dwell_h / free_h).clamp(0.0, 1.0) } else { 1.0 };
        explained
            * match self.kind {
                PartyKind::Dark { reception_probability, .. } => 1.0 - reception_probability,
                PartyKind::Seen { alone, .. } => alone.max(LEAST_ALONE),
            }
    }

    pub(super) fn reception_probability(&self) -> Option<f64> {
        match self.kind {
            PartyKind::Dark { reception_probability, .. } => Some(reception_probability),
            PartyKind::Seen { .. } => None,
        }
    }
}

/// All parties, in order of tracks and times.
pub(super) fn parties(
    parameters: &DarkParameters,
    top_speeds: &TopSpeedParameters,
    histories: &[History<'_>],
    silences: &[Heard<'_>],
    loitering: &[Loitering],
    encounters: &[Encounter],
) -> Vec<Party> {
    let mut parties: Vec<Party> = crate::parallel::filter_map(silences.len(), |number| {
        let heard = &silences[number];
        dark(parameters, top_speeds, &histories[heard.history], heard)
    });
    let least_ms = hours_ms(parameters.min_dwell_h);
    let mut company: HashMap<Mmsi, Vec<(i64, i64)>> = HashMap::new();
    for encounter in encounters {
        let span = (encounter.start.timestamp_millis(), encounter.end.timestamp_millis());
        company.entry(encounter.mmsi_a).or_default().push(span);
        company.entry(encounter.mmsi_b).or_default().push(span);
    }
    let seen = loitering.iter().filter_map(|event| {
        let (start_ms, end_ms) = (event.start.timestamp_millis(), event.end.timestamp_millis());
        if end_ms - start_ms < least_ms {
            return None;
        }
        let number = history::of_vessel(histories, event.mmsi, event.position, event.start)?;
        let path = Path::new(histories[number].hours.as_slice(), start_ms, end_ms)?;
        Some(Party { mmsi: event.mmsi, history: number, kind: PartyKind::Seen { path, alone: alone(event, &company) } })
    });
    parties.extend(seen);
    parties
}

/// The share of the time of an event in which no other vessel was in contact.
fn alone(event: &Loitering, company: &HashMap<Mmsi, Vec<(i64, i64)>>) -> f64 {
    let (start_ms, end_ms) = (event.start.timestamp_millis(), event.end.timestamp_millis());
    let mut spans: Vec<(i64, i64)> = company.get(&event.mmsi).cloned().unwrap_or_default();
    spans.sort_unstable();
    let (mut with_ms, mut until_ms) = (0, start_ms);
    for (from_ms, to_ms) in spans {
        let (from_ms, to_ms) = (from_ms.max(until_ms), to_ms.min(end_ms));
        with_ms += (to_ms - from_ms).max(0);
        until_ms = until_ms.max(to_ms);
    }
    1.0 - with_ms as f64 / (end_ms - start_ms).max(1) as f64
}

/// The party of a silence, if it is one to look at.
fn dark(
    parameters: &DarkParameters,
    top_speeds: &TopSpeedParameters,
    history: &History<'_>,
    heard: &Heard<'_>,
) -> Option<Party> {
    let silence = &heard.silence;
    let duration_ms = silence.end_ms - silence.from.time_ms;
    if !(hours_ms(parameters.min_silence_h)..=hours_ms(parameters.max_silence_h)).contains(&duration_ms) {
        return None;
    }
    let hours = history.hours.as_slice();
    if hours.partition_point(|hour| hour.time_ms() <= silence.from.time_ms) < LEAST_HOURS_HEARD {
        return None;
    }
    let reception_probability = heard.reception.probability;
    if reception_probability > parameters.max_reception_probability {
        return None;
    }
    let place = |row: &Row| Ecef::from(row.position());
    let way_m = silence.to.map_or(0.0, |to| place(silence.from).distance(place(to)));
    let implied_kn = knots(way_m / (duration_ms as f64 / 1000.0));
    let speed_kn = top_speed_kn(top_speeds, history.hours.as_slice(), history.statics.ship_type(), implied_kn);
    let fix = |row: &Row| (datetime(row.time_ms), row.position());
    let prism = Prism::new(fix(silence.from), silence.to.map(fix), datetime(silence.end_ms), speed_kn).ok()?;
    Some(Party { mmsi: history.mmsi, history: heard.history, kind: PartyKind::Dark { prism, reception_probability } })
}
