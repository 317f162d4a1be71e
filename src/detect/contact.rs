//! Contacts of a pair of tracks: from pieces of relative motion to sums.

use super::histogram::Histogram;
use super::hull::{clearance_m, heading_difference_deg};
use crate::ais::Position;
use crate::geodesy::{Ecef, knots, nearest};
use crate::index::{TrackIndex, TrackPair};
use crate::track::{LegParameters, Pace, Piece, Track, TrackId, contact, datetime};

/// A distance that changes by more than this within a piece is followed in parts, in metres.
const DISTANCE_STEP_M: f64 = 10.0;
/// Parts of a piece, at most.
const MAX_PARTS: f64 = 1000.0;
/// Hulls are compared at multiples of this since 1970, in milliseconds: ten minutes, often enough for a
/// median over hours. Fixed moments, so that it does not matter where an encounter is cut.
const POSE_STEP_MS: i64 = 600_000;

/// When two vessels are in contact, and when contacts are one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub(super) max_distance_m: f64,
    pub(super) release_distance_m: f64,
    pub(super) max_excursion_ms: i64,
}

/// One or several contacts of a pair that belong together, as sums over time in contact.
#[derive(Debug, Clone)]
pub(super) struct Contact {
    pub(super) track_a: TrackId,
    pub(super) track_b: TrackId,
    pub(super) start_ms: i64,
    pub(super) end_ms: i64,
    /// Time within the distance.
    pub(super) contact_ms: i64,
    /// Time between start and end at which both were heard, not only bridged because they hardly moved.
    pub(super) heard_ms: i64,
    pub(super) min_distance_m: f64,
    /// In metres.
    pub(super) distance: Histogram,
    /// In tenths of a knot.
    pub(super) speed_a: Histogram,
    pub(super) speed_b: Histogram,
    pub(super) relative_speed: Histogram,
    pub(super) place: PlaceSum,
    /// The stretches of contact, in order of time.
    spans: Vec<(i64, i64)>,
}

impl Contact {
    fn new(pair: &TrackPair<'_>, start_ms: i64) -> Self {
        Self {
            track_a: pair.a,
            track_b: pair.b,
            start_ms,
            end_ms: start_ms,
            contact_ms: 0,
            heard_ms: 0,
            min_distance_m: f64::INFINITY,
            distance: Histogram::default(),
            speed_a: Histogram::default(),
            speed_b: Histogram::default(),
            relative_speed: Histogram::default(),
            place: PlaceSum::default(),
            spans: Vec::new(),
        }
    }
}

/// A time-weighted sum of places, in whole centimetres and milliseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PlaceSum {
    x: i128,
    y: i128,
    z: i128,
    time_ms: i128,
}

impl PlaceSum {
    pub(super) fn add(&mut self, place: Ecef, time_ms: i64) {
        let weighted = |metres: f64| i128::from(nearest(metres * 100.0)) * i128::from(time_ms);
        self.x += weighted(place.x);
        self.y += weighted(place.y);
        self.z += weighted(place.z);
        self.time_ms += i128::from(time_ms);
    }

    /// The mean place; `None` without any time.
    pub(super) fn mean(&self) -> Option<Position> {
        if self.time_ms == 0 {
            return None;
        }
        let mean = |sum: i128| sum as f64 / self.time_ms as f64 / 100.0;
        let (latitude, longitude) = Ecef { x: mean(self.x), y: mean(self.y), z: mean(self.z) }.to_degrees();
        Position::from_degrees(latitude, longitude).ok()
    }
}

/// The contacts of a pair, in order of time.
pub(super) fn contacts(pair: &TrackPair<'_>, index: &TrackIndex<'_>, rules: &Rules) -> Vec<Contact> {
    let (Some(a), Some(b)) = (index.fleet().track(pair.a), index.fleet().track(pair.b)) else {
        return Vec::new();
    };
    let mut follower = Follower {
        pair,
        rules,
        motion_a: Motion::new(a, index),
        motion_b: Motion::new(b, index),
        found: Vec::new(),
        open: None,
        released: false,
        excursion_heard_ms: 0,
        last_end_ms: i64::MIN,
    };
    pair.for_each_piece(index, |piece| follower.follow(piece));
    follower.found.extend(follower.open.map(|open| *open));
    follower.found
}

/// Follows a pair through its pieces.
struct Follower<'p, 'a> {
    pair: &'p TrackPair<'p>,
    rules: &'p Rules,
    motion_a: Motion<'a>,
    motion_b: Motion<'a>,
    found: Vec<Contact>,
    /// The contact that may still go on.
    open: Option<Box<Contact>>,
    /// Since it last ended, the pair went beyond the release distance or was not observed.
    released: bool,
    /// Time heard since it last ended.
    excursion_heard_ms: i64,
    last_end_ms: i64,
}

impl Follower<'_, '_> {
    fn follow(&mut self, piece: &Piece<'_>) {
        if piece.duration_ms() == 0 {
            return;
        }
        let (start, end) = piece.relative();
        // A hole: not observed, or so far apart that the join left it out.
        self.released |= piece.start_ms != self.last_end_ms;
        self.last_end_ms = piece.end_ms;
        let heard = self.motion_a.on_leg(piece.a.leg).is_heard && self.motion_b.on_leg(piece.b.leg).is_heard;
        let heard_ms = |time_ms: i64| if heard { time_ms } else { 0 };
        let within = contact::interval(start, end, piece.start_ms, piece.end_ms, self.rules.max_distance_m);
        if let Some((enter_ms, leave_ms)) = within {
            self.excursion_heard_ms += heard_ms(enter_ms - piece.start_ms);
            let goes_on = |open: &Contact| {
                let excursion_ms = enter_ms - open.end_ms;
                !self.released && (excursion_ms == 0 || excursion_ms < self.rules.max_excursion_ms)
            };
            let mut contact = match self.open.take() {
                Some(mut open) if goes_on(&open) => {
                    open.heard_ms += self.excursion_heard_ms;
                    open
                }
                ended => {
                    self.found.extend(ended.map(|ended| *ended));
                    Box::new(Contact::new(self.pair, enter_ms))
                }
            };
            contact.heard_ms += heard_ms(leave_ms - enter_ms);
            self.add(&mut contact, piece, (start, end), enter_ms, leave_ms);
            self.open = Some(contact);
            self.released = false;
            self.excursion_heard_ms = heard_ms(piece.end_ms - leave_ms);
        } else {
            self.excursion_heard_ms += heard_ms(piece.duration_ms());
        }
        self.released |= end.norm() > self.rules.release_distance_m;
    }

    /// Adds the part of a piece that is in contact.
    ///
    /// `ends` are the relative places at the start and the end of the piece.
    fn add(&mut self, contact: &mut Contact, piece: &Piece<'_>, ends: (Ecef, Ecef), enter_ms: i64, leave_ms: i64) {
        let time_ms = leave_ms - enter_ms;
        contact.end_ms = leave_ms;
        contact.contact_ms += time_ms;
        match contact.spans.last_mut().filter(|last| last.1 == enter_ms) {
            Some(last) => last.1 = leave_ms,
            None => contact.spans.push((enter_ms, leave_ms)),
        }
        let per_ms = (ends.1 - ends.0) * (1.0 / piece.duration_ms() as f64);
        let relative = |at_ms: i64| ends.0 + per_ms * (at_ms - piece.start_ms) as f64;
        let (enter, leave) = (relative(enter_ms), relative(leave_ms));
        let (closest, closest_ms) = contact::closest_of(enter, leave, enter_ms, leave_ms);
        contact.min_distance_m = contact.min_distance_m.min(closest);
        // The distance falls to its least and rises again: two stretches on which it goes one way.
        for (from_ms, from, to_ms, to) in
            [(enter_ms, enter.norm(), closest_ms, closest), (closest_ms, closest, leave_ms, leave.norm())]
        {
            let parts = ((from - to).abs() / DISTANCE_STEP_M).ceil().clamp(1.0, MAX_PARTS) as i64;
            let mut part_from = from_ms;
            for part in 1..=parts {
                let part_to = if part == parts { to_ms } else { from_ms + (to_ms - from_ms) * part / parts };
                if part_to > part_from {
                    let middle = relative(part_from + (part_to - part_from) / 2).norm();
                    contact.distance.add(middle, part_to - part_from);
                }
                part_from = part_to;
            }
        }
        let (of_a, of_b) = (self.motion_a.on_leg(piece.a.leg), self.motion_b.on_leg(piece.b.leg));
        contact.speed_a.add(of_a.speed_decikn, time_ms);
        contact.speed_b.add(of_b.speed_decikn, time_ms);
        contact.relative_speed.add(decikn(of_b.velocity - of_a.velocity), time_ms);
        let middle_ms = enter_ms + time_ms / 2;
        contact.place.add((piece.a.place_at(middle_ms) + piece.b.place_at(middle_ms)) * 0.5, time_ms);
    }
}

/// What is asked again and again of the leg that a vessel is on.
#[derive(Debug, Clone, Copy)]
struct OnLeg {
    leg: usize,
    velocity: Ecef,
    /// In tenths of a knot.
    speed_decikn: f64,
    is_heard: bool,
}

/// The legs of a vessel, one after another.
struct Motion<'a> {
    pace: Pace<'a>,
    last: Option<OnLeg>,
}

impl<'a> Motion<'a> {
    fn new(track: Track<'a>, index: &TrackIndex<'_>) -> Self {
        Self { pace: Pace::new(track, index.rules()), last: None }
    }

    fn on_leg(&mut self, leg: usize) -> OnLeg {
        match self.last {
            Some(last) if last.leg == leg => last,
            _ => {
                let velocity = self.pace.velocity(leg);
                let is_heard = self.pace.is_heard(leg);
                *self.last.insert(OnLeg { leg, velocity, speed_decikn: decikn(velocity), is_heard })
            }
        }
    }
}

/// A speed in tenths of a knot.
fn decikn(velocity: Ecef) -> f64 {
    knots(velocity.norm()) * 10.0
}

/// How the hulls lay at fixed moments of a contact.
#[derive(Debug, Default)]
pub(super) struct Poses {
    clearances_m: Vec<f64>,
    heading_differences_deg: Vec<f64>,
}

impl Poses {
    pub(super) fn median_clearance_m(&self) -> Option<f64> {
        median(&self.clearances_m)
    }

    pub(super) fn median_heading_difference_deg(&self) -> Option<f64> {
        median(&self.heading_differences_deg)
    }
}

/// The lower median.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

/// Compares the hulls every ten minutes of a contact.
pub(super) fn poses(of: &Contact, index: &TrackIndex<'_>) -> Poses {
    let mut poses = Poses::default();
    let (Some(a), Some(b)) = (index.fleet().track(of.track_a), index.fleet().track(of.track_b)) else {
        return poses;
    };
    for &(from_ms, to_ms) in &of.spans {
        let mut at_ms = from_ms.div_euclid(POSE_STEP_MS) * POSE_STEP_MS;
        if at_ms < from_ms {
            at_ms += POSE_STEP_MS;
        }
        while at_ms <= to_ms {
            poses.compare(a, b, at_ms, index.legs());
            at_ms += POSE_STEP_MS;
        }
    }
    poses
}

impl Poses {
    fn compare(&mut self, a: Track<'_>, b: Track<'_>, at_ms: i64, parameters: &LegParameters) {
        let (Some(place_a), Some(place_b)) = (a.place_at(at_ms, parameters), b.place_at(at_ms, parameters)) else {
            return;
        };
        let (true_a, true_b) = (heading_at(a, at_ms), heading_at(b, at_ms));
        let course = |track: Track<'_>| course_at(track, at_ms, parameters);
        if let (Some(a), Some(b)) = (true_a.or_else(|| course(a)), true_b.or_else(|| course(b))) {
            self.heading_differences_deg.push(heading_difference_deg(a, b));
        }
        let time = datetime(at_ms);
        if let (Some(heading_a), Some(heading_b), Some(dimensions_a), Some(dimensions_b)) =
            (true_a, true_b, a.statics().dimensions_at(time), b.statics().dimensions_at(time))
        {
            let (east, north) = place_a.east_north();
            let between = place_b - place_a;
            let between = (between.dot(east), between.dot(north));
            self.clearances_m.push(clearance_m((dimensions_a, heading_a), (dimensions_b, heading_b), between));
        }
    }
}

/// True heading of the nearer end of the leg at a time, or else of the other end.
fn heading_at(track: Track<'_>, at_ms: i64) -> Option<f64> {
    let leg = track.leg_at(at_ms)?;
    let (first, second) = (leg.first(), leg.first() + 1);
    let (near, far) = if at_ms - leg.start_ms() <= leg.end_ms() - at_ms { (first, second) } else { (second, first) };
    track.true_heading(near).or_else(|| track.true_heading(far)).map(|heading| heading.deg())
}

/// Course of a track at a time, from its velocity.
fn course_at(track: Track<'_>, at_ms: i64, parameters: &LegParameters) -> Option<f64> {
    let leg = track.leg_at(at_ms)?;
    let velocity = leg.velocity(parameters);
    let (east, north) = leg.place_at(at_ms).east_north();
    Some(velocity.dot(east).atan2(velocity.dot(north)).to_degrees().rem_euclid(360.0))
}
