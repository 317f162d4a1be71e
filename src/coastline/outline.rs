//! The outline that comes with the crate.
//!
//! `land_50m.bin` is made by `examples/make_coastline.rs` of Natural Earth's 1:50m land as TopoJSON. It holds the rings on the grid of
//! its source, in steps of [`STEP_DEG`] from [`ORIGIN_DEG`]: for each ring the number of points, then the steps from the point
//! before, or from the corner of the grid, to the east and to the north. Numbers are in groups of seven bits, the least first; the top
//! bit says that more follow. Steps are doubled, and less one for negative ones.

use super::line::Line;
use crate::{Error, Result};

static LAND: &[u8] = include_bytes!("land_50m.bin");

/// Longitude and latitude of the corner of the grid, and its steps, in degrees.
const ORIGIN_DEG: (f64, f64) = (-180.0, -89.999);
const STEP_DEG: (f64, f64) = (360.0 / 99_999.0, 173.598_609_375 / 99_999.0);

/// The rings of land.
pub(super) fn rings() -> Result<Vec<Line>> {
    let mut bytes = LAND.iter().copied();
    let mut rings = Vec::new();
    while bytes.len() > 0 {
        let points = number(&mut bytes)?;
        let (mut east, mut north) = (0, 0);
        let mut ring = Vec::new();
        for _ in 0..points {
            east += step(number(&mut bytes)?);
            north += step(number(&mut bytes)?);
            let at = |origin: f64, step: f64, steps: i32| origin + step * f64::from(steps);
            ring.push((at(ORIGIN_DEG.0, STEP_DEG.0, east), at(ORIGIN_DEG.1, STEP_DEG.1, north)));
        }
        rings.extend(Line::ring(unwrapped(ring)));
    }
    Ok(rings)
}

/// A ring whose longitudes go on beyond ±180°, where the source jumps to the other side of the map. One that goes once round the earth, as
/// Antarctica does, is closed at the South Pole.
fn unwrapped(mut ring: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut turn = 0.0;
    let (mut before, first) = (ring.first().map_or(0.0, |point| point.0), ring.first().copied());
    for point in &mut ring {
        let step = point.0 - before;
        before = point.0;
        turn -= 360.0 * (step / 360.0).round();
        point.0 += turn;
    }
    if let (Some(first), Some(last)) = (first, ring.last().copied())
        && (last.0 - first.0).abs() > 180.0
    {
        let round = first.0 + 360.0 * ((last.0 - first.0) / 360.0).round();
        ring.extend([(round, first.1), (round, -90.0), (first.0, -90.0)]);
    }
    ring
}

fn number(bytes: &mut impl Iterator<Item = u8>) -> Result<u32> {
    let mut value = 0;
    for shift in (0..32).step_by(7) {
        let byte = bytes.next().ok_or_else(|| Error::Unbalanced("the bundled coastline ends early".into()))?;
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(Error::Unbalanced("the bundled coastline holds a number that is too long".into()))
}

fn step(doubled: u32) -> i32 {
    (doubled >> 1) as i32 ^ -((doubled & 1) as i32)
}
