//! Own fixes in, events out, without a file: `cargo run --release --example embedding`.

// An example may print.
#![allow(clippy::print_stdout)]

use chrono::{TimeDelta, TimeZone, Utc};
use lightering::ais::{Mmsi, Position, PositionReport, Speed};
use lightering::{Detector, EncounterDetector, EncounterParameters, FleetBuilder, TrackIndex};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (tanker, barge) = (Mmsi::new(538_000_001)?, Mmsi::new(636_000_002)?);
    let noon = Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).single().ok_or("no such time")?;

    // Reports may come in any order and more than once. Here: the tanker drifts north at a third of a
    // knot; the barge comes to within 90 m of her, stays for three hours and goes again.
    let mut builder = FleetBuilder::new();
    for minute in (0..300_i32).step_by(5) {
        let (time, drift) = (noon + TimeDelta::minutes(minute.into()), f64::from(minute) * 1e-4);
        let away = (60 - minute).max(minute - 240).max(0);
        let mut report = PositionReport::new(tanker, time, Position::from_degrees(-20.0 + drift, 179.9995)?);
        report.speed_over_ground = Speed::from_kn(0.3);
        builder.push(&report);
        // Across the antimeridian, which is a line like any other.
        let east = -179.99964 + f64::from(away) * 3e-3;
        builder.push(&PositionReport::new(barge, time, Position::from_degrees(-20.0 + drift, east)?));
    }

    let fleet = builder.build(&Default::default())?;
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
    let parameters = EncounterParameters { min_duration_h: 1.5, ..Default::default() };
    for event in EncounterDetector::new(parameters)?.detect(&index) {
        println!("{} {} + {} {}", event.id, event.mmsi_a, event.mmsi_b, event.mode.as_str());
        println!("from {} to {}, {:.2} h", event.start, event.end, event.duration_h());
        let (latitude, longitude) = (event.position.latitude_deg(), event.position.longitude_deg());
        println!("{:.0} m apart at {latitude:.4}°, {longitude:.4}°", event.median_distance_m);
    }
    Ok(())
}
