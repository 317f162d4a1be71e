//! Steps of time in a row.

use crate::ais::Mmsi;

/// Two vessels, the lower MMSI first.
pub(super) type Pair = (Mmsi, Mmsi);

/// Steps of a pair without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Joined {
    pub(super) pair: Pair,
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Joined {
    /// Number of steps.
    pub(super) fn steps(&self) -> i64 {
        self.last - self.first + 1
    }
}

/// Two vessels in order; `None` if they are one.
pub(super) fn pair(a: Mmsi, b: Mmsi) -> Option<Pair> {
    (a != b).then(|| (a.min(b), a.max(b)))
}

/// Joins consecutive steps of each pair; steps come in any order and may repeat.
pub(super) fn joined(mut steps: Vec<(Pair, i64)>) -> Vec<Joined> {
    steps.sort_unstable();
    steps.dedup();
    let runs = steps.chunk_by(|a, b| a.0 == b.0 && a.1 + 1 == b.1);
    runs.filter_map(|run| Some(Joined { pair: run.first()?.0, first: run.first()?.1, last: run.last()?.1 })).collect()
}
