//! Small numbers in runs: repeated or bit-packed, as Parquet keeps levels and dictionary indices.
//!
//! Reference: Apache Parquet format, *Encodings*, run length encoding / bit-packing hybrid.

use bytes::Bytes;

/// A stream of such numbers, which can be read piece by piece.
pub(super) struct Hybrid {
    data: Bytes,
    /// Where the next run begins.
    at: usize,
    width: u32,
    run: Run,
}

enum Run {
    Repeated { value: u32, left: usize },
    Packed { start: usize, next: usize, left: usize },
}

impl Hybrid {
    /// Numbers of `width` bits; `None` if that is more than 32.
    pub(super) fn new(data: Bytes, width: u8) -> Option<Self> {
        // Numbers without bits are zero, and some writers leave the runs out then.
        let left = if width == 0 { usize::MAX } else { 0 };
        (width <= 32).then_some(Self { data, at: 0, width: width.into(), run: Run::Repeated { value: 0, left } })
    }

    /// Fills `out`; `None` if there are not so many numbers.
    pub(super) fn read(&mut self, out: &mut [u32]) -> Option<()> {
        let mut filled = 0;
        while filled < out.len() {
            let rest = &mut out[filled..];
            let taken = match &mut self.run {
                Run::Repeated { left: 0, .. } | Run::Packed { left: 0, .. } => {
                    self.open_run()?;
                    continue;
                }
                Run::Repeated { value, left } => {
                    let taken = rest.len().min(*left);
                    rest[..taken].fill(*value);
                    *left -= taken;
                    taken
                }
                Run::Packed { start, next, left } => {
                    let taken = rest.len().min(*left);
                    unpack(self.data.get(*start..)?, self.width as usize, *next, &mut rest[..taken])?;
                    *next += taken;
                    *left -= taken;
                    taken
                }
            };
            filled += taken;
        }
        Some(())
    }

    /// Passes over the next `count` numbers if they are all the same, and tells which.
    pub(super) fn take_repeated(&mut self, count: usize) -> Option<u32> {
        if matches!(self.run, Run::Repeated { left: 0, .. } | Run::Packed { left: 0, .. }) {
            self.open_run()?;
        }
        match &mut self.run {
            Run::Repeated { value, left } if *left >= count => {
                *left -= count;
                Some(*value)
            }
            _ => None,
        }
    }

    fn open_run(&mut self) -> Option<()> {
        let header = self.varint()?;
        let count = usize::try_from(header >> 1).ok()?;
        if header & 1 == 0 {
            let bytes = self.data.get(self.at..self.at + self.width.div_ceil(8) as usize)?;
            let value = bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte));
            self.at += bytes.len();
            self.run = Run::Repeated { value, left: count };
        } else {
            self.run = Run::Packed { start: self.at, next: 0, left: count.checked_mul(8)? };
            self.at = self.at.checked_add(count.checked_mul(self.width as usize)?)?;
        }
        Some(())
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = *self.data.get(self.at)?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

/// Numbers of `width` bits from the one with number `first` on.
fn unpack(packed: &[u8], width: usize, first: usize, out: &mut [u32]) -> Option<()> {
    let ahead = (first.next_multiple_of(8) - first).min(out.len());
    let (ahead, out) = out.split_at_mut(ahead);
    unpack_singly(packed, width, first, ahead)?;
    let first = first + ahead.len();
    // Eight numbers begin and end with bytes.
    let done = 8 * unpack_eights(packed.get(first / 8 * width..)?, width, out);
    unpack_singly(packed, width, first + done, &mut out[done..])
}

/// Numbers wherever they begin and end.
fn unpack_singly(packed: &[u8], width: usize, first: usize, out: &mut [u32]) -> Option<()> {
    let mask = (1_u64 << width) - 1;
    let mut bit = first.checked_mul(width)?;
    for number in out {
        // At most 7 bits before the number and 32 in it.
        let bytes = packed.get(bit / 8..(bit + width).div_ceil(8))?;
        let word = bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        *number = (word >> (bit % 8) & mask) as u32;
        bit += width;
    }
    Some(())
}

/// As many numbers as there are whole eights with some bytes after them; tells how many eights these are.
fn unpack_eights(packed: &[u8], width: usize, out: &mut [u32]) -> usize {
    /// One function for each width: shifts by fixed numbers of bits take half as long.
    macro_rules! by_width {
        ($($width:literal)*) => {
            match width {
                $($width => unpack_eights_of::<$width>(packed, out),)*
                _ => 0,
            }
        };
    }
    by_width!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32)
}

fn unpack_eights_of<const WIDTH: usize>(packed: &[u8], out: &mut [u32]) -> usize {
    let mut at = 0;
    let mut done = 0;
    for eight in out.as_chunks_mut::<8>().0 {
        // The last number may be looked at with up to 7 bytes that follow it.
        let Some(bytes) = packed.get(at..at + WIDTH + 8) else { break };
        for (index, number) in eight.iter_mut().enumerate() {
            let bit = index * WIDTH;
            let word = bytes[bit / 8..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
            *number = (word >> (bit % 8) & ((1 << WIDTH) - 1)) as u32;
        }
        at += WIDTH;
        done += 1;
    }
    done
}

#[cfg(test)]
#[path = "hybrid_tests.rs"]
mod tests;
