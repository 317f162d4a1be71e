//! What a row group holds, and the way of its rows to the builder.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::seen::Seen;
use crate::read::Reason;
use crate::track::{Ahead, Parcel, Plan, Row, StaticId, Windows};

/// Rows that are worth a call of the builder, of 32 bytes each: they are still in the second cache then.
const ENOUGH: usize = 4096;

/// What a row group holds. The memory is used for one after another.
///
/// Rows go to the builder as they come, whichever row group they are of: a fleet does not depend on the order of its
/// rows, and there is no need to hold all of a row group. What depends on it has to be settled group by group: the account, and which windows
/// of time are over.
#[derive(Default)]
pub(super) struct Harvest {
    /// The number of the group.
    group: usize,
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
    /// Rows that were handed over before all of the groups before were.
    ahead: Ahead,
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

    /// Forgets the row group before, for this one.
    pub(super) fn clear(&mut self, group: usize) {
        self.group = group;
        self.ahead = Ahead::default();
        self.rows.clear();
        self.taken = 0;
        self.read = 0;
        self.rejects.clear();
        self.rejected.clear();
        self.counts = (0, 0);
    }

    /// Hands rows over if they are enough.
    pub(super) fn offer(&mut self, seen: &mut Seen, fleet: &Taker<'_, '_>) {
        if self.rows.len() >= ENOUGH {
            self.hand_over(seen, fleet);
        }
    }

    /// Hands all rows over.
    pub(super) fn hand_over(&mut self, seen: &mut Seen, taker: &Taker<'_, '_>) {
        self.parcel.pack(&self.rows, self.plan);
        let mut fleet = taker.lock();
        self.ids.extend(seen.new_sets().map(|data| fleet.intern(data)));
        let Self { parcel, rows, ids, ahead, .. } = self;
        fleet.push_parcel_ahead(parcel, rows, |_, number| number.checked_sub(1).map(|id| ids[id as usize]), ahead);
        if taker.is_next(self.group) {
            fleet.settle(ahead);
        }
        self.counts = (fleet.vessels(), fleet.static_sets());
        self.taken += self.rows.len() as u64;
        self.rows.clear();
    }

    /// Says that all rows of the group were handed over, and those of all before it.
    pub(super) fn settle(&mut self, taker: &Taker<'_, '_>) {
        taker.lock().settle(&mut self.ahead);
        taker.done.store(self.group + 1, Ordering::Release);
    }
}

/// Takes the rows of all groups.
pub(super) struct Taker<'a, 'w> {
    fleet: &'a Mutex<Windows<'w>>,
    /// How many row groups, from the first, were handed over as a whole.
    done: AtomicUsize,
}

impl<'a, 'w> Taker<'a, 'w> {
    pub(super) fn new(fleet: &'a Mutex<Windows<'w>>) -> Self {
        Self { fleet, done: AtomicUsize::new(0) }
    }

    fn lock(&self) -> MutexGuard<'_, Windows<'w>> {
        // Poisoned if another worker panicked, which ends all.
        self.fleet.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether all groups before this one were handed over.
    fn is_next(&self, group: usize) -> bool {
        self.done.load(Ordering::Acquire) == group
    }
}

#[cfg(test)]
#[path = "harvest_tests.rs"]
mod tests;
