//! Consecutive fixes as sums: what tells a vessel that stands still under way, or goes round and round, from others.
//!
//! The sums of two stretches of fixes that follow each other make those of both, in whole numbers: so it does not matter where
//! the data are cut.

use super::builder::Row;
use crate::ais::{NavStatus, Position};
use crate::geodesy::range_e7;

/// How long a spell is, in milliseconds: half an hour. Half of the time that a vessel has to stand still for is the
/// longest of which one lies within it, wherever it begins; a shorter one would not hold one turn of a wide circle.
const SPELL_MS: i64 = 1_800_000;
/// Metres to the north in a unit of 1e-7 degrees, within half a per cent everywhere.
const METRES_PER_E7: f64 = 0.011_12;
/// All the way round, in units of 1e-7 degrees.
const ROUND_E7: i64 = 3_600_000_000;
/// A spell that is wider than this, in units of 1e-7 degrees (22 km to the north), is not looked into. In narrower ones no
/// sum overflows.
const WIDEST_E7: i64 = 2_000_000;
/// Fixes in a spell that a circle can be seen in: a square has four corners in a turn, and there should be more than one turn.
const LEAST_ROUND_FIXES: u32 = 6;
/// A spell is looked at as a circle if it encloses at least so much of one: for five fixes a turn it is 0.76.
const LEAST_ENCLOSED: f64 = 0.6;
/// And if at least this share of the way is needed to enclose it: one that goes to and fro needs much more way.
const LEAST_ROUND_SHARE: f64 = 0.6;
/// And is about as wide as it is high: the smaller of both over the greater.
const LEAST_SQUARE: f64 = 0.7;

/// Which half hours are kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SpellRules {
    /// A fix says that the vessel moves if it reports this speed, in tenths of a knot …
    pub(crate) moving_decikn: u16,
    /// … or this one, and that it is under way using its engine.
    pub(crate) moving_under_way_decikn: u16,
    /// What says so and keeps within this, in metres, is suspect.
    pub(crate) frozen_extent_m: f64,
    /// Circles of a smaller radius, in metres, are not looked at.
    pub(crate) min_radius_m: f64,
}

impl SpellRules {
    fn says_that_it_moves(&self, row: &Row) -> bool {
        let under_way = row.status == NavStatus::UNDER_WAY_USING_ENGINE.code();
        let least = if under_way { self.moving_under_way_decikn.min(self.moving_decikn) } else { self.moving_decikn };
        row.sog != Row::NO_SPEED && row.sog >= least
    }
}

/// A place relative to another, in units of 1e-7 degrees, without the jump at the antimeridian.
///
/// Arithmetic wraps: what a false place does to sums must not stop the program, and is not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
struct Offset {
    north: i64,
    east: i64,
}

impl Offset {
    #[inline]
    fn between(from: (i32, i32), to: (i32, i32)) -> Self {
        let east = i64::from(to.1) - i64::from(from.1);
        let round = if east >= ROUND_E7 / 2 {
            -ROUND_E7
        } else if east < -ROUND_E7 / 2 {
            ROUND_E7
        } else {
            0
        };
        Self { north: i64::from(to.0) - i64::from(from.0), east: east + round }
    }

    #[inline]
    fn plus(self, other: Self) -> Self {
        Self { north: self.north.wrapping_add(other.north), east: self.east.wrapping_add(other.east) }
    }

    #[inline]
    fn each(self, other: Self, of: impl Fn(i64, i64) -> i64) -> Self {
        Self { north: of(self.north, other.north), east: of(self.east, other.east) }
    }

    #[inline]
    fn times(self, factor: i64) -> Self {
        Self { north: self.north.wrapping_mul(factor), east: self.east.wrapping_mul(factor) }
    }

    #[inline]
    fn squared(self) -> Self {
        self.each(self, i64::wrapping_mul)
    }

    #[inline]
    fn magnitude(self) -> Self {
        Self { north: self.north.wrapping_abs(), east: self.east.wrapping_abs() }
    }

    /// Twice the area of the triangle of the origin, this and the next.
    #[inline]
    fn cross(self, next: Self) -> i64 {
        self.east.wrapping_mul(next.north).wrapping_sub(self.north.wrapping_mul(next.east))
    }
}

/// Consecutive fixes of a vessel as sums; places are relative to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Spell {
    pub(crate) first_ms: i64,
    pub(crate) last_ms: i64,
    /// Latitude and longitude in units of 1e-7 degrees.
    first: (i32, i32),
    last: (i32, i32),
    /// Where the last fix is.
    end: Offset,
    pub(crate) fixes: u32,
    sum: Offset,
    sum_of_squares: Offset,
    low: Offset,
    high: Offset,
    /// The way to the north and back, and to the east and back.
    way: Offset,
    /// Twice the area to the left of the way, closed from the last fix to the first.
    twice_area: i64,
    /// Fixes with a speed, the sum of speeds in tenths of a knot, and how many say that the vessel moves.
    pub(crate) with_speed: u32,
    speeds_decikn: u64,
    moving: u32,
    /// Fixes whose true heading is to the north-east, south-east, south-west and north-west.
    pub(crate) headings: [u32; 4],
}

impl Spell {
    /// The spell of one fix.
    #[inline]
    pub(super) fn of(row: &Row, rules: &SpellRules) -> Self {
        let with_speed = row.sog != Row::NO_SPEED;
        let mut headings = [0; 4];
        if let Some(of_quadrant) = headings.get_mut(usize::from(row.heading / 90)) {
            *of_quadrant = 1;
        }
        let here = (row.latitude_e7, row.longitude_e7);
        Self {
            first_ms: row.time_ms,
            last_ms: row.time_ms,
            first: here,
            last: here,
            end: Offset::default(),
            fixes: 1,
            sum: Offset::default(),
            sum_of_squares: Offset::default(),
            low: Offset::default(),
            high: Offset::default(),
            way: Offset::default(),
            twice_area: 0,
            with_speed: u32::from(with_speed),
            speeds_decikn: if with_speed { u64::from(row.sog) } else { 0 },
            moving: u32::from(rules.says_that_it_moves(row)),
            headings,
        }
    }

    /// The spell of fixes of one half hour, in order of time; `None` without any.
    pub(super) fn of_rows(rows: &[Row], rules: &SpellRules) -> Option<Self> {
        let (first, rows) = rows.split_first()?;
        let mut spell = Self::of(first, rules);
        rows.iter().for_each(|row| spell.push(row, rules));
        Some(spell)
    }

    /// Goes on to a later fix: what [`join`](Self::join) with its spell comes to.
    #[inline]
    fn push(&mut self, row: &Row, rules: &SpellRules) {
        let here = (row.latitude_e7, row.longitude_e7);
        let step = Offset::between(self.last, here);
        let shift = self.end.plus(step);
        self.twice_area = self.twice_area.wrapping_add(self.end.cross(shift));
        self.sum_of_squares = self.sum_of_squares.plus(shift.squared());
        self.sum = self.sum.plus(shift);
        self.low = self.low.each(shift, i64::min);
        self.high = self.high.each(shift, i64::max);
        self.way = self.way.plus(step.magnitude());
        (self.end, self.last, self.last_ms) = (shift, here, row.time_ms);
        self.fixes = self.fixes.saturating_add(1);
        if row.sog != Row::NO_SPEED {
            self.with_speed = self.with_speed.saturating_add(1);
            self.speeds_decikn = self.speeds_decikn.saturating_add(row.sog.into());
        }
        self.moving = self.moving.saturating_add(rules.says_that_it_moves(row).into());
        if let Some(of_quadrant) = self.headings.get_mut(usize::from(row.heading / 90)) {
            *of_quadrant = of_quadrant.saturating_add(1);
        }
    }

    /// Whether the spell of some fixes may be suspect: false only where it is not, by the box that they lie in.
    pub(super) fn may_be_suspect(rows: &[Row], rules: &SpellRules) -> bool {
        let Some(first) = rows.first() else { return false };
        let (south, north) = range_e7(rows.iter().map(|row| row.latitude_e7));
        let (west, east) = range_e7(rows.iter().map(|row| row.longitude_e7));
        let from_first = |latitude: i32, longitude: i32| Offset {
            north: i64::from(latitude) - i64::from(first.latitude_e7),
            east: i64::from(longitude) - i64::from(first.longitude_e7),
        };
        let (low, high) = (from_first(south, west), from_first(north, east));
        // Wider ones may lie across the antimeridian.
        if high.east - low.east >= ROUND_E7 / 2 {
            return true;
        }
        let moving = rows.iter().filter(|row| rules.says_that_it_moves(row)).count() as u32;
        let outline = Self { low, high, moving, fixes: rows.len() as u32, ..Self::of(first, rules) };
        outline.is_frozen(rules) || outline.is_square(rules)
    }

    /// The half hour that it begins in.
    #[inline]
    pub(crate) fn number(&self) -> i64 {
        Self::number_at(self.first_ms)
    }

    /// The half hour of a time.
    #[inline]
    pub(super) fn number_at(time_ms: i64) -> i64 {
        time_ms.div_euclid(SPELL_MS)
    }

    /// When the half hour of a time ends.
    pub(super) fn end_ms(time_ms: i64) -> i64 {
        Self::number_at(time_ms).saturating_add(1).saturating_mul(SPELL_MS)
    }

    /// Whether it ends in the half hour before another begins.
    pub(crate) fn comes_right_before(&self, later: &Self) -> bool {
        self.last_ms.div_euclid(SPELL_MS) + 1 == later.number()
    }

    /// Goes on as another, which is later.
    #[inline]
    pub(crate) fn join(&mut self, later: &Self) {
        let step = Offset::between(self.last, later.first);
        let shift = self.end.plus(step);
        let fixes = i64::from(later.fixes);
        let twice = later.sum.each(shift, i64::wrapping_mul).times(2);
        self.twice_area = self
            .twice_area
            .wrapping_add(self.end.cross(shift))
            .wrapping_add(later.twice_area)
            .wrapping_add(shift.cross(later.end));
        self.sum_of_squares =
            self.sum_of_squares.plus(later.sum_of_squares).plus(twice).plus(shift.squared().times(fixes));
        self.sum = self.sum.plus(later.sum).plus(shift.times(fixes));
        self.low = self.low.each(later.low.plus(shift), i64::min);
        self.high = self.high.each(later.high.plus(shift), i64::max);
        self.way = self.way.plus(step.magnitude()).plus(later.way);
        self.end = shift.plus(later.end);
        self.last = later.last;
        self.last_ms = later.last_ms;
        self.fixes = self.fixes.saturating_add(later.fixes);
        self.with_speed = self.with_speed.saturating_add(later.with_speed);
        self.speeds_decikn = self.speeds_decikn.saturating_add(later.speeds_decikn);
        self.moving = self.moving.saturating_add(later.moving);
        for (sum, more) in self.headings.iter_mut().zip(later.headings) {
            *sum = sum.saturating_add(more);
        }
    }

    /// How long it lasts from its first fix to its last, in hours.
    pub(crate) fn duration_h(&self) -> f64 {
        (self.last_ms.saturating_sub(self.first_ms)) as f64 / 3_600_000.0
    }

    /// Mean of the reported speeds, in knots.
    pub(crate) fn mean_speed_kn(&self) -> Option<f64> {
        (self.with_speed > 0).then(|| self.speeds_decikn as f64 / f64::from(self.with_speed) / 10.0)
    }

    /// Where its first fix is.
    pub(crate) fn position(&self) -> Position {
        Position::from_columns(self.first.0, self.first.1)
    }

    fn is_narrow(&self) -> bool {
        let fits = |low: i64, high: i64| high.checked_sub(low).is_some_and(|extent| extent <= WIDEST_E7);
        fits(self.low.north, self.high.north) && fits(self.low.east, self.high.east)
    }

    /// Metres in a unit to the north and to the east.
    fn scale(&self) -> (f64, f64) {
        let latitude = f64::from(self.first.0) * 1e-7;
        (METRES_PER_E7, METRES_PER_E7 * latitude.to_radians().cos())
    }

    /// The sides of the box that it lies in, in metres to the north and to the east.
    fn sides_m(&self) -> (f64, f64) {
        let (north_m, east_m) = self.scale();
        let side = |low: i64, high: i64, scale: f64| high.wrapping_sub(low) as f64 * scale;
        (side(self.low.north, self.high.north, north_m), side(self.low.east, self.high.east, east_m))
    }

    /// The diagonal of the box that it lies in, in metres; `None` if that is too large to matter.
    pub(crate) fn extent_m(&self) -> Option<f64> {
        self.is_narrow().then(|| {
            let (north_m, east_m) = self.sides_m();
            north_m.hypot(east_m)
        })
    }

    /// Whether it stands still while nearly all of its fixes say that it moves.
    pub(crate) fn is_frozen(&self, rules: &SpellRules) -> bool {
        // Nine in ten: one report in ten may lack its speed, or have a wrong one.
        let says_so = self.fixes >= 2 && u64::from(self.moving) * 10 >= u64::from(self.fixes) * 9;
        says_so && self.extent_m().is_some_and(|extent_m| extent_m <= rules.frozen_extent_m)
    }

    /// Whether the box that it lies in may be that about a circle.
    fn is_square(&self, rules: &SpellRules) -> bool {
        if self.fixes < LEAST_ROUND_FIXES || !self.is_narrow() {
            return false;
        }
        let (height_m, width_m) = self.sides_m();
        let (small_m, large_m) = (height_m.min(width_m), height_m.max(width_m));
        small_m >= 2.0 * rules.min_radius_m && small_m >= LEAST_SQUARE * large_m
    }

    /// Whether it may be part of a circle that is gone round again and again.
    fn is_round(&self, rules: &SpellRules) -> bool {
        if !self.is_square(rules) {
            return false;
        }
        let (height_m, width_m) = self.sides_m();
        let (north_m, east_m) = self.scale();
        let enclosed_m2 = (self.twice_area as f64).abs() / 2.0 * north_m * east_m;
        let enclosed = enclosed_m2 / (std::f64::consts::FRAC_PI_4 * height_m * width_m);
        // Once round goes twice the height and twice the width.
        let rounds = (self.way.north as f64 * north_m / height_m + self.way.east as f64 * east_m / width_m) / 4.0;
        enclosed >= LEAST_ENCLOSED && enclosed >= LEAST_ROUND_SHARE * rounds
    }

    pub(super) fn is_suspect(&self, rules: &SpellRules) -> bool {
        self.is_frozen(rules) || self.is_round(rules)
    }

    /// The circle that its fixes lie on; `None` where they lie on none.
    pub(crate) fn circle(&self) -> Option<Circle> {
        if self.fixes < LEAST_ROUND_FIXES || !self.is_narrow() {
            return None;
        }
        let (north_m, east_m) = self.scale();
        let count = f64::from(self.fixes);
        let (centre_north, centre_east) = (self.sum.north as f64 / count, self.sum.east as f64 / count);
        let variance = |squares: i64, centre: f64| squares as f64 / count - centre * centre;
        let of_north_m2 = variance(self.sum_of_squares.north, centre_north) * north_m * north_m;
        let of_east_m2 = variance(self.sum_of_squares.east, centre_east) * east_m * east_m;
        let radius_m = (of_north_m2 + of_east_m2).sqrt();
        let (height_m, width_m) = self.sides_m();
        // About the centre, from which the first fix and the last are seen under some angle.
        let about_centre =
            self.twice_area as f64 - (centre_east * self.end.north as f64 - centre_north * self.end.east as f64);
        let twice_area_m2 = about_centre * north_m * east_m;
        let sine = twice_area_m2.abs() / (radius_m * radius_m * (count - 1.0));
        let turns = (count - 1.0) * sine.clamp(0.0, 1.0).asin() / std::f64::consts::TAU;
        let rounds = (self.way.north as f64 * north_m / height_m + self.way.east as f64 * east_m / width_m) / 4.0;
        // Infinite or not a number where all fixes are one place.
        let circle = Circle {
            radius_m,
            box_m: (height_m + width_m) / 4.0,
            square: height_m.min(width_m) / height_m.max(width_m),
            turns,
            rounds,
            to_the_left: twice_area_m2 > 0.0,
        };
        (circle.turns.is_finite() && circle.rounds.is_finite()).then_some(circle)
    }
}

/// How fixes lie about a circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Circle {
    /// Root mean square of the distances from the centre, in metres.
    pub(crate) radius_m: f64,
    /// Half of a side of the box that they lie in, in metres: on a circle the same as the radius.
    pub(crate) box_m: f64,
    /// The smaller side of that box over the greater.
    pub(crate) square: f64,
    /// Turns, by the area that is gone round: there and back again is none.
    pub(crate) turns: f64,
    /// Turns, by the way: there and back again counts.
    pub(crate) rounds: f64,
    /// Against the clock.
    pub(crate) to_the_left: bool,
}

#[cfg(feature = "digest-file")]
impl Spell {
    /// Whether it can be the sums of fixes.
    pub(super) fn is_sound(&self) -> bool {
        let on_earth = |place: (i32, i32)| Position::from_e7(place.0, place.1).is_some();
        self.fixes > 0 && self.first_ms <= self.last_ms && on_earth(self.first) && on_earth(self.last)
    }
}
