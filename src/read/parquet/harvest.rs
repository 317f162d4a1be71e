//! What a row group holds, and the way of its rows to the builder.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::seen::Seen;
use crate::read::Reason;
use crate::track::{Row, StaticId, Windows};

/// Rows that are worth a call of the builder, of 32 bytes each: they are still in the second cache then.
const ENOUGH: usize = 4096;
/// Rows that are held at most while another worker is at the builder: 2 MiB.
const MOST: usize = 65_536;

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
    /// Forgets the row group before.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.taken = 0;
        self.read = 0;
        self.rejects.clear();
        self.rejected.clear();
        self.counts = (0, 0);
    }

    /// Hands rows over if they are many, or if they are enough and no other worker is at the builder.
    pub(super) fn offer(&mut self, seen: &mut Seen, fleet: &Mutex<Windows<'_>>) {
        if self.rows.len() >= MOST {
            self.hand_over(seen, fleet);
        } else if self.rows.len() >= ENOUGH
            && let Ok(fleet) = fleet.try_lock()
        {
            self.hand_to(seen, fleet);
        }
    }

    /// Hands all rows over.
    pub(super) fn hand_over(&mut self, seen: &mut Seen, fleet: &Mutex<Windows<'_>>) {
        // Poisoned if another worker panicked, which ends all.
        self.hand_to(seen, fleet.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn hand_to(&mut self, seen: &mut Seen, mut fleet: MutexGuard<'_, Windows<'_>>) {
        self.ids.extend(seen.new_sets().map(|data| fleet.intern(data)));
        fleet.push_rows(&self.rows, |row| row.statics.checked_sub(1).map(|id| self.ids[id as usize]));
        self.counts = (fleet.vessels(), fleet.static_sets());
        self.taken += self.rows.len() as u64;
        self.rows.clear();
    }
}

#[cfg(test)]
#[path = "harvest_tests.rs"]
mod tests;
