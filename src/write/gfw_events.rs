//! `events.json`: events in the field names of Global Fishing Watch's API.

use std::io::{self, Write};

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::{Value, json};

use super::cell::{DEGREE_DECIMALS, HOUR_DECIMALS, KILOMETRE_DECIMALS, SPEED_DECIMALS, rounded, time};
use crate::ais::{Mmsi, Position};
use crate::detect::{Encounter, EventId, Gap, GapClass, Loitering};

/// Writes encounters, loitering and gaps as `{"total": n, "entries": [...]}`, in order of start.
///
/// Entries have the names of version 3 of the [events API](https://globalfishingwatch.org/our-apis/documentation#events-api) of Global
/// Fishing Watch, so that notebooks written for it read them. An encounter has two entries, one for each vessel, with the other inside it,
/// as there; their ids are that of the encounter with `.1` and `.2`. A vessel's `ssvid` is its MMSI. What the API knows from registers and
/// maps, such as regions and authorizations, is not here; a field of its that is not known is `null`. Of loitering, `averageSpeedKnots` is the
/// median speed over time.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut out = Vec::new();
/// lightering::write::gfw_events(&[], &[], &[], &mut out)?;
/// assert!(out.starts_with(br#"{"entries":[],"total":0"#));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn gfw_events(
    encounters: &[Encounter],
    loitering: &[Loitering],
    gaps: &[Gap],
    mut out: impl Write,
) -> io::Result<()> {
    let mut entries: Vec<Entry<'_>> =
        encounters.iter().flat_map(|event| [1, 2].map(|of| Entry::Encounter(event, of))).collect();
    entries.extend(loitering.iter().map(Entry::Loitering));
    entries.extend(gaps.iter().map(Entry::Gap));
    entries.sort_by_key(Entry::key);
    // One entry at a time: as JSON, a million of them take gigabytes.
    out.write_all(b"{\"entries\":[")?;
    for (number, entry) in entries.iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut out, &entry.json())?;
    }
    writeln!(out, "],\"total\":{}}}", entries.len())
}

/// An event of which there is an entry.
enum Entry<'a> {
    /// With the number of the vessel that the entry is of.
    Encounter(&'a Encounter, u8),
    Loitering(&'a Loitering),
    Gap(&'a Gap),
}

impl Entry<'_> {
    /// What entries are sorted by: the start as it is written, to the second, and the id.
    fn key(&self) -> (i64, EventId, u8) {
        let second = |start: DateTime<Utc>| start.round_subsecs(0).timestamp();
        match self {
            Self::Encounter(event, number) => (second(event.start), event.id, *number),
            Self::Loitering(event) => (second(event.start), event.id, 0),
            Self::Gap(event) => (second(event.start), event.id, 0),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Encounter(event, number) => encounter(event, *number),
            Self::Loitering(event) => loiter(event),
            Self::Gap(event) => gap(event),
        }
    }
}

fn place(position: Position) -> Value {
    let degrees = |value| rounded(value, DEGREE_DECIMALS);
    json!({ "lat": degrees(position.latitude_deg()), "lon": degrees(position.longitude_deg()) })
}

fn vessel(mmsi: Mmsi) -> Value {
    json!({ "id": null, "name": null, "ssvid": mmsi.to_string(), "flag": mmsi.flag() })
}

fn entry(kind: &str, id: String, span: (String, String), position: Position, of: Mmsi) -> Value {
    let at = place(position);
    let bounds = json!([at["lon"], at["lat"], at["lon"], at["lat"]]);
    json!({
        "id": id,
        "type": kind,
        "start": span.0,
        "end": span.1,
        "position": at,
        "boundingBox": bounds,
        "regions": null,
        "distances": null,
        "vessel": vessel(of),
    })
}

fn encounter(event: &Encounter, number: u8) -> Value {
    let (own, other) = if number == 1 { (event.mmsi_a, event.mmsi_b) } else { (event.mmsi_b, event.mmsi_a) };
    let span = (time(event.start), time(event.end));
    let mut entry = entry("encounter", format!("{}.{number}", event.id), span, event.position, own);
    let speed_kn = f64::midpoint(event.median_speed_kn_a, event.median_speed_kn_b);
    entry["encounter"] = json!({
        "vessel": vessel(other),
        "medianDistanceKilometers": rounded(event.median_distance_m / 1000.0, KILOMETRE_DECIMALS),
        "medianSpeedKnots": rounded(speed_kn, SPEED_DECIMALS + 1),
        "type": null,
    });
    entry
}

fn loiter(event: &Loitering) -> Value {
    let span = (time(event.start), time(event.end));
    let mut entry = entry("loitering", event.id.to_string(), span, event.position, event.mmsi);
    entry["loitering"] = json!({
        "totalTimeHours": rounded(event.duration_h(), HOUR_DECIMALS),
        "totalDistanceKm": null,
        "averageSpeedKnots": rounded(event.median_speed_kn, SPEED_DECIMALS),
        "averageDistanceFromShoreKm": null,
    });
    entry
}

fn gap(event: &Gap) -> Value {
    let span = (time(event.start), time(event.end));
    let mut entry = entry("gap", event.id.to_string(), span, event.start_position, event.mmsi);
    entry["gap"] = json!({
        "intentionalDisabling": event.class == GapClass::Intentional,
        "distanceKm": event.distance_km.and_then(|km| rounded(km, KILOMETRE_DECIMALS)),
        "durationHours": rounded(event.duration_h(), HOUR_DECIMALS),
        "impliedSpeedKnots": event.implied_speed_kn.and_then(|knots| rounded(knots, SPEED_DECIMALS)),
        "offPosition": place(event.start_position),
        "onPosition": event.end_position.map(place),
    });
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::fixtures;

    #[test]
    fn an_encounter_has_an_entry_for_each_vessel_with_the_figures_of_the_event() {
        let event = fixtures::encounter();
        let mut out = Vec::new();
        gfw_events(std::slice::from_ref(&event), &[], &[], &mut out).unwrap();
        let json: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(json["total"], 2);
        let (first, second) = (&json["entries"][0], &json["entries"][1]);
        assert_eq!(first["type"], "encounter");
        assert_eq!(first["vessel"]["ssvid"], event.mmsi_a.to_string());
        assert_eq!(first["encounter"]["vessel"]["ssvid"], event.mmsi_b.to_string());
        assert_eq!(second["vessel"]["ssvid"], event.mmsi_b.to_string());
        let km = first["encounter"]["medianDistanceKilometers"].as_f64().unwrap();
        assert!((km - event.median_distance_m / 1000.0).abs() < 1e-3);
        assert_eq!(first["id"], format!("{}.1", event.id));
    }
}
