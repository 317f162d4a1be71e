//! Positions that no ship can have had.

use super::{Identity, IdentityKind, IdentityParameters};
use crate::ais::Position;
use crate::detect::history::History;
use crate::geodesy::{METRES_PER_SECOND_PER_KNOT, geodesic_m, knots};
use crate::track::{Spell, datetime};

/// On a circle half of the box that fixes lie in is the root mean square of their distances from the centre; in a spiral or a
/// disc that is filled it is more, at the corners of a square less.
const STEADY_RADIUS: std::ops::RangeInclusive<f64> = 0.85..=1.1;
/// A circle is about as wide as it is high: the smaller over the greater.
const LEAST_SQUARE: f64 = 0.85;
/// Turns by area over turns by way: to and fro makes way and no area. Fixes that are few a turn cut the corners of both.
const SAME_SENSE: std::ops::RangeInclusive<f64> = 0.8..=1.25;
/// Speeds are not compared where both are below this, in knots.
const LEAST_COMPARED_KN: f64 = 3.0;
/// A bow that is in two neighbouring quadrants for this share of the time does not go round with the track.
const STEADY_HEADING: f64 = 0.9;

/// Runs of suspect half hours that follow each other, each as one.
fn runs(suspect: &[Spell], belongs: impl Fn(&Spell) -> bool) -> Vec<Spell> {
    let mut runs: Vec<Spell> = Vec::new();
    let mut goes_on = false;
    for spell in suspect {
        let fits = belongs(spell);
        match runs.last_mut().filter(|run| fits && goes_on && run.comes_right_before(spell)) {
            Some(run) => run.join(spell),
            None if fits => runs.push(*spell),
            None => {}
        }
        goes_on = fits;
    }
    runs
}

fn place(position: Position) -> String {
    format!("{:.4} {:.4}", position.latitude_deg(), position.longitude_deg())
}

/// Positions that stay while the vessel says that she moves.
pub(super) fn frozen(history: &History<'_>, parameters: &IdentityParameters) -> Vec<Identity> {
    let rules = parameters.spell_rules();
    let is_event = |run: &Spell| run.duration_h() >= parameters.min_frozen_h && run.is_frozen(&rules);
    let event = |run: Spell| {
        let detail = format!(
            "within {:.0} m of {} for {:.1} h at a reported speed of {:.1} kn",
            run.extent_m()?,
            place(run.position()),
            run.duration_h(),
            run.mean_speed_kn()?
        );
        Some(Identity::new(history.mmsi, IdentityKind::FrozenPosition, datetime(run.first_ms), detail))
    };
    let runs = runs(&history.suspect, |spell| spell.is_frozen(&rules));
    runs.into_iter().filter(is_event).filter_map(event).collect()
}

/// Circles that are gone round again and again, and not by a ship.
pub(super) fn circling(history: &History<'_>, parameters: &IdentityParameters) -> Vec<Identity> {
    let rules = parameters.spell_rules();
    let runs = runs(&history.suspect, |spell| !spell.is_frozen(&rules));
    runs.iter().filter_map(|run| circle(history, run, parameters)).collect()
}

fn circle(history: &History<'_>, run: &Spell, parameters: &IdentityParameters) -> Option<Identity> {
    let circle = run.circle()?;
    let is_circle = circle.turns >= parameters.min_circle_turns
        && circle.radius_m >= parameters.min_circle_radius_m
        && circle.square >= LEAST_SQUARE
        && STEADY_RADIUS.contains(&(circle.radius_m / circle.box_m))
        && SAME_SENSE.contains(&(circle.turns / circle.rounds));
    let way_m = circle.turns * std::f64::consts::TAU * circle.radius_m;
    let speed_kn = knots(way_m / (run.duration_h() * 3600.0));
    if !is_circle {
        return None;
    }
    let mut reasons = Vec::new();
    if let Some(reported_kn) = run.mean_speed_kn() {
        let greater_kn = reported_kn.max(speed_kn);
        let difference_kn = (reported_kn - speed_kn).abs();
        if greater_kn >= LEAST_COMPARED_KN && difference_kn > parameters.max_circle_speed_difference * greater_kn {
            reasons.push(format!("{reported_kn:.1} kn reported"));
        }
    }
    if bow_is_steady(run) {
        reasons.push("a bow that does not go round".to_owned());
    }
    let acceleration_m_s2 = (speed_kn * METRES_PER_SECOND_PER_KNOT).powi(2) / circle.radius_m;
    if acceleration_m_s2 > parameters.max_circle_acceleration_m_s2 {
        reasons.push(format!("{acceleration_m_s2:.1} m/s² towards the centre"));
    }
    // What a ship can do and says that she does is no event.
    (!reasons.is_empty()).then(|| {
        let detail = format!(
            "{:.1} turns to the {} at a radius of {:.0} m by {} in {:.1} h, {speed_kn:.1} kn, with {}",
            circle.turns,
            if circle.to_the_left { "left" } else { "right" },
            circle.radius_m,
            place(run.position()),
            run.duration_h(),
            reasons.join(" and ")
        );
        Identity::new(history.mmsi, IdentityKind::Circling, datetime(run.first_ms), detail)
    })
}

/// Whether headings are given and keep to two neighbouring quadrants.
fn bow_is_steady(run: &Spell) -> bool {
    let headings = run.headings.map(f64::from);
    let all: f64 = headings.iter().sum();
    let of_neighbours = (0..4).map(|quadrant| headings[quadrant] + headings[(quadrant + 1) % 4]);
    all * 2.0 >= f64::from(run.fixes) && of_neighbours.fold(0.0, f64::max) >= STEADY_HEADING * all
}

/// Many reports that a ship could not have sent, all of one MMSI.
pub(super) fn impossible(tracks: &[History<'_>], parameters: &IdentityParameters) -> Option<Identity> {
    let first = tracks.first()?;
    let hours = tracks.iter().flat_map(|track| track.hours.as_slice());
    let all = first.aside.reports + hours.map(|hour| u64::from(hour.fixes)).sum::<u64>();
    let share = first.aside.reports as f64 / all as f64;
    let many = first.aside.reports >= u64::from(parameters.min_impossible_reports);
    (many && share >= parameters.min_impossible_share).then(|| {
        let detail = format!("{} of {all} reports from where the vessel could not have come", first.aside.reports);
        let time = datetime(first.aside.first_ms);
        Identity::new(first.mmsi, IdentityKind::ImpossiblePositions, time, detail)
    })
}

/// A place that a track was at.
struct Stop {
    time_ms: i64,
    position: Position,
}

/// How one transmitter was elsewhere all at once.
struct Jump {
    /// When it was there first, and where.
    start: Stop,
    /// Where it was last before.
    from: Stop,
    /// When it was back.
    back_ms: Option<i64>,
}

/// A track that begins where the MMSI's others cannot have come from, and while none of them is heard: one transmitter that
/// is elsewhere all at once. `None` if others are heard meanwhile, as when two ships share the number.
pub(super) fn jump(track: &History<'_>, others: &[&History<'_>]) -> Option<Identity> {
    let Jump { start, from, back_ms } = jumped(track, others)?;
    let metres = geodesic_m(from.position, start.position);
    let minutes = (start.time_ms - from.time_ms) as f64 / 60_000.0;
    let mut detail = format!("{:.1} km in {minutes:.0} min", metres / 1000.0);
    if let Some(back_ms) = back_ms {
        let hours = (back_ms - start.time_ms) as f64 / 3_600_000.0;
        detail.push_str(&format!(", and back {hours:.1} h later"));
    }
    Some(Identity::new(track.mmsi, IdentityKind::PositionJump, datetime(start.time_ms), detail))
}

/// Whether a track is a jump of its MMSI from which that was back later.
pub(in crate::detect) fn is_jump_and_back(track: &History<'_>, others: &[&History<'_>]) -> bool {
    jumped(track, others).is_some_and(|jump| jump.back_ms.is_some())
}

fn jumped(track: &History<'_>, others: &[&History<'_>]) -> Option<Jump> {
    let start = track.hours.as_slice().first()?;
    let (first, last) = (start.number(), track.last.time_ms);
    let hour_of_last = crate::track::hour_of(last);
    // Of the hours at its ends it is not known what came first: they may be shared if there are others between.
    let inner = if hour_of_last - first >= 2 { first + 1..=hour_of_last - 1 } else { first..=hour_of_last };
    let mut before: Option<Stop> = None;
    let mut after_ms: Option<i64> = None;
    for other in others {
        if other.last.time_ms < start.time_ms() {
            before = latest(before, Stop { time_ms: other.last.time_ms, position: other.last.position() });
            continue;
        }
        for hour in other.hours.as_slice() {
            if inner.contains(&hour.number()) {
                return None;
            }
            if hour.time_ms() < start.time_ms() {
                before = latest(before, Stop { time_ms: hour.time_ms(), position: hour.position() });
            } else if hour.time_ms() > last {
                after_ms = Some(after_ms.map_or(hour.time_ms(), |after_ms| after_ms.min(hour.time_ms())));
            }
        }
    }
    let start = Stop { time_ms: start.time_ms(), position: start.position() };
    Some(Jump { start, from: before?, back_ms: after_ms })
}

fn latest(known: Option<Stop>, stop: Stop) -> Option<Stop> {
    match known {
        Some(known) if known.time_ms >= stop.time_ms => Some(known),
        _ => Some(stop),
    }
}

/// Vessels heard far inland in many hours, as a function says that knows the land: one place an hour is looked at.
pub(super) fn inland(
    history: &History<'_>,
    parameters: &IdentityParameters,
    is_land_far: &(dyn Fn(Position) -> bool + Sync),
) -> Option<Identity> {
    let hours: Vec<_> = history.hours.as_slice().iter().filter(|hour| is_land_far(hour.position())).collect();
    let first = hours.first().filter(|_| hours.len() as u64 >= u64::from(parameters.min_inland_h))?;
    let detail = format!(
        "heard far inland in {} of {} hours, first at {}",
        hours.len(),
        history.hours.as_slice().len(),
        place(first.position())
    );
    Some(Identity::new(history.mmsi, IdentityKind::Inland, datetime(first.time_ms()), detail))
}
