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
    ColumnMap::built_in().into_iter().find_map(|map| forced(header, &map.into()).ok())
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
        Format::AisStream | Format::AisCatcher => return Err(format!("lines of {format} have no columns")),
        Format::Mapped(map) => {
            let parser = Mapped::new(header, map)
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

/// Whether a first line is the header of a file of static data alone.
pub(super) fn is_of_statics(line: &str, format: Option<&Format>) -> bool {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let maps = match format {
        None => ColumnMap::built_in().to_vec(),
        Some(Format::Mapped(map)) => vec![map.as_ref().clone()],
        Some(_) => return false,
    };
    let maps: Vec<_> =
        maps.into_iter().filter(|map| map.static_file.is_some() || !map.columns.have_position()).collect();
    DELIMITERS.iter().any(|&delimiter| {
        let names = line.split(char::from(delimiter)).map(|name| name.trim_matches('"').to_owned());
        let header = Header::from_names(names.collect());
        // The first map that fits decides.
        let mapped = maps.iter().find_map(|map| Mapped::new(&header, &Arc::new(map.clone())).ok());
        mapped.is_some_and(|mapped| !mapped.has_position())
    })
}

/// The layout of a text that has no columns; `None` if it is none that is known.
pub(super) fn of_lines(text: &[u8]) -> Option<Format> {
    // Lines of AIS-catcher carry the sentence.
    json(text).or_else(|| is_nmea(text).then_some(Format::Nmea))
}

/// Whose JSON a text is, one object a line: one of its first lines has what every message of a source has.
fn json(text: &[u8]) -> Option<Format> {
    let objects = lines(text).map(<[u8]>::trim_ascii_start).filter(|line| line.starts_with(b"{"));
    objects.take(LINES).find_map(|line| {
        let has = |word: &str| memchr::memmem::find(line, word.as_bytes()).is_some();
        let is_ais = || has("\"class\":\"AIS\"") || has("\"class\": \"AIS\"");
        match () {
            () if has("\"MessageType\"") && has("\"MetaData\"") => Some(Format::AisStream),
            () if is_ais() && has("\"mmsi\"") => Some(Format::AisCatcher),
            () => None,
        }
    })
}

/// The lines of a text, besides blank ones.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

/// Whether a text is a log of NMEA sentences: one of its first lines is, or holds, an AIS sentence or the time of one.
fn is_nmea(text: &[u8]) -> bool {
    lines(text).take(LINES).any(|line| holds_sentence(line) || line.trim_ascii_start().starts_with(b"$PGHP,"))
}

/// Whether a line has an AIS sentence somewhere.
fn holds_sentence(line: &[u8]) -> bool {
    memchr::memchr_iter(b'!', line).any(|at| is_sentence(&line[at..]))
}

/// Whether a text begins with an AIS sentence of any talker: `!AIVDM,` or `!BSVDO,`.
pub(super) fn is_sentence(text: &[u8]) -> bool {
    matches!(text, [b'!', _, _, b'V', b'D', b'M' | b'O', b',', ..])
}
