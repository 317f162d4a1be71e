//! Where a vessel spent its time, to a few metres.

#[cfg(feature = "digest-file")]
use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::ais::Position;
use crate::geodesy::{Ecef, MAX_METRES_PER_DEGREE};
use crate::hash::Quick;

use super::histogram::Histogram;

/// Side of the smallest cell: two to this power of 1e-7°, which is 5.7 m of latitude.
const LEAST_POWER: u32 = 9;
/// Side of the largest cell, so that numbers stay in their types: two to this power of 1e-7°, 54°.
const MOST_POWER: u32 = 29;
/// Cells, at most; with more, all are made twice as wide.
const MAX_CELLS: usize = 256;

/// Time by cell of latitude and longitude, of as many cells as matter.
///
/// How wide the cells are depends on nothing but the places, so that it does not matter in which order, or in how many
/// parts, they are added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "digest-file",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "(BTreeMap<Cell, i64>, u32)", into = "(BTreeMap<Cell, i64>, u32)")
)]
pub(crate) struct Haunts {
    /// By cell, in milliseconds.
    time_ms: HashMap<Cell, i64, Quick>,
    /// How many times cells were made twice as wide.
    doublings: u32,
}

/// Row and column of a cell.
type Cell = (i32, i32);

fn shifted((row, column): Cell, by: u32) -> Cell {
    (row >> by, column >> by)
}

/// By cell, ascending, and how many times cells were made twice as wide.
#[cfg(feature = "digest-file")]
impl From<(BTreeMap<Cell, i64>, u32)> for Haunts {
    fn from((cells, doublings): (BTreeMap<Cell, i64>, u32)) -> Self {
        Self { time_ms: cells.into_iter().collect(), doublings }
    }
}

#[cfg(feature = "digest-file")]
impl From<Haunts> for (BTreeMap<Cell, i64>, u32) {
    fn from(haunts: Haunts) -> Self {
        (haunts.time_ms.into_iter().collect(), haunts.doublings)
    }
}

impl Haunts {
    pub(crate) fn add(&mut self, place: Position, time_ms: i64) {
        *self.time_ms.entry(self.cell(place)).or_default() += time_ms;
        self.coarsen(self.doublings);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.coarsen(other.doublings);
        let shift = self.doublings - other.doublings;
        for (cell, time_ms) in other.time_ms {
            *self.time_ms.entry(shifted(cell, shift)).or_default() += time_ms;
        }
        self.coarsen(self.doublings);
    }

    /// Makes cells wider until they are as wide as that, and few enough.
    fn coarsen(&mut self, doublings: u32) {
        while self.doublings < doublings
            || (self.time_ms.len() > MAX_CELLS && self.doublings < MOST_POWER - LEAST_POWER)
        {
            self.doublings += 1;
            for (cell, time_ms) in std::mem::take(&mut self.time_ms) {
                *self.time_ms.entry(shifted(cell, 1)).or_default() += time_ms;
            }
        }
    }

    /// Whether it is such as can come about.
    #[cfg(feature = "digest-file")]
    pub(crate) fn is_sound(&self) -> bool {
        self.doublings <= MOST_POWER - LEAST_POWER
    }

    /// Makes it such as cannot come about.
    #[cfg(all(test, feature = "digest-file"))]
    pub(crate) fn widen_beyond_all(&mut self) {
        self.doublings = MOST_POWER;
    }

    fn cell(&self, place: Position) -> Cell {
        shifted((place.latitude_e7(), place.longitude_e7()), LEAST_POWER + self.doublings)
    }

    /// Radius of the circle about a place that holds the vessel for so many hundredths of the time, in metres.
    pub(crate) fn radius_m(&self, centre: Position, hundredths: i64) -> Option<u32> {
        let centre = Ecef::from(centre);
        let power = LEAST_POWER + self.doublings;
        let middle_e7 = |number: i32| ((i64::from(number) << power) + (1_i64 << (power - 1))) as f64;
        let mut from_centre = Histogram::default();
        for (&(row, column), &time_ms) in &self.time_ms {
            let place = Ecef::from_degrees(middle_e7(row) / 1e7, middle_e7(column) / 1e7);
            from_centre.add(place.distance(centre), time_ms);
        }
        from_centre.percentile(hundredths)
    }
}

/// How far the middle of a cell can be from a place in it, in metres, where all places lie between two latitudes and two longitudes, in units
/// of 1e-7°; `None` where these are too far apart to tell.
pub(crate) fn most_off_m((south, north): (i32, i32), (west, east): (i32, i32)) -> Option<f64> {
    let side = |least: i32, greatest: i32, power: u32| i64::from(greatest >> power) - i64::from(least >> power) + 1;
    let is_few = |power: &u32| side(south, north, *power) * side(west, east, *power) <= MAX_CELLS as i64;
    let power = (LEAST_POWER..=MOST_POWER).find(is_few)?;
    Some(f64::from(1_u32 << power) * MAX_METRES_PER_DEGREE / 1e7 * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
#[path = "haunts_tests.rs"]
mod tests;
