//! Asks the index, not a detector: who was near, inside, nearest, and who met whom:
//! `cargo run --release --example index_queries`.

// An example may print.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use geo::{MultiPolygon, polygon};
use lightering::ais::Position;
use lightering::read::{self, ReadOptions};
use lightering::track::TrackId;
use lightering::{Fleet, TrackIndex};

fn main() -> Result<(), Box<dyn Error>> {
    let fixes = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/sample_fixes.csv");
    let (builder, _) = read::read_files(&[fixes], &ReadOptions::default(), &|_| {})?;
    let fleet = builder.build(&Default::default())?;
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
    println!("{} fixes of {} tracks in {} runs\n", fleet.fixes(), fleet.len(), index.runs());

    let noon: DateTime<Utc> = "2024-03-06T12:00:00Z".parse()?;
    let place = Position::from_degrees(-30.41, -119.58)?;

    println!("Within 2 km of 30.41° S 119.58° W on 6 March, 06:00 to 18:00:");
    for stay in index.near(place, 2000.0, noon - TimeDelta::hours(6), noon + TimeDelta::hours(6)) {
        let (enter, leave) = (stay.enter.format("%H:%M:%S"), stay.leave.format("%H:%M:%S"));
        println!("  {} {enter} to {leave}, {:.0} m at the least", who(&fleet, stay.track), stay.distance_m);
    }

    // A polygon of longitudes (x) and latitudes (y).
    let square = MultiPolygon::new(vec![polygon![
        (x: -119.8, y: -30.6), (x: -119.4, y: -30.6), (x: -119.4, y: -30.2), (x: -119.8, y: -30.2),
    ]]);
    println!("\nIn the square 30.2° to 30.6° S, 119.4° to 119.8° W on 6 March:");
    let midnight = noon - TimeDelta::hours(12);
    for visit in index.inside(&square, midnight, midnight + TimeDelta::hours(24)) {
        let (enter, leave) = (visit.enter.format("%H:%M:%S"), visit.leave.format("%H:%M:%S"));
        println!("  {} {enter} to {leave}", who(&fleet, visit.track));
    }

    println!("\nThe five vessels nearest to that place at noon:");
    for neighbour in index.nearest(place, noon, 5) {
        println!("  {} {:>6.1} km", who(&fleet, neighbour.track), neighbour.distance_m / 1000.0);
    }

    println!("\nAll that came within 60 m of each other, however briefly:");
    for approach in index.pairs_within(60.0) {
        let (a, b) = (who(&fleet, approach.track_a), who(&fleet, approach.track_b));
        println!("  {a} {b} {:>4.0} m on {}", approach.distance_m, approach.time.format("%d %b %H:%M:%S"));
    }
    Ok(())
}

/// MMSI and name.
fn who(fleet: &Fleet, track: TrackId) -> String {
    let track = fleet.track(track);
    let name = track.and_then(|track| track.statics().name()).unwrap_or("?");
    track.map_or_else(String::new, |track| format!("{} {name:18}", track.mmsi()))
}
