//! A file that is read ahead, several pieces at a time.
//!
//! To copy a file from the system's memory can take as long as to work off what is in it. One reader alone would keep all
//! others waiting.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

/// How much is read at a time.
const PIECE_BYTES: usize = 512 << 10;
/// Smaller files are read without.
pub(super) const LEAST_BYTES: u64 = 8 * PIECE_BYTES as u64;

/// A file from a place on, of which several threads read every so many-th piece each. They end with it.
pub(super) struct Ahead {
    readers: Vec<Reader>,
    /// Bytes of a piece; the last has fewer.
    bytes: usize,
    /// The reader of the piece in hand, and how much of that was handed on.
    current: usize,
    piece: Vec<u8>,
    used: usize,
    ended: bool,
}

/// One that reads ahead.
struct Reader {
    pieces: Receiver<io::Result<Vec<u8>>>,
    /// Takes pieces back, whose memory is used again.
    back: Sender<Vec<u8>>,
}

impl Ahead {
    /// A file from a place on, read by so many threads.
    pub(super) fn new(path: &Path, from: u64, readers: usize) -> Self {
        Self::in_pieces(path, from, readers.max(1), PIECE_BYTES)
    }

    fn in_pieces(path: &Path, from: u64, readers: usize, bytes: usize) -> Self {
        let reader = |number: usize| {
            let ((give, pieces), (back, used)) = (sync_channel(1), channel());
            let places = (from + (number * bytes) as u64, (readers * bytes) as u64);
            let path = PathBuf::from(path);
            // Of a thread that could not begin nothing comes, which is told when it is asked for.
            let _ = thread::Builder::new().spawn(move || {
                // Nobody may be there any more to be told.
                let _ = read_pieces(&path, places, bytes, &give, &used).or_else(|error| give.send(Err(error)));
            });
            Reader { pieces, back }
        };
        let readers: Vec<Reader> = (0..readers).map(reader).collect();
        let current = readers.len() - 1;
        Self { readers, bytes, current, piece: Vec::new(), used: 0, ended: false }
    }

    /// Takes the next piece in hand.
    fn go_on(&mut self) -> io::Result<()> {
        let _ = self.readers[self.current].back.send(std::mem::take(&mut self.piece));
        self.used = 0;
        self.current = (self.current + 1) % self.readers.len();
        let piece = self.readers[self.current].pieces.recv();
        let piece = piece.unwrap_or_else(|_| Err(io::Error::other("the thread that reads the file has ended")));
        // What comes after an error or the last piece is not asked for.
        self.ended = piece.as_ref().map_or(true, |piece| piece.len() < self.bytes);
        self.piece = piece?;
        Ok(())
    }
}

/// Reads pieces from a place on, each so far behind the one before, up to one that is not full or until nobody wants more.
fn read_pieces(
    path: &Path,
    (mut place, step): (u64, u64),
    bytes: usize,
    give: &SyncSender<io::Result<Vec<u8>>>,
    used: &Receiver<Vec<u8>>,
) -> io::Result<()> {
    let mut file = File::open(path)?;
    loop {
        let mut piece = used.try_recv().unwrap_or_default();
        piece.clear();
        piece.reserve_exact(bytes);
        file.seek(SeekFrom::Start(place))?;
        (&mut file).take(bytes as u64).read_to_end(&mut piece)?;
        let is_last = piece.len() < bytes;
        if give.send(Ok(piece)).is_err() || is_last {
            return Ok(());
        }
        place += step;
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.used == self.piece.len() && !self.ended {
            self.go_on()?;
        }
        let count = (&self.piece[self.used..]).read(buffer)?;
        self.used += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_comes_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for length in [0, 1, 99, 100, 101, 2_000, 12_345] {
            let bytes: Vec<u8> = (0..length).map(|at: u32| ((at * 7919) >> 5) as u8).collect();
            fs::write(&path, &bytes).unwrap();
            for (from, readers, piece) in [(0, 1, 100), (0, 3, 100), (8, 2, 64), (99, 5, 7)] {
                let mut read = Vec::new();
                Ahead::in_pieces(&path, from, readers, piece).read_to_end(&mut read).unwrap();
                assert_eq!(read, bytes[bytes.len().min(from as usize)..], "{length} {from} {readers} {piece}");
            }
        }
    }

    #[test]
    fn what_fails_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut none = Ahead::new(&folder.path().join("none"), 0, 2);
        assert_eq!(none.read(&mut [0; 8]).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(none.read(&mut [0; 8]).unwrap(), 0);
    }
}
