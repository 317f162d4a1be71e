//! Contacts of a pair of tracks: from pieces of relative motion to sums.

use super::histogram::Histogram;
use super::place::PlaceSum;
use super::pose::{Pose, Poses};
use super::scope::Scope;
use super::stretch::{Part, Step, Stretch, Sums, Walk};
use crate::geodesy::{Ecef, knots};
use crate::index::TrackPair;
use crate::track::{Motion, Motions, Piece, contact, pieces};

/// A distance that changes by more than this within a piece is followed in parts, in metres.
const DISTANCE_STEP_M: f64 = 10.0;
/// Parts of a piece, at most.
const MAX_PARTS: f64 = 1000.0;
/// More than the error of the square of a distance, as a part of it.
const ROUNDING: f64 = 1e-9;

/// When two vessels are in contact, and when contacts are one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) max_distance_m: f64,
    pub(crate) release_distance_m: f64,
    pub(crate) max_excursion_ms: i64,
}

/// What is added up over time in contact.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Contact {
    /// Time within the distance.
    pub(crate) contact_ms: i64,
    pub(crate) min_distance_m: f64,
    /// In metres.
    pub(crate) distance: Histogram,
    /// In tenths of a knot.
    pub(crate) speed_a: Histogram,
    pub(crate) speed_b: Histogram,
    pub(crate) relative_speed: Histogram,
    pub(crate) place: PlaceSum,
    pub(crate) poses: Poses,
}

impl Sums for Contact {
    fn add(&mut self, later: Self) {
        self.contact_ms += later.contact_ms;
        self.min_distance_m = self.min_distance_m.min(later.min_distance_m);
        self.distance.merge(&later.distance);
        self.speed_a.merge(&later.speed_a);
        self.speed_b.merge(&later.speed_b);
        self.relative_speed.merge(&later.relative_speed);
        self.place.merge(&later.place);
        self.poses.append(later.poses);
    }
}

impl Contact {
    /// Gives back room that is not used.
    pub(crate) fn fit(&mut self) {
        for histogram in [&mut self.distance, &mut self.speed_a, &mut self.speed_b, &mut self.relative_speed] {
            histogram.fit();
        }
        self.poses.fit();
    }
}

/// A contact of which nothing is missing, in figures.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Met {
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    pub(crate) heard_ms: i64,
    pub(crate) contact_ms: i64,
    pub(crate) min_distance_m: f64,
    /// Medians: in metres, and in tenths of a knot.
    pub(crate) distance_m: u32,
    pub(crate) speeds_decikn: [u32; 2],
    pub(crate) relative_speed_decikn: u32,
    /// Mean place, in units of 1e-7°.
    pub(crate) latitude_e7: i32,
    pub(crate) longitude_e7: i32,
    pub(crate) poses: Poses,
}

impl Met {
    /// The figures of a contact; `None` if it took no time.
    pub(crate) fn new(part: Part<Contact>) -> Option<Self> {
        let Part { start_ms, end_ms, heard_ms, sums } = part;
        let place = sums.place.mean()?;
        Some(Self {
            start_ms,
            end_ms,
            heard_ms,
            contact_ms: sums.contact_ms,
            min_distance_m: sums.min_distance_m,
            distance_m: sums.distance.median()?,
            speeds_decikn: [sums.speed_a.median()?, sums.speed_b.median()?],
            relative_speed_decikn: sums.relative_speed.median()?,
            latitude_e7: place.latitude_e7(),
            longitude_e7: place.longitude_e7(),
            poses: sums.poses,
        })
    }
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            contact_ms: 0,
            min_distance_m: f64::INFINITY,
            distance: Histogram::default(),
            speed_a: Histogram::default(),
            speed_b: Histogram::default(),
            relative_speed: Histogram::default(),
            place: PlaceSum::default(),
            poses: Poses::default(),
        }
    }
}

/// The contacts of a pair, in order of time.
pub(crate) fn contacts(
    pair: &TrackPair<'_>,
    motions: &mut Motions<'_>,
    scope: &Scope<'_>,
    rules: &Rules,
) -> Vec<Stretch<Contact>> {
    let Some([a, b]) = motions.of_pair(pair.a, pair.b) else { return Vec::new() };
    let [a, b] = [a, b].map(|motion| Mover { motion, last: None });
    let mut movers = Movers { a, b, next_pose_ms: i64::MIN };
    let (a, b) = (movers.a.motion.track(), movers.b.motion.track());
    let mut walk: Walk<Contact> = Walk::new(rules.max_excursion_ms);
    let near = |squared: f64| squared <= rules.release_distance_m * rules.release_distance_m;
    let edge = |time_ms| scope.edge([a, b], time_ms);
    for meeting in pair.meetings() {
        let [legs_a, legs_b] = meeting.sub_legs(movers.a.motion, movers.b.motion);
        for piece in pieces(&legs_a, &legs_b).filter(|piece| piece.duration_ms() > 0) {
            let (at_start, at_end) = piece.squared();
            let step = Step {
                start_ms: piece.start_ms,
                end_ms: piece.end_ms,
                known: scope.of_piece(&piece, &a, &b),
                joins: (near(at_start), near(at_end)),
                heard: movers.a.motion.is_heard(piece.a.leg) && movers.b.motion.is_heard(piece.b.leg),
                within: piece.within(rules.max_distance_m),
            };
            if let (Some(sums), Some(within)) = (walk.step(step, edge), step.within) {
                movers.add(sums, &piece, within);
            }
        }
    }
    walk.finish(edge)
}

/// Both vessels of a pair.
struct Movers<'m, 'a> {
    a: Mover<'m, 'a>,
    b: Mover<'m, 'a>,
    /// The first moment of a pose after what was added last: there is none between.
    next_pose_ms: i64,
}

impl Movers<'_, '_> {
    /// Adds the part of a piece that is in contact.
    fn add(&mut self, sums: &mut Contact, piece: &Piece<'_>, (enter_ms, leave_ms): (i64, i64)) {
        let time_ms = leave_ms - enter_ms;
        sums.contact_ms += time_ms;
        let is_all = (enter_ms, leave_ms) == (piece.start_ms, piece.end_ms);
        let middle_ms = enter_ms + time_ms / 2;
        let ends = piece.relative();
        let relative = |at_ms: i64| {
            let fraction = (at_ms - piece.start_ms) as f64 / piece.duration_ms() as f64;
            ends.0.lerp(ends.1, fraction)
        };
        let (enter, leave) = if is_all { ends } else { (relative(enter_ms), relative(leave_ms)) };
        let (at_enter, at_leave) = if is_all { piece.squared() } else { (enter.dot(enter), leave.dot(leave)) };
        let way = leave - enter;
        let way_squared = way.dot(way);
        if way_squared <= DISTANCE_STEP_M * DISTANCE_STEP_M {
            // The distance changes by no more than the way.
            let middle = if is_all { (enter + leave) * 0.5 } else { relative(middle_ms) };
            sums.distance.add(middle.norm(), time_ms);
            // The square of the distance is a parabola, which sags by so much below a straight line between its ends.
            let least_squared = at_enter.min(at_leave) - way_squared / 4.0;
            if least_squared <= sums.min_distance_m * sums.min_distance_m + ROUNDING * at_enter {
                let (closest, _) = contact::closest_of(enter, leave, enter_ms, leave_ms);
                sums.min_distance_m = sums.min_distance_m.min(closest);
            }
        } else {
            let (closest, closest_ms) = contact::closest_of(enter, leave, enter_ms, leave_ms);
            sums.min_distance_m = sums.min_distance_m.min(closest);
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
                        sums.distance.add(middle, part_to - part_from);
                    }
                    part_from = part_to;
                }
            }
        }
        let (of_a, of_b) = (self.a.on_leg(piece.a.leg), self.b.on_leg(piece.b.leg));
        sums.speed_a.add_to(of_a.speed_decikn, time_ms);
        sums.speed_b.add_to(of_b.speed_decikn, time_ms);
        sums.relative_speed.add(decikn(of_b.velocity - of_a.velocity), time_ms);
        let between = || (piece.a.place_at(middle_ms) + piece.b.place_at(middle_ms)) * 0.5;
        sums.place.add(if is_all { piece.middle() } else { between() }, time_ms);
        if leave_ms <= self.next_pose_ms {
            return;
        }
        let moments = Pose::moments(enter_ms, leave_ms);
        self.next_pose_ms = Pose::time_of(moments.end);
        for moment in moments {
            if sums.poses.wants(moment) {
                let tracks = (self.a.motion.track(), self.b.motion.track());
                sums.poses.push(Pose::at(moment, piece, tracks, (of_a.velocity, of_b.velocity)));
            }
        }
    }
}

/// A vessel, and what is asked again and again of the leg that she is on.
struct Mover<'m, 'a> {
    motion: &'m mut Motion<'a>,
    last: Option<OnLeg>,
}

/// How a vessel moves on a leg.
#[derive(Clone, Copy)]
struct OnLeg {
    leg: usize,
    velocity: Ecef,
    /// In tenths of a knot, as histograms count it.
    speed_decikn: usize,
}

impl Mover<'_, '_> {
    fn on_leg(&mut self, leg: usize) -> OnLeg {
        match self.last {
            Some(last) if last.leg == leg => last,
            _ => {
                let velocity = self.motion.velocity(leg);
                *self.last.insert(OnLeg { leg, velocity, speed_decikn: Histogram::bin(decikn(velocity)) })
            }
        }
    }
}

/// A speed in tenths of a knot.
fn decikn(velocity: Ecef) -> f64 {
    knots(velocity.norm()) * 10.0
}

#[cfg(test)]
#[path = "contact_tests.rs"]
mod tests;
