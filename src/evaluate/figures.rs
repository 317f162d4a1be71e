//! How good alerts are, in figures.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::columns::vessels;
use super::ranking::{Units, share};
use super::{Alert, Match, Matching, TrueEvent, bootstrap};
use crate::detect::lower_median;
use crate::write::cell::{FRACTION_DECIMALS, optional};

/// Decimals of errors in seconds, and of false alerts in so many days.
const SECOND_DECIMALS: usize = 3;

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// A share or mean with the interval that it may well be in.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// Of the data as they are; `None` where it is not defined.
    pub value: Option<f64>,
    /// 95 % percentile interval by the bootstrap; `None` where `value` is, or if the data are of fewer than two pairs or vessels.
    pub interval: Option<Interval>,
}

/// How many true events of a kind were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCount {
    /// The kind, as the truth has it.
    pub kind: String,
    /// True events.
    pub events: usize,
    /// Those that were found.
    pub found: usize,
}

impl KindCount {
    /// Share of them that was found; `None` of none.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.found as u64, self.events as u64)
    }
}

/// How good alerts are. What is not defined is `None`, never not-a-number; see each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// Alerts that are a true event, which is the number of events found.
    pub true_alerts: usize,
    /// Alerts that are none.
    pub false_alerts: usize,
    /// True events that were not found.
    pub missed: usize,
    /// Alerts that match only what nobody cares about; they count nowhere else.
    pub ignored_alerts: usize,
    /// Share of the alerts that is true; not defined without alerts.
    pub precision: Estimate,
    /// Share of the true events that was found; not defined without events.
    pub recall: Estimate,
    /// Harmonic mean of the two, `2 true / (2 true + false + missed)`; not defined if there is neither alert nor event.
    pub f1: Estimate,
    /// Area under the curve of precision over recall as average precision: the sum over falling scores of the gain in recall times
    /// the precision so far. Alerts of the same score are one step. An event that was never reported adds no area. Not defined without events; 0
    /// without alerts.
    pub auc_pr: Estimate,
    /// Lower median of the size of the error of the start, in seconds, over matches.
    pub median_abs_start_error_s: Option<f64>,
    /// Lower median of the alert's start less the true start, in seconds: late is positive.
    pub median_start_error_s: Option<f64>,
    /// Lower median of the size of the error of the end, in seconds, over matches.
    pub median_abs_end_error_s: Option<f64>,
    /// Lower median of the alert's end less the true end, in seconds: late is positive.
    pub median_end_error_s: Option<f64>,
    /// Mean over matches of the duration of intersection over that of union, 0 to 1.
    pub mean_iou: Option<f64>,
    /// False alerts in 1,000 days of one vessel; `None` if the days are not given, or not above 0.
    pub false_per_1000_vessel_days: Option<f64>,
    /// Events and those found, by kind; kinds that nobody cares about are left out.
    pub by_kind: Vec<KindCount>,
}

/// Columns of [`Figures::write_csv`].
pub const FIGURE_COLUMNS: [&str; 24] = [
    "method",
    "true_alerts",
    "false_alerts",
    "missed",
    "ignored_alerts",
    "precision",
    "precision_low",
    "precision_high",
    "recall",
    "recall_low",
    "recall_high",
    "f1",
    "f1_low",
    "f1_high",
    "auc_pr",
    "auc_pr_low",
    "auc_pr_high",
    "median_abs_start_error_s",
    "median_start_error_s",
    "median_abs_end_error_s",
    "median_end_error_s",
    "mean_iou",
    "false_per_1000_vessel_days",
    "recall_by_kind",
];

impl Figures {
    /// The figures of a matching of these alerts and this truth; `vessel_days` is for how many days how many vessels were looked at, multiplied.
    ///
    /// The matching must be of the same alerts and truth, in the same order.
    ///
    /// # Panics
    ///
    /// If it names an alert or event that there is not, as that of more alerts can.
    #[must_use]
    pub fn of(matching: &Matching, alerts: &[Alert], truth: &[TrueEvent], vessel_days: Option<f64>) -> Self {
        let (found, wrong) = (matching.matches.len(), matching.false_alerts.len());
        let missed = matching.missed.len();
        let ranking = units(matching, alerts, truth).rank();
        let shares = ranking.shares(|_| 1);
        let intervals = bootstrap::intervals(&ranking);
        let estimate =
            |number: usize| Estimate { value: shares[number], interval: shares[number].and(intervals[number]) };
        let errors = |error: &dyn Fn(&Alert, &TrueEvent) -> chrono::TimeDelta| -> Vec<f64> {
            let of_match = |pair: &Match| error(&alerts[pair.alert], &truth[pair.truth]).as_seconds_f64();
            matching.matches.iter().map(of_match).collect()
        };
        let starts = errors(&|alert, event| alert.start - event.start);
        let ends = errors(&|alert, event| alert.end - event.end);
        let sizes = |errors: &[f64]| errors.iter().map(|error| error.abs()).collect::<Vec<_>>();
        Self {
            true_alerts: found,
            false_alerts: wrong,
            missed,
            ignored_alerts: matching.ignored_alerts.len(),
            precision: estimate(0),
            recall: estimate(1),
            f1: estimate(2),
            auc_pr: estimate(3),
            median_abs_start_error_s: lower_median(sizes(&starts)),
            median_abs_end_error_s: lower_median(sizes(&ends)),
            median_start_error_s: lower_median(starts),
            median_end_error_s: lower_median(ends),
            mean_iou: mean(matching.matches.iter().map(|pair| pair.iou).collect()),
            false_per_1000_vessel_days: vessel_days
                .filter(|days| *days > 0.0 && days.is_finite())
                .map(|days| wrong as f64 * 1000.0 / days),
            by_kind: by_kind(matching, truth),
        }
    }

    /// The cells of these figures, as [`FIGURE_COLUMNS`] without the first names them. What is not defined is empty; kinds are `kind=found/events`,
    /// parted by `; `.
    #[must_use]
    pub fn cells(&self) -> [String; 23] {
        let share = |value: Option<f64>| optional(value, FRACTION_DECIMALS);
        let seconds = |value: Option<f64>| optional(value, SECOND_DECIMALS);
        let [precision, recall, f1, auc_pr] = [self.precision, self.recall, self.f1, self.auc_pr].map(|estimate| {
            let interval = estimate.interval;
            [
                share(estimate.value),
                share(interval.map(|interval| interval.low)),
                share(interval.map(|interval| interval.high)),
            ]
        });
        let kinds: Vec<String> =
            self.by_kind.iter().map(|count| format!("{}={}/{}", count.kind, count.found, count.events)).collect();
        let [precision, precision_low, precision_high] = precision;
        let [recall, recall_low, recall_high] = recall;
        let [f1, f1_low, f1_high] = f1;
        let [auc_pr, auc_pr_low, auc_pr_high] = auc_pr;
        [
            self.true_alerts.to_string(),
            self.false_alerts.to_string(),
            self.missed.to_string(),
            self.ignored_alerts.to_string(),
            precision,
            precision_low,
            precision_high,
            recall,
            recall_low,
            recall_high,
            f1,
            f1_low,
            f1_high,
            auc_pr,
            auc_pr_low,
            auc_pr_high,
            seconds(self.median_abs_start_error_s),
            seconds(self.median_start_error_s),
            seconds(self.median_abs_end_error_s),
            seconds(self.median_end_error_s),
            share(self.mean_iou),
            seconds(self.false_per_1000_vessel_days),
            kinds.join("; "),
        ]
    }

    /// Writes figures of methods as CSV, one method a row, with the columns [`FIGURE_COLUMNS`].
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn write_csv<'a>(methods: impl IntoIterator<Item = (&'a str, &'a Self)>, out: impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(FIGURE_COLUMNS)?;
        for (method, figures) in methods {
            let name = std::iter::once(method.to_owned());
            csv.write_record(name.chain(figures.cells()))?;
        }
        csv.flush()
    }
}

/// Alerts and events by whose they are.
fn units(matching: &Matching, alerts: &[Alert], truth: &[TrueEvent]) -> Units {
    let mut units = Units::default();
    for pair in &matching.matches {
        let alert = &alerts[pair.alert];
        units.add_alert(vessels(alert.mmsi_a, alert.mmsi_b), alert.score, true);
    }
    for &number in &matching.false_alerts {
        let alert = &alerts[number];
        units.add_alert(vessels(alert.mmsi_a, alert.mmsi_b), alert.score, false);
    }
    for &number in &matching.missed {
        units.add_missed(vessels(truth[number].mmsi_a, truth[number].mmsi_b));
    }
    units
}

/// The mean, summed in order of size so that the order of input is without effect.
fn mean(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn by_kind(matching: &Matching, truth: &[TrueEvent]) -> Vec<KindCount> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for pair in &matching.matches {
        let (events, found) = counts.entry(&truth[pair.truth].kind).or_default();
        (*events, *found) = (*events + 1, *found + 1);
    }
    for &number in &matching.missed {
        counts.entry(&truth[number].kind).or_default().0 += 1;
    }
    let count = |(kind, (events, found)): (&str, _)| KindCount { kind: kind.to_owned(), events, found };
    counts.into_iter().map(count).collect()
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;
