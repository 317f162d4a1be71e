//! The map about the meeting place.

use plotters::style::RGBColor;

use super::PlotError;
use super::canvas::{Canvas, VESSELS};
use super::panel::{Frame, Panel};
use super::scene::{Place, Scene, Timed};
use super::ticks;
use crate::detect::Encounter;

/// Room about the encounter, as a share of its extent.
const ROOM: f64 = 0.3;
/// The map shows at least this to each side, in metres.
const MIN_HALF_M: f64 = 700.0;
/// An arrow stands on a stretch of at least this length in the figure.
const MIN_ARROW: f64 = 70.0;
/// Length and half the width of an arrow's head.
const ARROW: (f64, f64) = (24.0, 9.0);

pub(super) fn draw(canvas: &Canvas<'_>, frame: Frame, event: &Encounter, scene: &Scene) -> Result<(), PlotError> {
    let (centre, half) = extent(scene);
    let panel = Panel::square(canvas, frame, centre, half);
    panel.name("Tracks; thick: from start to end of the encounter")?;
    grid(&panel)?;
    for (vessel, colour) in scene.vessels.iter().zip(VESSELS) {
        for part in &vessel.path {
            line(&panel, part.iter(), colour, 2)?;
            let before: Vec<_> = part.iter().filter(|at| at.0 <= scene.start_ms).copied().collect();
            let after: Vec<_> = part.iter().filter(|at| at.0 >= scene.end_ms).copied().collect();
            arrow(&panel, &before, colour)?;
            arrow(&panel, &after, colour)?;
        }
    }
    // The second is thinner, so that where they lie on each other both are seen.
    for ((vessel, colour), width) in scene.vessels.iter().zip(VESSELS).zip([10, 4]) {
        for part in &vessel.path {
            line(&panel, part.iter().filter(|at| scene.during(at.0)), colour, width)?;
        }
    }
    let places = scene.vessels.iter().flat_map(|vessel| vessel.path.iter().flatten());
    let points: Vec<_> = places.map(|&(_, place)| panel.at(place)).collect();
    panel.scale_bar(&points)?;
    panel.border()?;
    let (latitude, longitude) = (event.position.latitude_deg(), event.position.longitude_deg());
    let (north, east) = (if latitude < 0.0 { 'S' } else { 'N' }, if longitude < 0.0 { 'W' } else { 'E' });
    panel.x_name(&format!("km east of {:.4}° {north}, {:.4}° {east}", latitude.abs(), longitude.abs()))?;
    panel.y_name("km north")
}

/// Centre and half the size of what holds the encounter, in metres.
fn extent(scene: &Scene) -> (Place, Place) {
    let mut low = (f64::INFINITY, f64::INFINITY);
    let mut high = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    let paths = scene.vessels.iter().flat_map(|vessel| vessel.path.iter().flatten());
    for &(_, (east, north)) in paths.filter(|at| scene.during(at.0)) {
        low = (low.0.min(east), low.1.min(north));
        high = (high.0.max(east), high.1.max(north));
    }
    let half = |low: f64, high: f64| ((high - low) / 2.0 * (1.0 + ROOM)).max(MIN_HALF_M);
    (((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0), (half(low.0, high.0), half(low.1, high.1)))
}

fn grid(panel: &Panel<'_, '_>) -> Result<(), PlotError> {
    let ((west, east), (south, north)) = (panel.x_range(), panel.y_range());
    for x in ticks::numbers(west / 1000.0, east / 1000.0, 7) {
        panel.x_tick(x * 1000.0, &ticks::number(x))?;
    }
    for y in ticks::numbers(south / 1000.0, north / 1000.0, 6) {
        panel.y_tick(y * 1000.0, &ticks::number(y))?;
    }
    Ok(())
}

fn line<'p>(
    panel: &Panel<'_, '_>,
    part: impl Iterator<Item = &'p Timed<Place>>,
    colour: RGBColor,
    width: u32,
) -> Result<(), PlotError> {
    let places: Vec<Place> = part.map(|&(_, place)| place).collect();
    panel.line(&places, colour, width)
}

/// An arrow head in the middle of what the map shows of a stretch.
fn arrow(panel: &Panel<'_, '_>, part: &[Timed<Place>], colour: RGBColor) -> Result<(), PlotError> {
    let seen: Vec<(f64, f64)> = part
        .iter()
        .filter(|at| panel.holds(at.1))
        .map(|at| panel.at(at.1))
        .map(|(x, y)| (f64::from(x), f64::from(y)))
        .collect();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return Ok(()) };
    let (dx, dy) = (last.0 - first.0, last.1 - first.1);
    let length = dx.hypot(dy);
    if length < MIN_ARROW {
        return Ok(());
    }
    let (along, aside) = ((dx / length, dy / length), (-dy / length, dx / length));
    let tip = seen[seen.len() / 2];
    let corner = |back: f64, side: f64| {
        (
            (tip.0 - along.0 * back + aside.0 * side).round() as i32,
            (tip.1 - along.1 * back + aside.1 * side).round() as i32,
        )
    };
    panel.canvas.polygon(&[corner(0.0, 0.0), corner(ARROW.0, ARROW.1), corner(ARROW.0, -ARROW.1)], colour, 1.0)
}
