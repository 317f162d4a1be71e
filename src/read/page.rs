//! Text in which every line end is one, page by page: each line is read for itself on any core, and what lines say is taken in order.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memchr;

use super::blocks::Blocks;
use crate::parallel::{Threads, in_order};

/// A block of lines, and what was found in it.
pub(super) struct Page<T> {
    pub(super) block: Vec<u8>,
    /// In order of lines; lines that say nothing are left out.
    pub(super) found: Vec<Found<T>>,
    /// Number of lines.
    pub(super) lines: u64,
}

/// What a line says.
pub(super) struct Found<T> {
    /// The line, from 0, and where it stands in the block.
    pub(super) line: u64,
    pub(super) text: Range<usize>,
    pub(super) what: T,
}

impl<T> Page<T> {
    /// Reads the lines of the block.
    fn read(&mut self, what: impl Fn(&[u8], usize) -> Option<T>) {
        self.found.clear();
        self.lines = 0;
        let mut start = 0;
        while start < self.block.len() {
            let rest = &self.block[start..];
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            if let Some(what) = what(&rest[..length], start) {
                self.found.push(Found { line: self.lines, text: start..start + length, what });
            }
            self.lines += 1;
            start += length + 1;
        }
    }
}

/// Reads all lines, so many pages at a time: `what` a line says, which begins at a place of its block, and `take` what was found in the
/// next page, until it wants no more. Gives the error of the stream.
pub(super) fn read_pages<R: Read + Send, T: Send>(
    blocks: &mut Blocks<R>,
    pages: usize,
    what: impl Fn(&[u8], usize) -> Option<T> + Sync,
    mut take: impl FnMut(&mut Page<T>) -> bool + Send,
) -> Option<io::Error> {
    let mut pages: Vec<Page<T>> = (0..pages).map(|_| Page { block: Vec::new(), found: Vec::new(), lines: 0 }).collect();
    let (mut broken, full) = (None, AtomicBool::new(false));
    in_order(
        &mut pages,
        Threads::Own,
        |page| {
            let more = blocks.next_lines(&mut page.block).unwrap_or_else(|error| {
                broken = Some(error);
                false
            });
            more && !full.load(Ordering::Relaxed)
        },
        |page| page.read(&what),
        |page| full.store(!take(page), Ordering::Relaxed),
    );
    broken
}
