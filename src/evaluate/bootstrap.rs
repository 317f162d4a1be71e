//! How far figures may be off, told by drawing the data anew from themselves.
//!
//! # References
//!
//! * B. Efron, R. J. Tibshirani, *An Introduction to the Bootstrap*, Chapman & Hall, 1993, chapter 13: percentile intervals.

use super::Interval;
use super::ranking::Ranking;
use crate::random::Draws;

/// How often the data are drawn anew for an [`Interval`]: Efron and Tibshirani's advice for percentile intervals.
pub const BOOTSTRAP_REPLICATES: usize = 1000;

/// The seed of the draws (PCG XSL RR 128/64, stream 0), always the same, so that the same data have the same intervals.
pub const BOOTSTRAP_SEED: u64 = 20_240_301;

/// Percentile intervals of the four shares; `None` if there are fewer than two units, or where a share is not defined in
/// any replicate.
pub(super) fn intervals(ranking: &Ranking) -> [Option<Interval>; 4] {
    let units = ranking.units();
    if units < 2 {
        return [None; 4];
    }
    let mut draws = Draws::new(BOOTSTRAP_SEED, 0);
    let mut replicates: [Vec<f64>; 4] = Default::default();
    let mut times = vec![0_u64; units];
    for _ in 0..BOOTSTRAP_REPLICATES {
        times.fill(0);
        for _ in 0..units {
            times[draws.below(units)] += 1;
        }
        for (values, share) in replicates.iter_mut().zip(ranking.shares(|unit| times[unit])) {
            values.extend(share);
        }
    }
    replicates.map(|mut values| {
        values.sort_by(f64::total_cmp);
        Some(Interval { low: quantile(&values, 0.025)?, high: quantile(&values, 0.975)? })
    })
}

/// A quantile of ascending values, straight between two of them.
fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let place = share * values.len().checked_sub(1)? as f64;
    let (below, above) = (values.get(place.floor() as usize)?, values.get(place.ceil() as usize)?);
    Some(below + (above - below) * place.fract())
}
