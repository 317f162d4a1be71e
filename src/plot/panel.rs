//! A rectangle of the figure with a scale in each direction.

use plotters::style::RGBColor;

use super::PlotError;
use super::canvas::{Anchor, Canvas, GRID, INK, Point};

/// Size of the numbers at an axis.
const NUMBER_SIZE: i32 = 20;
/// Size of what an axis or panel is called.
const NAME_SIZE: i32 = 21;

/// Where a panel lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) top: i32,
    pub(super) bottom: i32,
}

impl Frame {
    pub(super) fn width(self) -> f64 {
        f64::from(self.right - self.left)
    }

    pub(super) fn height(self) -> f64 {
        f64::from(self.bottom - self.top)
    }
}

/// A panel of two linear scales.
pub(super) struct Panel<'c, 's> {
    pub(super) canvas: &'c Canvas<'s>,
    pub(super) frame: Frame,
    x: (f64, f64),
    y: (f64, f64),
}

impl<'c, 's> Panel<'c, 's> {
    /// A panel that shows `x` from left to right and `y` from bottom to top.
    pub(super) fn new(canvas: &'c Canvas<'s>, frame: Frame, x: (f64, f64), y: (f64, f64)) -> Self {
        Self { canvas, frame, x, y }
    }

    /// A panel of equal scales about a centre, at least so large to each side.
    pub(super) fn square(canvas: &'c Canvas<'s>, frame: Frame, centre: (f64, f64), half: (f64, f64)) -> Self {
        let per_unit = (2.0 * half.0 / frame.width()).max(2.0 * half.1 / frame.height());
        let (x, y) = (per_unit * frame.width() / 2.0, per_unit * frame.height() / 2.0);
        Self::new(canvas, frame, (centre.0 - x, centre.0 + x), (centre.1 - y, centre.1 + y))
    }

    pub(super) fn x_range(&self) -> (f64, f64) {
        self.x
    }

    pub(super) fn y_range(&self) -> (f64, f64) {
        self.y
    }

    fn exact(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let across = (x - self.x.0) / (self.x.1 - self.x.0);
        let up = (y - self.y.0) / (self.y.1 - self.y.0);
        (
            f64::from(self.frame.left) + across * self.frame.width(),
            f64::from(self.frame.bottom) - up * self.frame.height(),
        )
    }

    pub(super) fn at(&self, place: (f64, f64)) -> Point {
        let (x, y) = self.exact(place);
        (x.round() as i32, y.round() as i32)
    }

    pub(super) fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
    }

    /// A line through places, cut at the frame.
    pub(super) fn line(&self, places: &[(f64, f64)], colour: RGBColor, width: u32) -> Result<(), PlotError> {
        let mut points: Vec<Point> = Vec::new();
        for ends in places.windows(2) {
            let Some((from, to)) = clip(self.exact(ends[0]), self.exact(ends[1]), self.frame) else { continue };
            if points.last() != Some(&from) {
                self.stroke(&points, colour, width)?;
                points = vec![from];
            }
            if from != to {
                points.push(to);
            }
        }
        self.stroke(&points, colour, width)
    }

    fn stroke(&self, points: &[Point], colour: RGBColor, width: u32) -> Result<(), PlotError> {
        if points.len() < 2 { Ok(()) } else { self.canvas.line(points, colour, width) }
    }

    /// A line of the grid and its number below the panel.
    pub(super) fn x_tick(&self, x: f64, text: &str) -> Result<(), PlotError> {
        let (at, _) = self.at((x, self.y.0));
        self.canvas.line(&[(at, self.frame.top), (at, self.frame.bottom)], GRID, 1)?;
        self.canvas.text((at, self.frame.bottom + 20), text, NUMBER_SIZE, INK, Anchor::Middle)
    }

    /// A line of the grid and its number to the left of the panel.
    pub(super) fn y_tick(&self, y: f64, text: &str) -> Result<(), PlotError> {
        let (_, at) = self.at((self.x.0, y));
        self.canvas.line(&[(self.frame.left, at), (self.frame.right, at)], GRID, 1)?;
        self.y_number(y, text)
    }

    /// A number to the left of the panel alone.
    pub(super) fn y_number(&self, y: f64, text: &str) -> Result<(), PlotError> {
        let (_, at) = self.at((self.x.0, y));
        self.canvas.text((self.frame.left - 10, at), text, NUMBER_SIZE, INK, Anchor::Right)
    }

    /// A dashed line across the panel.
    pub(super) fn threshold(&self, y: f64) -> Result<(), PlotError> {
        let (_, at) = self.at((self.x.0, y));
        self.canvas.dashes((self.frame.left, at), (self.frame.right, at), INK)
    }

    /// What the panel shows, above it.
    pub(super) fn name(&self, text: &str) -> Result<(), PlotError> {
        self.canvas.text((self.frame.left, self.frame.top - 20), text, NAME_SIZE, INK, Anchor::Left)
    }

    /// What the axis below it is.
    pub(super) fn x_name(&self, text: &str) -> Result<(), PlotError> {
        let middle = (self.frame.left + self.frame.right) / 2;
        self.canvas.text((middle, self.frame.bottom + 50), text, NAME_SIZE, INK, Anchor::Middle)
    }

    /// What the axis to the left of it is.
    pub(super) fn y_name(&self, text: &str) -> Result<(), PlotError> {
        let middle = (self.frame.top + self.frame.bottom) / 2;
        self.canvas.text((self.frame.left - 84, middle), text, NAME_SIZE, INK, Anchor::Upwards)
    }

    /// A bar that is a round number of metres long, in the corner that holds the fewest of some points.
    pub(super) fn scale_bar(&self, busy: &[Point]) -> Result<(), PlotError> {
        let length = super::ticks::step(self.x.0, self.x.1, 8);
        let (from, _) = self.at((self.x.0, self.y.0));
        let (to, _) = self.at((self.x.0 + length, self.y.0));
        let (bar, frame) = (to - from, self.frame);
        let corners = [frame.bottom - 18, frame.top + 40].map(|y| [(frame.left + 20, y), (frame.right - 20 - bar, y)]);
        let held = |&(left, y): &Point| {
            let near = |at: &&Point| (left - 20..=left + bar + 20).contains(&at.0) && (y - 40..=y + 18).contains(&at.1);
            busy.iter().filter(near).count()
        };
        let Some((left, y)) = corners.into_iter().flatten().min_by_key(held) else { return Ok(()) };
        let right = left + bar;
        self.canvas.line(&[(left, y - 7), (left, y), (right, y), (right, y - 7)], INK, 2)?;
        let text = super::ticks::metres(length);
        self.canvas.text(((left + right) / 2, y - 16), &text, NUMBER_SIZE, INK, Anchor::Middle)
    }

    pub(super) fn border(&self) -> Result<(), PlotError> {
        self.canvas.frame((self.frame.left, self.frame.top), (self.frame.right, self.frame.bottom))
    }
}

/// The part of a stretch that is inside a frame (Liang and Barsky, <https://doi.org/10.1145/357332.357333>).
fn clip(from: (f64, f64), to: (f64, f64), frame: Frame) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (motion, room) in [
        (-dx, from.0 - f64::from(frame.left)),
        (dx, f64::from(frame.right) - from.0),
        (-dy, from.1 - f64::from(frame.top)),
        (dy, f64::from(frame.bottom) - from.1),
    ] {
        if motion == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if motion < 0.0 {
            enter = enter.max(room / motion);
        } else {
            leave = leave.min(room / motion);
        }
    }
    let at = |fraction: f64| ((from.0 + dx * fraction).round() as i32, (from.1 + dy * fraction).round() as i32);
    (enter <= leave).then(|| (at(enter), at(leave)))
}
