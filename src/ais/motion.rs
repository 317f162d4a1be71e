//! Speed, course, heading and draught in the units of the air interface.

/// Speed over ground, in steps of 0.1 kn from 0 to 102.2 kn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Speed(u16);

impl Speed {
    /// From knots; `None` below 0, above 102.2 (102.3 means "not available") or not a number.
    #[must_use]
    pub fn from_kn(knots: f64) -> Option<Self> {
        (0.0..102.25).contains(&knots).then(|| Self((knots * 10.0).round() as u16))
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Course(u16);

impl Course {
    /// From degrees; `None` below 0, at or above 360 (360 means "not available") or not a number.
    ///
    /// 359.95 and above, which would round to 360.0, become 0.
    #[must_use]
    pub fn from_deg(degrees: f64) -> Option<Self> {
        (0.0..360.0).contains(&degrees).then(|| Self((degrees * 10.0).round() as u16 % 3600))
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

/// Maximum present static draught, in steps of 0.1 m from 0.1 to 25.5 m.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Draught(u8);

impl Draught {
    /// From metres; `None` if it rounds to 0 (which means "not available"), above 25.5
    /// or not a number.
    #[must_use]
    pub fn from_m(metres: f64) -> Option<Self> {
        (0.05..25.55).contains(&metres).then(|| Self((metres * 10.0).round() as u8))
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
