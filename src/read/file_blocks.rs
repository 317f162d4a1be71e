//! Cuts a file into blocks of whole records, each read by whoever works on it.
//!
//! To copy a file from the system's memory can take as long as to work off what is in it. So several blocks are copied at a
//! time, each into the cache that it is then worked off from. Only where a block begins depends on the one before.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::blocks::{end_of_records, fill_from, needed_bytes};
use super::record::Columns;

/// Room before what is read of a block, for the record that the block before ended in.
const ROOM_BYTES: usize = 4 << 10;

/// Some whole records of a text.
#[derive(Default)]
pub(super) struct Block {
    /// They are somewhere in it. It stays as long as it was, which saves clearing it each time.
    memory: Vec<u8>,
    start: usize,
    end: usize,
    /// Of a block of a file: where in the file it is read, how much that was, and why it was no more.
    place: u64,
    read: usize,
    broken: Option<io::Error>,
    file: Option<File>,
}

impl Block {
    /// The records.
    pub(super) fn text(&self) -> &[u8] {
        &self.memory[self.start..self.end]
    }

    /// Puts others in their place; gives what `fill` gives.
    pub(super) fn fill<T>(&mut self, fill: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        let filled = fill(&mut self.memory);
        (self.start, self.end) = (0, self.memory.len());
        filled
    }

    /// Closes the file.
    pub(super) fn close(&mut self) {
        self.file = None;
    }
}

/// A file, as blocks.
pub(super) struct FileBlocks<'f> {
    pub(super) path: &'f Path,
    /// Bytes that are read of each.
    pub(super) size: usize,
    pub(super) columns: Columns,
    /// Counts the bytes that are read.
    pub(super) bytes: Arc<AtomicU64>,
    pub(super) ended: AtomicBool,
}

impl FileBlocks<'_> {
    /// Says where the next block is to be read, unless the file has ended.
    pub(super) fn give(&self, place: &mut u64, block: &mut Block) -> bool {
        block.place = *place;
        *place += self.size as u64;
        !self.ended.load(Ordering::Relaxed)
    }

    /// Reads a block.
    pub(super) fn fetch(&self, block: &mut Block) {
        let Block { memory, place, read, broken, file, .. } = block;
        if memory.len() < ROOM_BYTES + self.size {
            memory.resize(ROOM_BYTES + self.size, 0);
        }
        let to = &mut memory[ROOM_BYTES..][..self.size];
        let (count, end) = match self.at(file, *place) {
            Ok(file) => fill_from(file, to),
            Err(error) => (0, Err(error)),
        };
        (*read, *broken) = (count, end.err());
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// The file, opened if it is not, at a place.
    fn at<'o>(&self, file: &'o mut Option<File>, place: u64) -> io::Result<&'o mut File> {
        let file = match file {
            Some(file) => file,
            None => file.insert(File::open(self.path)?),
        };
        file.seek(SeekFrom::Start(place))?;
        Ok(file)
    }
}

/// What lies between two blocks.
#[derive(Default)]
pub(super) struct Between {
    /// The start of a record that goes on in the next block.
    rest: Vec<u8>,
    /// Why the file ended early.
    pub(super) broken: Option<io::Error>,
}

impl Between {
    /// Makes what was read of a block into whole records. Of a file that broke off these are all that came before.
    pub(super) fn link(&mut self, blocks: &FileBlocks<'_>, block: &mut Block) {
        let Block { memory, start, end, read, broken, .. } = block;
        if blocks.ended.load(Ordering::Relaxed) {
            (*start, *end) = (0, 0);
            return;
        }
        let is_last = *read < blocks.size;
        match ROOM_BYTES.checked_sub(self.rest.len()) {
            Some(room) => {
                memory[room..ROOM_BYTES].copy_from_slice(&self.rest);
                (*start, *end) = (room, ROOM_BYTES + *read);
            }
            None => {
                memory.splice(ROOM_BYTES..ROOM_BYTES, self.rest.iter().copied());
                (*start, *end) = (ROOM_BYTES, ROOM_BYTES + self.rest.len() + *read);
            }
        }
        let text = &memory[*start..*end];
        let whole = if is_last && broken.is_none() { text.len() } else { end_of_records(text, blocks.columns) };
        self.rest.clear();
        self.rest.extend_from_slice(&text[whole..]);
        if whole == 0 {
            self.rest.truncate(needed_bytes(&self.rest, blocks.columns.longest));
        }
        *end = *start + whole;
        if is_last {
            self.broken = broken.take();
            blocks.ended.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
#[path = "file_blocks_tests.rs"]
mod tests;
