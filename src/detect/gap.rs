//! Gaps: long silences, and why.
//!
//! A gap is a leg that is not observed and lasts at least `min_gap_h`; and, for a vessel that was
//! not heard again, the time from its last fix to the end of the data. How likely it is that reception alone makes it is
//! [told from the vessel itself and from those near it](Reception).

use chrono::{DateTime, Utc};

use super::history::{self, History};
use super::reception::{Coverage, Heard, Reception, Silence, whole_hours};
use super::{Detector, EventId};
use crate::Result;
use crate::ais::{Mmsi, NavStatus, Position, Speed};
use crate::error::check_range;
use crate::geodesy::{geodesic_m, knots};
use crate::index::TrackIndex;
use crate::track::{Row, datetime, hours_ms};

/// A vessel that is heard again within this of where it fell silent lay still, in metres: the swing of
/// a ship about its anchor.
const MOORED_DISTANCE_M: f64 = 500.0;
/// A vessel that lies still reports at most this speed, in knots.
const MOORED_SPEED_KN: f64 = 0.5;

/// In an outage at most this share of those near by is heard, of at least so many an hour, where at least this share is
/// heard usually.
const OUTAGE_HEARD: f64 = 0.1;
const OUTAGE_VESSELS: f64 = 1.0;
const OUTAGE_USUAL: f64 = 0.5;

/// What makes a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct GapParameters {
    /// Silence of at least this, in hours.
    pub min_gap_h: f64,
    /// A silence that reception alone yields with at most this probability is a choice.
    pub max_reception_probability: f64,
}

impl Default for GapParameters {
    fn default() -> Self {
        Self { min_gap_h: 6.0, max_reception_probability: 0.01 }
    }
}

/// Why a vessel was silent, as far as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum GapClass {
    /// The vessel was not heard again.
    Open,
    /// The vessel lay still where it fell silent.
    Moored,
    /// Nearly all near its way, who are usually heard, were silent too.
    Outage,
    /// Reception alone may well have made it.
    Coverage,
    /// Reception alone hardly made it: the transmitter was switched off, or another identity or place was sent.
    Intentional,
}

impl GapClass {
    /// As in gaps.csv.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Moored => "moored",
            Self::Outage => "outage",
            Self::Coverage => "coverage",
            Self::Intentional => "intentional",
        }
    }
}

crate::display::shown_as_str!(GapClass);

/// A long silence of one vessel.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Stable id.
    pub id: EventId,
    /// Who.
    pub mmsi: Mmsi,
    /// Last fix before.
    pub start: DateTime<Utc>,
    /// First fix after; the end of the data for an open gap.
    pub end: DateTime<Utc>,
    /// Where it fell silent.
    pub start_position: Position,
    /// Where it was heard again; `None` for an open gap.
    pub end_position: Option<Position>,
    /// Length of the geodesic between the two, in kilometres.
    pub distance_km: Option<f64>,
    /// Speed over that distance, in knots.
    pub implied_speed_kn: Option<f64>,
    /// What reception makes of it.
    pub reception: Reception,
    /// Why.
    pub class: GapClass,
}

impl Gap {
    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        (self.end - self.start).as_seconds_f64() / 3600.0
    }
}

impl GapParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("gap.min_gap_h", self.min_gap_h, 1e-3, 1e5, "must be 0.001 to 100,000 hours")?;
        check_range("gap.max_reception_probability", self.max_reception_probability, 0.0, 1.0, "must be 0 to 1")
    }
}

/// Finds [`Gap`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct GapDetector {
    parameters: GapParameters,
}

impl GapDetector {
    /// A detector with these parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn new(parameters: GapParameters) -> Result<Self> {
        parameters.validate()?;
        Ok(Self { parameters })
    }

    /// The gaps of all tracks, by start and vessel.
    pub(crate) fn judge(&self, histories: &[History<'_>], silences: &[Heard<'_>]) -> Vec<Gap> {
        let long = silences.iter().filter(|heard| self.is_long(&heard.silence));
        let gap = |heard: &Heard<'_>| self.gap(histories[heard.history].mmsi, &heard.silence, heard.reception);
        let mut gaps: Vec<Gap> = Vec::with_capacity(long.clone().count());
        gaps.extend(long.map(gap));
        gaps.sort_by_key(|gap| (gap.start, gap.mmsi, gap.end));
        gaps
    }

    fn is_long(&self, silence: &Silence<'_>) -> bool {
        silence.end_ms - silence.from.time_ms >= hours_ms(self.parameters.min_gap_h)
    }

    fn gap(&self, mmsi: Mmsi, silence: &Silence<'_>, reception: Reception) -> Gap {
        let Silence { from, to, end_ms } = *silence;
        let distance_m = to.map(|to| geodesic_m(from.position(), to.position()));
        let seconds = (end_ms - from.time_ms) as f64 / 1000.0;
        Gap {
            id: EventId::new("gap", &[mmsi], from.time_ms),
            mmsi,
            start: datetime(from.time_ms),
            end: datetime(end_ms),
            start_position: from.position(),
            end_position: to.map(Row::position),
            distance_km: distance_m.map(|metres| metres / 1000.0),
            implied_speed_kn: distance_m.map(|metres| knots(metres / seconds)),
            reception,
            class: match (to, distance_m) {
                (Some(to), Some(metres)) if metres <= MOORED_DISTANCE_M && lies_still(from) && lies_still(to) => {
                    GapClass::Moored
                }
                (Some(_), _) => self.class(silence, &reception),
                (None, _) => GapClass::Open,
            },
        }
    }

    /// The class of a silence of a vessel that was heard again elsewhere.
    fn class(&self, silence: &Silence<'_>, reception: &Reception) -> GapClass {
        let hours = whole_hours(silence).count() as f64;
        let all = reception.heard_nearby + reception.silent_nearby;
        if all >= OUTAGE_VESSELS * hours
            && reception.heard_nearby <= OUTAGE_HEARD * all
            && reception.usual_share >= OUTAGE_USUAL
        {
            GapClass::Outage
        } else if reception.probability <= self.parameters.max_reception_probability {
            GapClass::Intentional
        } else {
            GapClass::Coverage
        }
    }
}

fn lies_still(fix: &Row) -> bool {
    matches!(NavStatus::from_code(fix.status), Some(NavStatus::MOORED | NavStatus::AT_ANCHOR))
        || Speed::from_decikn(fix.sog).is_some_and(|speed| speed.kn() <= MOORED_SPEED_KN)
}

impl Detector for GapDetector {
    type Event = Gap;

    fn name(&self) -> &'static str {
        "gap"
    }

    /// All gaps, by start and vessel.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Gap> {
        let histories = history::of_index(index, hours_ms(self.parameters.min_gap_h));
        self.judge(&histories, &Coverage::of_silences(&histories))
    }
}
