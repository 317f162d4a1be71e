//! Which of many places are near each other.

use std::collections::HashMap;

use super::sphere::LatLon;

/// Calls `found` for every two places, by their numbers in the order given, that are at most a distance apart.
///
/// Cubes of twice the distance: all that is near a place is in its own or in the seven on the sides that it is nearer to. A
/// chord is shorter than its arc, so that no pair is lost.
pub(super) fn near(places: &[LatLon], max_distance_m: f64, mut found: impl FnMut(usize, usize)) {
    let side = 2.0 * max_distance_m.max(1.0);
    let mut latest: HashMap<[i32; 3], usize> = HashMap::with_capacity(places.len());
    // The place before this one in its cube.
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (number, place) in places.iter().enumerate() {
        let scaled = place.xyz().map(|coordinate| coordinate / side);
        let cube = scaled.map(|coordinate| coordinate.floor() as i32);
        let step = scaled.map(|coordinate| if coordinate - coordinate.floor() < 0.5 { -1 } else { 1 });
        for corner in 0..8 {
            let mut other = cube;
            for (axis, coordinate) in other.iter_mut().enumerate() {
                *coordinate += step[axis] * ((corner >> axis) & 1);
            }
            let mut next = latest.get(&other).copied();
            while let Some(near) = next {
                if places[near].distance_m(*place) <= max_distance_m {
                    found(near, number);
                }
                next = before[near];
            }
        }
        before.push(latest.insert(cube, number));
    }
}
