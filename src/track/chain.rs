//! The fixes of one transmitter that can all be true.
//!
//! A spike, a report that was dated minutes late, one of two reports with the same time: each is a
//! fix that cannot be true together with its neighbours. Of all ways to leave fixes out so that the
//! vessel can go from each to the next, the one that leaves out the fewest is kept. It is found as
//! a longest path: the best that ends at a fix is one more than the best that ends at a fix from
//! which it can be reached.

use super::builder::Row;
use super::segment::Reach;

/// Numbers of the rows to keep, ascending. Rows are in order of time; several may have the same.
///
/// Almost always a fix is within reach of the one before, which ends the longest path so far: then
/// nothing is searched.
pub(super) fn longest(rows: &[&Row], reach: &Reach) -> Vec<usize> {
    let mut paths = Paths::default();
    for (i, row) in rows.iter().enumerate() {
        paths.push(match i.checked_sub(1) {
            Some(before) if paths.is_longest(before) && reach.allows(rows[before], row) => Some(before),
            _ => paths.best_before(|j| reach.allows(rows[j], row)),
        });
    }
    paths.read_back()
}

/// The longest path that ends at each fix.
#[derive(Default)]
struct Paths {
    length: Vec<u32>,
    /// The longest of the paths up to and with this fix.
    longest_so_far: Vec<u32>,
    before: Vec<Option<usize>>,
}

impl Paths {
    fn push(&mut self, before: Option<usize>) {
        let length = before.map_or(1, |before| self.length[before] + 1);
        let longest = self.longest_so_far.last().map_or(length, |&longest| longest.max(length));
        self.length.push(length);
        self.longest_so_far.push(longest);
        self.before.push(before);
    }

    fn is_longest(&self, i: usize) -> bool {
        self.length[i] == self.longest_so_far[i]
    }

    /// Of the fixes from which the next can be reached, the last that ends the longest path.
    fn best_before(&self, allows: impl Fn(usize) -> bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        for j in (0..self.length.len()).rev() {
            let known = best.map_or(0, |best| self.length[best]);
            if self.longest_so_far[j] <= known {
                break;
            }
            if self.length[j] > known && allows(j) {
                best = Some(j);
            }
        }
        best
    }

    /// The fixes of the longest path of all; of several, the one that ends last.
    fn read_back(&self) -> Vec<usize> {
        let mut at = (0..self.length.len()).max_by_key(|&i| (self.length[i], i));
        let mut kept = Vec::with_capacity(at.map_or(0, |at| self.length[at] as usize));
        while let Some(i) = at {
            kept.push(i);
            at = self.before[i];
        }
        kept.reverse();
        kept
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
