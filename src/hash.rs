//! A quick hash for numbers such as MMSIs.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds the hasher of maps whose keys are numbers.
///
/// Unlike that of the standard library it does not protect from keys that were chosen to collide: use it where the
/// keys are few, or too small to be chosen well.
pub(crate) type Quick = BuildHasherDefault<Multiply>;

/// 2^64 divided by the golden ratio, and odd: spreads numbers that follow each other.
///
/// Knuth, *The Art of Computer Programming*, volume 3, section 6.4.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads numbers that follow each other over all of 32 bits, the high ones most evenly: by 2^32 divided by the golden ratio,
/// and odd.
#[inline]
pub(crate) fn spread(number: u32) -> u32 {
    number.wrapping_mul(0x9e37_79b9)
}

/// Multiplies, and mixes the high bits into the low ones.
#[derive(Default)]
pub(crate) struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(byte.into());
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(SPREAD);
    }
}
