//! Row groups that need not be read, by what the file says of their times.

use parquet::file::metadata::RowGroupMetaData;
use parquet::file::statistics::Statistics;

use super::cells::{self, BadValues};
use super::layout::{Clock, Layout};
use super::value::Value;
use crate::read::column_map::TimeFormat;
use crate::read::recall::Recall;

/// Which times are wanted, in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) from_ms: i64,
    /// The first moment that is not in it.
    pub(super) to_ms: i64,
    /// The last moment that can be.
    pub(super) latest_ms: i64,
}

/// Whether every time of a row group is known to lie outside the period.
pub(super) fn is_outside(group: &RowGroupMetaData, layout: &Layout, period: Period) -> bool {
    let Some((first, last)) = span(group, layout) else { return false };
    last < period.from_ms || first >= period.to_ms
}

/// First and last time of a row group in milliseconds since 1970, where they are known for sure.
///
/// Rows without a time and text are left to the reader: it tells them apart.
fn span(group: &RowGroupMetaData, layout: &Layout) -> Option<(i64, i64)> {
    let statistics = group.columns().get(layout.time)?.statistics()?;
    if statistics.null_count_opt() != Some(0) {
        return None;
    }
    let (first, last) = match statistics {
        Statistics::Int32(values) => (i64::from(*values.min_opt()?), i64::from(*values.max_opt()?)),
        Statistics::Int64(values) => (*values.min_opt()?, *values.max_opt()?),
        _ => return None,
    };
    // Seconds are taken for milliseconds from some number on, so that a greater number may be an earlier time.
    let ordered = layout.clock != Clock::AsMapped
        || matches!(layout.map.time_format, TimeFormat::EpochSeconds | TimeFormat::EpochMilliseconds);
    let ms = |number| cells::time(Value::Whole(number), layout, &mut BadValues::default(), &mut Recall::default());
    let (first, last) = (ms(first), ms(last));
    (ordered && first <= last && !BadValues::is_bad(first) && !BadValues::is_bad(last)).then_some((first, last))
}
