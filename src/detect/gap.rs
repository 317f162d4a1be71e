//! Gaps: long silences.
//!
//! A gap is a leg that is not observed and lasts at least `min_gap_h`; and, for a vessel that was
//! not heard again, the time from its last fix to the end of the data. How likely it is that
//! reception alone made it needs the other vessels, and is not told here yet.

use chrono::{DateTime, Utc};

use super::{Detector, EventId};
use crate::Result;
use crate::ais::{Mmsi, NavStatus, Position, Speed};
use crate::error::check_range;
use crate::geodesy::{geodesic_m, knots};
use crate::index::TrackIndex;
use crate::track::{Row, Track, datetime, hours_ms};

/// A vessel that is heard again within this of where it fell silent lay still, in metres: the swing of
/// a ship about its anchor.
const MOORED_DISTANCE_M: f64 = 500.0;
/// A vessel that lies still reports at most this speed, in knots.
const MOORED_SPEED_KN: f64 = 0.5;

/// What makes a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct GapParameters {
    /// Silence of at least this, in hours.
    pub min_gap_h: f64,
}

impl Default for GapParameters {
    fn default() -> Self {
        Self { min_gap_h: 6.0 }
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
    /// Not told.
    Unclassified,
}

impl GapClass {
    /// As in gaps.csv.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Moored => "moored",
            Self::Unclassified => "unclassified",
        }
    }
}

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
        check_range("gap.min_gap_h", self.min_gap_h, 1e-3, 1e5, "must be 0.001 to 100,000 hours")
    }
}

/// Finds [`Gap`]s.
#[derive(Debug, Clone, Copy, PartialEq)]
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

    fn of_track(&self, track: Track<'_>, index: &TrackIndex<'_>, data_end_ms: i64) -> Vec<Gap> {
        let rules = index.rules();
        let silences = track.legs().filter(|leg| !leg.is_observed_by(&rules));
        let closed =
            silences.filter_map(|leg| self.closed(track.mmsi(), &track.row(leg.first()), &track.row(leg.first() + 1)));
        closed.chain(self.open(track.mmsi(), &track.row(track.len() - 1), data_end_ms)).collect()
    }

    /// The gap that a leg amounts to that was not observed, if it does.
    pub(crate) fn closed(&self, mmsi: Mmsi, from: &Row, to: &Row) -> Option<Gap> {
        let duration_ms = to.time_ms - from.time_ms;
        if duration_ms < hours_ms(self.parameters.min_gap_h) {
            return None;
        }
        let (start_position, end_position) = (from.position(), to.position());
        let distance_m = geodesic_m(start_position, end_position);
        let moored = distance_m <= MOORED_DISTANCE_M && lies_still(from) && lies_still(to);
        Some(Gap {
            id: EventId::new("gap", &[mmsi], from.time_ms),
            mmsi,
            start: datetime(from.time_ms),
            end: datetime(to.time_ms),
            start_position,
            end_position: Some(end_position),
            distance_km: Some(distance_m / 1000.0),
            implied_speed_kn: Some(knots(distance_m / (duration_ms as f64 / 1000.0))),
            class: if moored { GapClass::Moored } else { GapClass::Unclassified },
        })
    }

    /// The gap from the last fix of a track to the end of the data, if it is one.
    pub(crate) fn open(&self, mmsi: Mmsi, last: &Row, data_end_ms: i64) -> Option<Gap> {
        (data_end_ms - last.time_ms >= hours_ms(self.parameters.min_gap_h)).then(|| Gap {
            id: EventId::new("gap", &[mmsi], last.time_ms),
            mmsi,
            start: datetime(last.time_ms),
            end: datetime(data_end_ms),
            start_position: last.position(),
            end_position: None,
            distance_km: None,
            implied_speed_kn: None,
            class: GapClass::Open,
        })
    }

    /// Puts gaps in order.
    pub(crate) fn finish(mut gaps: Vec<Gap>) -> Vec<Gap> {
        gaps.sort_by_key(|gap| (gap.start, gap.mmsi, gap.end));
        gaps
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
        let fleet = index.fleet();
        let Some((_, data_end)) = fleet.span() else { return Vec::new() };
        let data_end_ms = data_end.timestamp_millis();
        let of_track = crate::parallel::map(fleet.len(), |number| {
            fleet
                .track(crate::track::TrackId(number as u32))
                .map_or_else(Vec::new, |track| self.of_track(track, index, data_end_ms))
        });
        Self::finish(of_track.into_iter().flatten().collect())
    }
}
