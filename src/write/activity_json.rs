//! `activity.json`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::activity::RATIO_DECIMALS;
use super::cell::{FRACTION_DECIMALS, rounded, time};
use crate::activity::{Count, Ratio};

/// Writes counts as JSON, with what they say in words.
///
/// # Errors
///
/// What the writer says.
pub fn activity_json(counts: &[Count], words: &[String], mut out: impl Write) -> io::Result<()> {
    let of = |ratio: Option<Ratio>| {
        ratio.map(|ratio| {
            let figure = |value: f64| rounded(value, RATIO_DECIMALS);
            json!({
                "baseline": figure(ratio.baseline),
                "ratio": ratio.ratio.and_then(figure),
                "low": figure(ratio.low),
                "high": ratio.high.and_then(figure),
            })
        })
    };
    let counts: Vec<Value> = counts
        .iter()
        .map(|count| {
            json!({
                "period_start": time(count.start),
                "period_end": time(count.end),
                "group": count.group,
                "ship_type": count.ship_type.map_or("all", |ship_type| ship_type.as_str()),
                "vessels": count.vessels,
                "trailing": of(count.trailing),
                "year_before": of(count.year),
                "observed_fraction": rounded(count.observed_fraction, FRACTION_DECIMALS),
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut out, &json!({ "words": words, "counts": counts }))?;
    out.write_all(b"\n")
}
