//! Counts what files unpack to.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::read::limits::{Excess, Limits};

/// What is counted of one file, all members of an archive together.
#[derive(Clone)]
pub(super) struct Meter {
    limits: Limits,
    unpacked: Arc<AtomicU64>,
    /// The count of packed bytes, of all files, and what it was at the beginning of this one.
    packed: Arc<AtomicU64>,
    packed_before: u64,
    /// How many packed bytes the file has, where that is known: members of an archive may lie one upon another, so that the same
    /// bytes are read again and again.
    size: u64,
}

impl Meter {
    /// Begins with a file of this size. `packed` counts the bytes that are read of it, the first `known` of which were read before.
    pub(super) fn new(limits: Limits, packed: Arc<AtomicU64>, known: u64, size: Option<u64>) -> Self {
        let packed_before = packed.load(Ordering::Relaxed).saturating_sub(known);
        Self { limits, unpacked: Arc::default(), packed, packed_before, size: size.unwrap_or(u64::MAX) }
    }

    /// Counts what is read of some unpacked data.
    pub(super) fn over<R>(&self, unpacked: R) -> Metered<R> {
        Metered { inner: unpacked, meter: self.clone() }
    }

    fn count(&self, bytes: usize) -> Result<(), Excess> {
        let unpacked = self.unpacked.fetch_add(bytes as u64, Ordering::Relaxed) + bytes as u64;
        let packed = self.packed.load(Ordering::Relaxed).saturating_sub(self.packed_before).min(self.size);
        self.limits.check_unpacked(unpacked, packed)
    }
}

/// Unpacked data that are counted.
pub(super) struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.meter.count(count).map_err(io::Error::other)?;
        Ok(count)
    }
}
