//! Alerts in order of score, and what counts of them say.

use std::collections::BTreeMap;

use super::columns::Vessels;

/// Precision, recall, F1 and area under the precision-recall curve.
pub(super) type Shares = [Option<f64>; 4];

/// Alerts and true events by unit: a pair of vessels, or one vessel.
///
/// What a unit does is drawn together in the bootstrap, since two alerts of a pair are not independent.
#[derive(Debug, Default)]
pub(super) struct Units {
    alerts: BTreeMap<Vessels, Vec<(f64, bool)>>,
    missed: BTreeMap<Vessels, u64>,
}

/// The same with units as numbers, in order of vessels.
#[derive(Debug)]
pub(super) struct Ranking {
    /// Score, unit and whether it is true; by falling score.
    alerts: Vec<(f64, u32, bool)>,
    /// True events not found, by unit.
    missed: Vec<u64>,
}

impl Units {
    pub(super) fn add_alert(&mut self, unit: Vessels, score: f64, is_true: bool) {
        self.alerts.entry(unit).or_default().push((score, is_true));
    }

    pub(super) fn add_missed(&mut self, unit: Vessels) {
        *self.missed.entry(unit).or_default() += 1;
    }

    pub(super) fn rank(self) -> Ranking {
        let mut numbers: BTreeMap<Vessels, u32> = BTreeMap::new();
        for unit in self.alerts.keys().chain(self.missed.keys()) {
            numbers.insert(*unit, 0);
        }
        for (number, (_, of_unit)) in numbers.iter_mut().enumerate() {
            *of_unit = number as u32;
        }
        let mut missed = vec![0; numbers.len()];
        for (unit, count) in &self.missed {
            missed[numbers[unit] as usize] = *count;
        }
        let mut alerts: Vec<(f64, u32, bool)> = Vec::new();
        for (unit, of_unit) in &self.alerts {
            alerts.extend(of_unit.iter().map(|&(score, is_true)| (score, numbers[unit], is_true)));
        }
        alerts.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ranking { alerts, missed }
    }
}

impl Ranking {
    /// Number of units.
    pub(super) fn units(&self) -> usize {
        self.missed.len()
    }

    /// The shares if each unit is there as many times as `times` says.
    pub(super) fn shares(&self, times: impl Fn(usize) -> u64) -> Shares {
        let (mut found, mut wrong) = (0, 0);
        for &(_, unit, is_true) in &self.alerts {
            *(if is_true { &mut found } else { &mut wrong }) += times(unit as usize);
        }
        let missed = self.missed.iter().enumerate().map(|(unit, missed)| missed * times(unit)).sum::<u64>();
        [
            share(found, found + wrong),
            share(found, found + missed),
            share(2 * found, 2 * found + wrong + missed),
            self.average_precision(found + missed, times),
        ]
    }

    /// Sum over falling scores of the gain in recall times the precision so far; alerts of one score are one step.
    ///
    /// # References
    ///
    /// * K. Boyd, K. H. Eng, C. D. Page, "Area under the precision-recall curve: point estimates and confidence intervals",
    ///   ECML PKDD 2013, <https://doi.org/10.1007/978-3-642-40994-3_29>: average precision as an estimate without the bias of
    ///   straight lines between points.
    fn average_precision(&self, events: u64, times: impl Fn(usize) -> u64) -> Option<f64> {
        if events == 0 {
            return None;
        }
        let (mut area, mut found, mut alerts) = (0.0, 0, 0);
        // Scores that are equal as numbers, 0 and -0 too.
        for step in self.alerts.chunk_by(|a, b| a.0 == b.0) {
            let gain: u64 = step.iter().filter(|alert| alert.2).map(|alert| times(alert.1 as usize)).sum();
            found += gain;
            alerts += step.iter().map(|alert| times(alert.1 as usize)).sum::<u64>();
            if gain > 0 {
                area += gain as f64 * (found as f64 / alerts as f64);
            }
        }
        Some(area / events as f64)
    }
}

/// A share; `None` of nothing.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
