//! Which layout a file has, by the names in its first line.

use std::sync::Arc;

use super::dma::{self, Dma};
use super::header::Header;
use super::mapped::Mapped;
use super::marinecadastre::{self, MarineCadastre};
use super::row::RecordParser;
use super::{ColumnMap, Format};

/// A reader for the rows of a file.
pub(super) struct Layout {
    pub(super) format: Format,
    pub(super) parser: Box<dyn RecordParser>,
}

/// Delimiters that are tried, in this order.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The layout of a file with this header; `None` if it is none that is known.
pub(super) fn recognise(header: &Header) -> Option<Layout> {
    if header.has(&["timestamp", "type of mobile", "mmsi", "latitude", "longitude"]) {
        return forced(header, &Format::Dma).ok();
    }
    if let Ok(layout) = forced(header, &Format::MarineCadastre) {
        return Some(layout);
    }
    ColumnMap::built_in().into_iter().find_map(|map| forced(header, &map.narrowed(header).into()).ok())
}

/// A reader for the layout asked for.
///
/// # Errors
///
/// What the header lacks.
pub(super) fn forced(header: &Header, format: &Format) -> Result<Layout, String> {
    let (parser, required): (Option<Box<dyn RecordParser>>, _) = match format {
        Format::MarineCadastre => (boxed(MarineCadastre::new(header)), marinecadastre::REQUIRED),
        Format::Dma => (boxed(Dma::new(header)), dma::REQUIRED),
        Format::Mapped(map) => {
            let parser = Mapped::new(header, Arc::clone(map))
                .map_err(|missing| format!("there is no column {missing}, which the map {:?} has", map.name))?;
            (boxed(Some(parser)), "")
        }
    };
    match parser {
        Some(parser) => Ok(Layout { format: format.clone(), parser }),
        None => Err(format!("a {format} file needs the columns {required}")),
    }
}

fn boxed<P: RecordParser + 'static>(parser: Option<P>) -> Option<Box<dyn RecordParser>> {
    parser.map(|parser| Box::new(parser) as Box<dyn RecordParser>)
}
