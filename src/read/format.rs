//! The layouts that can be read.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::ColumnMap;

/// Layout of an input file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// MarineCadastre CSV, in the spelling of any year.
    MarineCadastre,
    /// CSV of the Danish Maritime Authority, 22 or 26 columns.
    Dma,
    /// Logs of NMEA 0183 sentences as receivers and networks write them: `!AIVDM` and its kin. Takes feature `nmea`.
    Nmea,
    /// Messages of the service AISStream, one JSON object a line. Takes feature `json`.
    AisStream,
    /// Decoded messages of the receiver AIS-catcher, one JSON object a line. Takes feature `json`.
    AisCatcher,
    /// CSV with columns as a map has them. Some maps are built in: `brest`, `piraeus`, `gfw`, `spire`, `kystverket`.
    Mapped(Arc<ColumnMap>),
}

/// A name that stands for no layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format {0:?}: known are {known}", known = Format::NAMES.join(", "))]
pub struct UnknownFormat(pub String);

impl Format {
    /// The names that [`Format::from_str`] understands.
    pub const NAMES: [&'static str; 10] =
        ["marinecadastre", "dma", "nmea", "brest", "piraeus", "gfw", "spire", "kystverket", "aisstream", "ais-catcher"];

    /// Why a file that nothing was said of is taken for this layout, as the end of a sentence.
    #[must_use]
    pub fn because(&self) -> &'static str {
        match self {
            Self::MarineCadastre => {
                "since its columns are named as MarineCadastre names MMSI, time, latitude and longitude"
            }
            Self::Dma => "since it has the columns Timestamp, Type of mobile, MMSI, Latitude and Longitude",
            Self::Nmea => "since sentences such as !AIVDM stand in its first lines",
            Self::AisStream => "since objects with MessageType and MetaData stand in its first lines",
            Self::AisCatcher => "since objects of class AIS with an mmsi stand in its first lines",
            Self::Mapped(map) => match map.name.as_str() {
                "brest" => "since it has the columns sourcemmsi and t",
                "piraeus" => "since it has the columns vessel_id and t, or vessel_id and shiptype",
                "gfw" => "since it has the columns mmsi, timestamp, lat and lon",
                "spire" => "since it has the columns mmsi, timestamp, msg_type, latitude and longitude",
                "kystverket" => "since it has the columns mmsi, date_time_utc, message_nr, lat and lon",
                _ => "since it has the columns of that map",
            },
        }
    }

    /// The name of the layout, as on the command line.
    ///
    /// ```
    /// use lightering::read::Format;
    /// assert_eq!("dma".parse(), Ok(Format::Dma));
    /// assert_eq!(Format::Dma.name(), "dma");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::MarineCadastre => "marinecadastre",
            Self::Dma => "dma",
            Self::Nmea => "nmea",
            Self::AisStream => "aisstream",
            Self::AisCatcher => "ais-catcher",
            Self::Mapped(map) => &map.name,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "marinecadastre" => Ok(Self::MarineCadastre),
            "dma" => Ok(Self::Dma),
            "nmea" => Ok(Self::Nmea),
            "aisstream" => Ok(Self::AisStream),
            "ais-catcher" => Ok(Self::AisCatcher),
            _ => ColumnMap::built_in()
                .into_iter()
                .find(|map| map.name == lower)
                .map(Self::from)
                .ok_or_else(|| UnknownFormat(name.to_owned())),
        }
    }
}
