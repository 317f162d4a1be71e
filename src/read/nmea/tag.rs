//! Tag blocks: `\s:station,c:1411920502*3A\` before a sentence.
//!
//! Reference: NMEA 0183 version 4.10, section 7.

use memchr::memchr;
use twox_hash::XxHash3_64;

use super::sentence;
use crate::read::mapped::seconds_or_ms;
use crate::read::number;

/// What the tag blocks of a line say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// `c`: the time, in milliseconds since 1970; files have it in seconds or in milliseconds.
    pub(super) ms: Option<i64>,
    /// `s`: a hash of the name of the station.
    pub(super) station: Option<u64>,
    /// `g`: a hash of the name of the group of lines to which this one belongs.
    pub(super) group: Option<u64>,
}

impl Tag {
    /// Reads the blocks with which a text begins. One whose checksum is wrong says nothing.
    pub(super) fn of(mut text: &[u8]) -> Self {
        let mut tag = Self::default();
        while let Some(inner) = text.strip_prefix(b"\\") {
            let Some(end) = memchr(b'\\', inner) else { break };
            // As a sentence, a block has one character before what its checksum is of.
            if let Ok((body, ..)) = sentence::checked(&text[..=end]) {
                body.split(|&byte| byte == b',').for_each(|field| tag.set(field));
            }
            text = &inner[end + 1..];
        }
        tag
    }

    fn set(&mut self, field: &[u8]) {
        match field {
            [b'c', b':', time @ ..] => self.ms = number::scaled(time, 3).map(seconds_or_ms),
            [b's', b':', name @ ..] if !name.is_empty() => self.station = Some(XxHash3_64::oneshot(name)),
            // `g:1-2-6745`: line 1 of the 2 of group 6745.
            [b'g', b':', group @ ..] => {
                let name = group.rsplit(|&byte| byte == b'-').next().filter(|name| !name.is_empty());
                self.group = name.map(XxHash3_64::oneshot);
            }
            // The same in an older form: `1G2:6745`.
            [b'0'..=b'9', b'G', b'0'..=b'9', b':', name @ ..] => self.group = Some(XxHash3_64::oneshot(name)),
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "tag_tests.rs"]
mod tests;
