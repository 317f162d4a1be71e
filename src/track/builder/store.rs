//! Rows by ranges of MMSI, so that the fleet can be built, and the rows let go, range by range.

use super::{Chunk, Row};

/// Rows of a chunk: 8 MiB. A range of so few rows is sorted within the caches of a processor.
const CHUNK_ROWS: usize = 256 * 1024;

/// Into how many ranges a full one is split. The more, the fewer times a row is moved, and the more chunks are nearly
/// empty.
const PARTS: usize = 4;

/// Of so many rows one is looked at to find MMSIs at which to split.
const ROWS_PER_SAMPLE: usize = 64;

/// The rows of one range of MMSIs, in the order of taking.
pub(in crate::track) type Share = Vec<Chunk>;

/// All rows. A range that has grown too large is split, as a leaf of a B-tree is.
#[derive(Debug)]
pub(in crate::track) struct Store {
    /// The lowest MMSI of each range, ascending; the first is 0.
    lowest: Vec<u32>,
    ranges: Vec<Range>,
    /// The range of the first MMSI of every block of [`PER_BLOCK`](Self::PER_BLOCK): where a search begins.
    first_of: Vec<u32>,
    rows: usize,
    chunk_rows: usize,
}

#[derive(Debug, Default)]
struct Range {
    /// All but the last are full or were so before a split.
    chunks: Share,
    /// The lowest and the highest MMSI that occur.
    seen: Option<(u32, u32)>,
}

impl Default for Store {
    fn default() -> Self {
        Self::with_chunks(CHUNK_ROWS)
    }
}

impl Store {
    /// MMSIs of which a table says where the search for a range begins.
    const PER_BLOCK: u32 = 1 << 17;

    /// An empty store; a range is split when it is to hold more rows than this.
    pub(in crate::track) fn with_chunks(chunk_rows: usize) -> Self {
        let ranges = vec![Range { chunks: vec![Chunk::Heap(Vec::new())], seen: None }];
        Self { lowest: vec![0], ranges, first_of: Vec::new(), rows: 0, chunk_rows }
    }

    /// Number of rows.
    pub(in crate::track) fn len(&self) -> usize {
        self.rows
    }

    /// Adds a row.
    #[inline]
    pub(in crate::track) fn push(&mut self, row: Row) {
        let mut at = self.find(row.mmsi);
        if self.ranges[at].is_full(self.chunk_rows) {
            at = self.make_room(at, row.mmsi);
        }
        self.ranges[at].push(row);
        self.rows += 1;
    }

    /// The ranges, by MMSI.
    pub(in crate::track) fn into_shares(self) -> impl Iterator<Item = Share> {
        self.ranges.into_iter().map(|range| range.chunks)
    }

    /// All rows by range, in each in the order of taking.
    #[cfg(test)]
    pub(in crate::track) fn iter(&self) -> impl Iterator<Item = Row> {
        self.ranges.iter().flat_map(|range| range.chunks.iter().flat_map(Chunk::iter))
    }

    /// The range of an MMSI.
    fn find(&self, mmsi: u32) -> usize {
        let mut at = self.first_of.get((mmsi / Self::PER_BLOCK) as usize).map_or(0, |&first| first as usize);
        while self.lowest.get(at + 1).is_some_and(|&next| next <= mmsi) {
            at += 1;
        }
        at
    }

    /// Splits a full range, unless it holds one vessel alone; the range of an MMSI, which then has room for a row.
    #[cold]
    fn make_room(&mut self, at: usize, mmsi: u32) -> usize {
        let pivots = self.ranges[at].pivots();
        if !pivots.is_empty() {
            let upper = self.ranges[at].split_off(&pivots, self.chunk_rows);
            self.ranges.splice(at + 1..at + 1, upper);
            self.lowest.splice(at + 1..at + 1, pivots);
            let blocks = 1_000_000_000 / Self::PER_BLOCK + 1;
            self.first_of = (0..blocks)
                .map(|block| (self.lowest.partition_point(|&lowest| lowest <= block * Self::PER_BLOCK) - 1) as u32)
                .collect();
        }
        let at = self.find(mmsi);
        self.ranges[at].open_chunk(self.chunk_rows);
        at
    }
}

impl Range {
    fn is_full(&self, chunk_rows: usize) -> bool {
        self.chunks.last().is_none_or(|chunk| chunk.len() >= chunk_rows)
    }

    fn push(&mut self, row: Row) {
        self.see(row.mmsi);
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push(row);
        }
    }

    fn see(&mut self, mmsi: u32) {
        let (low, high) = self.seen.unwrap_or((mmsi, mmsi));
        self.seen = Some((low.min(mmsi), high.max(mmsi)));
    }

    /// Sees to it that the last chunk has room.
    fn open_chunk(&mut self, chunk_rows: usize) {
        if self.is_full(chunk_rows) {
            self.chunks.push(Chunk::with_capacity(chunk_rows));
        }
    }

    /// MMSIs that have about as many rows between them, and at least one on either side of each; none if all rows are
    /// of one vessel.
    fn pivots(&self) -> Vec<u32> {
        let Some((low, _)) = self.seen.filter(|(low, high)| low < high) else { return Vec::new() };
        let mmsis = || self.chunks.iter().flat_map(Chunk::iter).map(|row| row.mmsi);
        let mut sample: Vec<u32> = mmsis().step_by(ROWS_PER_SAMPLE).collect();
        sample.sort_unstable();
        let between_parts = (1..PARTS).map(|part| sample[sample.len() * part / PARTS]);
        let mut pivots: Vec<u32> = between_parts.filter(|&mmsi| mmsi > low).collect();
        pivots.dedup();
        if pivots.is_empty() {
            // One vessel has most rows.
            pivots.extend(mmsis().filter(|&mmsi| mmsi > low).min());
        }
        pivots
    }

    /// Takes away the rows from each MMSI on to the next one. The chunks that are left keep their memory, for the rows
    /// to come.
    fn split_off(&mut self, pivots: &[u32], chunk_rows: usize) -> Vec<Self> {
        let mut upper: Vec<Self> = pivots.iter().map(|_| Self::default()).collect();
        let mut lower = Self::default();
        for mut chunk in std::mem::take(&mut self.chunks) {
            chunk.retain(|row| match pivots.partition_point(|&pivot| pivot <= row.mmsi) {
                0 => {
                    lower.see(row.mmsi);
                    true
                }
                part => {
                    upper[part - 1].open_chunk(chunk_rows);
                    upper[part - 1].push(*row);
                    false
                }
            });
            lower.chunks.push(chunk);
        }
        *self = lower;
        upper
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
