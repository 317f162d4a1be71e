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
        Format::Nmea => return Err("a log of NMEA sentences has no columns".to_owned()),
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

/// Lines, besides blank ones, in which a sentence has to be for a text to be a log of sentences: more than any
/// receiver writes of its own state before the first ship is heard.
const LINES: usize = 50;

/// Whether a text is a log of NMEA sentences: one of its first lines is, or holds, an AIS sentence or the time of one.
pub(super) fn is_nmea(text: &[u8]) -> bool {
    let lines = text.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    lines.take(LINES).any(|line| holds_sentence(line) || line.trim_ascii_start().starts_with(b"$PGHP,"))
}

/// Whether a line has an AIS sentence somewhere.
fn holds_sentence(line: &[u8]) -> bool {
    memchr::memchr_iter(b'!', line).any(|at| is_sentence(&line[at..]))
}

/// Whether a text begins with an AIS sentence of any talker: `!AIVDM,` or `!BSVDO,`.
pub(super) fn is_sentence(text: &[u8]) -> bool {
    matches!(text, [b'!', _, _, b'V', b'D', b'M' | b'O', b',', ..])
}
