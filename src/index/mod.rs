//! The spatial index: an R-tree of runs of legs in place and time.
//!
//! A *run* is up to 64 consecutive observed legs of one track. Its box in earth-centred x, y, z
//! and scaled time goes into an R-tree. To index runs, not fixes, costs next to nothing a fix,
//! and a box in space and time says at once which stretches of two tracks can have met.
//!
//! ```
//! use chrono::{TimeDelta, TimeZone, Utc};
//! use lightering::ais::{Mmsi, Position};
//! use lightering::index::{IndexParameters, TrackIndex};
//! use lightering::track::{CleaningParameters, FleetBuilder, LegParameters};
//! # use lightering::ais::PositionReport;
//! # let mut builder = FleetBuilder::new();
//! # let noon = Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap();
//! # for minute in 0..60 {
//! #     let position = Position::from_degrees(30.0 + 0.001 * minute as f64, 150.0)?;
//! #     builder.push(&PositionReport::new(Mmsi::new(538_000_001)?, noon + TimeDelta::minutes(minute), position));
//! # }
//! let fleet = builder.build(&CleaningParameters::default())?;
//! let index = TrackIndex::new(&fleet, &LegParameters::default(), &IndexParameters::default())?;
//! let place = Position::from_degrees(30.02, 150.0)?;
//! let visits = index.near(place, 1000.0, noon, noon + TimeDelta::hours(1));
//! assert_eq!(visits.len(), 1);
//! assert!(visits[0].distance_m < 1.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod inside;
mod join;
mod near;
mod run;

use std::sync::OnceLock;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RStarInsertionStrategy, RTree, RTreeParams};

pub use inside::Visit;
pub use join::Approach;
pub(crate) use join::TrackPair;
pub use near::{Nearby, Neighbour};
pub(crate) use run::{Run, Speeds};

use crate::Result;
use crate::error::check_range;
use crate::geodesy::Ecef;
use crate::track::{Fleet, LegParameters, LegRules, TrackId};

/// Shape of the index. It changes how fast a query is, never what it finds.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct IndexParameters {
    /// Legs in a run, at most. More make a smaller tree of larger boxes.
    pub max_legs_per_run: u32,
    /// How long a second is beside a metre when boxes are packed: about the speed of a ship,
    /// in metres a second, makes boxes of a moving ship as long in time as in space.
    pub time_scale_m_per_s: f64,
}

impl Default for IndexParameters {
    fn default() -> Self {
        Self { max_legs_per_run: 64, time_scale_m_per_s: 5.0 }
    }
}

impl IndexParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("index.max_legs_per_run", f64::from(self.max_legs_per_run), 1.0, 65536.0, "must be 1 to 65,536")?;
        check_range("index.time_scale_m_per_s", self.time_scale_m_per_s, 1e-3, 1e3, "must be 0.001 to 1000 m/s")
    }
}

/// A point, or the corner of a box: x, y, z and scaled time, all in metres.
type Corner = [f64; 4];
/// A run's box, with the track and the number of the run in it.
type Entry = GeomWithData<Rectangle<Corner>, (TrackId, u32)>;

/// Nodes of up to 16 entries instead of rstar's 6: boxes of a node are tested one after another in memory, which costs
/// less than following pointers down a higher tree. The tree is only ever built at once, so that the other constants are
/// without effect.
struct WideNodes;

impl RTreeParams for WideNodes {
    const MIN_SIZE: usize = 8;
    const MAX_SIZE: usize = 16;
    const REINSERTION_COUNT: usize = 5;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// The R-tree itself.
type Tree = RTree<Entry, WideNodes>;

/// The R-tree of the runs of a fleet's observed legs.
///
/// Immutable once built; queries may run on any number of threads.
#[derive(Debug)]
pub struct TrackIndex<'a> {
    fleet: &'a Fleet,
    legs: LegParameters,
    /// By track, and in each by time.
    runs: Vec<Vec<Run>>,
    tree: OnceLock<Tree>,
    clock: Clock,
}

/// Turns times into the fourth coordinate.
#[derive(Debug, Clone, Copy)]
struct Clock {
    origin_ms: i64,
    metres_per_ms: f64,
}

impl Clock {
    fn coordinate(self, time_ms: i64) -> f64 {
        (time_ms.saturating_sub(self.origin_ms)) as f64 * self.metres_per_ms
    }
}

impl<'a> TrackIndex<'a> {
    /// Indexes all tracks of a fleet.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) for a parameter out of range.
    pub fn new(fleet: &'a Fleet, legs: &LegParameters, parameters: &IndexParameters) -> Result<Self> {
        let index = Self::of_runs(fleet, legs, parameters, Speeds::ANY)?;
        index.tree();
        Ok(index)
    }

    /// The same without the tree, which is built when it is first asked for: for those who have something to do meanwhile.
    /// Runs will be asked only whether they may be as slow as `asked` says.
    pub(crate) fn of_runs(
        fleet: &'a Fleet,
        legs: &LegParameters,
        parameters: &IndexParameters,
        asked: Speeds,
    ) -> Result<Self> {
        legs.validate()?;
        parameters.validate()?;
        let rules = legs.rules();
        let runs: Vec<Vec<Run>> = crate::parallel::map(fleet.len(), |track| {
            run::runs_of(fleet, track as u32, &rules, parameters.max_legs_per_run as usize, asked)
        });
        // That of the first fix of all, as each is on a run.
        let origin_ms = runs.iter().filter_map(|of_track| of_track.first()).map(|run| run.start_ms).min();
        let clock =
            Clock { origin_ms: origin_ms.unwrap_or_default(), metres_per_ms: parameters.time_scale_m_per_s / 1000.0 };
        Ok(Self { fleet, legs: *legs, runs, tree: OnceLock::new(), clock })
    }

    /// Builds the tree, if there is none yet, which takes one core.
    pub(crate) fn build_tree(&self) {
        self.tree();
    }

    fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| {
            let mut entries = Vec::with_capacity(self.runs());
            entries.extend(self.runs.iter().flat_map(|of_track| {
                of_track.iter().zip(0..).map(|(run, number)| {
                    let corners = run.corners(self.clock, 0.0);
                    GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), (run.track, number))
                })
            }));
            RTree::bulk_load_with_params(entries)
        })
    }

    /// The fleet it indexes.
    #[must_use]
    pub fn fleet(&self) -> &'a Fleet {
        self.fleet
    }

    /// Which legs count as observed.
    #[must_use]
    pub fn legs(&self) -> &LegParameters {
        &self.legs
    }

    /// The runs of a track, in order of time.
    pub(crate) fn runs_of(&self, track: TrackId) -> &[Run] {
        &self.runs[track.0 as usize]
    }

    /// The legs of a track that were not observed, in order: those between its runs.
    pub(crate) fn unobserved(&self, track: TrackId) -> impl Iterator<Item = usize> {
        let between = |runs: &[Run]| match runs {
            [run, next] => run.first + run.legs..next.first,
            _ => 0..0,
        };
        self.runs_of(track).windows(2).flat_map(between)
    }

    pub(crate) fn rules(&self) -> LegRules {
        self.legs.rules()
    }

    /// Number of runs in the tree.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.runs.iter().map(Vec::len).sum()
    }

    /// Runs whose box meets a box of space in a period.
    pub(crate) fn runs_in(&self, lower: Ecef, upper: Ecef, from_ms: i64, to_ms: i64) -> Vec<&Run> {
        let envelope = AABB::from_corners(
            [lower.x, lower.y, lower.z, self.clock.coordinate(from_ms)],
            [upper.x, upper.y, upper.z, self.clock.coordinate(to_ms)],
        );
        let mut numbers: Vec<(TrackId, u32)> =
            self.tree().locate_in_envelope_intersecting(&envelope).map(|entry| entry.data).collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| self.run(number)).collect()
    }

    /// The run of an entry.
    fn run(&self, (track, number): (TrackId, u32)) -> &Run {
        &self.runs[track.0 as usize][number as usize]
    }
}
