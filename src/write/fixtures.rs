//! One event of each kind for the tests of the writers.

use chrono::{DateTime, Duration, TimeZone, Utc};
#[cfg(any(feature = "geojson", feature = "kml", feature = "parquet"))]
use geo::polygon;

use crate::ais::{Mmsi, Position};
#[cfg(any(feature = "geojson", feature = "kml", feature = "parquet"))]
use crate::assess::{Around, Candidate, CandidateKind, Party, Role};
use crate::detect::{Encounter, EventId, Gap, GapClass, Loitering, Mode, Moments, Reception};

pub(super) fn evening() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2022, 1, 1, 23, 0, 0).unwrap()
}

fn mmsi(number: u32) -> Mmsi {
    Mmsi::new(number).unwrap()
}

fn place(latitude_deg: f64, longitude_deg: f64) -> Position {
    Position::from_degrees(latitude_deg, longitude_deg).unwrap()
}

pub(super) fn encounter() -> Encounter {
    let (a, b) = (mmsi(311_000_112), mmsi(538_004_030));
    Encounter {
        id: EventId::new("encounter", &[a, b], evening().timestamp_millis()),
        mmsi_a: a,
        mmsi_b: b,
        start: evening() + Duration::milliseconds(250),
        end: evening() + Duration::milliseconds(9_000_750),
        mode: Mode::UnderWay,
        position: place(33.01, -117.79),
        contact_h: 2.4,
        median_distance_m: 43.21,
        min_distance_m: 30.0,
        hull_clearance_m: None,
        median_speed_kn_a: 4.04,
        median_speed_kn_b: 4.06,
        median_relative_speed_kn: 0.1,
        observed_fraction: 1.0,
        group: None,
        moments: Moments::default(),
    }
}

pub(super) fn open_gap() -> Gap {
    Gap {
        id: EventId::new("gap", &[mmsi(311_000_112)], evening().timestamp_millis()),
        mmsi: mmsi(311_000_112),
        start: evening(),
        end: evening() + Duration::hours(7),
        start_position: place(-0.000_000_04, 179.999_999_9),
        end_position: None,
        distance_km: None,
        implied_speed_kn: None,
        reception: Reception {
            probability: 0.000_25,
            own_share: 0.98,
            heard_nearby: 17.0,
            silent_nearby: 2.0,
            usual_share: 0.875,
        },
        class: GapClass::Open,
    }
}

pub(super) fn closed_gap() -> Gap {
    Gap {
        end_position: Some(place(1.0, -179.5)),
        distance_km: Some(123.456_7),
        implied_speed_kn: Some(9.52),
        class: GapClass::Intentional,
        ..open_gap()
    }
}

pub(super) fn loitering() -> Loitering {
    Loitering {
        id: EventId::new("loitering", &[mmsi(2_190_047)], evening().timestamp_millis()),
        mmsi: mmsi(2_190_047),
        start: evening(),
        end: evening() + Duration::minutes(150),
        position: place(-33.5, 18.25),
        median_speed_kn: 0.84,
        radius_m: 812.34,
    }
}

#[cfg(any(feature = "geojson", feature = "kml", feature = "parquet"))]
fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::hours(hours)
}

#[cfg(any(feature = "geojson", feature = "kml", feature = "parquet"))]
fn party(number: u32, longitudes: &[(i64, f64)]) -> Party {
    let track =
        longitudes.iter().map(|&(hours, longitude)| (at(hours), Position::from_degrees(10.0, longitude).unwrap()));
    Party {
        mmsi: Mmsi::new(636_000_000 + number).unwrap(),
        name: Some("=1+1".into()),
        imo: None,
        call_sign: None,
        ship_type: None,
        role: Role::Tanker,
        hull: None,
        draught: None,
        watchlist: None,
        around: Around { track: track.collect(), max_observed_h: 4.0, ..Around::default() },
    }
}

/// Two silent vessels on the antimeridian.
#[cfg(any(feature = "geojson", feature = "kml", feature = "parquet"))]
pub(super) fn candidate() -> Candidate {
    let parties = vec![party(1, &[(0, 179.0), (1, 179.5), (11, -179.5), (12, -179.0)]), party(2, &[])];
    let mmsis = [parties[0].mmsi, parties[1].mmsi];
    Candidate {
        id: EventId::new("dark-dark", &mmsis, 0),
        kind: CandidateKind::Dark(crate::detect::DarkKind::DarkDark),
        start: at(1),
        end: at(11),
        position: Position::from_degrees(10.0, 180.0).unwrap(),
        contact_h: 4.0,
        score: -1.25,
        evidence: Vec::new(),
        cause: None,
        parties,
        hulls: None,
        cargo_a_to_b: None,
        shore_km: Some(12.5),
        group: None,
        linked: Vec::new(),
        events: Vec::new(),
        contacts: Vec::new(),
        moments: Moments::default(),
        region: Some(polygon![(x: 179.5, y: 9.5), (x: 180.5, y: 9.5), (x: 180.5, y: 10.5), (x: 179.5, y: 10.5)]),
    }
}
