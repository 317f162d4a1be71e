//! What a figure shows, in metres about the meeting place.

use crate::ais::{Dimensions, Mmsi};
use crate::detect::Encounter;
use crate::geodesy::{Ecef, knots};
use crate::index::TrackIndex;
use crate::track::{LegParameters, Track, datetime};

use super::PlotError;

/// Moments at which tracks are followed besides their fixes: one in about two units of the figure.
const STEPS: i64 = 320;
/// Fixes of both, or legs of one, that a figure uses at most: more than it has dots across, so that a ship
/// heard every two seconds for days does not make megabytes. More are thinned evenly.
const MAX_FIXES: usize = 2000;
/// What is shown before and after: this share of the encounter …
const MARGIN: f64 = 0.3;
/// … but at least and at most this, in milliseconds: one and six hours.
const MARGIN_MS: (i64, i64) = (3_600_000, 21_600_000);
/// Names on the air have at most 20 characters; what is longer is cut.
const MAX_NAME: usize = 20;

/// A value at a time in milliseconds.
pub(super) type Timed<T> = (i64, T);
/// Metres to east and north of the meeting place.
pub(super) type Place = (f64, f64);

pub(super) struct Scene {
    /// The encounter.
    pub(super) start_ms: i64,
    pub(super) end_ms: i64,
    /// What is shown.
    pub(super) from_ms: i64,
    pub(super) to_ms: i64,
    pub(super) vessels: [Vessel; 2],
    /// Stretches on which both were observed.
    pub(super) distance_m: Vec<Vec<Timed<f64>>>,
    pub(super) pose: Pose,
}

pub(super) struct Vessel {
    mmsi: Mmsi,
    name: Option<String>,
    what: Vec<String>,
    /// Stretches on which it was observed.
    pub(super) path: Vec<Vec<Timed<Place>>>,
    /// Speed of each leg at its middle, in stretches as above.
    pub(super) speed_kn: Vec<Vec<Timed<f64>>>,
}

/// How the two lay at a moment of the encounter.
pub(super) struct Pose {
    pub(super) time_ms: i64,
    pub(super) distance_m: f64,
    pub(super) antennas: [Place; 2],
    /// Where dimensions and a true heading are known.
    pub(super) hulls: [Option<(Dimensions, f64)>; 2],
}

impl Scene {
    pub(super) fn new(event: &Encounter, index: &TrackIndex<'_>) -> Result<Self, PlotError> {
        let (start_ms, end_ms) = (event.start.timestamp_millis(), event.end.timestamp_millis());
        let margin = ((end_ms - start_ms) as f64 * MARGIN) as i64;
        let margin = margin.clamp(MARGIN_MS.0, MARGIN_MS.1);
        let (from_ms, to_ms) = (start_ms - margin, end_ms + margin);
        let tracks = [track_of(event.mmsi_a, event, index)?, track_of(event.mmsi_b, event, index)?];
        let times = times(&tracks, [from_ms, start_ms, end_ms, to_ms]);
        let plane = Plane::about(event);
        let legs = index.legs();
        let paths = tracks.map(|track| stretches(&times, |time| track.place_at(time, legs)));
        let distance_m =
            stretches(&times, |time| Some(tracks[0].place_at(time, legs)?.distance(tracks[1].place_at(time, legs)?)));
        let during = distance_m.iter().flatten().filter(|&&(time, _)| (start_ms..=end_ms).contains(&time));
        // Nearest to the median to the metre; of those the most central.
        let middle_ms = start_ms / 2 + end_ms / 2;
        let unlike = |&&(time, metres): &&Timed<f64>| {
            ((metres - event.median_distance_m).abs().round() as i64, (time - middle_ms).abs())
        };
        let &(time_ms, distance) = during.min_by_key(unlike).ok_or_else(|| not_observed(event.mmsi_a, event))?;
        let place = |track: Track<'_>| track.place_at(time_ms, legs).map_or((0.0, 0.0), |at| plane.place(at));
        let pose = Pose {
            time_ms,
            distance_m: distance,
            antennas: tracks.map(place),
            hulls: tracks.map(|track| track.statics().dimensions_at(datetime(time_ms)).zip(heading(track, time_ms))),
        };
        let [path_a, path_b] = paths;
        let vessel = |track: Track<'_>, path: Vec<Vec<Timed<Ecef>>>| Vessel {
            mmsi: track.mmsi(),
            name: track.statics().name().map(printable).filter(|name| !name.is_empty()),
            what: what(track, start_ms),
            path: path.iter().map(|part| part.iter().map(|&(time, at)| (time, plane.place(at))).collect()).collect(),
            speed_kn: speeds(track, legs, from_ms, to_ms),
        };
        let vessels = [vessel(tracks[0], path_a), vessel(tracks[1], path_b)];
        Ok(Self { start_ms, end_ms, from_ms, to_ms, vessels, distance_m, pose })
    }

    /// Whether a time is within the encounter.
    pub(super) fn during(&self, time_ms: i64) -> bool {
        (self.start_ms..=self.end_ms).contains(&time_ms)
    }
}

impl Vessel {
    /// Name and MMSI.
    pub(super) fn title(&self) -> String {
        self.name.as_ref().map_or_else(|| self.mmsi.to_string(), |name| format!("{name} ({})", self.mmsi))
    }

    /// Name, type and size, as far as known.
    pub(super) fn legend(&self) -> String {
        let name = self.name.clone().unwrap_or_else(|| self.mmsi.to_string());
        std::iter::once(name).chain(self.what.iter().cloned()).collect::<Vec<_>>().join(", ")
    }
}

/// The plane that touches the earth at the meeting place.
struct Plane {
    origin: Ecef,
    east: Ecef,
    north: Ecef,
}

impl Plane {
    fn about(event: &Encounter) -> Self {
        let origin = Ecef::from(event.position);
        let (east, north) = origin.east_north();
        Self { origin, east, north }
    }

    fn place(&self, at: Ecef) -> Place {
        let from = at - self.origin;
        (from.dot(self.east), from.dot(self.north))
    }
}

/// The track of a vessel that was at the meeting place; one MMSI may have several.
fn track_of<'a>(mmsi: Mmsi, event: &Encounter, index: &TrackIndex<'a>) -> Result<Track<'a>, PlotError> {
    let origin = Ecef::from(event.position);
    let start_ms = event.start.timestamp_millis();
    index
        .fleet()
        .tracks_of(mmsi)
        .filter_map(|track| Some((track.place_at(start_ms, index.legs())?.distance(origin), track)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, track)| track)
        .ok_or_else(|| not_observed(mmsi, event))
}

fn not_observed(mmsi: Mmsi, event: &Encounter) -> PlotError {
    PlotError::NotObserved { mmsi, start: event.start.to_rfc3339() }
}

/// All fixes of both and even steps between, from the first to the last of the moments given.
fn times(tracks: &[Track<'_>; 2], [from_ms, start_ms, end_ms, to_ms]: [i64; 4]) -> Vec<i64> {
    let steps = (0..=STEPS).map(|step| from_ms + (to_ms - from_ms) * step / STEPS);
    let fixes = tracks.iter().flat_map(|track| track.times_ms()).copied();
    let fixes: Vec<i64> = fixes.filter(|time| (from_ms..=to_ms).contains(time)).collect();
    let every = fixes.len().div_ceil(MAX_FIXES).max(1);
    let mut times: Vec<i64> = steps.chain(fixes.into_iter().step_by(every)).chain([start_ms, end_ms]).collect();
    times.sort_unstable();
    times.dedup();
    times
}

/// The values of a function where it has one, cut where it has none.
fn stretches<T>(times: &[i64], value: impl Fn(i64) -> Option<T>) -> Vec<Vec<Timed<T>>> {
    let mut parts: Vec<Vec<Timed<T>>> = Vec::new();
    let mut open = false;
    for &time in times {
        let Some(value) = value(time) else {
            open = false;
            continue;
        };
        match parts.last_mut().filter(|_| open) {
            Some(part) => part.push((time, value)),
            None => parts.push(vec![(time, value)]),
        }
        open = true;
    }
    parts
}

/// Speeds of the observed legs that lie in a period.
fn speeds(track: Track<'_>, legs: &LegParameters, from_ms: i64, to_ms: i64) -> Vec<Vec<Timed<f64>>> {
    let mut parts: Vec<Vec<Timed<f64>>> = vec![Vec::new()];
    for leg in track.legs().filter(|leg| leg.end_ms() > from_ms && leg.start_ms() < to_ms) {
        if leg.is_observed(legs) {
            let speed = (leg.start_ms() + leg.duration_ms() / 2, knots(leg.velocity(legs).norm()));
            parts.extend(parts.last().is_none().then(Vec::new));
            if let Some(part) = parts.last_mut() {
                part.push(speed);
            }
        } else {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    let every = parts.iter().map(Vec::len).sum::<usize>().div_ceil(MAX_FIXES).max(1);
    parts.into_iter().map(|part| part.into_iter().step_by(every).collect()).collect()
}

/// The true heading at the nearer fix, or else the other, of the leg at a time.
fn heading(track: Track<'_>, time_ms: i64) -> Option<f64> {
    let leg = track.leg_at(time_ms)?;
    let (first, second) = (leg.first(), leg.first() + 1);
    let nearer_first = time_ms - leg.start_ms() <= leg.end_ms() - time_ms;
    let (near, far) = if nearer_first { (first, second) } else { (second, first) };
    track.true_heading(near).or_else(|| track.true_heading(far)).map(|heading| heading.deg())
}

/// Type and size of a vessel, as far as it says.
fn what(track: Track<'_>, time_ms: i64) -> Vec<String> {
    let statics = track.statics();
    let kind = statics.ship_type().map(|kind| kind.group().as_str().to_owned());
    let size = statics.dimensions_at(datetime(time_ms)).map(|of| format!("{} m × {} m", of.length_m(), of.beam_m()));
    kind.into_iter().chain(size).collect()
}

/// A name without what XML forbids or what changes the direction of text.
fn printable(name: &str) -> String {
    let forbidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
    };
    let clean: String = name.chars().filter(|&c| !forbidden(c)).collect();
    let clean = clean.trim();
    if clean.chars().count() > MAX_NAME {
        clean.chars().take(MAX_NAME - 1).chain(['…']).collect()
    } else {
        clean.to_owned()
    }
}
