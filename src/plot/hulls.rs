//! The hulls at a typical moment.

use super::PlotError;
use super::canvas::{Anchor, Canvas, INK, VESSELS};
use super::panel::{Frame, Panel};
use super::scene::{Place, Scene};
use crate::ais::Dimensions;
use crate::detect::Encounter;
use crate::track::datetime;

/// Room about the hulls, as a share of their extent.
const ROOM: f64 = 0.25;
/// The panel shows at least this to each side, in metres.
const MIN_HALF_M: f64 = 50.0;
/// The shoulders of a hull lie this share of its length behind the stem: enough to tell bow from stern.
const BOW: f64 = 0.12;

pub(super) fn draw(canvas: &Canvas<'_>, frame: Frame, event: &Encounter, scene: &Scene) -> Result<(), PlotError> {
    let pose = &scene.pose;
    let outlines: Vec<Vec<Place>> = pose
        .antennas
        .iter()
        .zip(&pose.hulls)
        .map(|(&antenna, hull)| hull.map_or_else(|| vec![antenna], |hull| outline(hull, antenna)))
        .collect();
    let corners = || outlines.iter().flatten();
    let low = corners().fold((f64::INFINITY, f64::INFINITY), |low, at| (low.0.min(at.0), low.1.min(at.1)));
    let high = corners().fold((f64::NEG_INFINITY, f64::NEG_INFINITY), |high, at| (high.0.max(at.0), high.1.max(at.1)));
    let half = |low: f64, high: f64| ((high - low) / 2.0 * (1.0 + ROOM)).max(MIN_HALF_M);
    let centre = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
    let panel = Panel::square(canvas, frame, centre, (half(low.0, high.0), half(low.1, high.1)));

    let time = datetime(pose.time_ms).format("%-d %b %H:%M");
    let clearance = event.hull_clearance_m.map_or_else(String::new, |m| format!(", median hull clearance {m:.0} m"));
    panel.name(&format!("{time}: antennas {:.0} m apart{clearance}", pose.distance_m))?;
    for (outline, colour) in outlines.iter().zip(VESSELS) {
        let points: Vec<_> = outline.iter().map(|&place| panel.at(place)).collect();
        if points.len() > 2 {
            canvas.polygon(&points, colour, 0.35)?;
        }
    }
    for (&antenna, colour) in pose.antennas.iter().zip(VESSELS) {
        canvas.dot(panel.at(antenna), 8, colour)?;
    }
    let corners: Vec<_> = outlines.iter().flatten().map(|&place| panel.at(place)).collect();
    panel.scale_bar(&corners)?;
    panel.border()?;
    canvas.text((frame.left, frame.bottom + 22), note(&pose.hulls), 20, INK, Anchor::Left)
}

/// How far the outlines can be trusted.
fn note(hulls: &[Option<(Dimensions, f64)>; 2]) -> &'static str {
    if hulls.iter().any(Option::is_none) {
        "north up; dots: antennas; a hull or heading is not known"
    } else if hulls.iter().flatten().all(|(dimensions, _)| dimensions.antenna_known()) {
        "north up; dots: antennas; hulls and headings as reported"
    } else {
        "north up; dots: antennas, taken to be amidships"
    }
}

/// The outline of a hull, in metres to east and north.
fn outline((dimensions, heading_deg): (Dimensions, f64), antenna: Place) -> Vec<Place> {
    let (sin, cos) = heading_deg.to_radians().sin_cos();
    let corner = |ahead: f64, starboard: f64| {
        (antenna.0 + ahead * sin + starboard * cos, antenna.1 + ahead * cos - starboard * sin)
    };
    let (bow, stern) = (f64::from(dimensions.to_bow_m()), -f64::from(dimensions.to_stern_m()));
    let (port, starboard) = (-f64::from(dimensions.to_port_m()), f64::from(dimensions.to_starboard_m()));
    let shoulder = bow - BOW * (bow - stern);
    vec![
        corner(bow, (port + starboard) / 2.0),
        corner(shoulder, starboard),
        corner(stern, starboard),
        corner(stern, port),
        corner(shoulder, port),
    ]
}
