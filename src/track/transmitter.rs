//! Whose fix is whose: the transmitters behind one MMSI.
//!
//! In three steps, of which the first two look no farther than an hour or a few minutes about a fix, so
//! that they can be taken window by window of time:
//!
//! 1. [`Lanes`]: reports that follow each other within reach form *lanes*; where several lanes are open, a
//!    report joins the nearest that can reach it. Reach is generous here: times in real files are off by
//!    minutes, and one ship heard through two receivers, of which one is late, must not become two.
//! 2. [`sift`]: within a lane, about each place where the vessel would have been too fast, the most
//!    reports that can all be true are kept. What is kept of a lane is a *segment*.
//! 3. [`join`]: of all ways to let one segment follow another within reach that need the fewest
//!    transmitters, the one with the shortest way to go makes the tracks.

mod chain;
mod join;
mod lanes;
mod reach;
mod sift;

pub(crate) use join::{Piece as SegmentEnds, tracks};
pub(crate) use lanes::{Lanes, OPEN_MS};
pub(crate) use reach::Rules;
pub(crate) use sift::{Ends, Fate, sift};

#[cfg(test)]
#[path = "transmitter/transmitter_tests.rs"]
mod tests;
