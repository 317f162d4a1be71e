//! Tracks thinned to their first fix in each hour, with how often the vessel was heard: what is kept of all data to judge
//! silences by.

use super::builder::Row;
use super::view::Track;
use crate::ais::Position;

const HOUR_MS: i64 = 3_600_000;

/// An hour in which a vessel was heard: the first fix in it, and the number of fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Hour {
    /// Hours since 1970, and milliseconds from there to the first fix.
    number: i32,
    since_ms: u32,
    latitude_e7: i32,
    longitude_e7: i32,
    pub(crate) fixes: u32,
}

impl Hour {
    fn of(row: &Row) -> Self {
        Self {
            number: hour_of(row.time_ms),
            since_ms: row.time_ms.rem_euclid(HOUR_MS) as u32,
            latitude_e7: row.latitude_e7,
            longitude_e7: row.longitude_e7,
            fixes: 1,
        }
    }

    /// Hours since 1970.
    pub(crate) fn number(&self) -> i32 {
        self.number
    }

    /// When the first fix was, in milliseconds since 1970.
    pub(crate) fn time_ms(&self) -> i64 {
        i64::from(self.number) * HOUR_MS + i64::from(self.since_ms)
    }

    /// Where the first fix was.
    pub(crate) fn position(&self) -> Position {
        Position::from_columns(self.latitude_e7, self.longitude_e7)
    }
}

/// No hour is farther from 1970 than this, a hundred thousand years: so far apart hours can be counted on and compared.
const FARTHEST: i64 = 900_000_000;

/// The hour of a time, in hours since 1970.
pub(crate) fn hour_of(time_ms: i64) -> i32 {
    time_ms.div_euclid(HOUR_MS).clamp(-FARTHEST, FARTHEST) as i32
}

/// The middle of an hour, in milliseconds since 1970.
pub(crate) fn middle_of_hour_ms(number: i32) -> i64 {
    i64::from(number) * HOUR_MS + HOUR_MS / 2
}

/// The hours in which a vessel was heard, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Hours(Vec<Hour>);

impl Hours {
    /// Adds a fix that is later than all before.
    pub(crate) fn push(&mut self, row: &Row) {
        self.add(Hour::of(row));
    }

    /// Adds fixes that are later than all before, in order of time.
    pub(crate) fn push_all(&mut self, mut rows: &[Row]) {
        while let Some(first) = rows.first() {
            let next_ms = first.time_ms.div_euclid(HOUR_MS).saturating_add(1).saturating_mul(HOUR_MS);
            // The first is of its hour, whatever that is.
            let within = 1 + rows[1..].iter().take_while(|row| row.time_ms < next_ms).count();
            self.add(Hour { fixes: within as u32, ..Hour::of(first) });
            rows = &rows[within..];
        }
    }

    fn add(&mut self, later: Hour) {
        match self.0.last_mut() {
            Some(last) if last.number == later.number => last.fixes = last.fixes.saturating_add(later.fixes),
            _ => self.0.push(later),
        }
    }

    /// Adds the hours of fixes that are later than all before.
    pub(crate) fn append(&mut self, later: &Self) {
        let mut hours = later.0.iter();
        if let Some(first) = hours.next() {
            self.add(*first);
        }
        self.0.extend(hours);
    }

    /// Gives back room that is not used, where there are few.
    pub(crate) fn fit(&mut self) {
        if self.0.len() < 3 {
            self.0.shrink_to_fit();
        }
    }

    /// Those of a track.
    pub(crate) fn of_track(track: Track<'_>) -> Self {
        let mut hours = Self::default();
        (0..track.len()).for_each(|fix| hours.push(&track.row(fix)));
        hours
    }

    pub(crate) fn as_slice(&self) -> &[Hour] {
        &self.0
    }

    /// Whether they are in order, each once.
    #[cfg(feature = "digest-file")]
    pub(crate) fn is_sound(&self) -> bool {
        self.0.windows(2).all(|pair| pair[0].number < pair[1].number)
            && self.0.iter().all(|hour| {
                i64::from(hour.since_ms) < HOUR_MS && Position::from_e7(hour.latitude_e7, hour.longitude_e7).is_some()
            })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn fixes_that_are_added_at_once_make_the_hours_that_they_make_one_by_one(
            start_ms in prop_oneof![any::<i64>(), -9_000_000..9_000_000_i64],
            steps in prop::collection::vec(prop_oneof![1..900_000_i64, 1..9_000_000_i64], 0..60),
            cut in 0..60_usize,
        ) {
            let times = steps.iter().scan(start_ms, |time_ms, step| {
                *time_ms = time_ms.checked_add(*step)?;
                Some(*time_ms)
            });
            let rows: Vec<Row> = times.map(|time_ms| Row { time_ms, ..Row::default() }).collect();
            let mut one_by_one = Hours::default();
            rows.iter().for_each(|row| one_by_one.push(row));
            let (one, other) = rows.split_at(cut.min(rows.len()));
            let mut at_once = Hours::default();
            at_once.push_all(one);
            at_once.push_all(other);
            prop_assert_eq!(at_once, one_by_one);
        }
    }
}
