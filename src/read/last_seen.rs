//! The bytes that each vessel's last row had, where they can be compared at the cost of one look at memory.

/// Longest text that is kept. Static data of ten columns have 40 to 100 bytes.
const MAX_BYTES: usize = 119;

/// One vessel, in two lines of a processor's cache that follow each other, and what most texts need in the first:
/// tables of many vessels do not stay in the cache, and looking for bytes elsewhere would mean to wait a second time.
#[derive(Clone)]
#[repr(C, align(128))]
struct Slot {
    /// 0 for a free slot.
    mmsi: u32,
    /// One more than the id; 0 for none.
    id: u32,
    length: u8,
    bytes: [u8; MAX_BYTES],
}

const FREE: Slot = Slot { mmsi: 0, id: 0, length: 0, bytes: [0; MAX_BYTES] };

/// A text and its id for each vessel: a hash table with open addressing.
#[derive(Default)]
pub(super) struct LastSeen {
    /// As many as a power of two, at most half of them in use.
    slots: Vec<Slot>,
    used: usize,
}

impl LastSeen {
    /// The text that was last kept for a vessel, and its id.
    pub(super) fn get(&self, mmsi: u32) -> Option<(&[u8], Option<u32>)> {
        let slot = self.slots.get(self.find(mmsi))?;
        let text = slot.bytes.get(..usize::from(slot.length))?;
        (slot.mmsi == mmsi).then(|| (text, slot.id.checked_sub(1)))
    }

    /// Looks at the memory that [`get`](Self::get) will look at for each of some vessels. Done for several at a time, this
    /// takes little longer than for one, as a processor waits for all of them together.
    pub(super) fn look_ahead(&self, mmsis: impl Iterator<Item = u32>) {
        std::hint::black_box(mmsis.fold(0, |sum: usize, mmsi| sum.wrapping_add(self.find(mmsi))));
    }

    /// Keeps a text for a vessel, unless it is too long.
    pub(super) fn set(&mut self, mmsi: u32, text: &[u8], id: Option<u32>) {
        if text.len() > MAX_BYTES {
            return;
        }
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let at = self.find(mmsi);
        let Some(slot) = self.slots.get_mut(at) else { return };
        self.used += usize::from(slot.mmsi == 0);
        (slot.mmsi, slot.id, slot.length) = (mmsi, id.map_or(0, |id| id + 1), text.len() as u8);
        slot.bytes[..text.len()].copy_from_slice(text);
    }

    /// The slot of a vessel, or the free one where it belongs.
    fn find(&self, mmsi: u32) -> usize {
        /// 2^32 divided by the golden ratio, and odd: spreads numbers that follow each other.
        const SPREAD: u32 = 0x9e37_79b9;
        let last = self.slots.len().wrapping_sub(1);
        let hash = mmsi.wrapping_mul(SPREAD);
        let mut at = (hash ^ (hash >> 15)) as usize & last;
        while self.slots.get(at).is_some_and(|slot| slot.mmsi != mmsi && slot.mmsi != 0) {
            at = (at + 1) & last;
        }
        at
    }

    fn grow(&mut self) {
        let slots = vec![FREE; (self.slots.len() * 2).max(64)];
        for slot in std::mem::replace(&mut self.slots, slots) {
            if slot.mmsi != 0 {
                let at = self.find(slot.mmsi);
                self.slots[at] = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vessel_takes_two_lines_of_the_cache() {
        assert_eq!(size_of::<Slot>(), 128);
    }

    #[test]
    fn each_vessel_has_the_text_that_was_kept_last() {
        let mut seen = LastSeen::default();
        assert_eq!(seen.get(311_000_112), None);
        for mmsi in 1..2000 {
            seen.set(mmsi * 4096, b"before", None);
            seen.set(mmsi * 4096, mmsi.to_string().as_bytes(), Some(mmsi));
        }
        for mmsi in 1..2000 {
            assert_eq!(seen.get(mmsi * 4096), Some((mmsi.to_string().as_bytes(), Some(mmsi))));
            assert_eq!(seen.get(mmsi * 4096 + 1), None);
        }
        seen.set(4096, &[b'x'; MAX_BYTES + 1], Some(7));
        assert_eq!(seen.get(4096), Some((&b"1"[..], Some(1))));
    }
}
