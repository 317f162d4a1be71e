//! Makes `src/coastline/land_50m.bin` of Natural Earth's 1:50m land in TopoJSON.
//!
//! ```text
//! cargo run --release --features cli --example make_coastline -- ne_land_50m.topojson src/coastline/land_50m.bin
//! ```
//!
//! The layout of the file is told in `src/coastline/outline.rs`. TopoJSON holds lines (arcs) on a grid, each point as steps from the one
//! before; a ring is a list of arcs, where `-1 - n` is the arc n backwards, and the last point of an arc is the first of the next.

// An example may print.
#![allow(clippy::print_stdout)]

use std::error::Error;

use serde_json::Value;

type Point = (i64, i64);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("give the TopoJSON file and the file to be made".into());
    };
    let topology: Value = serde_json::from_slice(&std::fs::read(from)?)?;
    let arcs: Vec<Vec<Point>> = list(&topology["arcs"]).iter().map(arc).collect();
    let mut bytes = Vec::new();
    let (mut rings, mut points) = (0, 0);
    for polygon in list(&topology["objects"]["land"]["geometries"]).iter().flat_map(|of| list(&of["arcs"])) {
        for ring in list(polygon) {
            let ring = joined(ring, &arcs);
            rings += 1;
            points += ring.len();
            number(ring.len() as u64, &mut bytes);
            let mut before = (0, 0);
            for point in ring {
                step(point.0 - before.0, &mut bytes);
                step(point.1 - before.1, &mut bytes);
                before = point;
            }
        }
    }
    println!("{rings} rings, {points} points, {} bytes", bytes.len());
    std::fs::write(to, bytes)?;
    Ok(())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn arc(steps: &Value) -> Vec<Point> {
    let mut at = (0, 0);
    let of = |step: &Value, axis: usize| step[axis].as_i64().unwrap_or_default();
    list(steps)
        .iter()
        .map(|step| {
            at = (at.0 + of(step, 0), at.1 + of(step, 1));
            at
        })
        .collect()
}

/// The points of a ring, the last of which is not the first again.
fn joined(ring: &Value, arcs: &[Vec<Point>]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for number in list(ring).iter().filter_map(Value::as_i64) {
        let mut part = arcs[if number < 0 { -1 - number } else { number } as usize].clone();
        if number < 0 {
            part.reverse();
        }
        points.pop();
        points.extend(part);
    }
    points.pop();
    points
}

fn number(mut value: u64, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn step(step: i64, bytes: &mut Vec<u8>) {
    number(((step << 1) ^ (step >> 63)) as u64, bytes);
}
