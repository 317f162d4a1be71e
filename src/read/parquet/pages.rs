//! The pages of a column chunk, unpacked.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::Length;
use parquet::file::serialized_reader::SerializedPageReader;
use ruzstd::decoding::StreamingDecoder;

/// Largest page, unpacked, in bytes: writers make pages of about a megabyte.
const LARGEST_PAGE: u64 = 256 << 20;

/// Whether the pages of a chunk can be unpacked.
pub(super) fn is_known(compression: Compression) -> bool {
    !matches!(compression, Compression::BROTLI(_) | Compression::LZO)
}

/// Opens the pages of a chunk.
///
/// # Errors
///
/// What is wrong with the chunk.
pub(super) fn open(file: &Arc<File>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Box<dyn PageReader>> {
    let damaged = || ParquetError::General("a column lies outside the file".to_owned());
    let start = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let start = u64::try_from(start).map_err(|_| damaged())?;
    let length = u64::try_from(chunk.compressed_size()).map_err(|_| damaged())?;
    if start.checked_add(length).is_none_or(|end| end > file.len()) {
        return Err(damaged());
    }
    let file = Arc::clone(file);
    match chunk.compression() {
        // Handed over packed, and unpacked here: the crate would need a C compiler for it.
        Compression::ZSTD(_) => {
            let chunk = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
            Ok(Box::new(ZstdPages(SerializedPageReader::new(file, &chunk, rows, None)?)))
        }
        _ => Ok(Box::new(SerializedPageReader::new(file, chunk, rows, None)?)),
    }
}

/// Unpacks pages of zstd.
struct ZstdPages(SerializedPageReader<File>);

impl PageReader for ZstdPages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let Some(mut page) = self.0.get_next_page()? else { return Ok(None) };
        match &mut page {
            Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = unpack(buf, 0)?,
            Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, is_compressed: true, .. } => {
                let levels = u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len);
                *buf = unpack(buf, levels as usize)?;
            }
            Page::DataPageV2 { .. } => {}
        }
        Ok(Some(page))
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }
}

impl Iterator for ZstdPages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// Unpacks what follows the first `plain` bytes, which are never packed.
fn unpack(bytes: &Bytes, plain: usize) -> Result<Bytes> {
    let damaged = |error: String| ParquetError::General(format!("zstd: {error}"));
    let packed = bytes.get(plain..).ok_or_else(|| damaged("page too short".to_owned()))?;
    let mut unpacked = bytes[..plain].to_vec();
    // A page of nulls alone has no values to pack.
    if !packed.is_empty() {
        let decoder = StreamingDecoder::new(packed).map_err(|error| damaged(error.to_string()))?;
        // Growing step by step would copy most of it twice. A length that is not to be had is that of a damaged page.
        let length = decoder.decoder.content_size().min(LARGEST_PAGE);
        unpacked.try_reserve(length as usize).map_err(|error| damaged(error.to_string()))?;
        decoder.take(LARGEST_PAGE).read_to_end(&mut unpacked).map_err(|error| damaged(error.to_string()))?;
    }
    Ok(unpacked.into())
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
