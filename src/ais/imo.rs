//! The hull's number.

use std::fmt;
use std::str::FromStr;

/// An IMO ship identification number: seven digits, the last of which is a check digit.
///
/// It stays with the hull for life, through every change of name, flag and MMSI.
///
/// The check digit finds most slips, not all. With the weights 7 to 2 taken modulo 10, one
/// wrong digit is always found in the first, fifth and last place; in the second, fourth and
/// sixth unless it is off by exactly 5; in the third only if it is off by an odd number.
/// Two neighbouring digits changed over are always found. And one number in ten passes by
/// chance, 1234567 among them.
///
/// ```
/// use lightering::ais::Imo;
/// let hull: Imo = "IMO 9074729".parse()?;
/// assert_eq!(hull.get(), 9_074_729);
/// assert_eq!(hull.to_string(), "IMO9074729");
/// # Ok::<(), lightering::ais::ParseImoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Imo(u32);

/// A number that is no IMO number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no IMO number: seven digits, of which the last is the check digit of the others")]
pub struct InvalidImo(pub u32);

/// A text that is no IMO number.
///
/// ```
/// use lightering::ais::{Imo, InvalidImo, ParseImoError};
/// // A digit mistyped, or a false number: worth keeping as evidence.
/// assert_eq!("IMO9074728".parse::<Imo>(), Err(ParseImoError::CheckDigit(InvalidImo(9_074_728))));
/// // Nothing at all.
/// assert!(matches!("IMO0000000".parse::<Imo>(), Err(ParseImoError::NotANumber { .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseImoError {
    /// The text has not the form of an IMO number.
    #[error("{text:?} is no IMO number: it must be seven digits, the first not zero, with or without IMO before them")]
    NotANumber {
        /// The text that was given.
        text: String,
    },
    /// Seven digits, of which the last is not the check digit of the others.
    #[error(transparent)]
    CheckDigit(#[from] InvalidImo),
}

impl InvalidImo {
    /// Whether the number has seven digits, so that only its check digit is wrong.
    ///
    /// AIS sends ships' numbers under other schemes in the same field, with eight digits and
    /// more (ITU-R M.1371-5, annex 8, table 52): those are not false, only not the IMO's.
    #[must_use]
    pub fn has_seven_digits(self) -> bool {
        SEVEN_DIGITS.contains(&self.0)
    }
}

/// What a seven-digit number can be.
const SEVEN_DIGITS: std::ops::RangeInclusive<u32> = 1_000_000..=9_999_999;

impl Imo {
    /// An IMO number from its seven digits.
    ///
    /// # Errors
    ///
    /// [`InvalidImo`] unless the last digit of `7 d1 + 6 d2 + 5 d3 + 4 d4 + 3 d5 + 2 d6` is the
    /// seventh (IMO Resolution A.1117(30)).
    pub fn new(number: u32) -> Result<Self, InvalidImo> {
        if !SEVEN_DIGITS.contains(&number) {
            return Err(InvalidImo(number));
        }
        let mut rest = number / 10;
        let mut sum = 0;
        for weight in 2..=7 {
            sum += rest % 10 * weight;
            rest /= 10;
        }
        if sum % 10 == number % 10 { Ok(Self(number)) } else { Err(InvalidImo(number)) }
    }

    /// The number, seven digits.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Imo {
    /// `IMO` and the seven digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IMO{}", self.0)
    }
}

impl TryFrom<u32> for Imo {
    type Error = InvalidImo;

    fn try_from(number: u32) -> Result<Self, InvalidImo> {
        Self::new(number)
    }
}

impl FromStr for Imo {
    type Err = ParseImoError;

    /// From seven digits, with or without `IMO` (in any case) and space before them.
    fn from_str(text: &str) -> Result<Self, ParseImoError> {
        let trimmed = text.trim();
        let digits = match trimmed.split_at_checked(3) {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("IMO") => rest.trim_start(),
            _ => trimmed,
        };
        let well_formed = digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = if well_formed { digits.parse().ok() } else { None };
        match number {
            Some(number) if SEVEN_DIGITS.contains(&number) => Ok(Self::new(number)?),
            _ => Err(ParseImoError::NotANumber { text: text.to_owned() }),
        }
    }
}

#[cfg(test)]
#[path = "imo_tests.rs"]
mod tests;
