//! What is asked, what is true, and who answers.

use std::fmt;

use crate::ais::Position;
use crate::assess::Surroundings;
use crate::config::Config;
use crate::detect::{DarkDetector, Detector, EncounterDetector, GapDetector};
use crate::digest::Whole;
use crate::evaluate::methods::{BucketMethod, CoLocationMethod, Gap12hMethod, GapEndpointsMethod, GridMethod};
use crate::evaluate::{Alert, TrueEvent};
use crate::index::TrackIndex;
use crate::{Error, Result};

/// The kind of true events that were not heard well enough to be asked about, and would be no error to report.
pub const UNHEARD: &str = "unheard";

/// What methods are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// Which pairs lay within 500 m of each other for two hours, slowly or as one?
    Encounters,
    /// Which transfers were there, seen or not, the likeliest first?
    Transfers,
    /// Which pairs met while one or both were silent, the likeliest first?
    DarkMeetings,
    /// Which silences were chosen, the likeliest first?
    SwitchOffs,
}

impl Question {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Encounters, Self::Transfers, Self::DarkMeetings, Self::SwitchOffs];

    /// `encounters`, `transfers`, `dark-meetings` or `switch-offs`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Encounters => "encounters",
            Self::Transfers => "transfers",
            Self::DarkMeetings => "dark-meetings",
            Self::SwitchOffs => "switch-offs",
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What is known to be true, as far as it is: a question without an answer is not asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Truths {
    /// Pairs that met, as encounters are defined.
    pub encounters: Option<Vec<TrueEvent>>,
    /// Transfers of cargo.
    pub transfers: Option<Vec<TrueEvent>>,
    /// Meetings that were not heard.
    pub dark_meetings: Option<Vec<TrueEvent>>,
    /// Silences that were chosen.
    pub switch_offs: Option<Vec<TrueEvent>>,
}

impl Truths {
    /// What is true of a question.
    #[must_use]
    pub fn of(&self, question: Question) -> Option<&[TrueEvent]> {
        match question {
            Question::Encounters => self.encounters.as_deref(),
            Question::Transfers => self.transfers.as_deref(),
            Question::DarkMeetings => self.dark_meetings.as_deref(),
            Question::SwitchOffs => self.switch_offs.as_deref(),
        }
    }
}

#[cfg(feature = "simulate")]
impl From<&crate::simulate::Told> for Truths {
    /// Meetings of which less than half was heard are no encounters to ask about, nor errors; of silences those of six hours and more are
    /// asked about, as [`GapParameters`](crate::detect::GapParameters) say.
    fn from(told: &crate::simulate::Told) -> Self {
        use crate::simulate::{Meeting, SilenceCause};

        let events = |meeting: &Meeting| TrueEvent::from(&meeting.truth);
        let heard = told.encounters().map(|(meeting, start, end)| TrueEvent { start, end, ..events(meeting) });
        let unheard = told.meetings.iter().filter(|meeting| meeting.truth.is_encounter() && !meeting.is_encounter());
        let unheard = unheard.map(|meeting| TrueEvent { kind: UNHEARD.to_owned(), ..events(meeting) });
        let silences = told.gaps.iter().filter(|gap| gap.cause == SilenceCause::SwitchedOff);
        let least = chrono::TimeDelta::hours(6);
        Self {
            encounters: Some(heard.chain(unheard).collect()),
            transfers: Some(told.transfers().map(events).collect()),
            dark_meetings: Some(told.dark_meetings().map(events).collect()),
            switch_offs: Some(
                silences.filter_map(TrueEvent::of_gap).filter(|gap| gap.end - gap.start >= least).collect(),
            ),
        }
    }
}

type Shore<'a> = Option<&'a (dyn Fn(Position) -> f64 + Sync)>;

/// Somebody who answers.
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) answer: fn(&TrackIndex<'_>, &Config, Shore<'_>) -> Result<Vec<Alert>>,
}

/// Who answers a question: this crate first, then the methods of the field.
pub(super) fn methods(question: Question) -> Vec<Method> {
    let ours = |answer| Method { name: "lightering", answer };
    match question {
        Question::Encounters => vec![
            ours(|index, config, _| {
                let events = EncounterDetector::new(config.encounter)?.detect(index);
                Ok(events.iter().map(Alert::from).collect())
            }),
            Method { name: "grid", answer: |index, _, _| Ok(GridMethod::default().detect(index)) },
            Method {
                name: "grid, no days",
                answer: |index, _, _| Ok(GridMethod { by_day: false, ..GridMethod::default() }.detect(index)),
            },
            Method { name: "bucket", answer: |index, _, _| Ok(BucketMethod::default().detect(index)) },
            Method {
                name: "bucket, any COG",
                answer: |index, _, _| {
                    Ok(BucketMethod { max_course_difference_deg: 180.0, ..BucketMethod::default() }.detect(index))
                },
            },
            Method { name: "co-location", answer: |index, _, _| Ok(CoLocationMethod::default().detect(index)) },
        ],
        Question::Transfers => vec![
            ours(|index, config, shore_m| {
                let surroundings = match &shore_m {
                    Some(shore_m) => Surroundings::default().with_shore(shore_m),
                    None => Surroundings::default(),
                };
                let reports = super::thinned(index.fleet(), chrono::TimeDelta::zero());
                let found = Whole::new(reports, config)?.finish_in(&surroundings)?;
                Ok(found
                    .candidates
                    .iter()
                    .filter_map(Alert::of_candidate)
                    .filter(|alert| alert.mmsi_b.is_some())
                    .collect())
            }),
            // What has no score of its own is ranked by how long it lasted.
            Method { name: "grid", answer: |index, _, _| Ok(GridMethod::default().detect(index)) },
            Method {
                name: "grid, no days",
                answer: |index, _, _| Ok(GridMethod { by_day: false, ..GridMethod::default() }.detect(index)),
            },
        ],
        Question::DarkMeetings => vec![
            ours(|index, config, _| {
                let detector = DarkDetector::new(config.dark)?.with_top_speeds(config.top_speed)?.with_detectors(
                    crate::detect::LoiteringDetector::new(config.loitering)?,
                    EncounterDetector::new(config.encounter)?,
                );
                let pairs = detector.detect(index);
                Ok(pairs.iter().filter(|event| event.mmsi_b.is_some()).map(Alert::from).collect())
            }),
            Method { name: "gap-endpoints", answer: |index, _, _| Ok(GapEndpointsMethod::default().detect(index)) },
        ],
        Question::SwitchOffs => vec![
            ours(|index, config, _| {
                let gaps = GapDetector::new(config.gap)?.detect(index);
                Ok(gaps.iter().filter(|gap| gap.end_position.is_some()).map(Alert::from).collect())
            }),
            Method {
                name: "gap-12h",
                answer: |index, _, shore_m| {
                    // Published for the high seas.
                    let shore_m = shore_m.map(|shore_m| shore_m as &dyn Fn(Position) -> f64);
                    Ok(Gap12hMethod { shore_m, ..Gap12hMethod::default() }.detect(index))
                },
            },
            Method {
                name: "gap-12h, all",
                answer: |index, _, _| Ok(Gap12hMethod { min_fixes_before: 0, ..Gap12hMethod::default() }.detect(index)),
            },
        ],
    }
}

impl std::str::FromStr for Question {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let same = |question: &Self| question.as_str() == name;
        Self::ALL.into_iter().find(same).ok_or_else(|| Error::Parameter {
            name: "question",
            value: name.to_owned(),
            reason: "must be encounters, transfers, dark-meetings or switch-offs",
        })
    }
}
