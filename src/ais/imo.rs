//! The hull's number.

/// An IMO ship identification number: seven digits, the last of which is a check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Imo(u32);

/// A number that is no IMO number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no IMO number: seven digits, of which the last is the check digit of the others")]
pub struct InvalidImo(pub u32);

impl Imo {
    /// An IMO number from its seven digits.
    ///
    /// # Errors
    ///
    /// [`InvalidImo`] unless the last digit of `7 d1 + 6 d2 + 5 d3 + 4 d4 + 3 d5 + 2 d6` is the
    /// seventh (IMO Resolution A.1117(30)).
    pub fn new(number: u32) -> Result<Self, InvalidImo> {
        if !(1_000_000..=9_999_999).contains(&number) {
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

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}
