//! Events held against truth: which are right, which are wrong, and what was missed.
//!
//! [`Alert`]s of any method, this crate's own or others, are [matched](Matching) to [`TrueEvent`]s one to one, and
//! [`Figures`] say how good they are, with intervals. The methods that the field publishes are in [`methods`], as
//! [`Detector`](crate::Detector)s, so that all can be compared on the same data.
//!
//! ```
//! use lightering::ais::Mmsi;
//! use lightering::evaluate::{Alert, Figures, MatchParameters, Matching, TruthTable};
//!
//! let truth = "mmsi_a,mmsi_b,start,end,kind\n\
//!              636000001,636000002,2024-03-01T22:00:00Z,2024-03-02T02:00:00Z,transfer\n\
//!              636000001,636000003,2024-03-05T10:00:00Z,2024-03-05T16:00:00Z,transfer\n";
//! let truth = TruthTable::from_reader("truth.csv".as_ref(), truth.as_bytes())?;
//!
//! let alert = |partner: u32, start: &str, end: &str, score: f64| -> Result<Alert, Box<dyn std::error::Error>> {
//!     let (mmsi_a, mmsi_b) = (Mmsi::new(636_000_001)?, Some(Mmsi::new(partner)?));
//!     Ok(Alert { mmsi_a, mmsi_b, start: start.parse()?, end: end.parse()?, score, kind: String::new() })
//! };
//! let alerts = [
//!     alert(636_000_002, "2024-03-01T22:10:00Z", "2024-03-02T02:00:00Z", 3.8)?,
//!     alert(636_000_009, "2024-03-03T00:00:00Z", "2024-03-03T02:30:00Z", 2.5)?,
//! ];
//!
//! let matching = Matching::new(&alerts, truth.events(), &MatchParameters::default())?;
//! let figures = Figures::of(&matching, &alerts, truth.events(), Some(100.0));
//! assert_eq!((figures.true_alerts, figures.false_alerts, figures.missed), (1, 1, 1));
//! assert_eq!(figures.precision.value, Some(0.5));
//! assert_eq!(figures.auc_pr.value, Some(0.5));
//! assert_eq!(figures.median_start_error_s, Some(600.0));
//! assert_eq!(figures.false_per_1000_vessel_days, Some(10.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alert;
mod bootstrap;
mod columns;
mod compare;
mod figures;
mod matching;
pub mod methods;
mod ranking;
mod truth;

pub use alert::{Alert, AlertTable};
pub use bootstrap::{BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED};
#[cfg(feature = "plot")]
pub(crate) use compare::names;
pub use compare::{
    Answer, COMPARISON_COLUMNS, Comparison, CurvePoint, Question, Truths, UNHEARD, peak_memory_bytes, thinned,
};
pub use figures::{Estimate, FIGURE_COLUMNS, Figures, Interval, KindCount};
pub use matching::{Match, MatchParameters, Matching};
pub use truth::{TrueEvent, TruthTable};

#[cfg(test)]
#[path = "fixtures_tests.rs"]
mod fixtures;

#[cfg(test)]
#[cfg(feature = "simulate")]
mod sample_tests;
