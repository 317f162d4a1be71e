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
    /// CSV with columns as a map has them. Some maps are built in: `brest`, `piraeus`, `gfw`.
    Mapped(Arc<ColumnMap>),
}

/// A name that stands for no layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format {0:?}: known are {known}", known = Format::NAMES.join(", "))]
pub struct UnknownFormat(pub String);

impl Format {
    /// The names that [`Format::from_str`] understands.
    pub const NAMES: [&'static str; 6] = ["marinecadastre", "dma", "nmea", "brest", "piraeus", "gfw"];

    /// Why a file that nothing was said of is taken for this layout, as the end of a sentence.
    #[must_use]
    pub fn because(&self) -> &'static str {
        match self {
            Self::MarineCadastre => {
                "since its columns are named as MarineCadastre names MMSI, time, latitude and longitude"
            }
            Self::Dma => "since it has the columns Timestamp, Type of mobile, MMSI, Latitude and Longitude",
            Self::Nmea => "since sentences such as !AIVDM stand in its first lines",
            Self::Mapped(_) => "since it has the columns of that map",
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
            _ => ColumnMap::built_in()
                .into_iter()
                .find(|map| map.name == lower)
                .map(Self::from)
                .ok_or_else(|| UnknownFormat(name.to_owned())),
        }
    }
}
