//! Which ships were ever near each other, so that not all pairs have to be compared.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};

use super::Scenario;
use crate::geodesy::Ecef;

/// Places are compared this often. Two ships in contact for hours, with excursions of less than half an hour within a kilometre, are within
/// a kilometre of each other then.
const STEP_MIN: i64 = 10;
/// Ships of one cell, or of cells beside each other, are near, in metres.
const CELL_M: f64 = 1000.0;

type Cell = (i32, i32, i32);

fn cell(place: Ecef) -> Cell {
    let number = |metres: f64| (metres / CELL_M).floor() as i32;
    (number(place.x), number(place.y), number(place.z))
}

/// The pairs of actors, by their places in the scenario, that were within a kilometre of each other at one of the moments compared, with
/// the first of these moments and the last.
pub(super) fn pairs(scenario: &Scenario) -> BTreeMap<(u32, u32), (DateTime<Utc>, DateTime<Utc>)> {
    let step = TimeDelta::minutes(STEP_MIN);
    let steps = ((scenario.end - scenario.start).num_minutes() / STEP_MIN) as usize + 1;
    let time = |number: usize| scenario.start + step * number as i32;
    let found = crate::parallel::map(steps, |number| at(scenario, time(number)));
    let mut pairs = BTreeMap::new();
    for (number, near) in found.into_iter().enumerate() {
        for pair in near {
            pairs.entry(pair).or_insert((time(number), time(number))).1 = time(number);
        }
    }
    pairs
}

fn at(scenario: &Scenario, time: DateTime<Utc>) -> Vec<(u32, u32)> {
    let mut cells: HashMap<Cell, Vec<(u32, Ecef)>> = HashMap::new();
    for (number, actor) in scenario.actors.iter().enumerate().filter(|(_, actor)| actor.vessel.mmsi.is_vessel()) {
        if let Some(place) = actor.voyage.ecef_at(time) {
            cells.entry(cell(place)).or_default().push((number as u32, place));
        }
    }
    let mut pairs = Vec::new();
    for (&(x, y, z), ships) in &cells {
        for neighbour in neighbours(x, y, z) {
            let Some(others) = cells.get(&neighbour) else { continue };
            for (a, place_a) in ships {
                let near = others.iter().filter(|(b, place_b)| a < b && place_a.distance(*place_b) <= CELL_M);
                pairs.extend(near.map(|(b, _)| (*a, *b)));
            }
        }
    }
    pairs
}

fn neighbours(x: i32, y: i32, z: i32) -> impl Iterator<Item = Cell> {
    (0..27).map(move |number| (x + number % 3 - 1, y + number / 3 % 3 - 1, z + number / 9 - 1))
}
