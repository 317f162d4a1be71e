//! Digests of everything.

use chrono::{DateTime, Utc};

use super::{Digest, Found, settle};
use crate::Result;
use crate::assess::Surroundings;
use crate::config::Config;
use crate::read::ReadReport;
use crate::track::FleetBuilder;

/// A digest of all data there are: nothing comes before it and nothing after, so that nothing is left undecided.
///
/// Events are found in it; it cannot be merged with another. One that is made of all reports at once costs less than a
/// [`Digest`] that is [closed](Digest::close), as nothing has to be kept for neighbours. What is found is the same.
///
/// ```
/// use lightering::config::Config;
/// use lightering::digest::{Digest, Whole};
/// use lightering::track::FleetBuilder;
///
/// let (config, reports) = (Config::default(), FleetBuilder::new);
/// let at_once = Whole::new(reports(), &config)?;
/// let closed = Digest::new(reports(), &config)?.close()?;
/// assert_eq!(at_once.finish()?, closed.finish()?);
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Whole(pub(super) Digest);

impl Whole {
    /// The digest of all reports there are.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) for a parameter out of range.
    pub fn new(reports: FleetBuilder, config: &Config) -> Result<Self> {
        settle::window(Digest::empty(config)?, reports, true).map(Self)
    }

    /// Times of the first and the last report; `None` without any.
    #[must_use]
    pub fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        self.0.span()
    }

    /// The parameters that it was made with.
    #[must_use]
    pub fn config(&self) -> &Config {
        self.0.config()
    }

    /// Adds the account of the reading that its reports came from.
    #[must_use]
    pub fn with_account(self, account: ReadReport) -> Self {
        Self(self.0.with_account(account))
    }

    /// The account of the reading that its reports came from, as far as it was added.
    #[must_use]
    pub fn account(&self) -> &ReadReport {
        self.0.account()
    }

    /// The events.
    ///
    /// # Errors
    ///
    /// [`Error::Unbalanced`](crate::Error::Unbalanced) if a report was lost on the way, a defect of the library.
    pub fn finish(self) -> Result<Found> {
        self.finish_in(&Surroundings::default())
    }
}

impl Digest {
    /// Decides what was left undecided, as nothing comes before and nothing after.
    ///
    /// # Errors
    ///
    /// None is known: parameters were checked when the digest was made.
    pub fn close(self) -> Result<Whole> {
        settle::close(self).map(Whole)
    }

    /// The events of a digest of all data, with nothing before it and nothing after.
    ///
    /// # Errors
    ///
    /// As [`Whole::finish`].
    pub fn finish(self) -> Result<Found> {
        self.close()?.finish()
    }

    /// The same, with what is known from elsewhere as evidence for the candidates.
    ///
    /// # Errors
    ///
    /// As [`Whole::finish`].
    pub fn finish_in(self, surroundings: &Surroundings<'_>) -> Result<Found> {
        self.close()?.finish_in(surroundings)
    }
}
