//! Static data that ride on position rows: read once, then recognised by their bytes.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use twox_hash::XxHash3_64;

use super::last_seen::LastSeen;
use super::record::Record;
use super::row::{Column, RecordParser};
use super::{number, text};
use crate::ais::{Dimensions, Draught, Imo, ShipType, StaticData};

/// Separates fields in the bytes kept for comparison; no text file holds it.
const SEPARATOR: u8 = 0x1f;

/// Bytes of texts that are held at most: those of a million vessels. What was let go is numbered anew when it comes again, which
/// costs time and changes no result.
const MOST_HELD_BYTES: usize = 64 << 20;

/// The columns of which static data are made, as runs of neighbours: first and last.
#[derive(Debug, Default)]
pub(super) struct StaticColumns {
    runs: Vec<(usize, usize)>,
}

impl FromIterator<Column> for StaticColumns {
    fn from_iter<I: IntoIterator<Item = Column>>(columns: I) -> Self {
        let mut columns: Vec<usize> = columns.into_iter().filter_map(|column| column.0).collect();
        columns.sort_unstable();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for column in columns {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 >= column => *last = column,
                _ => runs.push((column, column)),
            }
        }
        Self { runs }
    }
}

impl StaticColumns {
    /// Puts the bytes of a record in `bytes`: equal bytes are equal fields.
    fn collect(&self, record: Record<'_>, bytes: &mut Vec<u8>) {
        bytes.clear();
        for &(first, last) in &self.runs {
            match record.span(first, last) {
                Some(span) if record.is_plain() => bytes.extend_from_slice(span),
                // A field that was quoted may hold delimiters.
                _ => (first..=last).for_each(|column| {
                    bytes.extend_from_slice(record.field(column));
                    bytes.push(SEPARATOR);
                }),
            }
            bytes.push(SEPARATOR);
        }
    }

    /// A hash of the bytes of a record; `None` for one with quotes.
    fn hash(&self, record: Record<'_>, seed: u64) -> Option<u64> {
        let of_run = |hash, &(first, last): &(usize, usize)| {
            Some(XxHash3_64::oneshot_with_seed(hash, record.span(first, last)?))
        };
        if record.is_plain() { self.runs.iter().try_fold(seed, of_run) } else { None }
    }
}

/// What the static columns of a row stand for.
///
/// Nearly every row repeats those of the vessel's row before it, so this costs a hash of 64 bits and no allocation. That two
/// texts have the same hash is not to be expected in 10^19 changes of a vessel's data, and with a seed that is another in
/// each run nobody can choose two that do.
pub(super) struct StaticsCache {
    /// The last seen of each vessel.
    last: LastSeen,
    /// Everything seen; vessels that alternate between two sets need it.
    all: HashMap<Box<[u8]>, Option<u32>>,
    /// Length of all texts in it.
    held_bytes: usize,
    bytes: Vec<u8>,
    seed: u64,
    /// How many sets were numbered, and those that were not handed on yet.
    numbered: u32,
    new: Vec<StaticData>,
}

impl Default for StaticsCache {
    fn default() -> Self {
        Self {
            last: LastSeen::default(),
            all: HashMap::new(),
            held_bytes: 0,
            bytes: Vec::new(),
            seed: RandomState::new().build_hasher().finish(),
            numbered: 0,
            new: Vec::new(),
        }
    }
}

impl StaticsCache {
    /// Prepares for another file: texts are held for one alone, and what vessels sent last is forgotten unless the columns are the same.
    /// Sets keep their numbers.
    pub(super) fn begin(&mut self, same_columns: bool) {
        self.let_go();
        if !same_columns {
            self.last = LastSeen::default();
        }
    }

    /// Lets texts go.
    fn let_go(&mut self) {
        self.all.clear();
        self.held_bytes = 0;
    }

    /// The sets that were numbered since this was last asked, in order of their numbers.
    pub(super) fn new_sets(&mut self) -> std::vec::Drain<'_, StaticData> {
        self.new.drain(..)
    }

    /// Prepares for the rows of some vessels.
    pub(super) fn look_ahead(&self, mmsis: impl Iterator<Item = u32>) {
        self.last.look_ahead(mmsis);
    }

    /// The number of the static data of a row, from 0; `None` if the row has none.
    pub(super) fn id(&mut self, mmsi: u32, record: Record<'_>, parser: &dyn RecordParser) -> Option<u32> {
        let columns = parser.static_columns();
        // Without such columns, what is the same for the whole file is found by its empty text.
        let hash = columns.hash(record, self.seed);
        if let Some((last, id)) = self.last.get(mmsi)
            && Some(last) == hash
        {
            return id;
        }
        columns.collect(record, &mut self.bytes);
        let id = match self.all.get(self.bytes.as_slice()) {
            Some(&id) => id,
            None => {
                let data = parser.statics(record);
                let id = (!data.is_empty()).then_some(self.numbered);
                if id.is_some() {
                    self.numbered += 1;
                    self.new.push(data);
                }
                if self.held_bytes > MOST_HELD_BYTES {
                    self.let_go();
                }
                self.held_bytes += self.bytes.len();
                self.all.insert(self.bytes.as_slice().into(), id);
                id
            }
        };
        if let Some(hash) = hash {
            self.last.set(mmsi, hash, id);
        }
        id
    }
}

/// Sets the IMO number, written as `9074729` or `IMO9074729`; 0 is "not available".
pub(super) fn set_imo(field: &[u8], data: &mut StaticData) {
    let Some(field) = text::known(field) else { return };
    let digits = match field {
        [b'I' | b'i', b'M' | b'm', b'O' | b'o', rest @ ..] => rest,
        _ => field,
    };
    set_imo_number(number::whole(digits).unwrap_or(0), data);
}

/// Sets the IMO number; 0 is "not available".
pub(super) fn set_imo_number(number: u32, data: &mut StaticData) {
    match Imo::new(number) {
        _ if number == 0 => {}
        Ok(imo) => data.imo = Some(imo),
        // Longer numbers are those of other schemes, neither right nor wrong.
        Err(invalid) => data.invalid_imo = invalid.has_seven_digits().then_some(number),
    }
}

/// Draught from metres.
pub(super) fn draught(field: &[u8]) -> Option<Draught> {
    Draught::from_m(number::scaled(field, 2)? as f64 / 100.0)
}

/// A length in whole metres.
pub(super) fn metres(field: &[u8]) -> Option<u16> {
    u16::try_from(number::scaled(field, 0)?).ok()
}

/// Dimensions from length and beam alone.
pub(super) fn from_length_and_beam(length: &[u8], beam: &[u8]) -> Option<Dimensions> {
    Dimensions::centred(metres(length)?, metres(beam)?)
}

/// Type of ship: an AIS code, a code of the US register as older MarineCadastre files have it, or words.
pub(super) fn ship_type(field: &[u8]) -> Option<ShipType> {
    let field = text::known(field)?;
    match number::whole(field) {
        Some(code) => ShipType::from_code(u8::try_from(code).ok().or_else(|| register_code(code))?),
        None => ShipType::from_phrase(std::str::from_utf8(field).ok()?),
    }
}

/// The AIS code for a vessel type of the US register (1001 to 1025), as
/// MarineCadastre groups them in its list of vessel type codes (2018).
fn register_code(code: u32) -> Option<u8> {
    match code {
        1001 | 1002 => Some(30),
        1003 | 1004 | 1016 => Some(70),
        1012..=1015 => Some(60),
        1017 | 1024 => Some(80),
        1019 => Some(37),
        1021 => Some(35),
        1023 | 1025 => Some(52),
        1005..=1011 | 1018 | 1020 | 1022 => Some(90),
        _ => None,
    }
}
