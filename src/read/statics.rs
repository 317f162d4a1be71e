//! Static data that ride on position rows: read once, then recognised by their bytes.

use std::collections::HashMap;

use super::record::Record;
use super::row::RecordParser;
use super::{number, text};
use crate::ais::{Dimensions, Draught, Imo, Mmsi, ShipType, StaticData};
use crate::track::{FleetBuilder, StaticId};

/// Separates fields in the bytes kept for comparison; no text file holds it.
const SEPARATOR: u8 = 0x1f;

/// What the static columns of a row stand for.
///
/// Nearly every row repeats those of the vessel's row before it, so this costs a comparison and
/// no allocation.
#[derive(Default)]
pub(super) struct StaticsCache {
    /// The last seen of each vessel.
    last: HashMap<u32, Entry>,
    /// Everything seen; vessels that alternate between two sets need it.
    all: HashMap<Box<[u8]>, Option<StaticId>>,
    bytes: Vec<u8>,
}

struct Entry {
    bytes: Vec<u8>,
    id: Option<StaticId>,
}

impl StaticsCache {
    /// Forgets what the bytes stand for, as another file may have other columns.
    pub(super) fn clear(&mut self) {
        self.last.clear();
        self.all.clear();
    }

    /// The static data of a row, made known to the builder; `None` if the row has none.
    pub(super) fn id(
        &mut self,
        mmsi: Mmsi,
        record: Record<'_>,
        parser: &dyn RecordParser,
        fleet: &mut FleetBuilder,
    ) -> Option<StaticId> {
        self.bytes.clear();
        for &column in parser.static_columns() {
            self.bytes.extend_from_slice(record.field(column));
            self.bytes.push(SEPARATOR);
        }
        if let Some(last) = self.last.get(&mmsi.get())
            && last.bytes == self.bytes
        {
            return last.id;
        }
        let id = match self.all.get(self.bytes.as_slice()) {
            Some(&id) => id,
            None => {
                let data = parser.statics(record);
                let id = (!data.is_empty()).then(|| fleet.intern(data));
                self.all.insert(self.bytes.as_slice().into(), id);
                id
            }
        };
        let last = self.last.entry(mmsi.get()).or_insert_with(|| Entry { bytes: Vec::new(), id });
        last.id = id;
        last.bytes.clone_from(&self.bytes);
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
    let Some(number) = number::whole(digits).filter(|&number| number > 0) else { return };
    match Imo::new(number) {
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
