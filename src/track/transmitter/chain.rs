//! The fixes of one transmitter that can all be true.
//!
//! A spike, a report that was dated minutes late, one of two reports with the same time: each is a
//! fix that cannot be true together with its neighbours. Of all ways to leave fixes out so that the
//! vessel can go from each to the next, the one that leaves out the fewest is kept. It is found as
//! a longest path: the best that ends at a fix is one more than the best that ends at a fix from
//! which it can be reached.

use super::reach::Reach;
use crate::track::builder::Row;

/// Which of the ends of some rows are kept for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pins {
    pub(super) first: bool,
    pub(super) last: bool,
}

/// Numbers of the rows to keep, ascending. Rows are in order of time; several may have the same.
///
/// A pinned end is among them, even where there is no way between the two ends. Almost always a fix is within
/// reach of the one before, which ends the longest path so far: then nothing is searched.
pub(super) fn longest(rows: &[Row], pins: Pins, reach: &Reach) -> Vec<usize> {
    let mut paths = Paths::default();
    for (i, row) in rows.iter().enumerate() {
        let before = match i.checked_sub(1) {
            Some(before) if paths.is_longest(before) && reach.allows(&rows[before], row) => Some(before),
            _ => {
                // From one of the same time there is no way, however many there are.
                let earlier = rows[..i].partition_point(|before| before.time_ms < row.time_ms);
                paths.best_before(earlier, |j| reach.allows(&rows[j], row))
            }
        };
        paths.push(before, before.is_some() || i == 0 || !pins.first);
    }
    let last = rows.len().saturating_sub(1);
    if !pins.last || rows.is_empty() {
        return paths.read_back(paths.best());
    }
    if paths.length[last] > 0 {
        return paths.read_back(Some(last));
    }
    let mut kept = paths.read_back(paths.best());
    kept.push(last);
    kept
}

/// The longest path that ends at each fix.
#[derive(Default)]
struct Paths {
    /// 0 where a path may not begin and none leads to.
    length: Vec<u32>,
    /// The longest of the paths up to and with this fix.
    longest_so_far: Vec<u32>,
    before: Vec<Option<usize>>,
}

impl Paths {
    /// Adds a fix that a path leads to, or that may begin one.
    fn push(&mut self, before: Option<usize>, allowed: bool) {
        let length = if allowed { before.map_or(1, |before| self.length[before] + 1) } else { 0 };
        let longest = self.longest_so_far.last().map_or(length, |&longest| longest.max(length));
        self.length.push(length);
        self.longest_so_far.push(longest);
        self.before.push(before);
    }

    fn is_longest(&self, i: usize) -> bool {
        self.length[i] == self.longest_so_far[i]
    }

    /// Of the first so many fixes those from which the next can be reached, and of these the last that ends the longest path.
    fn best_before(&self, fixes: usize, allows: impl Fn(usize) -> bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        for j in (0..fixes).rev() {
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

    /// Where the longest path of all ends; of several, the one that ends last.
    fn best(&self) -> Option<usize> {
        (0..self.length.len()).filter(|&i| self.length[i] > 0).max_by_key(|&i| (self.length[i], i))
    }

    /// The fixes of the path that ends at one.
    fn read_back(&self, mut at: Option<usize>) -> Vec<usize> {
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
