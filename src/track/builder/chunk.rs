//! Rows in memory that goes back to the system.

use memmap2::MmapMut;

use super::Row;

/// Bytes of a row.
const ROW_BYTES: usize = 32;

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
                map.as_chunks_mut()[*rows] = to_bytes(&row);
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
            Self::Mapped(map, _) => from_bytes(&map.as_chunks()[at]),
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
                    if is_wanted(&from_bytes(&chunks[at])) {
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

#[inline]
fn to_bytes(row: &Row) -> [u8; ROW_BYTES] {
    let mut bytes = [0; ROW_BYTES];
    let mut at = 0;
    let mut put = |value: &[u8]| {
        bytes[at..at + value.len()].copy_from_slice(value);
        at += value.len();
    };
    put(&row.time_ms.to_ne_bytes());
    put(&row.mmsi.to_ne_bytes());
    put(&row.latitude_e7.to_ne_bytes());
    put(&row.longitude_e7.to_ne_bytes());
    put(&row.statics.to_ne_bytes());
    put(&row.sog.to_ne_bytes());
    put(&row.cog.to_ne_bytes());
    put(&row.heading.to_ne_bytes());
    put(&[row.status, row.flags]);
    bytes
}

#[inline]
fn from_bytes(bytes: &[u8; ROW_BYTES]) -> Row {
    let [
        t0,
        t1,
        t2,
        t3,
        t4,
        t5,
        t6,
        t7,
        m0,
        m1,
        m2,
        m3,
        a0,
        a1,
        a2,
        a3,
        o0,
        o1,
        o2,
        o3,
        i0,
        i1,
        i2,
        i3,
        s0,
        s1,
        c0,
        c1,
        h0,
        h1,
        status,
        flags,
    ] = *bytes;
    Row {
        mmsi: u32::from_ne_bytes([m0, m1, m2, m3]),
        time_ms: i64::from_ne_bytes([t0, t1, t2, t3, t4, t5, t6, t7]),
        latitude_e7: i32::from_ne_bytes([a0, a1, a2, a3]),
        longitude_e7: i32::from_ne_bytes([o0, o1, o2, o3]),
        sog: u16::from_ne_bytes([s0, s1]),
        cog: u16::from_ne_bytes([c0, c1]),
        heading: u16::from_ne_bytes([h0, h1]),
        status,
        flags,
        statics: u32::from_ne_bytes([i0, i1, i2, i3]),
    }
}
