//! The same tracks with fewer reports.

use chrono::TimeDelta;

use crate::ais::{PositionReport, StaticReport};
use crate::track::{Fleet, FleetBuilder};

/// The reports behind tracks, the first of each vessel in every interval since the epoch; all of them for an interval of no length.
///
/// What was set aside when the tracks were built stays so.
#[must_use]
pub fn thinned(fleet: &Fleet, interval: TimeDelta) -> FleetBuilder {
    let mut builder = FleetBuilder::new();
    let interval_ms = interval.num_milliseconds().max(1);
    for track in fleet.tracks() {
        for (time, data) in track.statics().changes() {
            builder.push_static(StaticReport { mmsi: track.mmsi(), time, data: data.clone() });
        }
        let mut last = None;
        for fix in track.fixes() {
            let number = fix.time.timestamp_millis().div_euclid(interval_ms);
            if last.replace(number) != Some(number) {
                builder.push(&PositionReport {
                    speed_over_ground: fix.speed_over_ground,
                    course_over_ground: fix.course_over_ground,
                    true_heading: fix.true_heading,
                    nav_status: fix.nav_status,
                    class: fix.class,
                    coarse: fix.coarse,
                    ..PositionReport::new(track.mmsi(), fix.time, fix.position)
                });
            }
        }
    }
    builder
}
