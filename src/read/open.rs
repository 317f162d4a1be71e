//! Opens files and streams, and unpacks them by what their first bytes say.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::blocks::fill_from;
use super::compress::{self, Packing};
use super::intake::{Intake, Origin};
use super::{ReadOptions, first_lines, parquet, sniff};
use crate::{Error, Result};

/// Reads a file of any packing and layout.
pub(super) fn read_file(path: &Path, intake: &mut Intake<'_>) -> Result<()> {
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let metadata = file.metadata().map_err(|error| Error::io(path, error))?;
    let size = metadata.len();
    let before = intake.bytes().load(Ordering::Relaxed);
    let mut file = Counted { inner: file, bytes: intake.bytes() };
    let (magic, length) = first_bytes(&mut file).map_err(|error| Error::io(path, error))?;
    match Packing::of(&magic[..length]) {
        Packing::Zip => compress::read_zip(path, file, intake)?,
        Packing::Parquet => parquet::read_file(path, intake)?,
        Packing::None if metadata.is_file() && intake.is_many_blocks(size) => {
            let whole = Cursor::new(magic[..length].to_vec()).chain(file);
            intake.read(path, without_mark(&magic, whole), Origin::File(mark_bytes(&magic)))?;
        }
        _ => read_packed(path, &magic[..length], file, intake)?,
    }
    // An archive is not read byte by byte: what was skipped counts as done, too.
    intake.bytes().store(before + size, Ordering::Relaxed);
    intake.show_progress();
    Ok(())
}

/// The files in their order, but those of static data alone before the others: so what is known of a vessel is known
/// before her positions go on their way.
pub(super) fn statics_first<'f>(files: &'f [PathBuf], options: &ReadOptions) -> impl Iterator<Item = &'f PathBuf> {
    let tells_statics = |file: &&PathBuf| {
        // A pipe can be read but once. What is wrong with a file is said when it is read.
        let first = if file.is_file() { first_lines(file, 1).unwrap_or_default() } else { Vec::new() };
        first.first().is_some_and(|line| sniff::is_of_statics(line, options.format.as_ref()))
    };
    let (before, after): (Vec<_>, Vec<_>) = files.iter().partition(|file| files.len() > 1 && tells_statics(file));
    before.into_iter().chain(after)
}

/// Reads a stream of any layout, compressed or not.
pub(super) fn read_stream(path: &Path, stream: impl Read + Send, intake: &mut Intake<'_>) -> Result<()> {
    let mut stream = Counted { inner: stream, bytes: intake.bytes() };
    let (magic, length) = first_bytes(&mut stream).map_err(|error| Error::io(path, error))?;
    read_packed(path, &magic[..length], stream, intake)
}

/// Unpacks what can be unpacked in passing, and reads it.
pub(super) fn read_packed(path: &Path, magic: &[u8], rest: impl Read + Send, intake: &mut Intake<'_>) -> Result<()> {
    let whole = Cursor::new(magic.to_vec()).chain(rest);
    let input = |reason: &str| Error::Input { path: path.to_path_buf(), reason: reason.to_owned() };
    match Packing::of(magic) {
        Packing::None => intake.read(path, without_mark(magic, whole), Origin::Stream),
        Packing::Gzip => compress::read_gzip(path, whole, intake),
        Packing::Zstd => compress::read_zstd(path, whole, intake),
        Packing::Zip => {
            Err(input("a .zip archive cannot be read from a stream or from within another: unpack it first"))
        }
        Packing::Parquet => Err(input(
            "a Parquet file is read from its end, so it cannot be read from a stream or from within an archive: \
             give it as a file",
        )),
        Packing::Digest => Err(input("is a digest and holds no rows: `lightering merge` finds its events")),
        Packing::Other(name) => {
            Err(input(&format!("{name} cannot be read: unpack or convert it to .csv, .gz or .zst first")))
        }
    }
}

/// How many bytes of a stream tell what it is.
pub(super) const FIRST_BYTES: usize = 8;

/// The first bytes of a stream, as many as there are up to eight.
pub(super) fn first_bytes(stream: &mut impl Read) -> io::Result<([u8; FIRST_BYTES], usize)> {
    let mut bytes = [0; FIRST_BYTES];
    let (length, end) = fill_from(stream, &mut bytes);
    end?;
    Ok((bytes, length))
}

/// The byte order mark of UTF-8.
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// How long the byte order mark is that `magic`, the first bytes of a stream, may begin with.
fn mark_bytes(magic: &[u8]) -> u64 {
    if magic.starts_with(&MARK) { MARK.len() as u64 } else { 0 }
}

/// The stream without its byte order mark.
pub(super) fn without_mark<R: Read>(magic: &[u8], mut whole: R) -> R {
    let mut mark = [0; MARK.len()];
    // These bytes are in memory already, so this cannot fail.
    let _ = whole.read_exact(&mut mark[..mark_bytes(magic) as usize]);
    whole
}

/// Counts the bytes that are read.
pub(super) struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}
