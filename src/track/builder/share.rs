//! Rows of some vessels, packed.
//!
//! What is written of a row is how it differs: its time from that of the row before it, its place from that of the vessel's
//! row before, in as many bytes as that takes. A row of 32 bytes takes about 16. The memory that a window's rows take
//! is what reading spends most of its time on.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Row;
use super::row::{NONE_U8, NONE_U16};
use crate::hash::Quick;

/// Bytes of a packed row, at most: its head, time, latitude, longitude, particulars and static data.
const MOST_BYTES: usize = 4 + 8 + 4 + 4 + 8 + 4;
/// Numbers are written and read eight bytes at a time, whatever they take: bytes of a row, and what the last number reaches beyond.
const WINDOW_BYTES: usize = MOST_BYTES + 4;
/// Bytes of the first chunk; each of the next has room for twice as many as the one before, up to the greatest.
const FIRST_CHUNK_BYTES: usize = 64 << 10;
const MOST_CHUNK_BYTES: usize = 2 << 20;

/// The head of a row: what follows, and above that the number of the vessel. Three times two bits say how many bytes there are of
/// time (1, 2, 4 or 8), latitude and longitude (1 to 4).
const LATITUDE_SHIFT: u32 = 2;
const LONGITUDE_SHIFT: u32 = 4;
/// Particulars are as they are, in eight bytes, and not in five.
const WIDE: u32 = 1 << 6;
/// There are static data, which are others than those of the vessel's row before.
const STATICS: u32 = 1 << 7;
/// A number has 24 bits: a share has a 64th of all vessels, and of nine digits there are fewer than 2^30.
const NUMBER_SHIFT: u32 = 8;

/// The rows of some vessels, in the order of taking.
#[derive(Debug, Default)]
pub(in crate::track) struct Share {
    vessels: Vec<OfVessel>,
    /// By MMSI.
    numbers: HashMap<u32, u32, Quick>,
    /// Packed rows. Chunks do not grow, which would move rows.
    chunks: Vec<Vec<u8>>,
    /// Time of the last row.
    last_ms: i64,
}

/// What was last heard of a vessel.
#[derive(Debug, Clone, Copy, Default)]
struct OfVessel {
    mmsi: u32,
    rows: u32,
    latitude_e7: i32,
    longitude_e7: i32,
    statics: u32,
}

impl Share {
    pub(super) fn is_empty(&self) -> bool {
        self.vessels.is_empty()
    }

    /// MMSI and number of rows of each vessel, in the order of their first rows.
    pub(in crate::track) fn vessels(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        self.vessels.iter().map(|vessel| (vessel.mmsi, vessel.rows as usize))
    }

    /// Adds a row.
    #[inline]
    pub(super) fn push(&mut self, row: &Row) {
        let number = match self.numbers.entry(row.mmsi) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.vessels.push(OfVessel { mmsi: row.mmsi, ..OfVessel::default() });
                *new.insert(self.vessels.len() as u32 - 1)
            }
        };
        let has_room = |chunk: &Vec<u8>| chunk.capacity() - chunk.len() >= MOST_BYTES;
        if !self.chunks.last().is_some_and(has_room) {
            let bytes = MOST_CHUNK_BYTES.min(FIRST_CHUNK_BYTES << self.chunks.len().min(16));
            self.chunks.push(Vec::with_capacity(bytes));
        }
        let Self { vessels, chunks, last_ms, .. } = self;
        let (Some(chunk), Some(vessel)) = (chunks.last_mut(), vessels.get_mut(number as usize)) else { return };
        // All of it is written, and what is not of the row cut off again: so no length has to be known beforehand.
        let mut packed = [0; WINDOW_BYTES];
        let mut at = 4;
        let mut put = |bytes: &[u8; 8], count: usize| {
            packed[at..at + 8].copy_from_slice(bytes);
            at += count;
        };
        let time = row.time_ms.wrapping_sub(*last_ms);
        let latitude = row.latitude_e7.wrapping_sub(vessel.latitude_e7);
        let longitude = row.longitude_e7.wrapping_sub(vessel.longitude_e7);
        let time_code = code(time, [1, 2, 4]);
        put(&time.to_le_bytes(), 1 << time_code);
        let (latitude_code, longitude_code) = (code(latitude.into(), [1, 2, 3]), code(longitude.into(), [1, 2, 3]));
        put(&i64::from(latitude).to_le_bytes(), latitude_code as usize + 1);
        put(&i64::from(longitude).to_le_bytes(), longitude_code as usize + 1);
        let mut head =
            time_code | latitude_code << LATITUDE_SHIFT | longitude_code << LONGITUDE_SHIFT | number << NUMBER_SHIFT;
        match narrow(row) {
            Some(particulars) => put(&particulars.to_le_bytes(), 5),
            None => {
                head |= WIDE;
                put(&wide(row).to_le_bytes(), 8);
            }
        }
        if row.statics != vessel.statics {
            head |= STATICS;
            put(&u64::from(row.statics).to_le_bytes(), 4);
        }
        packed[..4].copy_from_slice(&head.to_le_bytes());
        let before = chunk.len();
        chunk.extend_from_slice(&packed[..MOST_BYTES]);
        chunk.truncate(before + at);
        *last_ms = row.time_ms;
        *vessel = OfVessel {
            mmsi: row.mmsi,
            rows: vessel.rows + 1,
            latitude_e7: row.latitude_e7,
            longitude_e7: row.longitude_e7,
            statics: row.statics,
        };
    }

    /// Gives all rows, each with the number of its vessel. Chunks are let go as soon as their rows were given.
    pub(in crate::track) fn unpack(self, mut each: impl FnMut(usize, Row)) {
        let mut vessels: Vec<OfVessel> =
            self.vessels.iter().map(|vessel| OfVessel { mmsi: vessel.mmsi, ..OfVessel::default() }).collect();
        let mut last_ms = 0_i64;
        for chunk in self.chunks {
            let mut rest = &chunk[..];
            while !rest.is_empty() {
                let mut last = [0; WINDOW_BYTES];
                let row: &[u8; WINDOW_BYTES] = rest.first_chunk().unwrap_or_else(|| {
                    last[..rest.len()].copy_from_slice(rest);
                    &last
                });
                let mut next = 0;
                let mut take = |count: usize| {
                    let value = row[next..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
                    next += count;
                    value
                };
                let signed = |value: u64, count: usize| ((value << (64 - 8 * count)) as i64) >> (64 - 8 * count);
                let head = take(4) as u32;
                let (time_bytes, number) = (1 << (head & 3), (head >> NUMBER_SHIFT) as usize);
                let latitude_bytes = (head >> LATITUDE_SHIFT & 3) as usize + 1;
                let longitude_bytes = (head >> LONGITUDE_SHIFT & 3) as usize + 1;
                last_ms = last_ms.wrapping_add(signed(take(time_bytes), time_bytes));
                let vessel = &mut vessels[number];
                let latitude = signed(take(latitude_bytes), latitude_bytes) as i32;
                let longitude = signed(take(longitude_bytes), longitude_bytes) as i32;
                vessel.latitude_e7 = vessel.latitude_e7.wrapping_add(latitude);
                vessel.longitude_e7 = vessel.longitude_e7.wrapping_add(longitude);
                let more = if head & WIDE > 0 { from_wide(take(8)) } else { from_narrow(take(5)) };
                if head & STATICS > 0 {
                    vessel.statics = take(4) as u32;
                }
                rest = &rest[next.min(rest.len())..];
                let OfVessel { mmsi, latitude_e7, longitude_e7, statics, .. } = *vessel;
                each(number, Row { mmsi, time_ms: last_ms, latitude_e7, longitude_e7, statics, ..more });
            }
        }
    }
}

/// How many of some numbers of bytes do not suffice for a value.
#[inline]
fn code(value: i64, bytes: [u32; 3]) -> u32 {
    // Bits of the value and its sign.
    let bits = 65 - (value ^ (value >> 63)).leading_zeros();
    bytes.into_iter().map(|bytes| u32::from(bits > 8 * bytes)).sum()
}

/// A value in some bits, of which the greatest number stands for "not available"; `None` if it does not fit.
#[inline]
fn narrowed(value: u64, not_available: u64, bits: u32) -> Option<u64> {
    let most = (1 << bits) - 1;
    if value == not_available { Some(most) } else { (value < most).then_some(value) }
}

fn widened(packed: u64, not_available: u64, bits: u32) -> u64 {
    let most = (1 << bits) - 1;
    if packed & most == most { not_available } else { packed & most }
}

/// Particulars in five bytes, from low bits to high: 10 of speed, 12 of course, 9 of heading, 5 of status and 4 of flags;
/// `None` if they do not fit, as those from the air do.
#[inline]
fn narrow(row: &Row) -> Option<u64> {
    let (none_u16, none_u8) = (NONE_U16.into(), NONE_U8.into());
    let flags = (row.flags < 16).then_some(u64::from(row.flags))?;
    Some(
        narrowed(row.sog.into(), none_u16, 10)?
            | narrowed(row.cog.into(), none_u16, 12)? << 10
            | narrowed(row.heading.into(), none_u16, 9)? << 22
            | narrowed(row.status.into(), none_u8, 5)? << 31
            | flags << 36,
    )
}

/// The row with these particulars.
#[inline]
fn from_narrow(packed: u64) -> Row {
    let (none_u16, none_u8) = (NONE_U16.into(), NONE_U8.into());
    Row {
        sog: widened(packed, none_u16, 10) as u16,
        cog: widened(packed >> 10, none_u16, 12) as u16,
        heading: widened(packed >> 22, none_u16, 9) as u16,
        status: widened(packed >> 31, none_u8, 5) as u8,
        flags: (packed >> 36 & 15) as u8,
        ..Row::default()
    }
}

/// Particulars as they are.
fn wide(row: &Row) -> u64 {
    u64::from(row.sog)
        | u64::from(row.cog) << 16
        | u64::from(row.heading) << 32
        | u64::from(row.status) << 48
        | u64::from(row.flags) << 56
}

fn from_wide(packed: u64) -> Row {
    Row {
        sog: packed as u16,
        cog: (packed >> 16) as u16,
        heading: (packed >> 32) as u16,
        status: (packed >> 48) as u8,
        flags: (packed >> 56) as u8,
        ..Row::default()
    }
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;
