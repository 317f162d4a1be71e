//! Who can have met: vessels in silences, and vessels seen slow.

use super::DarkParameters;
use super::dwell::{Dwell, Meeting};
use super::prism::Prism;
use super::speed::{TopSpeedParameters, top_speed_kn};
use super::visible::Path;
use crate::ais::Mmsi;
use crate::detect::Loitering;
use crate::detect::history::History;
use crate::detect::reception::Heard;
use crate::geodesy::{Ecef, knots};
use crate::track::{Row, datetime, hours_ms};

/// One that can have met another.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) mmsi: Mmsi,
    pub(super) kind: PartyKind,
}

#[derive(Debug)]
pub(super) enum PartyKind {
    /// Silent, with the probability that reception alone made the silence.
    Dark { prism: Prism, reception_probability: f64 },
    /// Seen slow.
    Seen(Path),
}

impl Party {
    pub(super) fn is_seen(&self) -> bool {
        matches!(self.kind, PartyKind::Seen(_))
    }

    pub(super) fn span_ms(&self) -> (i64, i64) {
        match &self.kind {
            PartyKind::Dark { prism, .. } => (prism.start_ms(), prism.end_ms()),
            PartyKind::Seen(path) => (path.start_ms(), path.end_ms()),
        }
    }

    pub(super) fn corners(&self) -> (Ecef, Ecef) {
        match &self.kind {
            PartyKind::Dark { prism, .. } => prism.corners(),
            PartyKind::Seen(path) => path.corners(),
        }
    }

    /// The longest time that it can have lain with another, if it is at least this; of two seen vessels, nothing.
    pub(super) fn longest_with(&self, other: &Self, least_ms: f64) -> Option<Dwell> {
        match (&self.kind, &other.kind) {
            (PartyKind::Dark { prism: a, .. }, PartyKind::Dark { prism: b, .. }) => Meeting { a, b }.longest(least_ms),
            (PartyKind::Dark { prism, .. }, PartyKind::Seen(path))
            | (PartyKind::Seen(path), PartyKind::Dark { prism, .. }) => path.longest(prism, least_ms),
            (PartyKind::Seen(_), PartyKind::Seen(_)) => None,
        }
    }

    /// The time that a silent party did not need for its way, in hours; of a seen one, the time it was there.
    pub(super) fn free_h(&self) -> f64 {
        let free_ms = match &self.kind {
            PartyKind::Dark { prism, .. } => prism.at_most_ms(prism),
            PartyKind::Seen(path) => (path.end_ms() - path.start_ms()) as f64,
        };
        free_ms / 3_600_000.0
    }

    pub(super) fn reception_probability(&self) -> Option<f64> {
        match self.kind {
            PartyKind::Dark { reception_probability, .. } => Some(reception_probability),
            PartyKind::Seen(_) => None,
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
) -> Vec<Party> {
    let of_silence = crate::parallel::map(silences.len(), |number| {
        let heard = &silences[number];
        dark(parameters, top_speeds, &histories[heard.history], heard)
    });
    let mut parties: Vec<Party> = of_silence.into_iter().flatten().collect();
    let least_ms = hours_ms(parameters.min_dwell_h);
    let seen = loitering.iter().filter_map(|event| {
        let (start_ms, end_ms) = (event.start.timestamp_millis(), event.end.timestamp_millis());
        let first = histories.partition_point(|history| history.mmsi < event.mmsi);
        let of_vessel = histories[first..].iter().take_while(|history| history.mmsi == event.mmsi);
        let mut paths = of_vessel.filter_map(|history| Path::new(history.hours.as_slice(), start_ms, end_ms));
        (end_ms - start_ms >= least_ms)
            .then(|| paths.next().map(|path| Party { mmsi: event.mmsi, kind: PartyKind::Seen(path) }))
            .flatten()
    });
    parties.extend(seen);
    parties
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
    Some(Party { mmsi: history.mmsi, kind: PartyKind::Dark { prism, reception_probability } })
}
