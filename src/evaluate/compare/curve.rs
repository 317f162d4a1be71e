//! Precision against recall.

use super::super::{Alert, Matching};

/// What is found and what is false if only alerts of at least a score count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// The least score.
    pub score: f64,
    /// Share of the alerts that are true, 0 to 1.
    pub precision: f64,
    /// Share of the true events that are found, 0 to 1.
    pub recall: f64,
}

/// A point for each score that occurs, the highest first; none if there is no true event.
pub(super) fn of(matching: &Matching, alerts: &[Alert]) -> Vec<CurvePoint> {
    let events = matching.matches.len() + matching.missed.len();
    if events == 0 {
        return Vec::new();
    }
    let right = matching.matches.iter().map(|pair| (alerts[pair.alert].score, true));
    let wrong = matching.false_alerts.iter().map(|alert| (alerts[*alert].score, false));
    let mut all: Vec<(f64, bool)> = right.chain(wrong).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut found, mut told) = (0_usize, 0_usize);
    all.chunk_by(|a, b| a.0 == b.0)
        .map(|step| {
            found += step.iter().filter(|alert| alert.1).count();
            told += step.len();
            CurvePoint { score: step[0].0, precision: found as f64 / told as f64, recall: found as f64 / events as f64 }
        })
        .collect()
}
