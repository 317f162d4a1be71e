//! A list that grows by chunks.

/// Bytes of the first chunk; each of the next has room for twice as many as the one before, up to the greatest.
const FIRST_BYTES: usize = 64 << 10;
const MOST_BYTES: usize = 2 << 20;

/// A list that grows by chunks, which are never moved.
#[derive(Debug)]
pub(super) struct Chunks<T>(Vec<Vec<T>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Chunks<T> {
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    #[inline]
    pub(super) fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(chunk) if chunk.len() < chunk.capacity() => chunk.push(item),
            _ => self.begin(item),
        }
    }

    /// Begins a chunk.
    #[cold]
    fn begin(&mut self, item: T) {
        let bytes = MOST_BYTES.min(FIRST_BYTES << self.0.len().min(16));
        let mut chunk = Vec::with_capacity(bytes / size_of::<T>().max(1));
        chunk.push(item);
        self.0.push(chunk);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }

    /// The chunks.
    pub(super) fn into_chunks(self) -> Vec<Vec<T>> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_the_order_in_which_they_were_pushed() {
        let mut chunks = Chunks::default();
        assert_eq!(chunks.len(), 0);
        (0..1_000_000_u32).for_each(|number| chunks.push(number));
        assert_eq!(chunks.len(), 1_000_000);
        assert!(chunks.iter().copied().eq(0..1_000_000));
        assert!(chunks.into_chunks().concat().into_iter().eq(0..1_000_000));
    }

    #[test]
    fn little_room_is_left_unused() {
        let mut chunks = Chunks::default();
        (0..20_000_000_u64).for_each(|number| chunks.push(number));
        let room: usize = chunks.0.iter().map(Vec::capacity).sum();
        assert!(room <= 20_000_000 + MOST_BYTES / 8, "{room}");
        assert!(chunks.0.iter().all(|chunk| chunk.capacity() * 8 <= MOST_BYTES));
    }
}
