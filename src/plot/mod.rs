//! One figure of one encounter, as SVG.
//!
//! Four panels: the map about the meeting place; the hulls at a moment at which the distance was the
//! median, for at the least distance ever measured they would overlap by the noise of the receivers;
//! and, on one axis of time, the distance of the two and their speeds. The text of the figure is SVG text, drawn by
//! whoever shows it: no font is read and no C library linked. The same encounter gives the same bytes.

#[cfg(feature = "activity")]
mod activity;
mod canvas;
#[cfg(feature = "evaluate")]
mod comparison;
mod hulls;
mod map;
mod panel;
mod scene;
mod series;
mod ticks;

#[cfg(feature = "activity")]
pub use activity::activity;
#[cfg(feature = "evaluate")]
pub use comparison::comparison;

use crate::ais::Mmsi;
use crate::detect::{Encounter, EncounterParameters, Mode};
use crate::index::TrackIndex;
use canvas::{Anchor, Canvas};
use panel::Frame;
use scene::Scene;

/// Width of the figure in units of its view box.
const WIDTH: i32 = 1600;
/// Height of the figure.
const HEIGHT: i32 = 1080;

/// Why a figure cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlotError {
    /// The index does not hold the encounter.
    #[error("{mmsi} was not observed at {start}: draw an encounter from the index it was found in")]
    NotObserved {
        /// The vessel.
        mmsi: Mmsi,
        /// Start of the encounter, RFC 3339.
        start: String,
    },
    /// The drawing library failed.
    #[error("the figure cannot be drawn: {0}")]
    Drawing(String),
}

/// Draws an encounter, and gives the text of an SVG file.
///
/// `parameters` are those that the detector had: the thresholds in the figure are theirs.
/// Names come from the air and may hold anything; they are escaped, and what XML does not allow is
/// left out.
///
/// # Errors
///
/// [`PlotError::NotObserved`] if the encounter is not from this index.
///
/// ```
/// use lightering::{Detector, EncounterDetector, EncounterParameters, Fleet, TrackIndex};
///
/// # let fleet = Fleet::default();
/// let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
/// let parameters = EncounterParameters::default();
/// for encounter in EncounterDetector::new(parameters)?.detect(&index) {
///     let svg = lightering::plot::encounter(&encounter, &index, &parameters)?;
///     std::fs::write(format!("{}.svg", encounter.id), svg)?;
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn encounter(
    event: &Encounter,
    index: &TrackIndex<'_>,
    parameters: &EncounterParameters,
) -> Result<String, PlotError> {
    let scene = Scene::new(event, index)?;
    let mut svg = String::new();
    {
        let canvas = Canvas::new(&mut svg, WIDTH, HEIGHT)?;
        head(&canvas, event, &scene)?;
        map::draw(&canvas, Frame { left: 110, right: 750, top: 190, bottom: 620 }, event, &scene)?;
        hulls::draw(&canvas, Frame { left: 110, right: 750, top: 740, bottom: 1000 }, event, &scene)?;
        let above = Frame { left: 890, right: 1570, top: 190, bottom: 620 };
        series::distance(&canvas, above, event, &scene, parameters)?;
        let below = Frame { left: 890, right: 1570, top: 740, bottom: 1000 };
        series::speed(&canvas, below, event, &scene, parameters)?;
        canvas.finish()?;
    }
    // Inherited by every line: a sharp turn of a thick line would stick out as a spike.
    Ok(svg.replacen("<svg ", "<svg role=\"img\" stroke-linejoin=\"round\" stroke-linecap=\"round\" ", 1))
}

/// Title, account and legend.
fn head(canvas: &Canvas<'_>, event: &Encounter, scene: &Scene) -> Result<(), PlotError> {
    let [a, b] = &scene.vessels;
    canvas.text((30, 36), &format!("{} and {}", a.title(), b.title()), 30, canvas::INK, Anchor::Left)?;
    let kind = match event.mode {
        Mode::Drifting => "Drifting",
        Mode::UnderWay => "Under-way",
    };
    let account = format!(
        "{kind} encounter, {} to {} UTC, {:.1} h; in contact {:.1} h",
        event.start.format("%-d %b %Y %H:%M"),
        event.end.format("%-d %b %Y %H:%M"),
        event.duration_h(),
        event.contact_h,
    );
    canvas.text((30, 80), &account, 23, canvas::INK, Anchor::Left)?;
    let mut x = 30;
    for (vessel, colour) in scene.vessels.iter().zip(canvas::VESSELS) {
        canvas.line(&[(x, 122), (x + 46, 122)], colour, 7)?;
        let text = vessel.legend();
        canvas.text((x + 60, 122), &text, 22, canvas::INK, Anchor::Left)?;
        x += 60 + canvas::width(&text, 22) + 50;
    }
    Ok(())
}

#[cfg(test)]
#[path = "plot_tests.rs"]
mod tests;
