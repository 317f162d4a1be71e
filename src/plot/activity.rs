//! Vessels in each period, group by group.

use chrono::{DateTime, Utc};
use plotters::chart::ChartBuilder;
use plotters::element::{PathElement, Rectangle};
use plotters::prelude::{IntoDrawingArea, SVGBackend};
use plotters::series::LineSeries;
use plotters::style::{Color, RGBColor, ShapeStyle};

use super::PlotError;
use super::canvas::{INK, VESSELS, failed};
use crate::activity::Count;

/// Size of the figure of a group, in its own units.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 420;
/// Labels on the axis of time, about.
const LABELS: usize = 12;

/// Bars of the vessels in each period, with a line for the mean of the periods before: a panel for each group, types of ships together.
///
/// # Errors
///
/// [`PlotError`] if there is nothing to draw, or it cannot be drawn.
pub fn activity(counts: &[Count]) -> Result<String, PlotError> {
    let mut groups: Vec<(&str, Vec<&Count>)> = Vec::new();
    for count in counts.iter().filter(|count| count.ship_type.is_none()) {
        match groups.last_mut().filter(|(group, _)| *group == count.group) {
            Some((_, of_group)) => of_group.push(count),
            None => groups.push((&count.group, vec![count])),
        }
    }
    let mut svg = String::new();
    {
        let size = (WIDTH, HEIGHT * groups.len().max(1) as u32);
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&RGBColor(255, 255, 255)).map_err(failed)?;
        for ((group, counts), area) in groups.iter().zip(root.split_evenly((groups.len().max(1), 1))) {
            panel(group, counts, &area)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(svg)
}

fn panel(
    group: &str,
    counts: &[&Count],
    area: &plotters::drawing::DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
) -> Result<(), PlotError> {
    let baseline = |count: &Count| count.trailing.map(|trailing| trailing.baseline);
    let most =
        counts.iter().map(|count| f64::from(count.vessels).max(baseline(count).unwrap_or(0.0))).fold(1.0, f64::max);
    let last = counts.len() as f64;
    let mut chart = ChartBuilder::on(area)
        .caption(format!("Vessels, {group}"), ("sans-serif", 26))
        .margin(16)
        .x_label_area_size(44)
        .y_label_area_size(70)
        .build_cartesian_2d(0.0..last, 0.0..most * 1.15)
        .map_err(failed)?;
    let label = |at: &f64| counts.get(at.round() as usize).map_or(String::new(), |count| day(count.start));
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(LABELS.min(counts.len() + 1))
        .x_label_formatter(&label)
        .y_label_formatter(&|vessels| format!("{vessels:.0}"))
        .y_labels(6)
        .x_desc("start of the period, UTC")
        .y_desc("distinct vessels")
        .label_style(("sans-serif", 17))
        .axis_style(INK)
        .draw()
        .map_err(failed)?;
    let bars = counts.iter().enumerate().map(|(number, count)| {
        let left = number as f64;
        Rectangle::new([(left + 0.1, 0.0), (left + 0.9, f64::from(count.vessels))], VESSELS[0].filled())
    });
    chart
        .draw_series(bars)
        .map_err(failed)?
        .label("vessels")
        .legend(|(x, y)| Rectangle::new([(x, y - 6), (x + 18, y + 6)], VESSELS[0].filled()));
    let line = counts.iter().enumerate().filter_map(|(number, count)| Some((number as f64 + 0.5, baseline(count)?)));
    let style: ShapeStyle = VESSELS[1].stroke_width(3);
    chart
        .draw_series(LineSeries::new(line, style))
        .map_err(failed)?
        .label("mean of the periods before")
        .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], style));
    chart
        .configure_series_labels()
        .position(plotters::chart::SeriesLabelPosition::UpperLeft)
        .label_font(("sans-serif", 17))
        .background_style(RGBColor(255, 255, 255).mix(0.8))
        .border_style(INK.mix(0.3))
        .draw()
        .map_err(failed)
}

fn day(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d").to_string()
}
