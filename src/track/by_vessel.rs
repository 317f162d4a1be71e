//! Rows of many vessels, put in order of vessel and time.

use std::collections::HashMap;

use super::builder::{Packed, Row, SHARES_LOG2, Share};
use crate::hash::{Quick, spread};

/// Sorts rows. Rows of a vessel nearly always come in order of time, so they are dealt out to their vessels in one pass,
/// and what is in order already is not sorted again. The memory is used for one share of vessels after another.
#[derive(Default)]
pub(super) struct ByVessel {
    /// What the times of packed rows are counted from.
    base_ms: i64,
    /// Packed rows by vessel; they are looked into vessel by vessel, where they are not in the way of each other.
    packed: Vec<Packed>,
    /// Rows that could not be packed, by vessel.
    wide: Vec<Row>,
    vessels: Vec<OfVessel>,
    numbers: Numbers,
    /// Of each packed row, the number of its vessel.
    of_rows: Vec<u32>,
    by_time: ByTime,
    /// Rows of one vessel.
    rows: Vec<Row>,
}

/// What is known of a vessel.
struct OfVessel {
    mmsi: u32,
    /// Packed rows.
    rows: usize,
    /// Where its next row goes; when all are there, where they end.
    next: usize,
}

impl ByVessel {
    /// Deals the rows of a share out to their vessels, which are then in order; how many vessels there are.
    pub(super) fn deal(&mut self, share: &Share) -> usize {
        let Self { base_ms, packed, wide, vessels, numbers, of_rows, .. } = self;
        *base_ms = share.base_ms();
        wide.clear();
        wide.extend_from_slice(share.wide());
        wide.sort_unstable();
        numbers.clear();
        vessels.clear();
        of_rows.clear();
        of_rows.reserve(share.len());
        share.packed().for_each(|row| {
            let number = numbers.of(row.mmsi(), vessels);
            vessels[number as usize].rows += 1;
            of_rows.push(number);
        });
        wide.iter().for_each(|row| _ = numbers.of(row.mmsi, vessels));

        let mut order: Vec<usize> = (0..vessels.len()).collect();
        order.sort_unstable_by_key(|&number| vessels[number].mmsi);
        let mut total = 0;
        for number in order {
            vessels[number].next = total;
            total += vessels[number].rows;
        }
        packed.resize(total, Packed::default());
        let mut of_rows = of_rows.iter();
        share.packed().for_each(|row| {
            let Some(&number) = of_rows.next() else { return };
            let vessel = &mut vessels[number as usize];
            packed[vessel.next] = row;
            vessel.next += 1;
        });
        vessels.sort_unstable_by_key(|vessel| vessel.mmsi);
        vessels.len()
    }

    /// The rows of a vessel, in order, with their static data numbered anew.
    pub(super) fn rows_of(&mut self, vessel: usize, rank: &[u32]) -> &[Row] {
        let Self { base_ms, packed, wide, vessels, rows, by_time, .. } = self;
        let vessel = &vessels[vessel];
        let mut packed = &packed[vessel.next - vessel.rows..vessel.next];
        if !packed.is_sorted_by_key(Packed::since_ms) {
            packed = by_time.sort(packed);
        }
        let first = wide.partition_point(|row| row.mmsi < vessel.mmsi);
        let wide = wide[first..].iter().take_while(|row| row.mmsi == vessel.mmsi).copied();
        rows.clear();
        rows.extend(packed.iter().map(|packed| packed.row(*base_ms)));
        rows.extend(wide);
        for row in rows.iter_mut().filter(|row| row.statics != 0) {
            row.statics = rank[row.statics as usize - 1] + 1;
        }
        // Rows of the same time, or of those that were not packed.
        if !rows.is_sorted() {
            rows.sort();
        }
        rows
    }
}

/// Sorts packed rows of a vessel by time. Where they are in no order, they come from pieces of a file that were read at a time, each of another
/// period and in order: so they are dealt out to short periods, in which little is left to be done.
#[derive(Default)]
struct ByTime {
    rows: Vec<Packed>,
    /// By period: where its next row goes.
    next: Vec<usize>,
}

/// Rows of a period, if they come evenly.
const ROWS_OF_PERIOD: usize = 16;

impl ByTime {
    /// The rows by time; those of one time stay in their order.
    fn sort(&mut self, rows: &[Packed]) -> &[Packed] {
        let times = || rows.iter().map(Packed::since_ms);
        let (first, last) = (times().min().unwrap_or_default(), times().max().unwrap_or_default());
        let periods = (rows.len() / ROWS_OF_PERIOD).next_power_of_two();
        // As short a period as makes no more of them.
        let shift = (u64::BITS - (last - first).leading_zeros()).saturating_sub(periods.ilog2());
        let period = |row: &Packed| ((row.since_ms() - first) >> shift) as usize;
        self.next.clear();
        self.next.resize(periods + 1, 0);
        rows.iter().for_each(|row| self.next[period(row) + 1] += 1);
        for number in 0..periods {
            self.next[number + 1] += self.next[number];
        }
        self.rows.clear();
        self.rows.resize(rows.len(), Packed::default());
        for row in rows {
            let next = &mut self.next[period(row)];
            self.rows[*next] = *row;
            *next += 1;
        }
        // Now each period ends where the next began.
        let mut start = 0;
        for &end in &self.next[..periods] {
            let rows = &mut self.rows[start..end];
            if !rows.is_sorted_by_key(Packed::since_ms) {
                rows.sort_by_key(Packed::since_ms);
            }
            start = end;
        }
        &self.rows
    }
}

/// Each vessel of a share has a number, in the order of first rows.
#[derive(Default)]
struct Numbers {
    /// Vessels with their numbers, by some digits of the hash, to be found at once.
    recent: Vec<(u32, u32)>,
    all: HashMap<u32, u32, Quick>,
}

/// Vessels that can be found at once, as a power of two: several times as many as there are in a share of a day of the
/// world's AIS.
const RECENT_LOG2: u32 = 11;
/// What no MMSI is.
const NONE: u32 = u32::MAX;

impl Numbers {
    fn clear(&mut self) {
        self.all.clear();
        self.recent.clear();
        self.recent.resize(1 << RECENT_LOG2, (NONE, 0));
    }

    /// The number of a vessel, which is one of those or is added to them.
    #[inline]
    fn of(&mut self, mmsi: u32, vessels: &mut Vec<OfVessel>) -> u32 {
        // The highest digits are the same for all of a share.
        let digits = spread(mmsi).wrapping_shl(SHARES_LOG2) >> (u32::BITS - RECENT_LOG2);
        let recent = &mut self.recent[digits as usize];
        if recent.0 != mmsi {
            let number = *self.all.entry(mmsi).or_insert_with(|| {
                vessels.push(OfVessel { mmsi, rows: 0, next: 0 });
                vessels.len() as u32 - 1
            });
            *recent = (mmsi, number);
        }
        recent.1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::track::builder::{Store, any_row, usual_row};

    proptest! {
        #[test]
        fn rows_come_by_vessel_and_in_order(
            rows in prop::collection::vec(prop_oneof![1 => any_row(), 8 => usual_row()], 0..400),
            vessels in 1..9_u32,
        ) {
            // Few vessels, some with many rows of the same time.
            let rows: Vec<Row> = rows
                .into_iter()
                .map(|row| Row { mmsi: row.mmsi % vessels, time_ms: row.time_ms & !4095, statics: row.statics % 5, ..row })
                .collect();
            let rank = [3, 0, 2, 1];
            let mut store = Store::default();
            rows.iter().for_each(|&row| store.push(row));
            let mut expected: Vec<Row> = rows
                .iter()
                .map(|row| Row { statics: row.statics.checked_sub(1).map_or(0, |id| rank[id as usize] + 1), ..*row })
                .collect();
            expected.sort();
            let mut by_vessel = ByVessel::default();
            let mut found: Vec<Row> = Vec::new();
            for share in store.into_shares() {
                // A second time in the same memory.
                for _ in 0..2 {
                    found.clear();
                    for vessel in 0..by_vessel.deal(&share) {
                        found.extend(by_vessel.rows_of(vessel, &rank));
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    proptest! {
        #[test]
        fn rows_of_a_vessel_are_put_in_order_of_time(
            times in prop_oneof![
                prop::collection::vec(0..1_u64 << 36, 0..300),
                prop::collection::vec(0..60_u64, 0..300),
                prop::collection::vec(prop_oneof![100..130_u64, Just((1 << 36) - 1)], 1..300),
            ],
        ) {
            let base_ms = 1_700_000_000_000;
            let row = |(number, time): (usize, &u64)| {
                let row = Row { mmsi: 1, time_ms: base_ms + *time as i64, latitude_e7: number as i32, sog: 0, ..Row::default() };
                Packed::new(&row, base_ms).unwrap()
            };
            let rows: Vec<Packed> = times.iter().enumerate().map(row).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(Packed::since_ms);
            let mut by_time = ByTime::default();
            by_time.sort(&expected);
            let read = |rows: &[Packed]| rows.iter().map(|row| row.row(base_ms)).collect::<Vec<Row>>();
            prop_assert_eq!(read(by_time.sort(&rows)), read(&expected));
        }
    }

    #[test]
    fn vessels_with_the_same_digits_are_told_apart() {
        let mut numbers = Numbers::default();
        let mut vessels = Vec::new();
        numbers.clear();
        for round in 0..3 {
            for mmsi in 0..10_000 {
                assert_eq!(numbers.of(mmsi, &mut vessels), mmsi, "round {round}");
            }
        }
        assert!(vessels.iter().zip(0..).all(|(vessel, mmsi)| vessel.mmsi == mmsi) && vessels.len() == 10_000);
    }
}
