//! The four distances from the antenna to the edges of the hull.

/// Distances from the reference point of the reported position (the antenna) to the
/// edges of the hull, in whole metres: A to the bow, B to the stern, C to port, D to
/// starboard (ITU-R M.1371-5, annex 8, figure 41).
///
/// On the air A and B have nine bits and C and D six; 511 and 63 stand for "that or more".
/// Length and beam are never zero. Where a source gives length and beam alone, use
/// [`Dimensions::centred`], and say so with [`Dimensions::antenna_known`].
///
/// ```
/// use lightering::ais::Dimensions;
/// let suezmax = Dimensions::from_antenna(225, 49, 20, 28).unwrap();
/// assert_eq!((suezmax.length_m(), suezmax.beam_m()), (274, 48));
/// assert!(suezmax.antenna_known());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dimensions {
    to_bow_m: u16,
    to_stern_m: u16,
    to_port_m: u16,
    to_starboard_m: u16,
    antenna_known: bool,
}

impl Dimensions {
    /// From the four distances in metres; `None` if length or beam would be zero, or a
    /// value is out of range (A, B up to 511, C, D up to 63).
    ///
    /// A = C = 0 with B and D set says that the antenna's place is not known and B and D are
    /// length and beam (ITU-R M.1371-5): the antenna is then taken to be in the middle.
    /// Any other zero is a distance: with A = 0 and C set, the antenna is at the stem.
    #[must_use]
    pub fn from_antenna(to_bow_m: u16, to_stern_m: u16, to_port_m: u16, to_starboard_m: u16) -> Option<Self> {
        if to_bow_m > 511 || to_stern_m > 511 || to_port_m > 63 || to_starboard_m > 63 {
            return None;
        }
        if to_bow_m == 0 && to_port_m == 0 {
            return Self::centred(to_stern_m, to_starboard_m);
        }
        (to_bow_m + to_stern_m > 0 && to_port_m + to_starboard_m > 0).then_some(Self {
            to_bow_m,
            to_stern_m,
            to_port_m,
            to_starboard_m,
            antenna_known: true,
        })
    }

    /// From length and beam in metres, with the antenna taken to be in the middle; `None`
    /// if either is zero, the length above 1022 or the beam above 126.
    #[must_use]
    pub fn centred(length_m: u16, beam_m: u16) -> Option<Self> {
        ((1..=1022).contains(&length_m) && (1..=126).contains(&beam_m)).then_some(Self {
            to_bow_m: length_m / 2,
            to_stern_m: length_m - length_m / 2,
            to_port_m: beam_m / 2,
            to_starboard_m: beam_m - beam_m / 2,
            antenna_known: false,
        })
    }

    /// Antenna to bow (A), in metres.
    #[must_use]
    pub fn to_bow_m(self) -> u16 {
        self.to_bow_m
    }

    /// Antenna to stern (B), in metres.
    #[must_use]
    pub fn to_stern_m(self) -> u16 {
        self.to_stern_m
    }

    /// Antenna to port side (C), in metres.
    #[must_use]
    pub fn to_port_m(self) -> u16 {
        self.to_port_m
    }

    /// Antenna to starboard side (D), in metres.
    #[must_use]
    pub fn to_starboard_m(self) -> u16 {
        self.to_starboard_m
    }

    /// Length over all, in metres.
    #[must_use]
    pub fn length_m(self) -> u16 {
        self.to_bow_m + self.to_stern_m
    }

    /// Beam, in metres.
    #[must_use]
    pub fn beam_m(self) -> u16 {
        self.to_port_m + self.to_starboard_m
    }

    /// Whether the place of the antenna was given; if not, it is taken to be in the middle.
    #[must_use]
    pub fn antenna_known(self) -> bool {
        self.antenna_known
    }
}

#[cfg(test)]
#[path = "dimensions_tests.rs"]
mod tests;
