//! Pairs of silences that start and end near each other.

use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::joined::pair;
use crate::ais::Mmsi;
use crate::detect::Detector;
use crate::evaluate::Alert;
use crate::evaluate::alert::in_order;
use crate::geodesy::Ecef;
use crate::index::TrackIndex;
use crate::track::{datetime, hours_ms};

/// Two vessels that fell silent near each other and were heard again near each other, silent together for long.
///
/// The usual first look for meetings out of sight. It asks neither whether both could reach one place in time nor
/// why they were silent. A vessel that was not heard again has no second end and is left out. The window of an alert is the time that both were silent; its score
/// is that in hours.
///
/// Distances are straight lines through the earth, shorter than the geodesic by 1 m at the default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapEndpointsMethod {
    /// A silence lasts at least this, in hours. Four, the least that a transfer of cargo is taken to need, is as short as the method can ask:
    /// of shorter ones no two overlap for `min_overlap_h`.
    pub min_gap_h: f64,
    /// Two silences overlap by at least this, in hours.
    pub min_overlap_h: f64,
    /// The starts are at most this far apart, and the ends too, in metres: 50 nautical miles, with which the trade commonly looks, four
    /// hours of way at twelve knots.
    pub max_distance_m: f64,
}

impl Default for GapEndpointsMethod {
    fn default() -> Self {
        Self { min_gap_h: 4.0, min_overlap_h: 4.0, max_distance_m: 50.0 * 1852.0 }
    }
}

struct Silence {
    mmsi: Mmsi,
    from_ms: i64,
    until_ms: i64,
    from: Ecef,
    until: Ecef,
}

impl Detector for GapEndpointsMethod {
    type Event = Alert;

    fn name(&self) -> &'static str {
        "gap-endpoints"
    }

    /// All pairs, by start and vessels.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Alert> {
        let min_gap_ms = hours_ms(self.min_gap_h);
        let mut silences = Vec::new();
        for track in index.fleet().tracks() {
            let long = track.legs().filter(|leg| leg.duration_ms() >= min_gap_ms);
            silences.extend(long.map(|leg| Silence {
                mmsi: track.mmsi(),
                from_ms: leg.start_ms(),
                until_ms: leg.end_ms(),
                from: track.ecef(leg.first()),
                until: track.ecef(leg.first() + 1),
            }));
        }
        let starts = silences.iter().enumerate();
        let tree = RTree::bulk_load(starts.map(|(i, gap)| GeomWithData::new(xyz(gap.from), i)).collect());
        let reach = self.max_distance_m * self.max_distance_m;
        let of_silence = crate::parallel::map(silences.len(), |number| {
            let near = tree.locate_within_distance(xyz(silences[number].from), reach);
            let later = near.filter(|other| other.data > number);
            later.filter_map(|other| self.alert(&silences[number], &silences[other.data])).collect::<Vec<_>>()
        });
        in_order(of_silence.into_iter().flatten().collect())
    }
}

impl GapEndpointsMethod {
    /// Two silences whose starts are near each other.
    fn alert(&self, a: &Silence, b: &Silence) -> Option<Alert> {
        let pair = pair(a.mmsi, b.mmsi)?;
        let (start, end) = (a.from_ms.max(b.from_ms), a.until_ms.min(b.until_ms));
        let is_meeting = end - start >= hours_ms(self.min_overlap_h)
            && end > start
            && a.until.distance(b.until) <= self.max_distance_m;
        is_meeting.then(|| Alert {
            mmsi_a: pair.0,
            mmsi_b: Some(pair.1),
            start: datetime(start),
            end: datetime(end),
            score: (end - start) as f64 / 3_600_000.0,
            kind: "dark-dark".to_owned(),
        })
    }
}

fn xyz(Ecef { x, y, z }: Ecef) -> [f64; 3] {
    [x, y, z]
}

#[cfg(test)]
#[path = "gap_endpoints_tests.rs"]
mod tests;
