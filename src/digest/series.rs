//! Digests of windows that follow each other, joined as they come.

use super::Digest;
use crate::Result;
use crate::config::Config;

/// A digest waits for later ones until they are together at least a so many-th of its size. The more patience, the more is
/// joined that is not worth it; with less, more memory is held by digests that wait: a third of the largest at most.
const PATIENCE: usize = 4;

/// Digests of windows that follow each other, joined as they come.
///
/// [Merging](Digest::merge) costs by the size of both digests. One that takes one window after another would be gone through
/// as often as there are windows, so that years cost by the square of their number. Here small digests are joined with each other
/// first, and each report is joined about as often as the logarithm of their number. What comes out is the same, as
/// merging is associative.
///
/// ```
/// use lightering::config::Config;
/// use lightering::digest::{Digest, Series};
///
/// let config = Config::default();
/// let mut series = Series::new();
/// for _ in 0..365 {
///     series.push(Digest::empty(&config)?)?;
/// }
/// assert!(series.finish(&config)?.is_empty());
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Series {
    /// With their sizes, each larger by more than [`PATIENCE`] times than the next.
    waiting: Vec<(usize, Digest)>,
}

impl Series {
    /// Of no windows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the digest of the next window.
    ///
    /// # Errors
    ///
    /// As [`Digest::merge`].
    pub fn push(&mut self, digest: Digest) -> Result<()> {
        let mut last = (digest.size(), digest);
        while let Some((_, before)) = self.waiting.pop_if(|before| before.0 <= PATIENCE * last.0) {
            let digest = before.merge(last.1)?;
            last = (digest.size(), digest);
        }
        self.waiting.push(last);
        Ok(())
    }

    /// One digest of all; of none, the empty one with these parameters.
    ///
    /// # Errors
    ///
    /// As [`Digest::merge`].
    pub fn finish(mut self, config: &Config) -> Result<Digest> {
        let Some((_, mut last)) = self.waiting.pop() else { return Digest::empty(config) };
        while let Some((_, before)) = self.waiting.pop() {
            last = before.merge(last)?;
        }
        Ok(last)
    }
}

impl Digest {
    /// How many things are gone through when it is merged.
    fn size(&self) -> usize {
        let of_vessels: usize = self.vessels.iter().map(super::vessel::Vessel::size).sum();
        1 + self.statics.len() + self.open.len() + self.complete.len() + of_vessels
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
