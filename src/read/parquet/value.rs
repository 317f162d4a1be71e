//! One value of a column, whatever its type, as text and as a decimal number.

use std::io::Write;

use parquet::basic::Type;

use crate::read::{number, text};

/// A value as the file has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Whole(i64),
    Single(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

/// Longest number in text: the smallest double has 1,074 places, of which the shortest form shows fewer than 350.
const LONGEST: usize = 400;

/// 1970-01-01 as a Julian day number, for times of 96 bits.
const JULIAN_DAY_OF_1970: i64 = 2_440_588;

impl<'a> Value<'a> {
    /// From the bytes of one plain value of fixed width; a time of 96 bits becomes milliseconds.
    pub(super) fn plain(bytes: &'a [u8], physical: Type) -> Option<Self> {
        Some(match physical {
            Type::INT32 => Self::Whole(i32::from_le_bytes(bytes.try_into().ok()?).into()),
            Type::INT64 => Self::Whole(i64::from_le_bytes(bytes.try_into().ok()?)),
            Type::FLOAT => Self::Single(f32::from_le_bytes(bytes.try_into().ok()?)),
            Type::DOUBLE => Self::Double(f64::from_le_bytes(bytes.try_into().ok()?)),
            Type::INT96 => {
                let (nanoseconds, day) = bytes.split_first_chunk::<8>()?;
                Self::int96(i64::from_le_bytes(*nanoseconds), u32::from_le_bytes(day.try_into().ok()?))
            }
            Type::FIXED_LEN_BYTE_ARRAY | Type::BYTE_ARRAY => Self::Bytes(bytes),
            Type::BOOLEAN => return None,
        })
    }

    /// Milliseconds since 1970 from nanoseconds of a Julian day; these always fit.
    pub(super) fn int96(nanoseconds: i64, day: u32) -> Self {
        Self::Whole((i64::from(day) - JULIAN_DAY_OF_1970) * 86_400_000 + nanoseconds.div_euclid(1_000_000))
    }

    /// The value as a CSV file has it: numbers in their shortest form, nothing for null.
    pub(super) fn with_text<R>(self, function: impl FnOnce(&[u8]) -> R) -> R {
        let mut buffer = [0; LONGEST];
        let mut rest = &mut buffer[..];
        // Longer than the longest it cannot be.
        let _ = match self {
            Self::Null => Ok(()),
            Self::Bytes(bytes) => return function(bytes),
            Self::Whole(number) => write!(rest, "{number}"),
            Self::Single(number) => write!(rest, "{number}"),
            Self::Double(number) => write!(rest, "{number}"),
        };
        let length = LONGEST - rest.len();
        function(&buffer[..length])
    }

    /// Whether there is nothing, or a word for "not available".
    pub(super) fn is_missing(self) -> bool {
        match self {
            Self::Null => true,
            Self::Whole(_) => false,
            Self::Single(number) => number.is_nan(),
            Self::Double(number) => number.is_nan(),
            Self::Bytes(bytes) => text::known(bytes).is_none(),
        }
    }

    /// The number times ten to the power of `places`, rounded as [`number::scaled`] rounds the
    /// value's text.
    #[inline]
    pub(super) fn scaled(self, places: u32) -> Option<i64> {
        self.scaled_float(places).or_else(|| self.scaled_slowly(places))
    }

    /// The same for a float, unless its text has to decide.
    ///
    /// A float stands for the shortest decimal that gives it, so the product is that of the text
    /// unless it lies within the float's error of a half.
    #[inline]
    pub(super) fn scaled_float(self, places: u32) -> Option<i64> {
        let (value, precision) = match self {
            Self::Single(value) => (f64::from(value), f64::from(f32::EPSILON)),
            Self::Double(value) => (value, f64::EPSILON),
            _ => return None,
        };
        let product = value * POWERS[places as usize % POWERS.len()];
        let error = product.abs() * precision * 2.0 + 1e-9;
        // What is too large, or no number, fails the test.
        let nearest = (product + WHOLE) - WHOLE;
        (error < 0.25 && 0.5 - (product - nearest).abs() > error).then_some(nearest as i64)
    }

    fn scaled_slowly(self, places: u32) -> Option<i64> {
        match self {
            Self::Null => None,
            Self::Whole(number) => number.checked_mul(10_i64.checked_pow(places)?),
            Self::Bytes(bytes) => number::scaled(bytes, places),
            Self::Single(_) | Self::Double(_) => self.with_text(|text| number::scaled(text, places)),
        }
    }
}

/// 1.5 · 2^52: sums of this size have no places after the point, so that adding it rounds; and there is no choice to be
/// made by the sign, which for longitudes a processor cannot guess.
const WHOLE: f64 = 6_755_399_441_055_744.0;

/// Powers of ten by their exponent, as far as places are asked for.
const POWERS: [f64; 8] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
