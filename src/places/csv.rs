//! Anchorages from CSV.

use std::io::Read;
use std::path::Path;

use super::{Anchorages, MAX_RADIUS_KM, Place};
use crate::ais::Position;
use crate::table::{self, Cells, Header, Lengths};
use crate::{Error, Result};

/// Where the columns are.
struct Columns {
    latitude: usize,
    longitude: usize,
    name: Option<usize>,
    radius: Option<usize>,
}

impl Anchorages {
    /// Reads anchorages from CSV with a header; `path` stands for it in messages.
    ///
    /// Cells are divided by commas, semicolons or tabs. Columns are found by name, in any order and case: `latitude` or `lat`; `longitude`, `lon`,
    /// `long` or `lng`; and, where given, `label` or `name`, and `radius_km`. The anchorages that
    /// Global Fishing Watch publishes have this form.
    ///
    /// A row without a position costs that row, since published lists have some; see
    /// [`skipped`](Self::skipped).
    ///
    /// # Errors
    ///
    /// [`Error::Config`] if a column is missing or there is no row, [`Error::Row`] for the first row
    /// if not one has a position, [`Error::Io`] if the reader fails.
    ///
    /// ```
    /// use lightering::places::Anchorages;
    /// let csv = "name,lon,lat,radius_km\nRoads,1.5,51.0,3\n";
    /// assert_eq!(Anchorages::from_reader("a.csv".as_ref(), csv.as_bytes())?.len(), 1);
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn from_reader(path: &Path, reader: impl Read) -> Result<Self> {
        let (places, skipped) = table::read(path, reader, Lengths::AsHeader, Columns::find, Columns::place)?;
        if places.is_empty() {
            return Err(Error::Config { path: path.to_owned(), reason: "holds no anchorage, only a header".into() });
        }
        Ok(Self { skipped, ..Self::new(places, Vec::new()) })
    }
}

impl Columns {
    fn find(header: &Header) -> Result<Self, String> {
        let missing = |what: &str| {
            format!("has no column `{what}`: anchorages are CSV with columns latitude and longitude, or GeoJSON")
        };
        Ok(Self {
            latitude: header.column(&["latitude", "lat"]).ok_or_else(|| missing("latitude"))?,
            longitude: header.column(&["longitude", "lon", "long", "lng"]).ok_or_else(|| missing("longitude"))?,
            name: header.column(&["label", "name"]),
            radius: header.column(&["radius_km"]),
        })
    }

    fn place(&self, cells: Cells<'_>) -> Result<Place, String> {
        let number = |cell: &str| cell.parse::<f64>().map_err(|_| format!("`{}` is no number", cell.escape_debug()));
        let angle = |column: usize| number(cells.get(Some(column)).unwrap_or_default());
        let position =
            Position::from_degrees(angle(self.latitude)?, angle(self.longitude)?).map_err(|error| error.to_string())?;
        let radius_km = cells.get(self.radius).map(number).transpose()?;
        if radius_km.is_some_and(|radius| !(0.0..=MAX_RADIUS_KM).contains(&radius)) {
            return Err(format!("radius_km must be 0 to {MAX_RADIUS_KM}"));
        }
        Ok(Place {
            name: cells.get(self.name).unwrap_or_default().to_owned(),
            position,
            radius_m: radius_km.map(|radius| radius * 1000.0),
        })
    }
}
