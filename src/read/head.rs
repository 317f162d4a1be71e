//! The first lines of a file, for whoever wants to look at it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::compress::{self, Packing};
use super::open;
use crate::{Error, Result};

/// No more of a file than this is looked at, in bytes.
const LOOKED_AT: u64 = 1 << 16;

/// The first lines of a text file, plain or (feature `compression`) as .gz or .zst; none of an archive or of a Parquet file.
///
/// Bytes that are not UTF-8 are replaced; at most 64 KiB are looked at.
///
/// # Errors
///
/// [`Error::Io`] if the file cannot be read.
pub fn first_lines(path: &Path, count: usize) -> Result<Vec<String>> {
    let failed = |error| Error::io(path, error);
    let mut file = File::open(path).map_err(failed)?;
    let (magic, length) = open::first_bytes(&mut file).map_err(failed)?;
    let magic = &magic[..length];
    let whole = std::io::Cursor::new(magic.to_vec()).chain(file);
    let Some(text) = compress::unpacked(Packing::of(magic), whole) else { return Ok(Vec::new()) };
    let mut lines = Vec::new();
    let mut text = BufReader::new(text.take(LOOKED_AT));
    while lines.len() < count {
        let mut line = Vec::new();
        if text.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            break;
        }
        lines.push(String::from_utf8_lossy(line.trim_ascii_end()).into_owned());
    }
    Ok(lines)
}
