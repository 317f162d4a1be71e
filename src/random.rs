//! Random numbers that are the same on every machine.

use rand::Rng;
use rand_pcg::Pcg64;

/// A stream of random draws.
///
/// PCG XSL RR 128/64 (M. E. O'Neill, *PCG: A Family of Simple Fast Space-Efficient Statistically
/// Good Algorithms for Random Number Generation*, HMC-CS-2014-0905, 2014). In a scenario each ship and
/// each kind of dirt has a stream of its own, so that a ship more does not change the others.
#[derive(Debug, Clone)]
pub(crate) struct Draws(Pcg64);

impl Draws {
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        Self(Pcg64::new(u128::from(seed), u128::from(stream)))
    }

    /// Uniform from 0 up to, and without, 1: the upper 53 bits of a draw.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform from `low` to `high`.
    #[cfg(feature = "simulate")]
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Normal with mean 0 and the given standard deviation, by the sum of twelve uniform draws.
    ///
    /// Its tails end at six deviations, and it needs no logarithm, whose last bit depends on the machine.
    #[cfg(feature = "simulate")]
    pub(crate) fn normal(&mut self, deviation: f64) -> f64 {
        deviation * ((0..12).map(|_| self.uniform()).sum::<f64>() - 6.0)
    }

    /// Whether something of a probability happens.
    #[cfg(feature = "simulate")]
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Uniform from 0 to `bound - 1`; 0 if `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.uniform() * bound as f64) as usize
    }
}
