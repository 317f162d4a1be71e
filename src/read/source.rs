//! What is read.

use std::fmt;
use std::io::Read;
use std::path::PathBuf;

/// What is read: files, or one stream.
pub enum Source<'a> {
    /// Files, in this order, but for those of static data alone, as some data sets have them, which come first.
    Files(&'a [PathBuf]),
    /// A stream, such as standard input, and what stands for it in messages. It may be compressed as .gz or .zst; a .zip archive and a
    /// Parquet file have to be files.
    Stream(&'a str, Box<dyn Read + Send + 'a>),
}

impl<'a> Source<'a> {
    /// A stream, and what stands for it in messages.
    pub fn stream(name: &'a str, stream: impl Read + Send + 'a) -> Self {
        Self::Stream(name, Box::new(stream))
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(files) => formatter.debug_tuple("Files").field(files).finish(),
            Self::Stream(name, _) => formatter.debug_tuple("Stream").field(name).finish_non_exhaustive(),
        }
    }
}
