//! A count against others, with an interval.

use statrs::distribution::{Beta, ContinuousCDF};

/// What each end of the interval leaves out: it covers 95 %.
const TAIL: f64 = 0.025;

/// A count against the mean of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The mean of the others.
    pub baseline: f64,
    /// The count over the mean; `None` where that is 0.
    pub ratio: Option<f64>,
    /// Lower end of the 95 % interval of the ratio of rates.
    pub low: f64,
    /// Upper end; `None` for none, where the mean is 0.
    pub high: Option<f64>,
}

impl Ratio {
    /// A count against the mean of others; `None` without any.
    ///
    /// With counts `x` now and `y` in `n` periods before, `x` of `x + y` is a share `p` with the exact interval of Clopper and Pearson,
    /// and the ratio of rates is `n p / (1 - p)`. Vessels that stay are in the counts of several periods, which makes them differ less than
    /// the interval says.
    pub(super) fn new(count: u32, others: &[u32]) -> Option<Self> {
        if others.is_empty() {
            return None;
        }
        let (now, periods) = (f64::from(count), others.len() as f64);
        let before: f64 = others.iter().map(|other| f64::from(*other)).sum();
        let odds = |share: f64| periods * share / (1.0 - share);
        let low = if count == 0 { 0.0 } else { odds(Beta::new(now, before + 1.0).ok()?.inverse_cdf(TAIL)) };
        let high =
            if before == 0.0 { None } else { Some(odds(Beta::new(now + 1.0, before).ok()?.inverse_cdf(1.0 - TAIL))) };
        let baseline = before / periods;
        Some(Self { baseline, ratio: (baseline > 0.0).then(|| now / baseline), low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 2e-3 * b.abs().max(1.0)
    }

    /// The interval of a share, from the binomial sums themselves.
    fn by_sums(count: u32, before: u32) -> (f64, f64) {
        let n = count + before;
        let choose = |k: u32| (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product::<f64>();
        let tail = |p: f64, ks: std::ops::RangeInclusive<u32>| {
            ks.map(|k| choose(k) * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)).sum::<f64>()
        };
        let root = |f: &dyn Fn(f64) -> f64| {
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if f(middle) < 0.0 { low = middle } else { high = middle }
            }
            low
        };
        (root(&|p| tail(p, count..=n) - TAIL), root(&|p| TAIL - tail(p, 0..=count)))
    }

    #[test]
    fn the_interval_is_that_of_the_binomial_sums() {
        for (count, before) in [(1, 1), (5, 2), (9, 30), (20, 3)] {
            let found = Ratio::new(count, &[before]).unwrap();
            let (low, high) = by_sums(count, before);
            assert!(close(found.low, low / (1.0 - low)), "{found:?} {low}");
            assert!(close(found.high.unwrap(), high / (1.0 - high)), "{found:?} {high}");
        }
    }

    #[test]
    fn more_periods_before_make_the_interval_narrower() {
        let (one, many) = (Ratio::new(8, &[8]).unwrap(), Ratio::new(8, &[8; 20]).unwrap());
        assert!(close(one.ratio.unwrap(), 1.0) && close(many.ratio.unwrap(), 1.0));
        assert!(many.low > one.low && many.high < one.high);
    }

    #[test]
    fn none_before_has_no_ratio_and_no_upper_end() {
        let found = Ratio::new(4, &[0, 0]).unwrap();
        assert!(found.ratio.is_none() && found.high.is_none() && found.low > 0.5);
        let nobody = Ratio::new(0, &[3]).unwrap();
        assert!(nobody.ratio == Some(0.0) && nobody.low == 0.0 && nobody.high.unwrap() > 0.5);
        assert_eq!(Ratio::new(3, &[]), None);
    }
}
