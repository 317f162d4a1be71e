//! How tracks move that are looked at again and again, as those of vessels in one port are, pair by pair.

use std::ops::Range;

use super::fleet::{Fleet, TrackId};
use super::leg::LegRules;
use super::motion::{SubLeg, sub_legs_at};
use super::pace::Pace;
use super::view::Track;
use crate::geodesy::Ecef;

/// Fixes of tracks that are kept, at most, of 48 bytes each: those of some dozen vessels of a day, in the second cache. Nothing is kept of
/// a track that has more.
const MOST_FIXES: usize = 32_768;

/// Stands for what is not known yet.
const UNKNOWN: Ecef = Ecef { x: f64::NAN, y: f64::NAN, z: f64::NAN };

/// Places and velocities of a track, which are found when they are asked for, and kept.
pub(crate) struct Motion<'a> {
    pace: Pace<'a>,
    /// By fix, and by leg; none of a track that is too long.
    places: Vec<Ecef>,
    velocities: Vec<Ecef>,
}

impl<'a> Motion<'a> {
    fn new(track: Track<'a>, rules: LegRules) -> Self {
        let kept = if track.len() <= MOST_FIXES { track.len() } else { 0 };
        Self { pace: Pace::new(track, rules), places: vec![UNKNOWN; kept], velocities: vec![UNKNOWN; kept] }
    }

    /// The track that moves.
    pub(crate) fn track(&self) -> Track<'a> {
        self.pace.track()
    }

    /// Whether a leg is heard; see [`Leg::is_heard`](super::Leg::is_heard).
    pub(crate) fn is_heard(&self, leg: usize) -> bool {
        self.pace.is_heard(leg)
    }

    /// Velocity over ground about a leg, in metres a second; see [`Leg::velocity`](super::Leg::velocity).
    pub(crate) fn velocity(&mut self, leg: usize) -> Ecef {
        let Self { pace, velocities, .. } = self;
        known(velocities.get_mut(leg), || pace.velocity(leg))
    }

    /// The straight stretches of some legs, in order of time.
    pub(crate) fn sub_legs(&mut self, legs: Range<usize>) -> Vec<SubLeg> {
        let Self { pace, places, .. } = self;
        let times_ms = pace.track().times_ms();
        sub_legs_at(times_ms, legs, |fix| known(places.get_mut(fix), || pace.place(fix)))
    }
}

/// What is kept, or is kept from now on, if there is room for it.
fn known(kept: Option<&mut Ecef>, find: impl FnOnce() -> Ecef) -> Ecef {
    match kept {
        Some(known) if known.x.is_nan() => {
            *known = find();
            *known
        }
        Some(known) => *known,
        None => find(),
    }
}

/// The motion of tracks asked for lately.
pub(crate) struct Motions<'a> {
    fleet: &'a Fleet,
    rules: LegRules,
    /// That asked for last is the last.
    kept: Vec<Box<Motion<'a>>>,
}

impl<'a> Motions<'a> {
    /// Of the tracks of a fleet.
    pub(crate) fn new(fleet: &'a Fleet, rules: LegRules) -> Self {
        Self { fleet, rules, kept: Vec::new() }
    }

    /// The motion of two tracks; `None` if they are one, or not of the fleet.
    pub(crate) fn of_pair(&mut self, a: TrackId, b: TrackId) -> Option<[&mut Motion<'a>; 2]> {
        self.recall(a)?;
        self.recall(b)?;
        match self.kept.as_mut_slice() {
            [.., of_a, of_b] if a != b => Some([of_a, of_b]),
            _ => None,
        }
    }

    /// Makes the motion of a track the last that is kept.
    fn recall(&mut self, track: TrackId) -> Option<()> {
        match self.kept.iter().rposition(|motion| motion.track().id() == track) {
            Some(at) => self.kept[at..].rotate_left(1),
            None => {
                let motion = Motion::new(self.fleet.track(track)?, self.rules);
                let mut fixes: usize = self.kept.iter().map(|motion| motion.places.len()).sum();
                fixes += motion.places.len();
                // The one before it may be the other of a pair.
                while fixes > MOST_FIXES && self.kept.len() > 1 {
                    fixes -= self.kept.remove(0).places.len();
                }
                self.kept.push(Box::new(motion));
            }
        }
        Some(())
    }
}

#[cfg(test)]
#[path = "motions_tests.rs"]
mod tests;
