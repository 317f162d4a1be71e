//! Anchorages from CSV.

use std::io::Read;
use std::path::Path;

use csv::StringRecord;

use super::{Anchorages, MAX_RADIUS_KM, Place, Skipped};
use crate::ais::Position;
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
    /// Columns are found by name, in any order and case: `latitude` or `lat`; `longitude`, `lon`,
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
        let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
        let columns = Columns::find(path, csv.headers().map_err(|error| csv_error(path, error))?)?;
        let mut places = Vec::new();
        let mut skipped = Skipped::default();
        for record in csv.byte_records() {
            let place = match record {
                Ok(record) => {
                    let row = record.position().map_or(0, csv::Position::line);
                    // Labels in an older encoding are no reason to lose the place.
                    columns.place(&StringRecord::from_byte_record_lossy(record)).map_err(|reason| (row, reason))
                }
                Err(error) => Err(bad_row(path, error)?),
            };
            match place {
                Ok(place) => places.push(place),
                Err((row, reason)) => skipped.add(row, reason),
            }
        }
        match skipped.first {
            Some((row, reason)) if places.is_empty() => Err(Error::Row { path: path.to_owned(), row, reason }),
            None if places.is_empty() => {
                Err(Error::Config { path: path.to_owned(), reason: "holds no anchorage, only a header".into() })
            }
            _ => Ok(Self { skipped, ..Self::new(places, Vec::new()) }),
        }
    }
}

impl Columns {
    fn find(path: &Path, header: &StringRecord) -> Result<Self> {
        let column = |names: &[&str]| {
            header.iter().position(|cell| {
                let cell = cell.trim_start_matches('\u{feff}').trim();
                names.iter().any(|name| cell.eq_ignore_ascii_case(name))
            })
        };
        let missing = |what: &str| Error::Config {
            path: path.to_owned(),
            reason: format!(
                "has no column `{what}`: anchorages are CSV with columns latitude and longitude, or GeoJSON"
            ),
        };
        Ok(Self {
            latitude: column(&["latitude", "lat"]).ok_or_else(|| missing("latitude"))?,
            longitude: column(&["longitude", "lon", "long", "lng"]).ok_or_else(|| missing("longitude"))?,
            name: column(&["label", "name"]),
            radius: column(&["radius_km"]),
        })
    }

    fn place(&self, record: &StringRecord) -> Result<Place, String> {
        let number = |column: usize| {
            let cell = record.get(column).unwrap_or_default();
            cell.parse::<f64>().map_err(|_| format!("`{}` is no number", cell.escape_debug()))
        };
        let position = Position::from_degrees(number(self.latitude)?, number(self.longitude)?)
            .map_err(|error| error.to_string())?;
        let radius_km = match self.radius {
            Some(column) if record.get(column).is_some_and(|cell| !cell.is_empty()) => Some(number(column)?),
            _ => None,
        };
        if radius_km.is_some_and(|radius| !(0.0..=MAX_RADIUS_KM).contains(&radius)) {
            return Err(format!("radius_km must be 0 to {MAX_RADIUS_KM}"));
        }
        Ok(Place {
            name: self.name.and_then(|column| record.get(column)).unwrap_or_default().to_owned(),
            position,
            radius_m: radius_km.map(|radius| radius * 1000.0),
        })
    }
}

/// A header that cannot be read.
fn csv_error(path: &Path, error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::io(path, source),
        _ => Error::Config { path: path.to_owned(), reason: "is not text in UTF-8".into() },
    }
}

/// Number and fault of a row that cannot be read; an error if no further row can.
fn bad_row(path: &Path, error: csv::Error) -> Result<(u64, String)> {
    let row = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(source) => Err(Error::io(path, source)),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            Ok((row, format!("has {len} cells, not the {expected_len} of the header")))
        }
        _ => Ok((row, "is not CSV".into())),
    }
}
