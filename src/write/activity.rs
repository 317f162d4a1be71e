//! `activity.csv`.

use std::io::{self, Write};

use super::cell::{FRACTION_DECIMALS, number, optional, text, time};
use super::table::table;
use crate::activity::{Count, Ratio};

/// Decimals of ratios and means.
pub(super) const RATIO_DECIMALS: usize = 3;

/// Columns of `activity.csv`; those after the interval are not part of the contract with scripts.
pub const ACTIVITY_COLUMNS: [&str; 14] = [
    "period_start",
    "period_end",
    "group",
    "ship_type",
    "vessels",
    "baseline",
    "ratio",
    "low",
    "high",
    "year_before",
    "year_ratio",
    "year_low",
    "year_high",
    "observed_fraction",
];

/// Writes counts as CSV, one a row, in the order given.
///
/// `baseline` is the mean of the periods before, `ratio` the count over it, `low` and `high` the 95 % interval of the ratio; cells are
/// empty where there is nothing to compare with, and `ratio` and `high` where the baseline is 0. `observed_fraction` says how much of a
/// period at the ends of the data lies within them.
///
/// # Errors
///
/// What the writer says.
pub fn activity(counts: &[Count], out: impl Write) -> io::Result<()> {
    table(ACTIVITY_COLUMNS, counts.iter().map(row), out)
}

fn row(count: &Count) -> [String; 14] {
    let of = |ratio: Option<Ratio>| {
        [
            optional(ratio.map(|ratio| ratio.baseline), RATIO_DECIMALS),
            optional(ratio.and_then(|ratio| ratio.ratio), RATIO_DECIMALS),
            optional(ratio.map(|ratio| ratio.low), RATIO_DECIMALS),
            optional(ratio.and_then(|ratio| ratio.high), RATIO_DECIMALS),
        ]
    };
    let [baseline, ratio, low, high] = of(count.trailing);
    let [year_before, year_ratio, year_low, year_high] = of(count.year);
    [
        time(count.start),
        time(count.end),
        text(&count.group).into_owned(),
        count.ship_type.map_or("all", |ship_type| ship_type.as_str()).to_owned(),
        count.vessels.to_string(),
        baseline,
        ratio,
        low,
        high,
        year_before,
        year_ratio,
        year_low,
        year_high,
        number(count.observed_fraction, FRACTION_DECIMALS),
    ]
}
