//! The layouts that can be read.

use std::fmt;
use std::str::FromStr;

/// Layout of an input file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// MarineCadastre CSV, in the spelling of any year.
    MarineCadastre,
    /// CSV of the Danish Maritime Authority, 22 or 26 columns.
    Dma,
}

/// A name that stands for no layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format {0:?}: known are {known}", known = Format::NAMES.join(", "))]
pub struct UnknownFormat(pub String);

impl Format {
    /// The names that [`Format::from_str`] understands.
    pub const NAMES: [&'static str; 2] = ["marinecadastre", "dma"];

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
        match name.to_ascii_lowercase().as_str() {
            "marinecadastre" => Ok(Self::MarineCadastre),
            "dma" => Ok(Self::Dma),
            _ => Err(UnknownFormat(name.to_owned())),
        }
    }
}
