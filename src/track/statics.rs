//! What a vessel said of itself over time.

use chrono::{DateTime, Utc};

use super::view::datetime;
use crate::ais::{Dimensions, Draught, Imo, ShipType, StaticData};

/// The static data of a track: each change with the time at which it was first heard.
#[derive(Debug, Clone, Copy)]
pub struct StaticHistory<'a> {
    changes: &'a [(i64, u32)],
    data: &'a [StaticData],
}

impl<'a> StaticHistory<'a> {
    pub(crate) fn new(changes: &'a [(i64, u32)], data: &'a [StaticData]) -> Self {
        Self { changes, data }
    }

    /// All changes, in order of time.
    pub fn changes(self) -> impl DoubleEndedIterator<Item = (DateTime<Utc>, &'a StaticData)> {
        let data = self.data;
        self.changes.iter().map(move |&(time, index)| (datetime(time), &data[index as usize]))
    }

    /// The latest known value of a field at or before a time; else the first known after it.
    fn known<T>(self, time: DateTime<Utc>, field: impl Fn(&'a StaticData) -> Option<T>) -> Option<T> {
        let before = self.changes().rev().filter(|change| change.0 <= time).find_map(|change| field(change.1));
        before.or_else(|| self.changes().filter(|change| change.0 > time).find_map(|change| field(change.1)))
    }

    /// The last known value of a field.
    fn last<T>(self, field: impl Fn(&'a StaticData) -> Option<T>) -> Option<T> {
        self.changes().rev().find_map(|change| field(change.1))
    }

    /// Last known name.
    #[must_use]
    pub fn name(self) -> Option<&'a str> {
        self.last(|data| data.name.as_deref())
    }

    /// Last known call sign.
    #[must_use]
    pub fn call_sign(self) -> Option<&'a str> {
        self.last(|data| data.call_sign.as_deref())
    }

    /// Last known IMO number.
    #[must_use]
    pub fn imo(self) -> Option<Imo> {
        self.last(|data| data.imo)
    }

    /// Last known ship type.
    #[must_use]
    pub fn ship_type(self) -> Option<ShipType> {
        self.last(|data| data.ship_type)
    }

    /// Dimensions at a time: the latest known before, else the first known after.
    #[must_use]
    pub fn dimensions_at(self, time: DateTime<Utc>) -> Option<Dimensions> {
        self.known(time, |data| data.dimensions)
    }

    /// Draught at a time: the latest known before, else the first known after.
    #[must_use]
    pub fn draught_at(self, time: DateTime<Utc>) -> Option<Draught> {
        self.known(time, |data| data.draught)
    }
}
