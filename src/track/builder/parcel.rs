//! Rows that whoever read them has packed and dealt out to shares, so that they can be taken at little cost.

use super::Row;
use super::packed::{self, Packed};
use super::store::{SHARES, share_of};

/// How rows go to windows; see [`Windows`](super::Windows).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(super) window_ms: i64,
    /// Reports from longer after the start of a window are settled.
    pub(super) tolerance_ms: i64,
}

/// Rows, dealt out to shares and packed. The memory is used for one parcel after another of one reader, and of one fleet.
///
/// To find the share of a row, and to move it there, is most of the work of taking it. Readers do that for their rows, each on its own
/// core; what is left to be done one after another is to copy 24 bytes a row.
#[derive(Debug, Default)]
pub(crate) struct Parcel {
    /// `None` if rows are to be taken as they are.
    pub(super) contents: Option<Contents>,
    /// Rows by share.
    pub(super) shares: Vec<Vec<Packed>>,
    /// What a window calls the static data of parcels before, whose numbers are those of this one too.
    pub(super) translated: Option<Translated>,
}

/// What a window calls static data.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) window: i64,
    /// By the number that the parcel has, from 1; 0 where it is not known.
    pub(super) numbers: Vec<u32>,
}

impl Translated {
    pub(super) fn to(window: i64) -> Self {
        Self { window, numbers: Vec::new() }
    }
}

/// What is known of the rows of a parcel, all of which are of one window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contents {
    pub(super) base_ms: i64,
    pub(super) window: i64,
    pub(super) rows: usize,
    pub(super) span_ms: (i64, i64),
    pub(super) settled_rows: usize,
}

impl Parcel {
    /// Packs rows instead of those before. Without a plan, or if they are not of one window, or one of them cannot be packed, the parcel is
    /// empty, and whoever takes it takes the rows as they are.
    pub(crate) fn pack(&mut self, rows: &[Row], plan: Option<Plan>) {
        self.shares.resize_with(SHARES, Vec::new);
        self.shares.iter_mut().for_each(Vec::clear);
        self.contents = plan.and_then(|plan| self.deal(rows, plan));
    }

    fn deal(&mut self, rows: &[Row], plan: Plan) -> Option<Contents> {
        let first_ms = rows.first()?.time_ms;
        let window = first_ms.div_euclid(plan.window_ms);
        let start_ms = window.saturating_mul(plan.window_ms);
        let end_ms = start_ms.saturating_add(plan.window_ms);
        let settled_ms = start_ms.saturating_add(plan.tolerance_ms);
        let base_ms = packed::base_ms(first_ms);
        let mut span_ms = (first_ms, first_ms);
        let mut settled_rows = 0;
        for row in rows {
            self.shares[share_of(row.mmsi)].push(Packed::new(row, base_ms)?);
            span_ms = (span_ms.0.min(row.time_ms), span_ms.1.max(row.time_ms));
            settled_rows += usize::from(row.time_ms >= settled_ms);
        }
        let is_of_window = span_ms.0 >= start_ms && span_ms.1 < end_ms;
        is_of_window.then_some(Contents { base_ms, window, rows: rows.len(), span_ms, settled_rows })
    }
}
