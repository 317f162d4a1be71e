//! A sea of any size, the same every time.

use std::fmt::Write;

use chrono::{DateTime, TimeDelta, Utc};
use lightering::ais::{Mmsi, Position, PositionReport, Speed};
use lightering::track::FleetBuilder;

/// Metres in a degree of latitude, near enough to lay out ships.
const METRES_PER_DEGREE: f64 = 111_000.0;

/// Reports of many ships, in order of time.
pub(crate) struct Sea {
    reports: Vec<PositionReport>,
}

/// A linear congruential generator (Knuth, MMIX): enough to scatter ships.
struct Scatter(u64);

impl Scatter {
    /// The next number in 0..1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

impl Sea {
    /// So many ships for so many minutes, one report a minute; every twentieth drifts beside the one before.
    pub(crate) fn new(vessels: u32, minutes: i64) -> Self {
        let mut scatter = Scatter(1);
        let mut ships: Vec<Ship> = Vec::new();
        for number in 0..vessels {
            let ship = match ships.last_mut() {
                Some(host) if number % 20 == 19 => {
                    host.speed_kn = 0.7;
                    Ship { east_m: host.east_m + 90.0, ..*host }
                }
                _ => Ship {
                    east_m: scatter.next() * 6e5,
                    north_m: scatter.next() * 6e5,
                    speed_kn: 6.0 + 12.0 * scatter.next(),
                    course_deg: 360.0 * scatter.next(),
                },
            };
            ships.push(ship);
        }
        let start: DateTime<Utc> = DateTime::UNIX_EPOCH + TimeDelta::days(19_800);
        let mut reports = Vec::new();
        for minute in 0..minutes {
            for (number, ship) in ships.iter().enumerate() {
                let time = start + TimeDelta::seconds(60 * minute + (40.0 * scatter.next()) as i64);
                let run_m = ship.speed_kn * 1852.0 * (time - start).as_seconds_f64() / 3600.0;
                let (sin, cos) = ship.course_deg.to_radians().sin_cos();
                let noise = |scatter: &mut Scatter| 8.0 * (scatter.next() - 0.5);
                let north_m = ship.north_m + run_m * cos + noise(&mut scatter);
                let east_m = ship.east_m + run_m * sin + noise(&mut scatter);
                let position = Position::from_degrees(
                    (30.0 + north_m / METRES_PER_DEGREE).clamp(-80.0, 80.0),
                    east_m / METRES_PER_DEGREE,
                );
                let mmsi = Mmsi::new(538_000_000 + number as u32).expect("nine digits");
                let mut report = PositionReport::new(mmsi, time, position.expect("a place on earth"));
                report.speed_over_ground = Speed::from_kn(ship.speed_kn);
                reports.push(report);
            }
        }
        Self { reports }
    }

    pub(crate) fn fixes(&self) -> usize {
        self.reports.len()
    }

    pub(crate) fn builder(&self) -> FleetBuilder {
        let mut builder = FleetBuilder::new();
        for report in &self.reports {
            builder.push(report);
        }
        builder
    }

    /// The reports as MarineCadastre CSV.
    pub(crate) fn marinecadastre(&self) -> Vec<u8> {
        let mut csv = String::from(
            "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass\n",
        );
        for report in &self.reports {
            let mmsi = report.mmsi;
            let written = writeln!(
                csv,
                "{mmsi},{},{:.5},{:.5},{:.1},90.0,90,SHIP {mmsi},IMO9074729,V7AB1,80,0,250,44,12.1,80,A",
                report.time.format("%Y-%m-%dT%H:%M:%S"),
                report.position.latitude_deg(),
                report.position.longitude_deg(),
                report.speed_over_ground.map_or(0.0, Speed::kn),
            );
            written.expect("a String takes all that is written");
        }
        csv.into_bytes()
    }
}

#[derive(Clone, Copy)]
struct Ship {
    east_m: f64,
    north_m: f64,
    speed_kn: f64,
    course_deg: f64,
}
