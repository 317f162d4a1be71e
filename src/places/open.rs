//! Anchorages from a file of any accepted form.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::Anchorages;
use crate::{Error, Result};

impl Anchorages {
    /// Reads anchorages from a file: CSV as in [`from_reader`](Self::from_reader), with the
    /// feature `compression` also as `.gz`, and with the feature `cli` also GeoJSON points and
    /// polygons. The form is recognised by the content, not by the name.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if the file cannot be read, otherwise as [`from_reader`](Self::from_reader).
    pub fn from_file(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|source| Error::io(path, source))?;
        let mut reader = BufReader::new(file);
        let start = reader.fill_buf().map_err(|source| Error::io(path, source))?;
        if start.starts_with(&[0x1f, 0x8b]) { Self::from_gzip(path, reader) } else { Self::from_plain(path, reader) }
    }

    #[cfg(feature = "compression")]
    fn from_gzip(path: &Path, reader: impl BufRead) -> Result<Self> {
        Self::from_plain(path, BufReader::new(flate2::bufread::MultiGzDecoder::new(reader)))
    }

    #[cfg(not(feature = "compression"))]
    fn from_gzip(path: &Path, _reader: impl BufRead) -> Result<Self> {
        let reason = "is compressed: unpack it, or build with the feature `compression`".into();
        Err(Error::Config { path: path.to_owned(), reason })
    }

    fn from_plain(path: &Path, mut reader: impl BufRead) -> Result<Self> {
        let start = reader.fill_buf().map_err(|source| Error::io(path, source))?;
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        if start.first() == Some(&b'{') { Self::from_json(path, reader) } else { Self::from_reader(path, reader) }
    }

    #[cfg(feature = "geojson")]
    fn from_json(path: &Path, mut reader: impl Read) -> Result<Self> {
        let mut text = String::new();
        reader.read_to_string(&mut text).map_err(|source| Error::io(path, source))?;
        Self::from_geojson(path, &text)
    }

    #[cfg(not(feature = "geojson"))]
    fn from_json(path: &Path, _reader: impl Read) -> Result<Self> {
        let reason = "is GeoJSON: give CSV, or build with the feature `geojson`".into();
        Err(Error::Config { path: path.to_owned(), reason })
    }
}
