//! Time-weighted medians, exact to the width of a bin, from integers alone.

use std::collections::BTreeMap;

/// Time (milliseconds) spent at each value (an integer count of some unit).
///
/// Sums of integers do not depend on their order, so that parts of an event can be added up in any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Histogram {
    time_ms: BTreeMap<u32, i64>,
}

impl Histogram {
    /// Adds time at a value.
    pub(crate) fn add(&mut self, value: u32, time_ms: i64) {
        *self.time_ms.entry(value).or_default() += time_ms;
    }

    /// The least value at or below which at least half of the time was spent; `None` without any.
    pub(crate) fn median(&self) -> Option<u32> {
        self.percentile(50)
    }

    /// The least value at or below which at least so many hundredths of the time were spent.
    pub(crate) fn percentile(&self, hundredths: i64) -> Option<u32> {
        let total: i64 = self.time_ms.values().sum();
        let mut below = 0;
        self.time_ms.iter().find_map(|(&value, &time)| {
            below += time;
            (100 * below >= hundredths * total && total > 0).then_some(value)
        })
    }
}

#[cfg(test)]
#[path = "histogram_tests.rs"]
mod tests;
