//! Pairs in one cell in one hour.

use super::joined::{Joined, joined, pair};
use super::sphere::LatLon;
use crate::detect::Detector;
use crate::evaluate::Alert;
use crate::evaluate::alert::in_order;
use crate::index::TrackIndex;
use crate::track::datetime;

const HOUR_MS: i64 = 3_600_000;

/// The least that a query can ask: two vessels with a fix in the same small cell in the same hour; hours in a row are one meeting.
///
/// It knows no speed and no distance, and cells beyond the edge are not looked at. The window of an alert is that of its hours; its
/// score is their number. A baseline that no paper stands behind: a method that is no better than this has found nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoLocationMethod {
    /// Side of a cell, in degrees of latitude and of longitude: 0.01 is the resolution of common gridded AIS data, such as those of
    /// Global Fishing Watch, about 1.1 km from north to south.
    pub cell_deg: f64,
    /// Hours in a row, at least. Two, since a pair can be in a cell in one hour without having been close; those who meet for two
    /// hours are in two hours of the clock at least.
    pub min_hours: u32,
}

impl Default for CoLocationMethod {
    fn default() -> Self {
        Self { cell_deg: 0.01, min_hours: 2 }
    }
}

impl Detector for CoLocationMethod {
    type Event = Alert;

    fn name(&self) -> &'static str {
        "co-location"
    }

    /// All meetings, by start and vessels; none if cells have no size.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Alert> {
        if self.cell_deg.is_nan() || self.cell_deg <= 0.0 {
            return Vec::new();
        }
        let mut visits = Vec::new();
        for track in index.fleet().tracks() {
            let mut before = None;
            for i in 0..track.len() {
                let place = LatLon::from_e7(track.latitudes_e7()[i], track.longitudes_e7()[i]);
                let cell =
                    [place.latitude_deg, place.longitude_deg].map(|degrees| (degrees / self.cell_deg).floor() as i32);
                let visit = (track.time_ms(i).div_euclid(HOUR_MS), cell, track.mmsi());
                if before.replace(visit) != Some(visit) {
                    visits.push(visit);
                }
            }
        }
        visits.sort_unstable();
        visits.dedup();
        let mut steps = Vec::new();
        for group in visits.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            for (number, a) in group.iter().enumerate() {
                steps.extend(group[number + 1..].iter().filter_map(|b| Some((pair(a.2, b.2)?, a.0))));
            }
        }
        let long = joined(steps).into_iter().filter(|run| run.steps() >= i64::from(self.min_hours));
        let alert = |run: Joined| Alert {
            mmsi_a: run.pair.0,
            mmsi_b: Some(run.pair.1),
            start: datetime(run.first * HOUR_MS),
            end: datetime((run.last + 1) * HOUR_MS),
            score: run.steps() as f64,
            kind: "co-location".to_owned(),
        };
        in_order(long.map(alert).collect())
    }
}

#[cfg(test)]
#[path = "co_location_tests.rs"]
mod tests;
