//! What a reader remembers from one row to the next.

use super::time::Dates;
use super::vessel_ids::VesselIds;

/// What a reader remembers from one row to the next; only numbers of vessels have an effect on results.
#[derive(Debug, Default)]
pub(super) struct Recall {
    pub(super) ids: VesselIds,
    pub(super) dates: Dates,
}
