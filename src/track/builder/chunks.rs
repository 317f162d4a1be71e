//! A list that grows by chunks.

use super::memory::{Home, Memory};
use super::packed::Words;

/// Bytes of the first chunks.
const LEAST_BYTES: usize = 64 << 10;
/// A chunk has room for a so many-th of what all before it have: there are neither many chunks nor much room that is not used.
const PART: usize = 4;
const MOST_BYTES: usize = 2 << 20;

/// A list that grows by chunks, which are never moved.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    chunks: Vec<Memory>,
    home: Home,
}

impl Chunks {
    /// Nothing yet, with memory from there.
    pub(super) fn new(home: Home) -> Self {
        Self { chunks: Vec::new(), home }
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    #[inline]
    pub(super) fn push(&mut self, item: Words) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < chunk.capacity() => chunk.push(item),
            _ => self.extend(&[item], |&item| item),
        }
    }

    /// Adds what is made of each of some items.
    pub(super) fn extend<T>(&mut self, mut items: &[T], mut words: impl FnMut(&T) -> Words) {
        while !items.is_empty() {
            if self.chunks.last().is_none_or(|chunk| chunk.len() == chunk.capacity()) {
                self.begin();
            }
            let Some(chunk) = self.chunks.last_mut() else { return };
            let (now, later) = items.split_at(items.len().min(chunk.capacity() - chunk.len()));
            chunk.extend(now.iter().map(&mut words));
            items = later;
        }
    }

    /// Begins a chunk.
    #[cold]
    fn begin(&mut self) {
        let before: usize = self.chunks.iter().map(|chunk| chunk.capacity()).sum();
        let [least, most] = [LEAST_BYTES, MOST_BYTES].map(|bytes| bytes / size_of::<Words>());
        self.chunks.push(self.home.room((before / PART).clamp(least, most)));
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Words> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// The chunks.
    pub(super) fn into_chunks(self) -> Vec<Memory> {
        self.chunks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_the_order_in_which_they_were_pushed() {
        let mut chunks = Chunks::default();
        assert_eq!(chunks.len(), 0);
        let numbers = || (0..300_000_u64).map(|number| [number, number + 1, number + 2]);
        numbers().for_each(|words| chunks.push(words));
        assert_eq!(chunks.len(), 300_000);
        assert!(chunks.iter().copied().eq(numbers()));
        assert!(chunks.into_chunks().iter().flat_map(|chunk| chunk.iter().copied()).eq(numbers()));
    }

    #[test]
    fn little_room_is_left_unused() {
        let mut chunks = Chunks::default();
        (0..7_000_000_u64).for_each(|number| chunks.push([number; 3]));
        let room: usize = chunks.chunks.iter().map(|chunk| chunk.capacity()).sum();
        let most = MOST_BYTES / size_of::<Words>();
        assert!(room <= 7_000_000 + most, "{room}");
        assert!(chunks.chunks.iter().all(|chunk| chunk.capacity() <= most));
    }
}
