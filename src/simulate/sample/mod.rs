//! The bundled sample: three days of a busy stretch of sea that does not exist.

mod decoys;
mod sea;
mod silences;
mod traffic;
mod transfers;

use super::{Channel, DirtTruth, Row, Scenario, Truth};
use crate::Result;
use sea::Sea;

/// A scenario as it was heard, with its truth.
///
/// ```
/// use lightering::simulate::{Relation, Sample};
/// let sample = Sample::new(Sample::SEED)?;
/// let transfers = sample.truth.encounters.iter().filter(|encounter| encounter.relation == Relation::Sts);
/// assert_eq!(transfers.count(), 10);
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Sample {
    /// Who was at sea and why.
    pub scenario: Scenario,
    /// What was heard, dirt included, in the order of the file.
    pub rows: Vec<Row>,
    /// What really happened.
    pub truth: Truth,
    /// What was put wrong on purpose.
    pub dirt: Vec<DirtTruth>,
}

impl Sample {
    /// The seed of the bundled files.
    pub const SEED: u64 = 20_240_305;

    /// The bundled scenario, heard with another seed if so wished.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) if the scenario named an impossible ship: it does not.
    pub fn new(seed: u64) -> Result<Self> {
        let mut sea = Sea::new(seed);
        transfers::add(&mut sea)?;
        decoys::add(&mut sea)?;
        silences::add(&mut sea)?;
        traffic::add(&mut sea)?;
        let (scenario, dirt) = sea.finish();
        let mut rows = Channel::default().hear(&scenario, seed);
        let truth = Truth::of(&scenario, &rows);
        let mut dirt_truth = dirt.soil(&mut rows, seed);
        dirt_truth.extend(traffic::strangers(&scenario, &rows));
        Ok(Self { scenario, rows, truth, dirt: dirt_truth })
    }
}
