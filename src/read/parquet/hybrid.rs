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
    let mask = (1_u64 << width) - 1;
    let mut bit = first.checked_mul(width)?;
    for number in out {
        let byte = bit / 8;
        // At most 7 bits before the number and 32 in it.
        let word = match packed.get(byte..byte + 8).and_then(|bytes| bytes.first_chunk()) {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => {
                let bytes = packed.get(byte..(bit + width).div_ceil(8))?;
                bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
            }
        };
        *number = (word >> (bit % 8) & mask) as u32;
        bit += width;
    }
    Some(())
}

#[cfg(test)]
#[path = "hybrid_tests.rs"]
mod tests;
