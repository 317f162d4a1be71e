//! Digests that are put away until they are joined.
//!
//! Most of the digest of a month is what of each hour and each meeting is kept to the end, which nobody looks at before. So it
//! need not lie in memory beside the windows that are still to come: it is packed, and put into a temporary file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use super::Digest;
use crate::read::ReadReport;
use crate::{Error, Result};

/// Digests of fewer things take less memory than is worth a place in a file: 10,000 are about a megabyte.
const LEAST_THINGS: usize = 10_000;
/// A digest is put away when of three things in it at least one is kept to the end: so packing costs by what is kept, however
/// short the windows are, and what lies in memory is no more than a few windows leave behind.
const WORKED_ON_PER_KEPT: usize = 2;

/// Where digests are put away.
#[derive(Debug)]
pub(super) struct Shelf {
    /// It has no name, and is gone when the program ends, however it does. `None` before the first digest is put away.
    file: Option<File>,
    written: u64,
    least_things: usize,
}

/// A digest that was put away.
#[derive(Debug)]
pub(super) struct Place {
    start: u64,
    bytes: usize,
    /// It holds what a packed digest does not.
    account: ReadReport,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { file: None, written: 0, least_things: LEAST_THINGS }
    }
}

impl Shelf {
    /// Puts a digest away if that is worth it, and gives it back if not, or if there is no room for temporary files: it can as well
    /// wait in memory. `size` is how many things are gone through when it is merged.
    pub(super) fn put(&mut self, mut digest: Box<Digest>, size: usize) -> std::result::Result<Place, Box<Digest>> {
        if size < self.least_things || size > WORKED_ON_PER_KEPT * digest.kept_to_the_end() {
            return Err(digest);
        }
        match digest.packed().ok().and_then(|bytes| self.write(&bytes).ok()) {
            Some((start, bytes)) => Ok(Place { start, bytes, account: std::mem::take(&mut digest.account) }),
            None => Err(digest),
        }
    }

    /// Where bytes were written, and how many.
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<(u64, usize)> {
        let start = self.written;
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(start))?;
        file.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok((start, bytes.len()))
    }

    /// Takes a digest back.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if the file cannot be read, and [`Error::Digest`] if it was altered.
    pub(super) fn take(&mut self, place: Place) -> Result<Digest> {
        let altered = || Error::Digest("the temporary file of digests was altered: run it again".to_owned());
        let file = self.file.as_mut().ok_or_else(altered)?;
        let mut bytes = vec![0; place.bytes];
        file.seek(SeekFrom::Start(place.start))
            .and_then(|_| file.read_exact(&mut bytes))
            .map_err(|error| Error::io(std::env::temp_dir(), error))?;
        let digest = Digest::unpacked(&bytes).ok_or_else(altered)?;
        Ok(Digest { account: place.account, ..digest })
    }
}

impl Digest {
    /// How many things are in it that stay as they are until all is there.
    fn kept_to_the_end(&self) -> usize {
        let of_vessels: usize = self.vessels.iter().map(super::vessel::Vessel::kept_to_the_end).sum();
        let met: usize = self.complete.values().flatten().map(|met| 1 + met.poses.poses.len()).sum();
        of_vessels + met
    }
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
pub(super) mod tests;
