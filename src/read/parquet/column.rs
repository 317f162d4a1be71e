//! The values of a column chunk as cells: each distinct value of a dictionary is converted once.

use std::fs::File;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};
use parquet::file::metadata::ColumnChunkMetaData;

use super::hybrid::Hybrid;
use super::pages;
use super::typed::Typed;
use super::value::Value;

/// How many values are decoded in one step, so that they stay in the nearest cache.
const STEP: usize = 1024;

/// Reads a column chunk from its beginning.
pub(super) enum Column<C> {
    /// Plain values and dictionaries, as nearly all files have.
    Paged(Box<Paged<C>>),
    /// Any other encoding.
    Typed(Box<Typed>),
}

impl<C: Copy> Column<C> {
    /// # Errors
    ///
    /// What is wrong with the chunk.
    pub(super) fn open(file: &Arc<File>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Self, String> {
        let pages = pages::open(file, chunk, rows).map_err(|error| error.to_string())?;
        let known = |encoding: Encoding| {
            // The last is said of levels that the column does not have, by older writers.
            #[allow(deprecated)]
            let unused = encoding == Encoding::BIT_PACKED;
            unused
                || matches!(
                    encoding,
                    Encoding::PLAIN | Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY | Encoding::RLE
                )
        };
        let descriptor = chunk.column_descr_ptr();
        if !chunk.encodings().all(known) {
            return Ok(Self::Typed(Box::new(Typed::new(descriptor, pages))));
        }
        Ok(Self::Paged(Box::new(Paged {
            pages,
            physical: descriptor.physical_type(),
            width: usize::try_from(descriptor.type_length()).unwrap_or(0),
            optional: descriptor.max_def_level() > 0,
            dictionary: Vec::new(),
            page: DataPage::default(),
            numbers: vec![0; STEP],
            scratch: Vec::with_capacity(STEP),
        })))
    }

    /// Appends the cells of the next `count` rows; `convert` makes them.
    ///
    /// # Errors
    ///
    /// What is damaged.
    pub(super) fn fill(
        &mut self,
        count: usize,
        cells: &mut Vec<C>,
        convert: &mut impl FnMut(Value<'_>) -> C,
    ) -> Result<(), String> {
        match self {
            Self::Paged(paged) => paged.fill(count, cells, convert),
            Self::Typed(typed) => typed.fill(count, cells, convert),
        }
    }
}

/// Decodes pages of plain values and of dictionary indices.
pub(super) struct Paged<C> {
    pages: Box<dyn PageReader>,
    physical: Type,
    /// Bytes of a value, where the schema fixes them.
    width: usize,
    optional: bool,
    dictionary: Vec<C>,
    page: DataPage,
    /// Levels or indices of one step.
    numbers: Vec<u32>,
    /// Cells of one step before the nulls are put between them.
    scratch: Vec<C>,
}

/// What is left of a page.
#[derive(Default)]
struct DataPage {
    rows_left: usize,
    /// Which rows have a value; `None` if all have.
    levels: Option<Hybrid>,
    values: Values,
}

enum Values {
    Plain { data: Bytes, at: usize },
    Indices(Hybrid),
}

impl Default for Values {
    fn default() -> Self {
        Self::Plain { data: Bytes::new(), at: 0 }
    }
}

const CUT: &str = "a page ends before its last value";
const NOT_IN_DICTIONARY: &str = "a value is not in its dictionary";

impl<C: Copy> Paged<C> {
    fn fill(
        &mut self,
        count: usize,
        cells: &mut Vec<C>,
        convert: &mut impl FnMut(Value<'_>) -> C,
    ) -> Result<(), String> {
        let mut left = count;
        while left > 0 {
            while self.page.rows_left == 0 {
                self.next_page(convert)?;
            }
            let step = left.min(self.page.rows_left).min(STEP);
            self.step(step, cells, convert)?;
            self.page.rows_left -= step;
            left -= step;
        }
        Ok(())
    }

    /// Decodes rows that are all in the current page.
    fn step(
        &mut self,
        rows: usize,
        cells: &mut Vec<C>,
        convert: &mut impl FnMut(Value<'_>) -> C,
    ) -> Result<(), String> {
        let Some(levels) = &mut self.page.levels else { return self.values(rows, cells, convert) };
        match levels.take_repeated(rows) {
            Some(0) => {
                let null = convert(Value::Null);
                cells.extend(std::iter::repeat_n(null, rows));
                return Ok(());
            }
            Some(_) => return self.values(rows, cells, convert),
            None => {}
        }
        let mut present = [0; STEP];
        let present = &mut present[..rows];
        levels.read(present).ok_or(CUT)?;
        let values = present.iter().filter(|&&level| level > 0).count();
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        self.values(values, &mut scratch, convert)?;
        let null = convert(Value::Null);
        let mut found = scratch.iter().copied();
        cells.extend(present.iter().map(|&level| if level > 0 { found.next().unwrap_or(null) } else { null }));
        self.scratch = scratch;
        Ok(())
    }

    /// Decodes values that are all there.
    fn values(
        &mut self,
        count: usize,
        cells: &mut Vec<C>,
        convert: &mut impl FnMut(Value<'_>) -> C,
    ) -> Result<(), String> {
        match &mut self.page.values {
            Values::Indices(indices) => {
                let numbers = &mut self.numbers[..count];
                indices.read(numbers).ok_or(CUT)?;
                let dictionary = self.dictionary.as_slice();
                let Some(&first) = dictionary.first() else { return Err(NOT_IN_DICTIONARY.to_owned()) };
                let mut all = true;
                cells.extend(numbers.iter().map(|&index| match dictionary.get(index as usize) {
                    Some(&cell) => cell,
                    None => {
                        all = false;
                        first
                    }
                }));
                if !all {
                    return Err(NOT_IN_DICTIONARY.to_owned());
                }
            }
            Values::Plain { data, at } => {
                *at += plain(&data[*at..], self.physical, self.width, count, cells, convert).ok_or(CUT)?;
            }
        }
        Ok(())
    }

    fn next_page(&mut self, convert: &mut impl FnMut(Value<'_>) -> C) -> Result<(), String> {
        let page = self.pages.get_next_page().map_err(|error| error.to_string())?;
        let (levels, data, num_values, encoding) = match page {
            None => return Err("a column ends before its last row".to_owned()),
            Some(Page::DictionaryPage { buf, num_values, .. }) => {
                self.dictionary.clear();
                let count = num_values as usize;
                plain(&buf, self.physical, self.width, count, &mut self.dictionary, convert).ok_or(CUT)?;
                return Ok(());
            }
            Some(Page::DataPage { buf, num_values, encoding, def_level_encoding, .. }) => {
                if !self.optional {
                    (None, buf, num_values, encoding)
                } else if def_level_encoding != Encoding::RLE {
                    return Err(format!("levels as {def_level_encoding} are not known"));
                } else {
                    let length = buf.first_chunk().map(|bytes| u32::from_le_bytes(*bytes) as usize).ok_or(CUT)?;
                    let end = length.checked_add(4).filter(|&end| end <= buf.len()).ok_or(CUT)?;
                    (Some(buf.slice(4..end)), buf.slice(end..), num_values, encoding)
                }
            }
            Some(Page::DataPageV2 { buf, num_values, encoding, def_levels_byte_len, rep_levels_byte_len, .. }) => {
                let start = rep_levels_byte_len as usize;
                let end = start.checked_add(def_levels_byte_len as usize).filter(|&end| end <= buf.len());
                let end = end.ok_or(CUT)?;
                let levels = self.optional.then(|| buf.slice(start..end));
                (levels, buf.slice(end..), num_values, encoding)
            }
        };
        let values = match encoding {
            Encoding::PLAIN => Values::Plain { data, at: 0 },
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY => {
                // A page of nulls alone may have nothing here.
                let width = data.first().copied().unwrap_or(0);
                let indices = Hybrid::new(data.slice(data.len().min(1)..), width);
                Values::Indices(indices.ok_or("dictionary indices of more than 32 bits")?)
            }
            other => return Err(format!("a page as {other}, which its column does not announce")),
        };
        let levels = levels.and_then(|levels| Hybrid::new(levels, 1));
        self.page = DataPage { rows_left: num_values as usize, levels, values };
        Ok(())
    }
}

/// Converts plain values and tells how many bytes they took; `None` if they are cut off.
fn plain<C>(
    data: &[u8],
    physical: Type,
    width: usize,
    count: usize,
    cells: &mut Vec<C>,
    convert: &mut impl FnMut(Value<'_>) -> C,
) -> Option<usize> {
    let width = match physical {
        Type::INT32 | Type::FLOAT => 4,
        Type::INT64 | Type::DOUBLE => 8,
        Type::INT96 => 12,
        Type::FIXED_LEN_BYTE_ARRAY => width.max(1),
        Type::BOOLEAN => return None,
        Type::BYTE_ARRAY => {
            let mut rest = data;
            for _ in 0..count {
                let (length, after) = rest.split_first_chunk()?;
                let (bytes, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
                cells.push(convert(Value::Bytes(bytes)));
                rest = after;
            }
            return Some(data.len() - rest.len());
        }
    };
    let bytes = data.get(..count.checked_mul(width)?)?;
    match physical {
        // The commonest two without a choice per value.
        Type::INT64 => cells.extend(bytes.as_chunks().0.iter().map(|b| convert(Value::Whole(i64::from_le_bytes(*b))))),
        Type::DOUBLE => {
            cells.extend(bytes.as_chunks().0.iter().map(|b| convert(Value::Double(f64::from_le_bytes(*b)))));
        }
        _ => {
            for value in bytes.chunks_exact(width) {
                cells.push(convert(Value::plain(value, physical)?));
            }
        }
    }
    Some(bytes.len())
}
