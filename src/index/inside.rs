//! Tracks inside a polygon in a period.

use chrono::{DateTime, Utc};
use geo::{BoundingRect, Coord, Intersects, LinesIter, MultiPolygon, Point, Rect};

use super::TrackIndex;
use crate::geodesy::{Ecef, SEMI_MINOR_AXIS_M, bounding_box};
use crate::track::{SubLeg, TrackId, datetime};

/// How far a stretch of 5 km may bulge out of the box of a polygon, in metres, with room to spare.
const MARGIN_M: f64 = 10.0;
/// How far a path may lie beside the line that is straight in degrees, in metres.
const BULGE_M: f64 = 0.1;

/// A stay of a track inside an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Which track.
    pub track: TrackId,
    /// When it entered, or the period began, or it was first heard there.
    pub enter: DateTime<Utc>,
    /// When it left, or the period ended, or it was last heard there.
    pub leave: DateTime<Utc>,
}

impl TrackIndex<'_> {
    /// The stays of all tracks inside an area in a period, both ends included, by track and time.
    ///
    /// Coordinates are longitude (x) and latitude (y) in degrees. The edges of the area are straight
    /// in these, as in GeoJSON (RFC 7946); an area across 180° may be split there or may go on beyond
    /// it (170° to 190°). Within a few kilometres of a pole the answer means little.
    #[must_use]
    pub fn inside(&self, area: &MultiPolygon<f64>, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Visit> {
        let (from_ms, to_ms) = (from.timestamp_millis(), to.timestamp_millis());
        let Some(bounds) = area.bounding_rect().filter(|_| from_ms <= to_ms) else { return Vec::new() };
        let (lower, upper) = bounding_box(
            bounds.min().y.clamp(-90.0, 90.0),
            bounds.max().y.clamp(-90.0, 90.0),
            bounds.min().x,
            bounds.max().x,
        );
        let margin = Ecef { x: MARGIN_M, y: MARGIN_M, z: MARGIN_M };
        let mut visits: Vec<Visit> = Vec::new();
        for run in self.runs_in(lower - margin, upper + margin, from_ms, to_ms) {
            let mut add = |enter_ms: i64, leave_ms: i64| {
                let (enter, leave) = (datetime(enter_ms), datetime(leave_ms));
                match visits.last_mut().filter(|last| last.track == run.track && last.leave == enter) {
                    Some(last) => last.leave = leave,
                    None => visits.push(Visit { track: run.track, enter, leave }),
                }
            };
            for stretch in run.sub_legs(self.fleet) {
                let (start, end) = (stretch.start_ms.max(from_ms), stretch.end_ms.min(to_ms));
                for (start, end) in straight_in_degrees(&stretch, start, end) {
                    let line = (coordinates(stretch.place_at(start)), coordinates(stretch.place_at(end)));
                    for (enter, leave) in inside_line(area, &bounds, line) {
                        let at = |fraction: f64| start + (fraction * (end - start) as f64).round() as i64;
                        add(at(enter), at(leave));
                    }
                }
            }
        }
        visits
    }
}

/// Cuts a stretch into parts whose paths are straight in degrees, but for [`BULGE_M`].
///
/// Over a length `L` at latitude `φ` the two differ by at most `L² tan φ / 8R`, which is how far
/// a great circle bulges from its parallel.
fn straight_in_degrees(stretch: &SubLeg, start_ms: i64, end_ms: i64) -> impl Iterator<Item = (i64, i64)> {
    let (from, to) = (stretch.place_at(start_ms), stretch.place_at(end_ms));
    // The tangent of the geocentric latitude, at the end nearer to the pole.
    let tangent = [from, to].map(|place| place.z.abs() / place.x.hypot(place.y)).into_iter().fold(0.0, f64::max);
    let bulge = from.distance(to).powi(2) * tangent / (8.0 * SEMI_MINOR_AXIS_M);
    let duration = end_ms - start_ms;
    let parts = (bulge / BULGE_M).sqrt().ceil().clamp(1.0, duration.max(1) as f64) as i64;
    (0..parts)
        .map(move |part| (start_ms + duration * part / parts, start_ms + duration * (part + 1) / parts))
        .filter(move |_| start_ms <= end_ms)
}

fn coordinates(place: Ecef) -> Coord<f64> {
    let (latitude, longitude) = place.to_degrees();
    Coord { x: longitude, y: latitude }
}

/// The whole turns that bring a longitude into the bounds, give or take a stretch of track.
fn turns(longitude: f64, bounds: &Rect<f64>) -> impl Iterator<Item = f64> {
    let (low, high) = (bounds.min().x - 1.0, bounds.max().x + 1.0);
    let first = ((low - longitude) / 360.0).ceil() as i32;
    let last = ((high - longitude) / 360.0).floor() as i32;
    (first..=last).map(|turn| f64::from(turn) * 360.0)
}

/// The parts of a short line that lie inside an area, as fractions of it.
fn inside_line(area: &MultiPolygon<f64>, bounds: &Rect<f64>, line: (Coord<f64>, Coord<f64>)) -> Vec<(f64, f64)> {
    let (from, mut to) = line;
    // The short way round.
    to.x += 360.0 * ((from.x - to.x) / 360.0).round();
    let mut parts: Vec<(f64, f64)> = Vec::new();
    for turn in turns(from.x, bounds) {
        let (p, q) = (Coord { x: from.x + turn, y: from.y }, Coord { x: to.x + turn, y: to.y });
        let mut cuts = vec![0.0, 1.0];
        cuts.extend(area.lines_iter().filter_map(|edge| crossing(p, q, edge.start, edge.end)));
        cuts.sort_by(f64::total_cmp);
        for cut in cuts.windows(2) {
            let middle = p + (q - p) * ((cut[0] + cut[1]) / 2.0);
            if cut[1] > cut[0] && area.intersects(&Point::from(middle)) {
                match parts.last_mut().filter(|last| last.1 == cut[0]) {
                    Some(last) => last.1 = cut[1],
                    None => parts.push((cut[0], cut[1])),
                }
            }
        }
    }
    parts
}

/// Where on `p`–`q` (0 to 1) an edge crosses it; `None` if it does not, or is parallel.
fn crossing(p: Coord<f64>, q: Coord<f64>, edge_start: Coord<f64>, edge_end: Coord<f64>) -> Option<f64> {
    let (line, edge, between) = (q - p, edge_end - edge_start, edge_start - p);
    let denominator = line.x * edge.y - line.y * edge.x;
    if denominator == 0.0 {
        return None;
    }
    let on_line = (between.x * edge.y - between.y * edge.x) / denominator;
    let on_edge = (between.x * line.y - between.y * line.x) / denominator;
    ((0.0..=1.0).contains(&on_line) && (0.0..=1.0).contains(&on_edge)).then_some(on_line)
}
