//! Digests: what a window of time leaves behind, and how neighbours merge.
//!
//! AIS is worked off in windows of time, so that any amount of it needs no more memory than a window. What is left of
//! a window is its [`Digest`]: contacts and slow episodes as sums of integers, the first and last fixes of each
//! vessel, its silences and static data, and the few fixes near the ends of the window, or near such a vessel, that
//! neighbours may add to: a hundredth of the input.
//!
//! Digests of windows that follow each other [merge](Digest::merge), and merging is associative with the empty digest as
//! its unit: any cut of time into windows, joined in any tree, gives the same events to the byte. That is so
//! because whatever is decided in a digest depends on nothing outside it. What does depend on reports that are not
//! here (whose fix the first of a day is, whether the last can be true, how fast a ship was between the last two,
//! whether a pair was near each other on them) is left as it is, with the reports it depends on.
//! Of what is all there is, nothing has to be left: see [`Whole`].
//!
//! ```
//! use chrono::{TimeDelta, TimeZone, Utc};
//! use lightering::ais::{Mmsi, Position, PositionReport};
//! use lightering::config::Config;
//! use lightering::digest::Digest;
//! use lightering::track::FleetBuilder;
//!
//! let evening = Utc.with_ymd_and_hms(2024, 3, 1, 22, 0, 0).unwrap();
//! let mut days = [FleetBuilder::new(), FleetBuilder::new()];
//! for minute in 0..240 {
//!     for (mmsi, longitude) in [(538_000_001, 150.0), (636_000_002, 150.001)] {
//!         let position = Position::from_degrees(30.0, longitude)?;
//!         let report = PositionReport::new(Mmsi::new(mmsi)?, evening + TimeDelta::minutes(minute), position);
//!         days[usize::from(minute >= 120)].push(&report);
//!     }
//! }
//! let config = Config::default();
//! let [first, second] = days.map(|day| Digest::new(day, &config));
//! let events = first?.merge(second?)?.finish()?;
//! // Two hours on either side of midnight are one encounter.
//! assert_eq!(events.encounters.len(), 1);
//! assert!(events.encounters[0].duration_h() > 3.9);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "digest-file")]
mod file;
mod finish;
mod retain;
mod series;
mod settle;
#[cfg(all(feature = "digest-file", feature = "spill"))]
mod shelf;
#[cfg(not(all(feature = "digest-file", feature = "spill")))]
#[path = "no_shelf.rs"]
mod shelf;
mod vessel;
mod whole;
mod windows;

use std::collections::BTreeMap;

pub use finish::Found;
pub use series::Series;
pub use whole::Whole;
pub use windows::{Folded, WindowsReport, fold_windows};

use crate::ais::StaticData;
use crate::config::Config;
use crate::detect::contact::{Contact, Met};
use crate::detect::stretch::Stretch;
use crate::read::ReadReport;
use crate::track::{CleaningReport, FleetBuilder, TransmitterRules};
use crate::{Error, Result};
use vessel::Vessel;

/// A lane of a vessel: its MMSI and its number.
type LaneId = (u32, u32);

/// What a window of time leaves behind.
#[derive(Debug, Clone)]
pub struct Digest {
    config: Config,
    /// Times of the first and the last report, in milliseconds since 1970; `None` without any.
    span: Option<(i64, i64)>,
    statics: Vec<StaticData>,
    /// By MMSI.
    vessels: Vec<Vessel>,
    /// Contacts of pairs of lanes that may still grow, by pair and time.
    open: BTreeMap<(LaneId, LaneId), Vec<Stretch<Contact>>>,
    /// Contacts that are complete and may be encounters, by pair and time.
    complete: BTreeMap<(LaneId, LaneId), Vec<Met>>,
    cleaning: CleaningReport,
    account: ReadReport,
}

/// What is known of the ends of some data.
#[derive(Debug, Clone, Copy)]
struct Edges {
    start_ms: i64,
    end_ms: i64,
    /// There is nothing before the start, or after the end.
    start_known: bool,
    end_known: bool,
}

impl Edges {
    /// Of all data between two times.
    fn known(start_ms: i64, end_ms: i64) -> Self {
        Self { start_ms, end_ms, start_known: true, end_known: true }
    }

    /// Of data that others may come before and after.
    fn open(start_ms: i64, end_ms: i64) -> Self {
        Self { start_ms, end_ms, start_known: false, end_known: false }
    }

    /// Whether a lane whose last report has this time can have no other.
    fn is_over(&self, last_ms: i64, rules: &TransmitterRules) -> bool {
        self.end_known || self.end_ms - last_ms > rules.longest_silence_ms()
    }
}

impl Digest {
    /// The digest of no reports.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a parameter out of range.
    pub fn empty(config: &Config) -> Result<Self> {
        config.validate()?;
        Ok(Self {
            config: *config,
            span: None,
            statics: Vec::new(),
            vessels: Vec::new(),
            open: BTreeMap::new(),
            complete: BTreeMap::new(),
            cleaning: CleaningReport::default(),
            account: ReadReport::default(),
        })
    }

    /// The digest of the reports of a window.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a parameter out of range.
    pub fn new(reports: FleetBuilder, config: &Config) -> Result<Self> {
        let empty = Self::empty(config)?;
        settle::window(empty, reports, false)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.span.is_none() && self.vessels.is_empty()
    }

    /// Times of the first and the last report; `None` without any.
    #[must_use]
    pub fn span(&self) -> Option<(chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>)> {
        let (first_ms, last_ms) = self.span?;
        Some((crate::track::datetime(first_ms), crate::track::datetime(last_ms)))
    }

    /// The parameters that it was made with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// One digest of this and the one of a later window.
    ///
    /// # Errors
    ///
    /// [`Error::Digest`] if the other does not begin after this one ends, or was made with other parameters.
    pub fn merge(self, later: Self) -> Result<Self> {
        if self.config != later.config {
            return Err(Error::Digest(
                "the two digests were made with different parameters: make them with the same".into(),
            ));
        }
        let (Some(earlier_span), Some(later_span)) = (self.span, later.span) else {
            return self.merge_spanless(later);
        };
        if later_span.0 <= earlier_span.1 {
            let time = |ms| crate::track::datetime(ms).format("%Y-%m-%dT%H:%M:%S%.3fZ");
            return Err(Error::Digest(format!(
                "one digest ends at {}, the next begins at {}: they must follow each other without overlap; make one digest of \
                 the files that overlap, or cut them by time",
                time(earlier_span.1),
                time(later_span.0)
            )));
        }
        settle::merge(self, later)
    }

    /// Merges where one of the two holds no report.
    fn merge_spanless(self, later: Self) -> Result<Self> {
        match (self.is_empty(), later.is_empty()) {
            (_, true) => Ok(self.with_account_of(later.cleaning, later.account)),
            (true, false) => {
                let Self { cleaning, mut account, .. } = self;
                let mut later = later;
                later.cleaning.add(&cleaning);
                account.append(std::mem::take(&mut later.account));
                later.account = account;
                Ok(later)
            }
            (false, false) => settle::merge(self, later),
        }
    }

    fn with_account_of(mut self, cleaning: CleaningReport, account: ReadReport) -> Self {
        self.cleaning.add(&cleaning);
        self.account.append(account);
        self
    }

    /// Adds the account of the reading that its reports came from.
    #[must_use]
    pub fn with_account(self, account: ReadReport) -> Self {
        self.with_account_of(CleaningReport::default(), account)
    }

    /// The account of the reading that its reports came from, as far as it was added.
    #[must_use]
    pub fn account(&self) -> &ReadReport {
        &self.account
    }
}
