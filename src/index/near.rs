//! Tracks near a place in a period, and the nearest vessels at a moment.

use chrono::{DateTime, Utc};

use super::TrackIndex;
use crate::ais::Position;
use crate::geodesy::Ecef;
use crate::track::contact;
use crate::track::{SubLeg, TrackId, datetime};

/// A stay of a track within a distance of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearby {
    /// Which track.
    pub track: TrackId,
    /// When it came within the distance, or the period began, or it was first heard there.
    pub enter: DateTime<Utc>,
    /// When it left, or the period ended, or it was last heard there.
    pub leave: DateTime<Utc>,
    /// Least distance meanwhile, in metres.
    pub distance_m: f64,
    /// When that was.
    pub closest: DateTime<Utc>,
}

/// A vessel near a place at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Which track.
    pub track: TrackId,
    /// Where it was.
    pub position: Position,
    /// How far that is from the place, in metres.
    pub distance_m: f64,
}

impl TrackIndex<'_> {
    /// The stays of all tracks within a distance (metres) of a place in a period, both ends included,
    /// by track and time. A track that leaves and returns, or is not observed meanwhile, has several.
    #[must_use]
    pub fn near(&self, place: Position, distance_m: f64, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Nearby> {
        let (from_ms, to_ms) = (from.timestamp_millis(), to.timestamp_millis());
        if !(distance_m >= 0.0 && from_ms <= to_ms) {
            return Vec::new();
        }
        let centre = Ecef::from(place);
        let margin = Ecef { x: distance_m, y: distance_m, z: distance_m };
        let mut stays: Vec<Nearby> = Vec::new();
        for run in self.runs_in(centre - margin, centre + margin, from_ms, to_ms) {
            let mut add = |enter_ms: i64, leave_ms: i64, distance_m: f64, closest_ms: i64| {
                let (enter, leave, closest) = (datetime(enter_ms), datetime(leave_ms), datetime(closest_ms));
                match stays.last_mut().filter(|last| last.track == run.track && last.leave == enter) {
                    Some(last) => {
                        last.leave = leave;
                        if distance_m < last.distance_m {
                            (last.distance_m, last.closest) = (distance_m, closest);
                        }
                    }
                    None => stays.push(Nearby { track: run.track, enter, leave, distance_m, closest }),
                }
            };
            for stretch in run.sub_legs(self.fleet) {
                let (start, end) = (stretch.start_ms.max(from_ms), stretch.end_ms.min(to_ms));
                if start > end {
                    continue;
                }
                let (at_start, at_end) = (stretch.place_at(start) - centre, stretch.place_at(end) - centre);
                if let Some((enter, leave)) = contact::interval(at_start, at_end, start, end, distance_m) {
                    let (distance, closest) = contact::closest_of(at_start, at_end, start, end);
                    add(enter, leave, distance, closest);
                }
            }
        }
        stays
    }

    /// The vessels nearest to a place at a moment, nearest first, at most `count`.
    ///
    /// A vessel counts if it was observed then: at a fix, or on an observed leg.
    #[must_use]
    pub fn nearest(&self, place: Position, time: DateTime<Utc>, count: usize) -> Vec<Neighbour> {
        let time_ms = time.timestamp_millis();
        let centre = Ecef::from(place);
        let point = [centre.x, centre.y, centre.z, self.clock.coordinate(time_ms)];
        let mut found: Vec<Neighbour> = Vec::new();
        // Boxes come in order of their distance in space and time. That of a run which holds the
        // moment has no part in time, so it is a lower bound of the vessel's own distance.
        for (entry, box_distance_squared) in self.tree().nearest_neighbor_iter_with_distance_2(&point) {
            if count == 0 || found.len() >= count && box_distance_squared.sqrt() > found[count - 1].distance_m {
                break;
            }
            let run = self.run(entry.data);
            if !(run.start_ms..=run.end_ms).contains(&time_ms) || found.iter().any(|known| known.track == run.track) {
                continue;
            }
            let holds = |stretch: &SubLeg| (stretch.start_ms..=stretch.end_ms).contains(&time_ms);
            let at = run.sub_legs(self.fleet).into_iter().find(holds).map(|stretch| stretch.place_at(time_ms));
            let Some(at) = at else { continue };
            let (latitude, longitude) = at.to_degrees();
            let Ok(position) = Position::from_degrees(latitude, longitude) else { continue };
            let neighbour = Neighbour { track: run.track, position, distance_m: at.distance(centre) };
            let after = found
                .partition_point(|known| (known.distance_m, known.track) <= (neighbour.distance_m, neighbour.track));
            found.insert(after, neighbour);
            found.truncate(count.max(1));
        }
        found
    }
}
