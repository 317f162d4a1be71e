//! How many vessels there are.

/// MMSIs of a page.
const PAGE: usize = 1 << 16;

/// A set of MMSIs, as a bit for each, in pages of 8 KiB that are made when they are needed: those of ships of the world take
/// some megabytes, and all that can be 125.
#[derive(Default)]
pub(super) struct Census {
    pages: Vec<Option<Box<[u64; PAGE / 64]>>>,
    count: u64,
}

impl Census {
    /// Adds a vessel.
    #[inline]
    pub(super) fn add(&mut self, mmsi: u32) {
        let (page, bit) = (mmsi as usize / PAGE, mmsi as usize % PAGE);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        let word = &mut self.pages[page].get_or_insert_with(|| Box::new([0; PAGE / 64]))[bit / 64];
        let mask = 1 << (bit % 64);
        self.count += u64::from(*word & mask == 0);
        *word |= mask;
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vessel_counts_once() {
        let mut census = Census::default();
        for mmsi in [311_000_112, 200_000_000, 311_000_112, 799_999_999, 311_000_113, 0, u32::MAX, u32::MAX] {
            census.add(mmsi);
        }
        assert_eq!(census.count(), 6);
    }
}
