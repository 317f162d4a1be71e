//! Speed, course, heading and draught in the units of the air interface.
//!
//! A number is rounded to the nearest unit first and checked after, so that no value slips
//! past the check and becomes "not available" by rounding.

/// Speed over ground, in steps of 0.1 kn from 0 to 102.2 kn, which stands for "that or more"
/// (ITU-R M.1371-5, annex 8, table 48).
///
/// ```
/// use lightering::ais::Speed;
/// assert_eq!(Speed::from_kn(12.34).map(Speed::decikn), Some(123));
/// assert_eq!(Speed::from_kn(102.3), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Speed(u16);

impl Speed {
    /// From knots; `None` below 0, if it rounds to more than 102.2 (102.3 means "not
    /// available") or not a number.
    #[must_use]
    pub fn from_kn(knots: f64) -> Option<Self> {
        tenths(knots).and_then(Self::from_decikn)
    }

    /// From tenths of a knot; `None` above 1022.
    #[must_use]
    pub fn from_decikn(tenths: u16) -> Option<Self> {
        (tenths <= 1022).then_some(Self(tenths))
    }

    /// In knots.
    #[must_use]
    pub fn kn(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// In tenths of a knot.
    #[must_use]
    pub fn decikn(self) -> u16 {
        self.0
    }
}

/// Course over ground, in steps of 0.1° clockwise from true north, 0 to 359.9°.
///
/// ```
/// use lightering::ais::Course;
/// assert_eq!(Course::from_deg(359.97).map(Course::decideg), Some(0));
/// assert_eq!(Course::from_deg(360.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Course(u16);

impl Course {
    /// From degrees; `None` below 0, at or above 360 (360 means "not available") or not a number.
    ///
    /// 359.95 and above, which would round to 360.0, become 0.
    #[must_use]
    pub fn from_deg(degrees: f64) -> Option<Self> {
        if degrees < 360.0 { tenths(degrees).map(|tenths| Self(tenths % 3600)) } else { None }
    }

    /// From tenths of a degree; `None` above 3599.
    #[must_use]
    pub fn from_decideg(tenths: u16) -> Option<Self> {
        (tenths < 3600).then_some(Self(tenths))
    }

    /// In degrees.
    #[must_use]
    pub fn deg(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// In tenths of a degree.
    #[must_use]
    pub fn decideg(self) -> u16 {
        self.0
    }
}

/// True heading, in whole degrees clockwise from true north, 0 to 359.
///
/// ```
/// use lightering::ais::Heading;
/// assert_eq!(Heading::from_deg(187.4).map(Heading::whole_deg), Some(187));
/// assert_eq!(Heading::from_deg(511.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Heading(u16);

impl Heading {
    /// From degrees; `None` outside 0..360 (511 means "not available") or not a number.
    ///
    /// 359.5 and above, which would round to 360, become 0.
    #[must_use]
    pub fn from_deg(degrees: f64) -> Option<Self> {
        (0.0..360.0).contains(&degrees).then(|| Self(degrees.round() as u16 % 360))
    }

    /// From whole degrees; `None` above 359.
    #[must_use]
    pub fn from_whole_deg(degrees: u16) -> Option<Self> {
        (degrees < 360).then_some(Self(degrees))
    }

    /// In degrees.
    #[must_use]
    pub fn deg(self) -> f64 {
        f64::from(self.0)
    }

    /// In whole degrees.
    #[must_use]
    pub fn whole_deg(self) -> u16 {
        self.0
    }
}

/// Maximum present static draught, in steps of 0.1 m from 0.1 to 25.5 m, which stands for
/// "that or more" (ITU-R M.1371-5, annex 8, table 52).
///
/// ```
/// use lightering::ais::Draught;
/// assert_eq!(Draught::from_m(17.0).map(Draught::dm), Some(170));
/// assert_eq!(Draught::from_m(0.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Draught(u8);

impl Draught {
    /// From metres; `None` if it rounds to 0 (which means "not available") or to more than
    /// 25.5, is negative or not a number.
    #[must_use]
    pub fn from_m(metres: f64) -> Option<Self> {
        tenths(metres).and_then(|tenths| u8::try_from(tenths).ok()).and_then(Self::from_dm)
    }

    /// From tenths of a metre; `None` for 0.
    #[must_use]
    pub fn from_dm(tenths: u8) -> Option<Self> {
        (tenths > 0).then_some(Self(tenths))
    }

    /// In metres.
    #[must_use]
    pub fn m(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// In tenths of a metre.
    #[must_use]
    pub fn dm(self) -> u8 {
        self.0
    }
}

/// The nearest whole number of tenths; `None` below zero, far above every range or not a number.
fn tenths(value: f64) -> Option<u16> {
    let rounded = (value * 10.0).round();
    // Checked before the cast, which would turn too large a number into the largest.
    (value >= 0.0 && rounded <= f64::from(u16::MAX)).then_some(rounded as u16)
}

#[cfg(test)]
#[path = "motion_tests.rs"]
mod tests;
