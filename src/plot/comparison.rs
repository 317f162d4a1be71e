//! Methods side by side: precision against recall, and recall against the interval of sampling.

use plotters::chart::{ChartBuilder, ChartContext, SeriesLabelPosition};
use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement};
use plotters::prelude::{IntoDrawingArea, IntoLogRange, SVGBackend};
use plotters::series::LineSeries;
use plotters::style::{Color, RGBColor, ShapeStyle};

use super::PlotError;
use super::canvas::{INK, failed};
use crate::evaluate::{Answer, Question, names as names_of};

/// Size of a panel, in its own units; two stand side by side.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 460;
/// Beyond the end of an axis there is room for the legend.
const ROOM: f64 = 1.8;
/// Colours of Okabe and Ito, which readers with any kind of colour vision tell apart, and three more, in the order of the methods.
const COLOURS: [RGBColor; 9] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(90, 90, 90),
    RGBColor(120, 60, 20),
    RGBColor(110, 140, 20),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A panel for each question that was asked, and one for the interval of sampling, if that was.
///
/// # Errors
///
/// [`PlotError`] if it cannot be drawn.
pub fn comparison(answers: &[Answer]) -> Result<String, PlotError> {
    let of = |question: Question| -> Vec<&Answer> {
        answers.iter().filter(|answer| answer.question == question && answer.interval_s.is_none()).collect()
    };
    let asked: Vec<Vec<&Answer>> = Question::ALL.into_iter().map(of).filter(|answers| !answers.is_empty()).collect();
    let thinned: Vec<&Answer> = answers.iter().filter(|answer| answer.interval_s.is_some()).collect();
    let panels = asked.len() + usize::from(!thinned.is_empty());
    let rows = panels.div_ceil(2).max(1);
    let names = names_of(answers);
    let mut svg = String::new();
    {
        let size = (2 * WIDTH, HEIGHT * rows as u32);
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&RGBColor(255, 255, 255)).map_err(failed)?;
        let areas = root.split_evenly((rows, 2));
        for (answers, area) in asked.iter().zip(&areas) {
            curves(answers, &names, area)?;
        }
        if let Some(area) = areas.get(asked.len()).filter(|_| !thinned.is_empty()) {
            intervals(&thinned, &names, area)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(svg)
}

/// The line of a method, the same in every panel.
fn style(method: &str, names: &[&str]) -> ShapeStyle {
    let number = names.iter().position(|name| *name == method).unwrap_or_default();
    COLOURS[number % COLOURS.len()].stroke_width(3)
}

/// A panel with a title, and room for what its axes say.
fn frame<'a, 'b>(area: &'a Area<'b>, title: &str) -> ChartBuilder<'a, 'b, SVGBackend<'b>> {
    let mut chart = ChartBuilder::on(area);
    chart.caption(title, ("sans-serif", 24)).margin(14).x_label_area_size(44).y_label_area_size(58);
    chart
}

/// The names of the lines, beyond the end of the axis.
fn legend<'a>(chart: &mut ChartContext<'a, SVGBackend<'a>, impl CoordTranslate>) -> Result<(), PlotError> {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::MiddleRight)
        .label_font(("sans-serif", 16))
        .background_style(RGBColor(255, 255, 255).mix(0.85))
        .border_style(INK.mix(0.3))
        .draw()
        .map_err(failed)
}

/// Precision against recall as the least score falls; a method is a point where all its alerts count.
fn curves(answers: &[&Answer], names: &[&str], area: &Area<'_>) -> Result<(), PlotError> {
    let title = answers.first().map_or("", |answer| answer.question.as_str());
    let mut chart = frame(area, title).build_cartesian_2d(0.0..ROOM, 0.0..1.04).map_err(failed)?;
    chart
        .configure_mesh()
        .x_desc("recall")
        .x_labels(19)
        .x_label_formatter(&|recall| if *recall > 1.01 { String::new() } else { format!("{recall:.1}") })
        .y_desc("precision")
        .label_style(("sans-serif", 16))
        .axis_style(INK)
        .light_line_style(INK.mix(0.06))
        .bold_line_style(INK.mix(0.14))
        .draw()
        .map_err(failed)?;
    for answer in answers {
        let points = answer.curve.iter().map(|point| (point.recall, point.precision));
        let auc = answer.figures.auc_pr.value.map_or_else(String::new, |auc| format!(", AUC {auc:.2}"));
        let style = style(answer.method, names);
        chart
            .draw_series(LineSeries::new(points, style))
            .map_err(failed)?
            .label(format!("{}{auc}", answer.method))
            .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], style));
        let last = answer.curve.last().map(|point| Circle::new((point.recall, point.precision), 5, style.filled()));
        chart.draw_series(last).map_err(failed)?;
    }
    legend(&mut chart)
}

/// Recall of encounters against the interval of sampling.
fn intervals(answers: &[&Answer], names: &[&str], area: &Area<'_>) -> Result<(), PlotError> {
    let minutes = |answer: &Answer| f64::from(answer.interval_s.unwrap_or(1)) / 60.0;
    let (least, most) = answers.iter().fold((f64::INFINITY, 0.0_f64), |(least, most), answer| {
        (least.min(minutes(answer)), most.max(minutes(answer)))
    });
    let mut chart = frame(area, "encounters by interval of reports")
        .build_cartesian_2d((least * 0.9..most * (most / least).powf(ROOM - 1.0)).log_scale(), 0.0..1.04)
        .map_err(failed)?;
    chart
        .configure_mesh()
        .x_desc("minutes from one report to the next")
        .y_desc("recall")
        .x_label_formatter(&|minutes| {
            let label = format!("{minutes:.3}");
            if *minutes > most * 1.01 {
                String::new()
            } else {
                label.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        })
        .label_style(("sans-serif", 16))
        .axis_style(INK)
        .light_line_style(INK.mix(0.06))
        .bold_line_style(INK.mix(0.14))
        .draw()
        .map_err(failed)?;
    for method in names_of(answers.iter().copied()) {
        let of_method = answers.iter().filter(|answer| answer.method == method);
        let points: Vec<(f64, f64)> =
            of_method.filter_map(|answer| Some((minutes(answer), answer.figures.recall.value?))).collect();
        let style = style(method, names);
        chart
            .draw_series(LineSeries::new(points.iter().copied(), style))
            .map_err(failed)?
            .label(method)
            .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], style));
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 4, style.filled()))).map_err(failed)?;
    }
    legend(&mut chart)
}
