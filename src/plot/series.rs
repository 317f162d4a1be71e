//! Distance and speeds over time.

use super::PlotError;
use super::canvas::{Anchor, BAND, Canvas, INK, VESSELS};
use super::panel::{Frame, Panel};
use super::scene::Scene;
use super::ticks;
use crate::detect::{Encounter, EncounterParameters, Mode};
use crate::track::datetime;

/// The least distance that a scale of powers of ten shows, in metres.
const MIN_DISTANCE_M: f64 = 1.0;
/// Most numbers on the axis of time.
const MAX_TIMES: i64 = 7;

/// The distance between the two, on a scale of powers of ten.
pub(super) fn distance(
    canvas: &Canvas<'_>,
    frame: Frame,
    event: &Encounter,
    scene: &Scene,
    parameters: &EncounterParameters,
) -> Result<(), PlotError> {
    let height = |metres: f64| metres.max(MIN_DISTANCE_M).log10();
    let threshold = height(parameters.max_distance_m);
    let all = || scene.distance_m.iter().flatten().map(|&(_, metres)| height(metres));
    // Half a power below the least leaves room for the words below the curve.
    let low = (all().fold(threshold, f64::min) - 0.5).floor().max(0.0);
    let high = all().fold(threshold, f64::max) + 0.1;
    let panel = over_time(canvas, frame, scene, (low, high))?;
    panel.name("Distance between the antennas")?;
    panel.x_name("shaded: from start to end; dashed: thresholds")?;
    for power in low as i32..=high as i32 {
        // The number of a threshold that would stand on it is more use.
        if (f64::from(power) - threshold).abs() > 0.12 || f64::from(power) == threshold {
            panel.y_tick(f64::from(power), &ticks::metres(10_f64.powi(power)))?;
        }
    }
    panel.threshold(threshold)?;
    if threshold.fract() != 0.0 {
        panel.y_number(threshold, &ticks::metres(parameters.max_distance_m))?;
    }
    for part in &scene.distance_m {
        let line: Vec<_> = part.iter().map(|&(time, metres)| (time as f64, height(metres))).collect();
        panel.line(&line, INK, 3)?;
    }
    let middle = (scene.start_ms / 2 + scene.end_ms / 2) as f64;
    let (x, y) = panel.at((middle, low));
    let words = format!("median {:.0} m, least {:.0} m", event.median_distance_m, event.min_distance_m);
    canvas.text((x, y - 24), &words, 21, INK, Anchor::Middle)?;
    panel.border()
}

/// The speeds of both.
pub(super) fn speed(
    canvas: &Canvas<'_>,
    frame: Frame,
    event: &Encounter,
    scene: &Scene,
    parameters: &EncounterParameters,
) -> Result<(), PlotError> {
    let threshold = match event.mode {
        Mode::Drifting => parameters.max_speed_kn,
        Mode::UnderWay => parameters.max_under_way_speed_kn,
    };
    let all = scene.vessels.iter().flat_map(|vessel| vessel.speed_kn.iter().flatten());
    let high = all.map(|&(_, kn)| kn).fold(threshold, f64::max) * 1.08 + 0.1;
    let panel = over_time(canvas, frame, scene, (0.0, high))?;
    panel.name(&format!(
        "Speeds over ground, from the tracks; medians {:.1} and {:.1} kn",
        event.median_speed_kn_a, event.median_speed_kn_b
    ))?;
    panel.y_name("knots")?;
    for kn in ticks::numbers(0.0, high, 5) {
        panel.y_tick(kn, &ticks::number(kn))?;
    }
    panel.threshold(threshold)?;
    for (vessel, colour) in scene.vessels.iter().zip(VESSELS) {
        for part in &vessel.speed_kn {
            let line: Vec<_> = part.iter().map(|&(time, kn)| (time as f64, kn)).collect();
            panel.line(&line, colour, 3)?;
        }
    }
    panel.border()?;
    let span = |time: i64| datetime(time).format("%-d %b %Y").to_string();
    let (from, to) = (span(scene.from_ms), span(scene.to_ms));
    panel.x_name(&if from == to { format!("UTC, {from}") } else { format!("UTC, {from} to {to}") })
}

/// A panel with the time from left to right and the encounter shaded.
fn over_time<'c, 's>(
    canvas: &'c Canvas<'s>,
    frame: Frame,
    scene: &Scene,
    y: (f64, f64),
) -> Result<Panel<'c, 's>, PlotError> {
    let panel = Panel::new(canvas, frame, (scene.from_ms as f64, scene.to_ms as f64), y);
    let (left, top) = panel.at((scene.start_ms as f64, y.1));
    let (right, bottom) = panel.at((scene.end_ms as f64, y.0));
    canvas.rectangle((left, top), (right, bottom), BAND)?;
    for time in ticks::times(scene.from_ms, scene.to_ms, MAX_TIMES) {
        panel.x_tick(time as f64, &ticks::clock(datetime(time)))?;
    }
    Ok(panel)
}
