//! Methods side by side on the same data.

mod curve;
mod meter;
mod question;
mod table;
mod thinned;

use std::collections::BTreeSet;
use std::time::Instant;

use chrono::TimeDelta;

use super::{Alert, Figures, MatchParameters, Matching, TrueEvent};
use crate::Result;
use crate::ais::Position;
use crate::config::Config;
use crate::index::TrackIndex;
use crate::track::Fleet;

pub use curve::CurvePoint;
pub use meter::peak_memory_bytes;
pub use question::{Question, Truths, UNHEARD};
pub use table::COMPARISON_COLUMNS;
pub use thinned::thinned;

use meter::Meter;
use question::methods;

/// Data sets are kept apart by so many days, so that events of one never match those of another.
const APART_DAYS: i64 = 4_000;

/// Holds the methods of this crate and those of the field against the same truth, on one data set or many.
///
/// ```
/// use lightering::evaluate::{Comparison, Question, Truths};
/// use lightering::simulate::{Plan, Simulation};
///
/// let mut plan = Plan::named("antimeridian").unwrap();
/// (plan.vessels, plan.hours) = (0, 24.0);
/// let (reports, told) = Simulation::new(plan, 3)?.builder()?;
/// let fleet = reports.build(&Default::default())?;
///
/// let mut comparison = Comparison::new(Default::default(), None)?;
/// comparison.add(&fleet, &Truths::from(&told))?;
/// let answers = comparison.answers()?;
/// let recall = |method: &str| {
///     let of_method = answers.iter().find(|answer| (answer.question, answer.method) == (Question::Encounters, method));
///     of_method.and_then(|answer| answer.figures.recall.value).unwrap_or_default()
/// };
/// assert!(recall("lightering") > recall("grid"));
/// # Ok::<(), lightering::Error>(())
/// ```
pub struct Comparison<'a> {
    config: Config,
    shore_m: Option<&'a (dyn Fn(Position) -> f64 + Sync)>,
    sets: i32,
    vessel_days: f64,
    runs: Vec<Run>,
}

/// What a method said to a question, of all data sets at one interval of sampling.
struct Run {
    question: Question,
    method: &'static str,
    interval_s: Option<u32>,
    alerts: Vec<Alert>,
    truth: Vec<TrueEvent>,
    seconds: f64,
    memory_bytes: Option<u64>,
}

/// How well a method answers a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// The method's name; this crate's is `lightering`.
    pub method: &'static str,
    /// One report of a vessel in so many seconds was left; `None`: the data as they were.
    pub interval_s: Option<u32>,
    /// How good it is.
    pub figures: Figures,
    /// Precision against recall, as the score that an alert must have falls.
    pub curve: Vec<CurvePoint>,
    /// Time from tracks to alerts, an index of one's own included, in seconds.
    pub seconds: f64,
    /// Most memory held beyond that of the tracks, in bytes, where the system says.
    pub memory_bytes: Option<u64>,
}

/// The methods that answered, in the order of their first answers.
pub(crate) fn names<'x>(answers: impl IntoIterator<Item = &'x Answer>) -> Vec<&'static str> {
    let mut names = Vec::new();
    for answer in answers {
        if !names.contains(&answer.method) {
            names.push(answer.method);
        }
    }
    names
}

impl<'a> Comparison<'a> {
    /// A comparison with parameters for this crate's methods; those of the field have their own. `shore_m` is the distance from a position to
    /// the nearest shore, in metres, where it is known.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn new(config: Config, shore_m: Option<&'a (dyn Fn(Position) -> f64 + Sync)>) -> Result<Self> {
        config.validate()?;
        Ok(Self { config, shore_m, sets: 0, vessel_days: 0.0, runs: Vec::new() })
    }

    /// Asks all methods all questions that there is truth for, of one more data set.
    ///
    /// # Errors
    ///
    /// That of the index for parameters out of range.
    pub fn add(&mut self, fleet: &Fleet, truths: &Truths) -> Result<()> {
        self.ask(fleet, truths, &Question::ALL, None)?;
        let days = |track: crate::Track<'_>| (track.last_time() - track.first_time()).as_seconds_f64() / 86_400.0;
        self.vessel_days += fleet.tracks().map(days).sum::<f64>();
        self.sets += 1;
        Ok(())
    }

    /// Asks about encounters again and again, with one report of each vessel left in so many seconds.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), and that of building tracks.
    pub fn add_thinned(&mut self, fleet: &Fleet, truths: &Truths, intervals_s: &[u32]) -> Result<()> {
        for &interval_s in intervals_s {
            let fewer = thinned(fleet, TimeDelta::seconds(i64::from(interval_s))).build(&self.config.cleaning)?;
            self.ask(&fewer, truths, &[Question::Encounters], Some(interval_s))?;
        }
        self.sets += 1;
        Ok(())
    }

    fn ask(&mut self, fleet: &Fleet, truths: &Truths, questions: &[Question], interval_s: Option<u32>) -> Result<()> {
        let apart = TimeDelta::days(i64::from(self.sets) * APART_DAYS);
        for &question in questions {
            let Some(truth) = truths.of(question) else { continue };
            for method in methods(question) {
                let (meter, started) = (Meter::start(), Instant::now());
                let index = TrackIndex::new(fleet, &self.config.legs, &self.config.index)?;
                let mut alerts = (method.answer)(&index, &self.config, self.shore_m)?;
                let seconds = started.elapsed().as_secs_f64();
                let memory_bytes = meter.stop();
                alerts.iter_mut().for_each(|alert| (alert.start, alert.end) = (alert.start + apart, alert.end + apart));
                let events = truth.iter().map(|event| TrueEvent {
                    start: event.start + apart,
                    end: event.end + apart,
                    ..event.clone()
                });
                let run = self.run(question, method.name, interval_s);
                run.alerts.append(&mut alerts);
                run.truth.extend(events);
                run.seconds += seconds;
                run.memory_bytes = run.memory_bytes.max(memory_bytes);
            }
        }
        Ok(())
    }

    fn run(&mut self, question: Question, method: &'static str, interval_s: Option<u32>) -> &mut Run {
        let same = |run: &Run| (run.question, run.method, run.interval_s) == (question, method, interval_s);
        let number = self.runs.iter().position(same).unwrap_or(self.runs.len());
        if number == self.runs.len() {
            let (alerts, truth) = (Vec::new(), Vec::new());
            self.runs.push(Run { question, method, interval_s, alerts, truth, seconds: 0.0, memory_bytes: None });
        }
        &mut self.runs[number]
    }

    /// How good all were, in the order of questions and methods, the data as they were before those that were thinned.
    ///
    /// # Errors
    ///
    /// None for the parameters used here.
    pub fn answers(&self) -> Result<Vec<Answer>> {
        let parameters = MatchParameters { ignore: BTreeSet::from([UNHEARD.to_owned()]), ..MatchParameters::default() };
        let mut answers = Vec::new();
        for run in &self.runs {
            let matching = Matching::new(&run.alerts, &run.truth, &parameters)?;
            let days = run.interval_s.is_none().then_some(self.vessel_days);
            answers.push(Answer {
                question: run.question,
                method: run.method,
                interval_s: run.interval_s,
                figures: Figures::of(&matching, &run.alerts, &run.truth, days),
                curve: curve::of(&matching, &run.alerts),
                seconds: run.seconds,
                memory_bytes: run.memory_bytes,
            });
        }
        answers.sort_by_key(|answer| (answer.interval_s, answer.question));
        Ok(answers)
    }
}

#[cfg(test)]
#[cfg(feature = "simulate")]
#[path = "compare_tests.rs"]
mod tests;
