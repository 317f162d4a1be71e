//! Rows in memory that goes back to the system.

use memmap2::MmapMut;

use super::Row;
use super::row::ROW_BYTES;

/// Rows in the order of taking.
///
/// Large pieces of memory that are taken and let go for one window after another would stay with the allocator, in pieces
/// that the next window cannot use; a mapping of its own goes back to the system.
#[derive(Debug)]
pub(in crate::track) enum Chunk {
    /// Few rows, or where the system maps no memory.
    Heap(Vec<Row>),
    /// A mapping, and the number of rows in it.
    Mapped(MmapMut, usize),
}

impl Chunk {
    /// Room for so many rows. Of memory that is never written to nothing is taken.
    pub(super) fn with_capacity(rows: usize) -> Self {
        let Ok(map) = MmapMut::map_anon(rows.max(1) * ROW_BYTES) else { return Self::Heap(Vec::with_capacity(rows)) };
        // Writing to new memory costs by the number of its pages.
        #[cfg(target_os = "linux")]
        let _ = map.advise(memmap2::Advice::HugePage);
        Self::Mapped(map, 0)
    }

    pub(in crate::track) fn len(&self) -> usize {
        match self {
            Self::Heap(rows) => rows.len(),
            Self::Mapped(_, rows) => *rows,
        }
    }

    /// Adds a row; a mapping must have room for it.
    #[inline]
    pub(super) fn push(&mut self, row: Row) {
        match self {
            Self::Heap(rows) => rows.push(row),
            Self::Mapped(map, rows) => {
                map.as_chunks_mut()[*rows] = row.to_bytes();
                *rows += 1;
            }
        }
    }

    pub(in crate::track) fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        (0..self.len()).map(|at| self.get(at))
    }

    fn get(&self, at: usize) -> Row {
        match self {
            Self::Heap(rows) => rows[at],
            Self::Mapped(map, _) => Row::from_bytes(&map.as_chunks()[at]),
        }
    }

    /// Takes out the rows that are not wanted.
    pub(super) fn retain(&mut self, mut is_wanted: impl FnMut(&Row) -> bool) {
        match self {
            Self::Heap(rows) => rows.retain(is_wanted),
            Self::Mapped(map, rows) => {
                let chunks = map.as_chunks_mut();
                let mut kept = 0;
                for at in 0..*rows {
                    if is_wanted(&Row::from_bytes(&chunks[at])) {
                        chunks[kept] = chunks[at];
                        kept += 1;
                    }
                }
                *rows = kept;
            }
        }
    }
}

/// Bytes as rows.
trait AsChunks {
    fn as_chunks(&self) -> &[[u8; ROW_BYTES]];
    fn as_chunks_mut(&mut self) -> &mut [[u8; ROW_BYTES]];
}

impl AsChunks for MmapMut {
    fn as_chunks(&self) -> &[[u8; ROW_BYTES]] {
        self[..].as_chunks().0
    }

    fn as_chunks_mut(&mut self) -> &mut [[u8; ROW_BYTES]] {
        self[..].as_chunks_mut().0
    }
}
