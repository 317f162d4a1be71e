//! Memory that goes back to the system.

use memmap2::MmapMut;

/// Bytes of a large page, as most systems have them.
pub(super) const LARGE_PAGE_BYTES: usize = 2 << 20;

/// Bytes that are written one after another.
///
/// Large pieces of memory that are taken and let go for one window after another would stay with the allocator, in pieces
/// that the next window cannot use; a mapping of its own goes back to the system.
#[derive(Debug)]
pub(super) struct Chunk {
    memory: Memory,
    used: usize,
}

#[derive(Debug)]
enum Memory {
    Mapped(MmapMut),
    /// Where the system maps no memory.
    Heap(Vec<u8>),
}

impl Chunk {
    /// Room for so many bytes. Of memory that is never written to nothing is taken.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let memory = match MmapMut::map_anon(bytes) {
            Ok(map) => {
                // Writing to new memory costs by the number of its pages.
                #[cfg(target_os = "linux")]
                let _ = (bytes >= LARGE_PAGE_BYTES).then(|| map.advise(memmap2::Advice::HugePage));
                Memory::Mapped(map)
            }
            Err(_) => Memory::Heap(vec![0; bytes]),
        };
        Self { memory, used: 0 }
    }

    /// The next bytes to be written to; `None` if there is no room for so many.
    #[inline]
    pub(super) fn room<const N: usize>(&mut self) -> Option<&mut [u8; N]> {
        let bytes = match &mut self.memory {
            Memory::Mapped(map) => &mut map[..],
            Memory::Heap(bytes) => &mut bytes[..],
        };
        bytes.get_mut(self.used..)?.first_chunk_mut()
    }

    /// Keeps so many of the bytes that there was room for.
    #[inline]
    pub(super) fn keep(&mut self, bytes: usize) {
        self.used += bytes;
    }

    /// All memory; the first [`used`](Self::used) bytes were kept.
    pub(super) fn bytes(&self) -> &[u8] {
        match &self.memory {
            Memory::Mapped(map) => map,
            Memory::Heap(bytes) => bytes,
        }
    }

    pub(super) fn used(&self) -> usize {
        self.used
    }
}
