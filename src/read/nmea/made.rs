//! Builds sentences for tests.

/// A message, bit by bit.
#[derive(Clone)]
pub(super) struct Made(Vec<bool>);

impl Made {
    /// The beginning of all messages.
    pub(super) fn new(kind: i64, mmsi: u32) -> Self {
        Self(Vec::new()).and(6, kind).and(2, 0).and(30, i64::from(mmsi))
    }

    /// Adds a number of so many bits.
    pub(super) fn and(mut self, bits: u32, value: i64) -> Self {
        self.0.extend((0..bits).rev().map(|bit| value.checked_shr(bit).is_some_and(|rest| rest & 1 == 1)));
        self
    }

    /// Adds a text of so many characters.
    pub(super) fn and_text(self, characters: usize, text: &str) -> Self {
        let padded = text.bytes().chain(std::iter::repeat(b'@')).take(characters);
        padded.fold(self, |made, byte| made.and(6, i64::from(byte) % 64))
    }

    /// The first bits of it.
    pub(super) fn cut(mut self, bits: usize) -> Self {
        self.0.truncate(bits);
        self
    }

    /// Its characters, and how many bits of the last one are not used.
    pub(super) fn payload(&self) -> (String, usize) {
        let fill = self.0.len().next_multiple_of(6) - self.0.len();
        let six = |bits: &[bool]| (0..6).fold(0_u8, |six, at| six << 1 | u8::from(bits.get(at) == Some(&true)));
        let character = |six: u8| char::from(if six < 40 { six + 48 } else { six + 56 });
        (self.0.chunks(6).map(|bits| character(six(bits))).collect(), fill)
    }

    /// As one sentence.
    pub(super) fn sentence(&self) -> String {
        let (payload, fill) = self.payload();
        checked(&format!("!AIVDM,1,1,,A,{payload},{fill}"))
    }

    /// As two sentences of this number, on this channel.
    pub(super) fn two(&self, number: u8, channel: char) -> [String; 2] {
        let (payload, fill) = self.payload();
        let (first, second) = payload.split_at(payload.len() / 2);
        [
            checked(&format!("!AIVDM,2,1,{number},{channel},{first},0")),
            checked(&format!("!AIVDM,2,2,{number},{channel},{second},{fill}")),
        ]
    }
}

/// A sentence with its checksum.
pub(super) fn checked(sentence: &str) -> String {
    format!("{sentence}*{:02X}", sentence.bytes().skip(1).fold(0, |sum, byte| sum ^ byte))
}

/// A tag block with its checksum.
pub(super) fn tag(fields: &str) -> String {
    format!("{}\\", checked(&format!("\\{fields}")))
}

/// Message 1 of a ship at 33.01 N 117.79 W, at this second of UTC.
pub(super) fn position(mmsi: u32, second: i64) -> Made {
    // Under way, turning not known, 12.3 knots, accurate.
    let made = Made::new(1, mmsi).and(4, 0).and(8, -128).and(10, 123).and(1, 1);
    let made = made.and(28, -117_790_000 * 6 / 10).and(27, 33_010_000 * 6 / 10).and(12, 2115).and(9, 187);
    made.and(6, second).and(25, 0)
}

/// Message 5 of a tanker, with this draught in decimetres.
pub(super) fn voyage(mmsi: u32, draught: i64) -> Made {
    let made = Made::new(5, mmsi).and(2, 0).and(30, 9_074_729).and_text(7, "C6AB1").and_text(20, "SEA EXAMPLE");
    let made = made.and(8, 80).and(9, 225).and(9, 49).and(6, 20).and(6, 28).and(4, 1).and(20, 0);
    made.and(8, draught).and_text(20, "PAL").and(2, 0)
}
