//! Stretches: parts of an event that can be found apart and joined.
//!
//! A pair in contact, or a vessel that is slow, is followed over a *stretch* of time without a break. What of an event lies
//! in a stretch is added up in integers. Where a stretch may go on in data that are not here, its end is *open*;
//! two stretches that touch at open ends are one. So a stretch that was followed in pieces, in any order, comes
//! to the same as one that was followed at once.

use super::scope::Known;

/// What is added up over the time of an event; the sum of two must not depend on how an event was cut.
pub(crate) trait Sums {
    /// Adds what was added up over a later time.
    fn add(&mut self, later: Self);
}

/// One end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) enum End {
    /// Nothing can go on here: too far apart, or not observed.
    Closed,
    /// What comes next is not known yet.
    Open,
}

/// Time without a break with at most one part of an event in it, since parts that are too far apart to belong
/// together have nothing to do with each other.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Stretch<S> {
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    pub(crate) start: End,
    pub(crate) end: End,
    pub(crate) part: Option<Part<S>>,
    /// Time heard before the part; where there is none, in all.
    pub(crate) heard_before_ms: i64,
    /// Time heard after the part.
    pub(crate) heard_after_ms: i64,
}

/// What belongs together, with short excursions in it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Part<S> {
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    /// Time heard between the two.
    pub(crate) heard_ms: i64,
    pub(crate) sums: S,
}

/// Whether two parts so far apart are parts of one event. Parts that touch always are.
fn is_excursion(duration_ms: i64, max_excursion_ms: i64) -> bool {
    duration_ms == 0 || duration_ms < max_excursion_ms
}

impl<S> Stretch<S> {
    fn blank(start_ms: i64, start: End) -> Self {
        Self { start_ms, end_ms: start_ms, start, end: End::Closed, part: None, heard_before_ms: 0, heard_after_ms: 0 }
    }

    /// Adds time that is not of the part.
    fn hear(&mut self, heard: bool, time_ms: i64) {
        let heard_ms = if heard { time_ms } else { 0 };
        if self.part.is_some() {
            self.heard_after_ms += heard_ms;
        } else {
            self.heard_before_ms += heard_ms;
        }
    }

    /// The same with other sums.
    pub(crate) fn map<T>(self, of: impl FnOnce(S) -> T) -> Stretch<T> {
        let Self { start_ms, end_ms, start, end, part, heard_before_ms, heard_after_ms } = self;
        let part = part.map(|part| {
            let Part { start_ms, end_ms, heard_ms, sums } = part;
            Part { start_ms, end_ms, heard_ms, sums: of(sums) }
        });
        Stretch { start_ms, end_ms, start, end, part, heard_before_ms, heard_after_ms }
    }

    /// Whether the part is all there is of its event, and no other stretch can add to it.
    pub(crate) fn is_complete(&self, max_excursion_ms: i64) -> bool {
        self.part.as_ref().is_some_and(|part| {
            let is_far = |duration_ms: i64| !is_excursion(duration_ms, max_excursion_ms);
            (self.start == End::Closed || is_far(part.start_ms - self.start_ms))
                && (self.end == End::Closed || is_far(self.end_ms - part.end_ms))
        })
    }

    /// Whether it can still be of use: it holds a part, or may lead to one.
    pub(crate) fn matters(&self) -> bool {
        self.part.is_some() || self.start == End::Open || self.end == End::Open
    }
}

/// Stretches of one pair or vessel in order of time, as they come about or come together.
#[derive(Debug, Clone)]
pub(crate) struct Stretches<S> {
    max_excursion_ms: i64,
    done: Vec<Stretch<S>>,
    last: Option<Stretch<S>>,
}

impl<S: Sums> Stretches<S> {
    pub(crate) fn new(max_excursion_ms: i64) -> Self {
        Self { max_excursion_ms, done: Vec::new(), last: None }
    }

    /// Adds a stretch that starts where the last ends, or later.
    pub(crate) fn push(&mut self, next: Stretch<S>) {
        match self.last.take() {
            Some(last) if last.end_ms == next.start_ms && last.end == End::Open && next.start == End::Open => {
                self.join(last, next);
            }
            Some(last) => {
                self.keep(last);
                self.last = Some(next);
            }
            None => self.last = Some(next),
        }
    }

    /// Those that matter, in order of time.
    pub(crate) fn finish(mut self) -> Vec<Stretch<S>> {
        if let Some(last) = self.last.take() {
            self.keep(last);
        }
        self.done
    }

    fn keep(&mut self, stretch: Stretch<S>) {
        if stretch.matters() {
            self.done.push(stretch);
        }
    }

    /// Makes one of the last and the next, or two whose parts are too far apart.
    fn join(&mut self, mut last: Stretch<S>, mut next: Stretch<S>) {
        match (last.part.take(), next.part.take()) {
            (before, None) => {
                let heard_ms = next.heard_before_ms;
                if before.is_some() {
                    last.heard_after_ms += heard_ms;
                } else {
                    last.heard_before_ms += heard_ms;
                }
                self.last = Some(Stretch { end_ms: next.end_ms, end: next.end, part: before, ..last });
            }
            (None, Some(after)) => {
                next.heard_before_ms += last.heard_before_ms;
                self.last = Some(Stretch { start_ms: last.start_ms, start: last.start, part: Some(after), ..next });
            }
            (Some(mut before), Some(after)) => {
                if is_excursion(after.start_ms - before.end_ms, self.max_excursion_ms) {
                    before.heard_ms += last.heard_after_ms + next.heard_before_ms + after.heard_ms;
                    before.end_ms = after.end_ms;
                    before.sums.add(after.sums);
                    self.last = Some(Stretch {
                        end_ms: next.end_ms,
                        end: next.end,
                        heard_after_ms: next.heard_after_ms,
                        part: Some(before),
                        ..last
                    });
                } else {
                    let (end_ms, start_ms) = (before.end_ms, after.start_ms);
                    self.keep(Stretch { end_ms, end: End::Closed, heard_after_ms: 0, part: Some(before), ..last });
                    self.last =
                        Some(Stretch { start_ms, start: End::Closed, heard_before_ms: 0, part: Some(after), ..next });
                }
            }
        }
    }
}

impl<S: Sums + Default> Stretches<S> {
    /// Lengthens the part of a stretch by what of a step is within, or begins another part.
    fn enter(&mut self, stretch: &mut Stretch<S>, step: Step, (enter_ms, leave_ms): (i64, i64)) {
        let heard_ms = |time_ms: i64| if step.heard { time_ms } else { 0 };
        let is_over = |part: &mut Part<S>| !is_excursion(enter_ms - part.end_ms, self.max_excursion_ms);
        if let Some(part) = stretch.part.take_if(is_over) {
            let begun = Stretch { end_ms: step.end_ms, ..Stretch::blank(enter_ms, End::Closed) };
            let ended = std::mem::replace(stretch, begun);
            self.push(Stretch { end_ms: part.end_ms, heard_after_ms: 0, part: Some(part), ..ended });
        } else {
            stretch.hear(step.heard, enter_ms - step.start_ms);
        }
        let blank = || Part { start_ms: enter_ms, end_ms: enter_ms, heard_ms: 0, sums: S::default() };
        let part = stretch.part.get_or_insert_with(blank);
        // Of an excursion that has come to its end.
        part.heard_ms += std::mem::take(&mut stretch.heard_after_ms) + heard_ms(leave_ms - enter_ms);
        part.end_ms = leave_ms;
        stretch.heard_after_ms = heard_ms(step.end_ms - leave_ms);
    }
}

/// A piece of time that is followed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    /// Whether it is worked off now.
    pub(crate) known: Known,
    /// Whether it goes on from what is before it, and what is after it from it.
    pub(crate) joins: (bool, bool),
    /// Whether it counts as heard.
    pub(crate) heard: bool,
    /// What of it belongs to an event.
    pub(crate) within: Option<(i64, i64)>,
}

/// Follows a pair or a vessel step by step.
#[derive(Debug)]
pub(crate) struct Walk<S> {
    stretches: Stretches<S>,
    /// The stretch that goes on.
    current: Option<Stretch<S>>,
    /// When the last step ended, and whether what follows there may join something that is not worked off now.
    before: (i64, End),
}

impl<S: Sums + Default> Walk<S> {
    pub(crate) fn new(max_excursion_ms: i64) -> Self {
        Self { stretches: Stretches::new(max_excursion_ms), current: None, before: (i64::MIN, End::Closed) }
    }

    /// Takes the next step, and gives the sums to which what is within an event is to be added.
    ///
    /// `edge` says whether anything may join at a time where steps begin or end without a neighbour.
    pub(crate) fn step(&mut self, step: Step, edge: impl Fn(i64) -> End) -> Option<&mut S> {
        if step.start_ms != self.before.0 {
            // A hole: not observed, or so far apart that it was left out, or not in these data.
            self.end_stretch(&edge);
            self.before.1 = edge(step.start_ms);
        }
        let open_if = |joins: bool| if joins { End::Open } else { End::Closed };
        if step.known == Known::NotNow {
            // What this adds was added before, or will be.
            self.end_with(open_if(step.joins.0));
            self.before = (step.end_ms, open_if(step.joins.1));
            return None;
        }
        if !step.joins.0 {
            self.end_with(End::Closed);
            self.before.1 = End::Closed;
        }
        let before = std::mem::replace(&mut self.before, (step.end_ms, End::Closed));
        let Self { stretches, current, .. } = self;
        let stretch = current.get_or_insert_with(|| Stretch::blank(step.start_ms, before.1));
        stretch.end_ms = step.end_ms;
        match step.within {
            Some(within) => stretches.enter(stretch, step, within),
            None => stretch.hear(step.heard, step.end_ms - step.start_ms),
        }
        let stretch = if step.joins.1 {
            current.as_mut()
        } else {
            current.take().and_then(|ended| {
                stretches.push(ended);
                stretches.last.as_mut()
            })
        };
        step.within?;
        stretch?.part.as_mut().map(|part| &mut part.sums)
    }

    /// All stretches that matter.
    pub(crate) fn finish(mut self, edge: impl Fn(i64) -> End) -> Vec<Stretch<S>> {
        self.end_stretch(&edge);
        self.stretches.finish()
    }

    /// Ends the stretch where nothing follows it here.
    fn end_stretch(&mut self, edge: &impl Fn(i64) -> End) {
        if let Some(end_ms) = self.current.as_ref().map(|stretch| stretch.end_ms) {
            self.end_with(edge(end_ms));
        }
    }

    fn end_with(&mut self, end: End) {
        if let Some(stretch) = self.current.take() {
            self.stretches.push(Stretch { end, ..stretch });
        }
    }
}

#[cfg(test)]
#[path = "stretch_tests.rs"]
mod tests;
