//! Time-weighted medians, exact to the width of a bin, from integers alone.

use crate::geodesy::nearest;

/// Time (milliseconds) spent at each value (an integer count of some unit).
///
/// Sums of integers do not depend on their order, so that parts of an event can be added up in any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "digest-file",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "Vec<(u32, i64)>", into = "Vec<(u32, i64)>")
)]
pub(crate) struct Histogram {
    /// By value.
    time_ms: Vec<i64>,
}

#[cfg(feature = "digest-file")]
impl From<Vec<(u32, i64)>> for Histogram {
    fn from(bins: Vec<(u32, i64)>) -> Self {
        let mut histogram = Self::default();
        bins.into_iter().for_each(|(value, time_ms)| histogram.add(f64::from(value), time_ms));
        histogram
    }
}

#[cfg(feature = "digest-file")]
impl From<Histogram> for Vec<(u32, i64)> {
    fn from(histogram: Histogram) -> Self {
        histogram.bins().collect()
    }
}

/// Greater values count as this: nothing measured here gets so far, and a bad value must not cost memory.
const MAX_VALUE: i64 = 20_000;

impl Histogram {
    /// Adds time at the whole number nearest to a value.
    pub(crate) fn add(&mut self, value: f64, time_ms: i64) {
        self.add_to(Self::bin(value), time_ms);
    }

    /// The whole number at which time at a value counts.
    pub(crate) fn bin(value: f64) -> usize {
        nearest(value).clamp(0, MAX_VALUE) as usize
    }

    /// Adds time at a whole number, which must be that of a [`bin`](Self::bin).
    pub(crate) fn add_to(&mut self, value: usize, time_ms: i64) {
        if value >= self.time_ms.len() {
            self.time_ms.resize(value + 1, 0);
        }
        self.time_ms[value] += time_ms;
    }

    /// Adds all of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        if other.time_ms.len() > self.time_ms.len() {
            self.time_ms.resize(other.time_ms.len(), 0);
        }
        for (sum, time) in self.time_ms.iter_mut().zip(&other.time_ms) {
            *sum += time;
        }
    }

    /// Gives back room that is not used.
    pub(crate) fn fit(&mut self) {
        self.time_ms.shrink_to_fit();
    }

    /// Values with the time spent at each, ascending.
    #[cfg(feature = "digest-file")]
    fn bins(&self) -> impl Iterator<Item = (u32, i64)> {
        self.time_ms.iter().enumerate().filter(|bin| *bin.1 != 0).map(|(value, &time)| (value as u32, time))
    }

    /// The least value at or below which at least half of the time was spent; `None` without any.
    pub(crate) fn median(&self) -> Option<u32> {
        self.percentile(50)
    }

    /// The least value at or below which at least so many hundredths of the time were spent.
    pub(crate) fn percentile(&self, hundredths: i64) -> Option<u32> {
        let total: i64 = self.time_ms.iter().sum();
        let mut below = 0;
        let value = self.time_ms.iter().position(|&time| {
            below += time;
            100 * below >= hundredths * total && total > 0
        });
        value.map(|value| value as u32)
    }
}

#[cfg(test)]
#[path = "histogram_tests.rs"]
mod tests;
