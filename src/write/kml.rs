//! `candidates.kml`: for Google Earth, with time.

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::{DateTime, Utc};
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::Writer;

use super::cell::{DEGREE_DECIMALS, number, steers, time};
use crate::ais::Position;
use crate::assess::{Candidate, Party};

/// So many candidates are drawn, the best: Google Earth grows slow with thousands of tracks.
const CANDIDATES: usize = 200;
/// Colours as KML has them: opacity, blue, green, red.
const COLOURS: [(&str, &str); 2] = [("a", "ffb0690f"), ("b", "ff1f6fd9")];

type Xml<W> = Writer<W>;

/// Writes the best 200 candidates as KML 2.2 with the track extension `gx`.
///
/// Each candidate is a folder: a place mark with its score, figures and reasons and with the time from start to end, the
/// tracks of the vessels, which the time slider moves along, thin lines where they were silent, and, where two silent vessels
/// can have met, that region.
///
/// # Errors
///
/// What the writer says.
pub fn candidates_kml(candidates: &[Candidate], out: impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("kml")
        .with_attribute(("xmlns", "http://www.opengis.net/kml/2.2"))
        .with_attribute(("xmlns:gx", "http://www.google.com/kml/ext/2.2"))
        .write_inner_content(|xml| {
            within(xml, "Document", |xml| {
                text(xml, "name", "Candidate ship-to-ship transfers")?;
                styles(xml)?;
                candidates.iter().take(CANDIDATES).try_for_each(|candidate| folder(xml, candidate))
            })
        })?;
    xml.into_inner().flush()
}

fn within<W: Write>(xml: &mut Xml<W>, name: &str, fill: impl FnOnce(&mut Xml<W>) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(fill)?;
    Ok(())
}

/// An element with text, in which characters that XML does not allow, or that steer others, are marked.
fn text<W: Write>(xml: &mut Xml<W>, name: &str, value: &str) -> io::Result<()> {
    let allowed = |c: char| c == '\n' || !(steers(c) || matches!(c, '\u{fffe}' | '\u{ffff}'));
    let value = match value.chars().all(allowed) {
        true => Cow::Borrowed(value),
        false => value.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect(),
    };
    xml.create_element(name).write_text_content(BytesText::new(&value))?;
    Ok(())
}

fn styles<W: Write>(xml: &mut Xml<W>) -> io::Result<()> {
    let mut style = |id: String, colour: &str, width: &str| {
        xml.create_element("Style").with_attribute(("id", id.as_str())).write_inner_content(|xml| {
            within(xml, "LineStyle", |xml| {
                text(xml, "color", colour)?;
                text(xml, "width", width)
            })?;
            within(xml, "PolyStyle", |xml| text(xml, "color", "40ffffff"))
        })?;
        Ok::<(), io::Error>(())
    };
    for (party, colour) in COLOURS {
        style(format!("track-{party}"), colour, "3")?;
        style(format!("dark-{party}"), &colour.replacen("ff", "80", 1), "1")?;
    }
    style("region".into(), "c0ffffff", "1")
}

fn folder<W: Write>(xml: &mut Xml<W>, candidate: &Candidate) -> io::Result<()> {
    let name = |party: &Party| party.name.clone().unwrap_or_else(|| party.mmsi.to_string());
    let names: Vec<String> = candidate.parties.iter().map(name).collect();
    within(xml, "Folder", |xml| {
        let title = match names.as_slice() {
            [alone] => format!("{alone} and a vessel unseen"),
            names => names.join(" / "),
        };
        text(xml, "name", &format!("{:+.1} {title}", candidate.score))?;
        text(xml, "visibility", if candidate.score > 0.0 { "1" } else { "0" })?;
        within(xml, "Placemark", |xml| {
            text(xml, "name", &title)?;
            text(xml, "description", &description(candidate))?;
            span(xml, candidate.start, candidate.end)?;
            within(xml, "Point", |xml| text(xml, "coordinates", &coordinates(candidate.position)))
        })?;
        for ((party, name), (style, _)) in candidate.parties.iter().zip(&names).zip(COLOURS) {
            track(xml, party, name, style)?;
        }
        match &candidate.region {
            Some(region) => within(xml, "Placemark", |xml| {
                text(xml, "name", "where they can have met")?;
                text(xml, "styleUrl", "#region")?;
                span(xml, candidate.start, candidate.end)?;
                let corners = region.exterior().coords().map(|at| degrees(at.x, at.y, ","));
                let ring = corners.collect::<Vec<_>>().join(" ");
                within(xml, "Polygon", |xml| {
                    text(xml, "tessellate", "1")?;
                    within(xml, "outerBoundaryIs", |xml| {
                        within(xml, "LinearRing", |xml| text(xml, "coordinates", &ring))
                    })
                })
            }),
            None => Ok(()),
        }
    })
}

/// What a click shows. Google Earth takes it for HTML, so that what ships say of themselves must not be.
fn description(candidate: &Candidate) -> String {
    let html = |text: &str| quick_xml::escape::escape(text).into_owned();
    let mut lines = vec![
        format!(
            "{}, score {:+.2}, probability {:.2}",
            candidate.kind.as_str(),
            candidate.score,
            candidate.probability()
        ),
        format!("{} to {}", time(candidate.start), time(candidate.end)),
    ];
    for party in &candidate.parties {
        let imo = party.imo.map(|imo| format!(", {imo}")).unwrap_or_default();
        let ship_type =
            party.ship_type.map(|ship_type| format!(", {}", ship_type.group().as_str())).unwrap_or_default();
        let name = party.name.as_deref().unwrap_or("no name");
        lines.push(html(&format!("{name}: MMSI {}{imo}{ship_type}", party.mmsi)));
    }
    lines.extend(
        candidate.evidence.iter().map(|evidence| html(&format!("{:+.2} {}", evidence.share, evidence.measure))),
    );
    lines.join("<br>\n")
}

fn span<W: Write>(xml: &mut Xml<W>, from: DateTime<Utc>, to: DateTime<Utc>) -> io::Result<()> {
    within(xml, "TimeSpan", |xml| {
        text(xml, "begin", &time(from))?;
        text(xml, "end", &time(to))
    })
}

/// A track in parts: as a moving mark where the vessel was heard, as a thin line where she was not.
fn track<W: Write>(xml: &mut Xml<W>, party: &Party, name: &str, style: &str) -> io::Result<()> {
    for (dark, part) in party.around.parts() {
        let points = party.around.track.get(part).unwrap_or_default();
        let ((Some(first), Some(last)), kind) = ((points.first(), points.last()), if dark { "dark" } else { "track" })
        else {
            continue;
        };
        within(xml, "Placemark", |xml| {
            text(xml, "name", &if dark { format!("{name}, silent") } else { name.to_owned() })?;
            if dark {
                span(xml, first.0, last.0)?;
            }
            text(xml, "styleUrl", &format!("#{kind}-{style}"))?;
            if dark {
                let line: Vec<String> = points.iter().map(|point| coordinates(point.1)).collect();
                return within(xml, "LineString", |xml| {
                    text(xml, "tessellate", "1")?;
                    text(xml, "coordinates", &line.join(" "))
                });
            }
            within(xml, "gx:Track", |xml| {
                points.iter().try_for_each(|point| text(xml, "when", &time(point.0)))?;
                let place = |place: Position| degrees(place.longitude_deg(), place.latitude_deg(), " ");
                points.iter().try_for_each(|point| text(xml, "gx:coord", &format!("{} 0", place(point.1))))
            })
        })?;
    }
    Ok(())
}

fn coordinates(position: Position) -> String {
    degrees(position.longitude_deg(), position.latitude_deg(), ",")
}

/// Longitude and latitude, the longitude within the map.
fn degrees(longitude: f64, latitude: f64, between: &str) -> String {
    let longitude = if longitude.abs() > 180.0 { longitude - 360.0 * longitude.signum() } else { longitude };
    format!("{}{between}{}", number(longitude, DEGREE_DECIMALS), number(latitude, DEGREE_DECIMALS))
}

#[cfg(test)]
#[path = "kml_tests.rs"]
mod tests;
