//! Detectors: from an indexed fleet to events.
//!
//! A detector is a value made from its parameters; [`Detector::detect`] may be called on any
//! number of fleets. Events come in an order that each detector says, most in that of time, and are the same for any number of threads and
//! any order of the input.

pub(crate) mod contact;
pub(crate) mod dark;
pub(crate) mod draught;
pub(crate) mod encounter;
mod event;
mod gap;
mod group;
mod haunts;
mod histogram;
pub(crate) mod history;
mod hull;
mod identity;
pub(crate) mod loitering;
mod place;
mod pose;
pub(crate) mod reception;
pub(crate) mod scope;
pub(crate) mod stretch;

pub use dark::{DarkDetector, DarkKind, DarkParameters, DarkRendezvous, Dwell, Prism, TopSpeedParameters};
pub use encounter::{Encounter, EncounterDetector, EncounterParameters, Mode};
pub use event::{EventId, ParseEventIdError};
pub use gap::{Gap, GapClass, GapDetector, GapParameters};
pub(crate) use hull::{clearance_m, heading_difference_deg};
pub use identity::{Identity, IdentityDetector, IdentityKind, IdentityParameters};
pub use loitering::{Loitering, LoiteringDetector, LoiteringParameters};
pub(crate) use pose::lower_median;
pub use pose::{Moment, Moments};
pub use reception::Reception;

use crate::index::TrackIndex;

/// A method of finding events, so that methods can be compared on the same data.
///
/// ```
/// use lightering::detect::{Detector, GapDetector, GapParameters};
/// use lightering::index::TrackIndex;
///
/// fn count<D: Detector>(detector: &D, index: &TrackIndex<'_>) -> String {
///     format!("{}: {}", detector.name(), detector.detect(index).len())
/// }
/// # let fleet = lightering::track::FleetBuilder::new().build(&Default::default())?;
/// # let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
/// # assert_eq!(count(&GapDetector::new(GapParameters::default())?, &index), "gap: 0");
/// # Ok::<(), lightering::Error>(())
/// ```
pub trait Detector {
    /// What it finds.
    type Event;

    /// A short name for tables.
    fn name(&self) -> &'static str;

    /// All events, in order of start; those that are ranked (dark rendezvous) by score.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Self::Event>;
}
