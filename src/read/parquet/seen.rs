//! Vessels and static data that were met with before, by numbers that are compared instead of text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::layout::Layout;
use super::value::Value;
use crate::ais::{Mmsi, StaticData};
use crate::read::Reason;
use crate::read::mapped::STATIC_FIELDS;
use crate::read::recall::Recall;

/// The numbers of the texts in the static columns of a row.
pub(super) type StaticKey = [u32; STATIC_FIELDS];

/// The key of a vessel without a row: there are not so many texts.
const NO_ROW: StaticKey = [u32::MAX; STATIC_FIELDS];

/// The static columns of a vessel's last row, and what they stand for: in one piece of what a processor takes from memory at a time, since
/// each look there costs more than the comparison.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct LastRow {
    key: StaticKey,
    set: u32,
}

/// What a worker has met with in a file so far.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) vessels: Vessels,
    /// Those of each static column.
    pub(super) texts: [Texts; STATIC_FIELDS],
    /// By the number of a vessel.
    last: Vec<LastRow>,
    /// What combinations of static columns stand for.
    sets: HashMap<StaticKey, u32>,
    /// How many sets were numbered, and those that were not handed on yet.
    numbered: u32,
    new: Vec<StaticData>,
}

impl Seen {
    /// The sets that were numbered since this was last asked, in order of their numbers.
    pub(super) fn new_sets(&mut self) -> std::vec::Drain<'_, StaticData> {
        self.new.drain(..)
    }

    /// Makes room for the rows of all vessels that have a number.
    pub(super) fn settle(&mut self) {
        self.last.resize(self.vessels.texts.len(), LastRow { key: NO_ROW, set: 0 });
    }

    /// Looks at what is known of some vessels. Tables of many vessels do not stay in the nearest cache, and a
    /// processor waits for several at a time where nothing else is to be done between them.
    pub(super) fn look_ahead(&self, vessels: impl Iterator<Item = u32>) {
        std::hint::black_box(vessels.fold(0, |any, vessel| any | self.last[vessel as usize].set));
    }

    /// The number of a row's static data, from 1; 0 if it has none. Nearly always those of the vessel's row before it.
    #[inline]
    pub(super) fn static_set(&mut self, vessel: u32, key: &StaticKey, layout: &Layout) -> u32 {
        let LastRow { key: last, set } = self.last[vessel as usize];
        let differ = key.iter().zip(&last).fold(0, |differ, (cell, last)| differ | (cell ^ last));
        if differ == 0 {
            return set;
        }
        let set = self.numbered(*key, layout);
        self.last[vessel as usize] = LastRow { key: *key, set };
        set
    }

    fn numbered(&mut self, key: StaticKey, layout: &Layout) -> u32 {
        if let Some(&known) = self.sets.get(&key) {
            return known;
        }
        let mut fields: [&[u8]; STATIC_FIELDS] = [&[]; STATIC_FIELDS];
        for ((field, texts), number) in fields.iter_mut().zip(&self.texts).zip(key) {
            *field = texts.text(number);
        }
        let data = layout.mapped.static_data(fields);
        let set = if data.is_empty() {
            0
        } else {
            self.numbered += 1;
            self.new.push(data);
            self.numbered
        };
        self.sets.insert(key, set);
        set
    }
}

/// A vessel as a cell: its number among those met with, and its MMSI or why it has none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vessel {
    pub(super) number: u32,
    pub(super) mmsi: Result<Mmsi, Reason>,
}

/// Numbers for vessels.
#[derive(Default)]
pub(super) struct Vessels {
    by_number: HashMap<i64, Vessel, BuildHasherDefault<Multiply>>,
    by_text: HashMap<Box<[u8]>, Vessel>,
    texts: Vec<Box<[u8]>>,
}

impl Vessels {
    /// The vessel that a value names.
    pub(super) fn vessel(&mut self, value: Value<'_>, layout: &Layout, recall: &mut Recall) -> Vessel {
        let known = match value {
            Value::Whole(number) => self.by_number.get(&number),
            _ => value.with_text(|text| self.by_text.get(text)),
        };
        if let Some(&known) = known {
            return known;
        }
        value.with_text(|text| {
            let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
            let new = Vessel { number, mmsi: layout.mapped.mmsi(text, recall) };
            self.texts.push(text.into());
            match value {
                Value::Whole(number) => self.by_number.insert(number, new),
                _ => self.by_text.insert(text.into(), new),
            };
            new
        })
    }

    /// The vessel that has a number as the file names it.
    pub(super) fn text(&self, number: u32) -> String {
        self.texts.get(number as usize).map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default()
    }
}

/// Numbers for the distinct texts of a static column; 0 is the empty one.
pub(super) struct Texts {
    numbers: HashMap<Box<[u8]>, u32>,
    /// The same for values that are no text, of which a column has one type: writing them out is what takes long.
    by_bits: HashMap<i64, u32, BuildHasherDefault<Multiply>>,
    known: Vec<Box<[u8]>>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { numbers: HashMap::from([(Box::default(), 0)]), by_bits: HashMap::default(), known: vec![Box::default()] }
    }
}

impl Texts {
    /// The number of a value's text.
    pub(super) fn number(&mut self, value: Value<'_>) -> u32 {
        let bits = match value {
            Value::Null => return 0,
            Value::Bytes(text) => return self.number_of(text),
            Value::Whole(number) => number,
            Value::Single(number) => number.to_bits().into(),
            Value::Double(number) => number.to_bits().cast_signed(),
        };
        if let Some(&known) = self.by_bits.get(&bits) {
            return known;
        }
        let number = value.with_text(|text| self.number_of(text));
        self.by_bits.insert(bits, number);
        number
    }

    fn number_of(&mut self, text: &[u8]) -> u32 {
        if let Some(&known) = self.numbers.get(text) {
            return known;
        }
        let new = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.push(text.into());
        self.numbers.insert(text.into(), new);
        new
    }

    /// The text that has a number.
    fn text(&self, number: u32) -> &[u8] {
        self.known.get(number as usize).map_or(&[], |text| text)
    }
}

/// A hash of one number: its digits, mixed by a multiplication. MMSIs and dimensions are no input to defend against:
/// those of a file are few, and the worst that a made-up file can do is to slow its own reading.
#[derive(Default)]
pub(super) struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The golden ratio times 2^64 (Knuth, The Art of Computer Programming, volume 3, 6.4); the
        // table looks at the highest and the lowest bits.
        let product = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }
}
