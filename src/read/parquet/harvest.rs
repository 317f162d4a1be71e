//! What a row group holds, and the way of its rows to the builder.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::seen::Seen;
use crate::read::Reason;
use crate::track::{Parcel, Plan, Row, StaticId, Windows};

/// Rows that are worth a call of the builder, of 32 bytes each: they are still in the second cache then.
const ENOUGH: usize = 4096;

/// What a row group holds. The memory is used for one after another.
///
/// Rows go to the builder as they come, whichever row group they are of: a fleet does not depend on the order of its
/// rows, and there is no need to hold all of a row group. The account does, and has to be settled group by group.
#[derive(Default)]
pub(super) struct Harvest {
    /// Rows to be taken; the number of their static data is that of [`Seen`].
    pub(super) rows: Vec<Row>,
    /// How many rows of the group went to the builder.
    pub(super) taken: u64,
    /// How many rows there are, with those that were rejected.
    pub(super) read: u64,
    /// The first [`KEPT_PER_REASON`](crate::read::KEPT_PER_REASON) rejected rows of each reason, in order.
    pub(super) rejects: Vec<Rejected>,
    /// How many rows were rejected, by reason.
    pub(super) rejected: BTreeMap<Reason, u64>,
    /// What the builder calls the static data that [`Seen`] has numbered.
    ids: Vec<StaticId>,
    parcel: Parcel,
    /// How the builder wants rows to be packed.
    plan: Option<Plan>,
    /// How many vessels and sets of static data the builder knew when rows were handed over last.
    pub(super) counts: (u64, u64),
}

/// A rejected row: where it stands in the group, from 0.
pub(super) struct Rejected {
    pub(super) reason: Reason,
    pub(super) row: u64,
    pub(super) text: String,
}

impl Harvest {
    /// Of nothing yet, for a builder that wants rows to be packed so.
    pub(super) fn new(plan: Option<Plan>) -> Self {
        Self { plan, ..Self::default() }
    }

    /// Forgets the row group before.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.taken = 0;
        self.read = 0;
        self.rejects.clear();
        self.rejected.clear();
        self.counts = (0, 0);
    }

    /// Hands rows over if they are enough.
    pub(super) fn offer(&mut self, seen: &mut Seen, fleet: &Mutex<Windows<'_>>) {
        if self.rows.len() >= ENOUGH {
            self.hand_over(seen, fleet);
        }
    }

    /// Hands all rows over.
    pub(super) fn hand_over(&mut self, seen: &mut Seen, fleet: &Mutex<Windows<'_>>) {
        self.parcel.pack(&self.rows, self.plan);
        // Poisoned if another worker panicked, which ends all.
        let mut fleet = fleet.lock().unwrap_or_else(PoisonError::into_inner);
        self.ids.extend(seen.new_sets().map(|data| fleet.intern(data)));
        let Self { parcel, rows, ids, .. } = self;
        fleet.push_parcel(parcel, rows, |_, number| number.checked_sub(1).map(|id| ids[id as usize]));
        self.counts = (fleet.vessels(), fleet.static_sets());
        self.taken += self.rows.len() as u64;
        self.rows.clear();
    }
}

#[cfg(test)]
#[path = "harvest_tests.rs"]
mod tests;
