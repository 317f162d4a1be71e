//! Strokes, fills and text on an SVG, in its own units.

use plotters::coord::Shift;
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::PlotError;

/// A point of the figure: to the right and down.
pub(super) type Point = (i32, i32);

/// Blue and vermilion of the palette of Okabe and Ito, which all kinds of colour vision tell apart.
pub(super) const VESSELS: [RGBColor; 2] = [RGBColor(0, 114, 178), RGBColor(213, 94, 0)];
/// Text and frames.
pub(super) const INK: RGBColor = RGBColor(34, 34, 34);
/// Lines of the grid.
pub(super) const GRID: RGBColor = RGBColor(221, 221, 221);
/// The time of the encounter.
pub(super) const BAND: RGBColor = RGBColor(236, 236, 226);
/// Behind everything.
const PAPER: RGBColor = RGBColor(255, 255, 255);
/// Length of a dash and of the space after it.
const DASH: f64 = 9.0;

/// Which point of a text stands at the place given; vertically it is the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
    /// Reads upwards, its middle at the place.
    Upwards,
}

/// The sheet to draw on.
pub(super) struct Canvas<'s> {
    area: DrawingArea<SVGBackend<'s>, Shift>,
}

/// About how wide a text is; the font is that of whoever shows it.
pub(super) fn width(text: &str, size: i32) -> i32 {
    (text.chars().count() as f64 * f64::from(size) * 0.57).round() as i32
}

impl<'s> Canvas<'s> {
    pub(super) fn new(svg: &'s mut String, width: i32, height: i32) -> Result<Self, PlotError> {
        let area = SVGBackend::with_string(svg, (width as u32, height as u32)).into_drawing_area();
        area.fill(&PAPER).map_err(failed)?;
        Ok(Self { area })
    }

    pub(super) fn finish(self) -> Result<(), PlotError> {
        self.area.present().map_err(failed)
    }

    pub(super) fn line(&self, points: &[Point], colour: RGBColor, width: u32) -> Result<(), PlotError> {
        self.draw(&PathElement::new(points.to_vec(), stroke(colour, width)))
    }

    pub(super) fn dashes(&self, from: Point, to: Point, colour: RGBColor) -> Result<(), PlotError> {
        let (dx, dy) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        let length = dx.hypot(dy);
        let at = |along: f64| {
            let fraction = (along / length).min(1.0);
            (from.0 + (dx * fraction).round() as i32, from.1 + (dy * fraction).round() as i32)
        };
        let mut along = 0.0;
        while along < length {
            self.line(&[at(along), at(along + DASH)], colour, 2)?;
            along += 2.0 * DASH;
        }
        Ok(())
    }

    pub(super) fn rectangle(&self, corner: Point, opposite: Point, colour: RGBColor) -> Result<(), PlotError> {
        self.draw(&Rectangle::new([corner, opposite], colour.filled()))
    }

    pub(super) fn frame(&self, corner: Point, opposite: Point) -> Result<(), PlotError> {
        self.draw(&Rectangle::new([corner, opposite], stroke(INK, 1)))
    }

    /// A filled polygon with an edge of its own colour.
    pub(super) fn polygon(&self, corners: &[Point], colour: RGBColor, opacity: f64) -> Result<(), PlotError> {
        self.draw(&Polygon::new(corners.to_vec(), colour.mix(opacity).filled()))?;
        let mut edge = corners.to_vec();
        edge.extend(corners.first());
        self.line(&edge, colour, 3)
    }

    pub(super) fn dot(&self, at: Point, radius: i32, colour: RGBColor) -> Result<(), PlotError> {
        self.draw(&Circle::new(at, radius, colour.filled()))
    }

    pub(super) fn text(
        &self,
        at: Point,
        text: &str,
        size: i32,
        colour: RGBColor,
        anchor: Anchor,
    ) -> Result<(), PlotError> {
        let horizontal = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle | Anchor::Upwards => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let turn = if anchor == Anchor::Upwards { FontTransform::Rotate270 } else { FontTransform::None };
        // The backend writes 1/1.24 of the size as `font-size`.
        let font = ("sans-serif", f64::from(size) * 1.24).into_font().transform(turn);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(horizontal, VPos::Center));
        self.draw(&Text::new(text.to_owned(), at, style))
    }

    fn draw<E>(&self, element: &E) -> Result<(), PlotError>
    where
        for<'e> &'e E: PointCollection<'e, Point>,
        E: Drawable<SVGBackend<'s>>,
    {
        self.area.draw(element).map_err(failed)
    }
}

fn stroke(colour: RGBColor, width: u32) -> ShapeStyle {
    ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: width }
}

pub(super) fn failed(error: impl std::fmt::Display) -> PlotError {
    PlotError::Drawing(error.to_string())
}
