//! Finds the delimiters of a line.

use wide::u8x16;

/// Bytes that are looked at together, as a mask has a bit for each.
const STRETCH: usize = 64;

/// Positions in a text, ascending. The memory is used for one text after another.
#[derive(Default)]
pub(super) struct Positions {
    /// The first `count` are in use; there may be more, which saves growing one at a time.
    at: Vec<u32>,
    count: usize,
}

impl Positions {
    pub(super) fn as_slice(&self) -> &[u32] {
        &self.at[..self.count]
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
    }

    pub(super) fn push(&mut self, position: usize) {
        self.push_bits(1, position);
    }

    /// Adds a position for each bit of a mask, the lowest of which stands for `base`.
    fn push_bits(&mut self, mut mask: u64, base: usize) {
        if self.at.len() < self.count + STRETCH {
            self.at.resize(self.count + 2 * STRETCH, 0);
        }
        let Some(free) = self.at[self.count..].first_chunk_mut::<STRETCH>() else { return };
        let mut pushed = 0;
        while mask != 0 {
            // Records are shorter than 4 GiB by far.
            free[pushed % STRETCH] = base as u32 + mask.trailing_zeros();
            pushed += 1;
            mask &= mask - 1;
        }
        self.count += pushed;
    }
}

/// Adds the positions of a byte among the first `length` bytes of a text.
///
/// Fields of AIS rows have few bytes, so that a search for one delimiter after the other spends its time with
/// beginning. This finds all of a stretch together. A last stretch that the text goes on behind need not be copied.
pub(super) fn add_positions(text: &[u8], length: usize, byte: u8, positions: &mut Positions) {
    let text = text.get(..length.next_multiple_of(STRETCH)).unwrap_or(text);
    let (stretches, rest) = text.as_chunks();
    for (stretch, base) in stretches.iter().zip((0..length).step_by(STRETCH)) {
        positions.push_bits(mask(stretch, byte) & up_to(length - base), base);
    }
    let base = text.len() - rest.len();
    if base < length {
        let mut last = [0; STRETCH];
        last[..rest.len()].copy_from_slice(rest);
        positions.push_bits(mask(&last, byte) & up_to(length - base), base);
    }
}

/// The lowest `count` bits, or all of them.
fn up_to(count: usize) -> u64 {
    if count < STRETCH { (1 << count) - 1 } else { u64::MAX }
}

/// Which of some bytes are the one that is wanted; the lowest bit stands for the first.
fn mask(bytes: &[u8; STRETCH], wanted: u8) -> u64 {
    let wanted = u8x16::splat(wanted);
    let (parts, _) = bytes.as_chunks::<16>();
    parts.iter().rev().fold(0, |mask, &part| mask << 16 | u64::from(u8x16::new(part).simd_eq(wanted).to_bitmask()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(lengths: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(prop::sample::select(vec![b',', b',', b'-', b'x', b'x', 0x80 | b',', 0xff, 0]), lengths)
    }

    proptest! {
        #[test]
        fn every_delimiter_is_found(text in text(0..300), after in text(0..150), delimiter in prop::sample::select(vec![b',', 0, 0xff])) {
            let mut found = Positions::default();
            found.push(7);
            add_positions(&[text.clone(), after].concat(), text.len(), delimiter, &mut found);
            let expected: Vec<u32> = (0..text.len()).filter(|&at| text[at] == delimiter).map(|at| at as u32).collect();
            prop_assert_eq!(&found.as_slice()[1..], &expected);
        }

        #[test]
        fn masks_have_a_bit_for_each_byte(text in text(STRETCH)) {
            let expected = (0..STRETCH).filter(|&at| text[at] == b',').fold(0_u64, |mask, at| mask | 1 << at);
            prop_assert_eq!(mask(text.as_slice().try_into().unwrap(), b','), expected);
        }
    }
}
