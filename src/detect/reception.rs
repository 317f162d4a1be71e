//! How likely it is that reception alone makes a silence.
//!
//! The model knows nothing but the data. Time is cut into hours. A vessel that sends is heard in an hour with a probability
//! that is the product of two: its own, the share of hours in which it was heard in the day before it fell silent; and that of the
//! place, from what became meanwhile of the other vessels within 50 km of where it is expected to be, which is on the
//! straight way between its two fixes, or straight ahead if it was not heard again. Another vessel counts as heard in an hour if
//! there is a fix of it, and as silent if there is none but it was heard before and after.
//!
//! For the place, `h` heard and `s` silent vessels in that hour are weighed against what was usual there, with the weight
//! of `w = 2` vessels: `(h + w u) / (h + s + w)`. What was usual, `u`, is the same quotient over every sixth hour of
//! the day before and the day after, against 0.05 with the weight of one: where nobody is ever heard, nobody is expected to
//! be. The estimate is Bayes' for a share with a beta prior of that mean and weight.
//!
//! The reception probability of a silence is that of not being heard in any of its `n` whole hours. Hours are not independent of
//! each other: a vessel with a low antenna is heard worse than its neighbours hour after hour, and so is one beyond
//! a cape. So the share in which a vessel is heard is itself taken to be spread about its expected value `q`, the mean over
//! the hours, as a beta distribution of precision `v = 4`, and the probability is that of a beta-binomial distribution:
//! the product over `k` from 0 to `n - 1` of `(v (1 - q) + k) / (v + k)`.
//!
//! # Assumptions
//!
//! Vessels near by are received alike, but for that spread; a vessel that is silent for more than two days may be elsewhere and
//! tells nothing. An equipment that fails is as good a reason as reception: the probability is never less than 1e-4.
//!
//! # References
//!
//! * J. G. Skellam, "A probability distribution derived from the binomial distribution by regarding the probability of
//!   success as variable between the sets of trials", *Journal of the Royal Statistical Society B* 10, 1948: the
//!   beta-binomial distribution.

use std::collections::HashMap;
use std::ops::Range;

use crate::geodesy::{Converter, Ecef};
use crate::hash::Quick;
use crate::track::{Hour, Row, hour_of, middle_of_hour_ms};

use super::history::{self, History};
use super::identity;

/// Vessels within this of a place tell of the reception there, in metres: a ship's antenna reaches 40 to 60 km to a station on the
/// shore, so that within as much the same stations are in reach.
const NEAR_M: f64 = 50_000.0;
/// What was usual counts as so many vessels.
const WEIGHT: f64 = 2.0;
/// The share that is heard where nothing is known.
const BASE: f64 = 0.05;
/// Hours before and after that say what is usual, and the step between those looked at.
const USUAL_H: i32 = 24;
const USUAL_STEP_H: usize = 6;
/// What is usual is asked anew after so many hours of a way.
const USUAL_FOR_H: i32 = 3;
/// Hours before a silence that say how often the vessel itself is heard.
const OWN_H: i32 = 24;
/// In longer silences a vessel may be anywhere, in hours.
const LONGEST_KNOWN_H: i32 = 48;
/// Precision of the distribution of the share in which a vessel is heard. A lower one calls fewer silences unlikely.
const PRECISION: f64 = 4.0;
/// The probability that a vessel is silent for a reason of its own that is no choice.
const FAILURE: f64 = 1e-4;
/// So few vessels are looked at one by one sooner than those near a place are found.
const FEW: usize = 32;
/// No silence is followed for longer than this, in hours: its probability is next to nothing or does not change any more.
const LONGEST_H: i32 = 24 * 14;

/// The course of a vessel that was not heard again is that between its last fix and one so much earlier, in milliseconds (half an
/// hour to three hours).
const MIN_COURSE_MS: i64 = 1_800_000;
const MAX_COURSE_MS: i64 = 10_800_000;
/// It is followed for so many times that way: after some days it would lead across a continent.
const MAX_SHARE: f64 = 48.0;

/// A vessel that was, or would have been, at a place in an hour.
#[derive(Debug, Clone, Copy)]
struct Witness {
    /// In hours since 1970.
    hour: i32,
    place: Ecef,
    at: Bearing,
    history: u32,
    heard: bool,
}

/// Where a place is among others: its belt about the earth's axis, [`NEAR_M`] high, and its longitude in radians.
#[derive(Debug, Clone, Copy)]
struct Bearing {
    belt: i32,
    longitude: f64,
}

impl Bearing {
    fn of(place: Ecef) -> Self {
        Self { belt: (place.z / NEAR_M).floor() as i32, longitude: place.y.atan2(place.x) }
    }

    /// The longitudes of all places near one at this bearing: up to two ranges, as one may cross the antimeridian.
    fn near(self, place: Ecef) -> [Option<(f64, f64)>; 2] {
        let turn = std::f64::consts::TAU;
        let radius_m = place.x.hypot(place.y) - NEAR_M;
        // About a pole all longitudes are near.
        let half = if radius_m > NEAR_M { 2.0 * (NEAR_M / (2.0 * radius_m)).asin() + 1e-9 } else { turn };
        let (west, east) = (self.longitude - half, self.longitude + half);
        let around = if half >= turn {
            None
        } else if west < -turn / 2.0 {
            Some((west + turn, turn))
        } else if east > turn / 2.0 {
            Some((-turn, east - turn))
        } else {
            None
        };
        [Some((west, east)), around]
    }
}

/// How many vessels near a place were heard, and how many were not.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Share {
    heard: f64,
    silent: f64,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.heard += other.heard;
        self.silent += other.silent;
    }

    fn all(self) -> f64 {
        self.heard + self.silent
    }

    /// The share heard, against one that is expected and counts as so many vessels.
    fn against(self, expected: f64, weight: f64) -> f64 {
        (self.heard + weight * expected) / (self.all() + weight)
    }
}

/// What reception makes of a silence.
///
/// Time is cut into hours. A vessel that sends is heard in an hour with a probability that is the product of its own share of
/// hours heard in the day before, and of the share that is heard of the vessels within 50 km of where it is expected: `h` heard
/// and `s` silent ones in that hour, `(h + 2 u) / (h + s + 2)`, where `u` is the same over the day before and the day after, against
/// 0.05. Hours are not independent of each other, so that the share is spread about its mean `q` over the silence as a beta
/// distribution of precision `v = 4`. Not to be heard in any of `n` whole hours then has the probability of the beta-binomial
/// distribution: the product over `k` from 0 to `n - 1` of `(v (1 - q) + k) / (v + k)`; and never less than 1e-4, that of a
/// failure on board.
///
/// How well that is calibrated says `cargo run --release --example reception_table`: 240 simulated ships about four stations for a
/// week, with antennas of different quality and stations that hear better and worse from hour to hour. A probability of at
/// most `p` came up after a smaller share of hours than `p`, so that the model errs towards reception:
///
/// | reception probability at most | after a share of the hours of ships that never switched off | of 39 that did, for 6 to 12 h |
/// |---|---|---|
/// | 0.5 | 0.0825 | 0.95 |
/// | 0.2 | 0.0332 | 0.77 |
/// | 0.1 | 0.0174 | 0.54 |
/// | 0.05 | 0.0093 | 0.33 |
/// | 0.02 | 0.0039 | 0.21 |
/// | 0.01 | 0.0023 | 0.05 |
/// | 0.005 | 0.0015 | 0.03 |
///
/// J. G. Skellam, "A probability distribution derived from the binomial distribution by regarding the probability of success as
/// variable between the sets of trials", *Journal of the Royal Statistical Society B* 10, 1948.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reception {
    /// Probability that reception alone yields so long a silence, 0 to 1.
    pub probability: f64,
    /// Share of the hours of the day before in which the vessel was heard, 0 to 1.
    pub own_share: f64,
    /// Other vessels near the expected way in its whole hours that were heard, as vessels times hours.
    pub heard_nearby: f64,
    /// The same of those that were silent as well.
    pub silent_nearby: f64,
    /// Share of the vessels near the expected way that were usually heard, 0 to 1.
    pub usual_share: f64,
}

/// The whole hours of a silence that are looked at.
pub(super) fn whole_hours(silence: &Silence<'_>) -> Range<i32> {
    let first = hour_of(silence.from.time_ms) + 1;
    first..hour_of(silence.end_ms).min(first.saturating_add(LONGEST_H))
}

/// The hours that are asked for: those of silences, and those that say what was usual. Without silences they are none.
#[derive(Debug)]
struct Asked(Vec<Range<i32>>);

impl Asked {
    fn of<'s>(silences: impl Iterator<Item = &'s Silence<'s>>) -> Self {
        let with_usual = |hours: Range<i32>| hours.start - USUAL_H..hours.end + USUAL_H;
        let mut all: Vec<Range<i32>> =
            silences.map(whole_hours).filter(|hours| !hours.is_empty()).map(with_usual).collect();
        all.sort_unstable_by_key(|hours| hours.start);
        // In order of time and apart from each other, of any number of silences they are few.
        all.dedup_by(|later, hours| {
            let touch = later.start <= hours.end;
            if touch {
                hours.end = hours.end.max(later.end);
            }
            touch
        });
        all.shrink_to_fit();
        Self(all)
    }

    fn contains(&self, hour: i32) -> bool {
        let after = self.0.partition_point(|hours| hours.start <= hour);
        after.checked_sub(1).is_some_and(|last| hour < self.0[last].end)
    }

    /// Those in which a vessel was silent between two in which it was heard, if it is known where it was.
    fn between(&self, heard: &[Hour]) -> impl Iterator<Item = i32> {
        let silent = match heard {
            [from, to] if to.number() - from.number() <= LONGEST_KNOWN_H => from.number() + 1..to.number(),
            _ => 0..0,
        };
        silent.filter(|hour| self.contains(*hour))
    }
}

/// The witnesses of all hours that are asked for, by hour.
#[derive(Debug)]
pub(crate) struct Coverage {
    /// Those of an hour stand together, by belt and longitude, so that those near a place are few runs of neighbours.
    witnesses: Vec<Witness>,
    /// Where those of an hour stand, in hours since 1970.
    hours: HashMap<i32, Range<usize>, Quick>,
}

impl Coverage {
    fn new(histories: &[History<'_>], asked: &Asked) -> Self {
        let of_history = |number: usize| witnesses(number as u32, &histories[number], asked);
        let of_histories = crate::parallel::map(histories.len(), of_history);
        // There may be as many as hours of all vessels: no room for more.
        let mut all = Vec::with_capacity(of_histories.iter().map(Vec::len).sum());
        all.extend(of_histories.into_iter().flatten());
        Self::of(all)
    }

    /// Puts witnesses in order.
    fn of(mut witnesses: Vec<Witness>) -> Self {
        crate::parallel::sort_unstable_by(&mut witnesses, |a: &Witness, b: &Witness| {
            (a.hour, a.at.belt).cmp(&(b.hour, b.at.belt)).then(a.at.longitude.total_cmp(&b.at.longitude))
        });
        let mut hours: HashMap<i32, Range<usize>, Quick> = HashMap::default();
        let mut start = 0;
        for of_hour in witnesses.chunk_by(|a, b| a.hour == b.hour) {
            let end = start + of_hour.len();
            hours.insert(of_hour[0].hour, start..end);
            start = end;
        }
        Self { witnesses, hours }
    }

    /// Those near a place in an hour, but for one vessel.
    fn near(&self, hour: i32, place: Ecef, but: usize) -> Share {
        let mut share = Share::default();
        let Some(witnesses) = self.hours.get(&hour).map(|of_hour| &self.witnesses[of_hour.clone()]) else {
            return share;
        };
        let mut look_at = |witness: &Witness| {
            if witness.history as usize != but && witness.place.distance(place) <= NEAR_M {
                *(if witness.heard { &mut share.heard } else { &mut share.silent }) += 1.0;
            }
        };
        if witnesses.len() <= FEW {
            witnesses.iter().for_each(look_at);
            return share;
        }
        let centre = Bearing::of(place);
        for belt in centre.belt - 1..=centre.belt + 1 {
            for (west, east) in centre.near(place).into_iter().flatten() {
                let before = |witness: &Witness| (witness.at.belt, witness.at.longitude) < (belt, west);
                let within = |witness: &&Witness| witness.at.belt == belt && witness.at.longitude <= east;
                let from = witnesses.partition_point(before);
                witnesses[from..].iter().take_while(within).for_each(&mut look_at);
            }
        }
        share
    }

    /// What reception makes of all silences.
    pub(crate) fn of_silences<'h>(histories: &'h [History<'_>]) -> Vec<Heard<'h>> {
        let data_end_ms = history::data_end_ms(histories);
        let count = histories.iter().map(|history| history.silences.len() + 1).sum();
        let mut silences: Vec<(usize, Silence<'h>)> = Vec::with_capacity(count);
        for (number, history) in histories.iter().enumerate() {
            let closed = history.silences.iter().map(|(from, to)| Silence { from, to: Some(to), end_ms: to.time_ms });
            let open = Silence { from: &history.last, to: None, end_ms: data_end_ms };
            // Who was elsewhere for a while, and was heard where she is afterwards, was heard again.
            let open = (!is_jump_and_back(histories, number)).then_some(open);
            silences.extend(closed.chain(open).map(|silence| (number, silence)));
        }
        let coverage = Self::new(histories, &Asked::of(silences.iter().map(|(_, silence)| silence)));
        crate::parallel::map(silences.len(), |at| {
            let (history, silence) = silences[at];
            Heard { history, silence, reception: coverage.of_silence(histories, history, &silence) }
        })
    }

    /// What reception makes of a silence of a vessel.
    fn of_silence(&self, histories: &[History<'_>], number: usize, silence: &Silence<'_>) -> Reception {
        let own_share = own_share(histories[number].hours.as_slice(), silence.from.time_ms);
        let way = Way::of(silence, histories[number].hours.as_slice());
        let (mut share, mut near, mut usual_share, mut hours) = (0.0, Share::default(), 0.0, 0_u32);
        let mut last_usual: Option<(i32, f64)> = None;
        for hour in whole_hours(silence) {
            let place = way.place(hour);
            let meanwhile = self.near(hour, place, number);
            let usual = match last_usual.filter(|last| hour - last.0 < USUAL_FOR_H) {
                Some(last) => last.1,
                None => {
                    let mut before_and_after = Share::default();
                    for other in (hour - USUAL_H..=hour + USUAL_H).step_by(USUAL_STEP_H) {
                        before_and_after.add(self.near(other, place, number));
                    }
                    let usual = before_and_after.against(BASE, 1.0);
                    last_usual = Some((hour, usual));
                    usual
                }
            };
            share += own_share * meanwhile.against(usual, WEIGHT);
            near.add(meanwhile);
            usual_share += usual;
            hours += 1;
        }
        let mean = |sum: f64| if hours > 0 { sum / f64::from(hours) } else { 0.0 };
        Reception {
            probability: FAILURE + (1.0 - FAILURE) * not_heard(mean(share), hours),
            own_share,
            heard_nearby: near.heard,
            silent_nearby: near.silent,
            usual_share: mean(usual_share),
        }
    }
}

/// Where a vessel was heard in the hours asked for, and where it was not but must have been.
fn witnesses(number: u32, history: &History<'_>, asked: &Asked) -> Vec<Witness> {
    let heard = history.hours.as_slice();
    let mut converter = Converter::default();
    let mut witnesses = Vec::new();
    let mut add = |hour: i32, place: Ecef, heard: bool| {
        witnesses.push(Witness { hour, place, at: Bearing::of(place), history: number, heard });
    };
    for hour in heard.iter().filter(|hour| asked.contains(hour.number())) {
        add(hour.number(), converter.ecef(hour.position()), true);
    }
    for pair in heard.windows(2) {
        let mut silent = asked.between(pair).peekable();
        if silent.peek().is_some() {
            let [from, to] = [0, 1].map(|end| (pair[end].time_ms(), converter.ecef(pair[end].position())));
            let way = Way { from, to: Some(to) };
            silent.for_each(|hour| add(hour, way.place(hour), false));
        }
    }
    witnesses
}

/// The probability of not being heard in any of some hours, if a share of them is expected.
fn not_heard(share: f64, hours: u32) -> f64 {
    (0..hours).map(|hour| (PRECISION * (1.0 - share) + f64::from(hour)) / (PRECISION + f64::from(hour))).product()
}

/// A time without a fix.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Silence<'r> {
    pub(crate) from: &'r Row,
    /// `None` if the vessel was not heard again.
    pub(crate) to: Option<&'r Row>,
    pub(crate) end_ms: i64,
}

/// A silence of a vessel, and what reception makes of it. The silence of a vessel that was not heard again may have no length.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard<'r> {
    /// Number of the history that it is of.
    pub(crate) history: usize,
    pub(crate) silence: Silence<'r>,
    pub(crate) reception: Reception,
}

/// The straight way from one place to another, and on.
struct Way {
    from: (i64, Ecef),
    to: Option<(i64, Ecef)>,
}

impl Way {
    /// The way between the fixes of a silence; of a vessel that was not heard again, the one it was on in its last hours.
    fn of(silence: &Silence<'_>, hours: &[Hour]) -> Self {
        let row = |row: &Row| (row.time_ms, Ecef::from(row.position()));
        let last = row(silence.from);
        if let Some(to) = silence.to {
            return Self { from: last, to: Some(row(to)) };
        }
        let end = hours.partition_point(|hour| hour.time_ms() + MIN_COURSE_MS <= last.0);
        match hours[..end].last().filter(|before| last.0 - before.time_ms() <= MAX_COURSE_MS) {
            Some(before) => Self { from: at(before), to: Some(last) },
            None => Self { from: last, to: None },
        }
    }

    fn place(&self, hour: i32) -> Ecef {
        let Some(to) = self.to.filter(|to| to.0 > self.from.0) else { return self.from.1 };
        let share = (middle_of_hour_ms(hour) - self.from.0) as f64 / (to.0 - self.from.0) as f64;
        self.from.1.lerp(to.1, share.clamp(0.0, MAX_SHARE)).on_ellipsoid()
    }
}

fn at(hour: &Hour) -> (i64, Ecef) {
    (hour.time_ms(), Ecef::from(hour.position()))
}

/// The share of the hours before a time in which the vessel was heard, with half an hour for each outcome.
fn own_share(hours: &[Hour], before_ms: i64) -> f64 {
    let last = hour_of(before_ms);
    let end = hours.partition_point(|hour| hour.number() <= last);
    let start = hours[..end].partition_point(|hour| hour.number() <= last - OWN_H);
    let known = hours.first().map_or(0, |first| (last - first.number() + 1).clamp(0, OWN_H));
    ((end - start) as f64 + 0.5) / (f64::from(known) + 1.0)
}

/// Whether a track is a jump of its MMSI from which that was back later.
fn is_jump_and_back(histories: &[History<'_>], number: usize) -> bool {
    let track = &histories[number];
    let is_next =
        |other: Option<usize>| other.and_then(|other| histories.get(other)).is_some_and(|of| of.mmsi == track.mmsi);
    // Nearly all vessels have one track.
    if !is_next(number.checked_sub(1)) && !is_next(number.checked_add(1)) {
        return false;
    }
    let others = history::numbers_of(histories, track.mmsi).filter(|&other| other != number);
    identity::is_jump_and_back(track, &others.map(|other| &histories[other]).collect::<Vec<_>>())
}

#[cfg(test)]
#[path = "reception_tests.rs"]
mod tests;
