//! Finds the delimiters of a line.

/// A byte in each byte of a word.
const fn spread(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Adds the positions of a byte in a text to `positions`.
///
/// Fields of AIS rows have few bytes, so that a search for one delimiter after the other spends its time with
/// beginning. This looks at eight bytes at a time and finds all of them.
pub(super) fn positions(text: &[u8], byte: u8, positions: &mut Vec<u32>) {
    let wanted = spread(byte);
    let mut words = text.chunks_exact(8);
    let mut base = 0;
    for word in &mut words {
        let Ok(word) = word.try_into() else { return };
        let mut found = zero_bytes(u64::from_le_bytes(word) ^ wanted);
        while found != 0 {
            positions.push(base + found.trailing_zeros() / 8);
            found &= found - 1;
        }
        base += 8;
    }
    for (at, &other) in (base..).zip(words.remainder()) {
        if other == byte {
            positions.push(at);
        }
    }
}

/// The high bit of each byte that is zero. Adding 127 to the low seven bits of a byte reaches the high bit unless they
/// are all zero, and never the next byte.
fn zero_bytes(word: u64) -> u64 {
    const LOW: u64 = spread(0x7f);
    !(((word & LOW) + LOW) | word | LOW)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_delimiter_is_found(text in prop::collection::vec(prop::sample::select(vec![b',', b'-', b'+', b'x', 0x80 | b',', 0xff, 0]), 0..100)) {
            let mut found = vec![7];
            positions(&text, b',', &mut found);
            let expected: Vec<u32> = (0..text.len()).filter(|&at| text[at] == b',').map(|at| at as u32).collect();
            prop_assert_eq!(&found[1..], &expected);
        }
    }
}
