//! The static data that each vessel has sent so far, where messages are read one by one.

use std::collections::HashMap;

use crate::ais::{Mmsi, StaticData};

/// The static data that each vessel has sent so far: a ship sends her name in one message and her hull in another.
#[derive(Debug, Default)]
pub(super) struct Vessels {
    known: HashMap<Mmsi, Known>,
    /// The number of each set that rows have.
    numbers: HashMap<StaticData, u32>,
    /// Sets that were numbered and not handed on yet.
    new: Vec<StaticData>,
}

#[derive(Debug, Default)]
struct Known {
    data: StaticData,
    /// Its number, if it has one already.
    number: Option<u32>,
}

impl Vessels {
    /// How many have said something.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// Takes what a vessel says of herself.
    pub(super) fn update(&mut self, mmsi: Mmsi, newer: &StaticData) {
        let known = self.known.entry(mmsi).or_default();
        let before = known.data.clone();
        known.data.update(newer);
        if known.data != before {
            known.number = None;
        }
    }

    /// Takes a name that others give a vessel, unless she has told one.
    #[cfg(feature = "json")]
    pub(super) fn name(&mut self, mmsi: Mmsi, name: String) {
        let known = self.known.entry(mmsi).or_default();
        if known.data.name.is_none() {
            known.data.name = Some(name);
            known.number = None;
        }
    }

    /// The number of what is known of a vessel, from 0; `None` if that is nothing.
    pub(super) fn number(&mut self, mmsi: Mmsi) -> Option<u32> {
        let known = self.known.get_mut(&mmsi)?;
        if known.number.is_none() && !known.data.is_empty() {
            let next = u32::try_from(self.numbers.len()).ok()?;
            let number = *self.numbers.entry(known.data.clone()).or_insert(next);
            if number == next {
                self.new.push(known.data.clone());
            }
            known.number = Some(number);
        }
        known.number
    }

    /// The sets that were numbered since this was last asked, in order of their numbers.
    pub(super) fn new_sets(&mut self) -> std::vec::Drain<'_, StaticData> {
        self.new.drain(..)
    }
}
