//! A field that is to be read as a number.

/// A field with the text around it: so it can be loaded as words whatever its length.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell<'a> {
    /// From the field on.
    ahead: &'a [u8],
    length: usize,
}

impl<'a> Cell<'a> {
    /// The field between two places of a text, if there are such.
    pub(super) fn new(text: &'a [u8], start: usize, end: usize) -> Option<Self> {
        let ahead = text.get(start..)?;
        let length = end.checked_sub(start)?;
        (length <= ahead.len()).then_some(Self { ahead, length })
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.ahead.get(..self.length).unwrap_or_default()
    }

    pub(super) fn len(self) -> usize {
        self.length
    }

    /// Eight bytes from a place on, the first one lowest. Those after the field are any.
    #[inline]
    pub(super) fn word(self, start: usize) -> u64 {
        match self.ahead.get(start..) {
            Some([a, b, c, d, e, f, g, h, ..]) => u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]),
            rest => filled_word(rest.unwrap_or_default()),
        }
    }
}

/// The word of a text that is shorter.
#[cold]
fn filled_word(text: &[u8]) -> u64 {
    text.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

impl<'a> From<&'a [u8]> for Cell<'a> {
    fn from(field: &'a [u8]) -> Self {
        Self { ahead: field, length: field.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_the_same_near_the_end_of_a_text() {
        let text = b"52.85481,-6.60452,6.5";
        for (start, end) in [(0, 8), (9, 17), (18, 21), (21, 21)] {
            let cell = Cell::new(text, start, end).unwrap();
            assert_eq!((cell.bytes(), cell.len()), (&text[start..end], end - start));
            for from in 0..=cell.len() {
                let expected = &text[start + from..end.min(start + from + 8)];
                assert_eq!(&cell.word(from).to_le_bytes()[..expected.len()], expected);
            }
        }
        assert!(
            Cell::new(text, 18, 22).is_none() && Cell::new(text, 22, 22).is_none() && Cell::new(text, 5, 4).is_none()
        );
    }
}
