//! Digests of windows that follow each other, joined as they come.

use super::Digest;
use super::shelf::{Place, Shelf};
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
/// With the features `digest-file` and `spill`, what is not needed before the end waits in a temporary file, in the folder that
/// `TMPDIR` names or that of the system: memory then depends on what a few windows leave behind, until all are joined. Where there
/// is no room for the file, it waits in memory.
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
    /// With their sizes. Of neighbours in memory each is larger by more than [`PATIENCE`] times than the next.
    waiting: Vec<(usize, Waiting)>,
    shelf: Shelf,
}

/// A digest that waits for later ones.
#[derive(Debug)]
enum Waiting {
    Here(Box<Digest>),
    /// It waits for the end.
    Away(Place),
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
        // Of a single window nothing has to wait.
        if let Some((size, Waiting::Here(digest))) = self.waiting.pop_if(|last| matches!(last.1, Waiting::Here(_))) {
            let waiting = self.shelf.put(digest, size).map_or_else(Waiting::Here, Waiting::Away);
            self.waiting.push((size, waiting));
        }
        let mut last = (digest.size(), digest);
        let joins =
            |before: &(usize, Waiting), size| matches!(before.1, Waiting::Here(_)) && before.0 <= PATIENCE * size;
        while let Some((_, before)) = self.waiting.pop_if(|before| joins(before, last.0)) {
            let digest = self.shelf.back(before)?.merge(last.1)?;
            last = (digest.size(), digest);
        }
        self.waiting.push((last.0, Waiting::Here(Box::new(last.1))));
        Ok(())
    }

    /// One digest of all; of none, the empty one with these parameters.
    ///
    /// # Errors
    ///
    /// As [`Digest::merge`]; and [`Error::Io`](crate::Error::Io) if digests went by way of a temporary file that cannot be read.
    pub fn finish(mut self, config: &Config) -> Result<Digest> {
        let all = std::mem::take(&mut self.waiting).into_iter().map(|(_, waiting)| waiting).collect();
        self.shelf.joined(all)?.map_or_else(|| Digest::empty(config), Ok)
    }
}

impl Shelf {
    fn back(&mut self, waiting: Waiting) -> Result<Digest> {
        match waiting {
            Waiting::Here(digest) => Ok(*digest),
            Waiting::Away(place) => self.take(place),
        }
    }

    /// One digest of some that follow each other: of that of either half, so that each is gone through no more often than they
    /// can be halved, and of those put away few are in memory before they are joined.
    fn joined(&mut self, mut waiting: Vec<Waiting>) -> Result<Option<Digest>> {
        if waiting.len() < 2 {
            return waiting.pop().map(|only| self.back(only)).transpose();
        }
        let later = waiting.split_off(waiting.len() / 2);
        let (earlier, later) = (self.joined(waiting)?, self.joined(later)?);
        match (earlier, later) {
            (Some(earlier), Some(later)) => earlier.merge(later).map(Some),
            (one, other) => Ok(one.or(other)),
        }
    }
}

impl Digest {
    /// How many things are gone through when it is merged.
    pub(super) fn size(&self) -> usize {
        let of_vessels: usize = self.vessels.iter().map(super::vessel::Vessel::size).sum();
        1 + self.statics.len() + self.open.len() + self.complete.len() + of_vessels
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
