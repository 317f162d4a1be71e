//! Which column holds what, for files of no layout of their own.

mod built_in;
#[cfg(feature = "config")]
mod toml;

use std::sync::Arc;

use super::Format;
use super::mapped::STATIC_FIELDS;
use crate::ais::{Mmsi, ShipType, TransceiverClass};
use crate::{Error, Result};

/// Which column of a CSV file holds what, in which unit.
///
/// Columns are found by name, whatever their case, spaces and underscores. Maps for some published
/// data sets are built in; `ColumnMap::from_toml` reads others (feature `config`).
///
/// A row that has a vessel, a time and static data but no position is a static report: its data are those of the vessel at that
/// time, whatever the order of rows and files, and it is counted as [`Reason::StaticMessage`](super::Reason::StaticMessage).
/// So files that mix both kinds of rows are read, and files of static data alone, which go by the map in
/// [`static_file`](Self::static_file). (Of Parquet files, rows without a position are not used.)
///
/// ```
/// use std::sync::Arc;
/// use lightering::read::{ColumnMap, Columns, Format, ReadOptions, SpeedUnit, read_stream};
///
/// let map = ColumnMap {
///     columns: Columns { speed_over_ground: Some("v".into()), ..Columns::required("ship", "when", "y", "x") },
///     delimiter: ';',
///     speed_unit: SpeedUnit::MetresPerSecond,
///     ..ColumnMap::default()
/// };
/// let options = ReadOptions { format: Some(Format::Mapped(Arc::new(map))), ..ReadOptions::default() };
/// let csv = "ship;when;y;x;v\n311000112;2018-06-02T19:00:00Z;33.01;-117.79;0.2\n";
/// let (fleet, _) = read_stream("memory", csv.as_bytes(), &options, &|_| {})?;
/// assert_eq!(fleet.len(), 1);
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct ColumnMap {
    /// Name of the layout, for messages and reports.
    pub name: String,
    /// Sign between columns, an ASCII character.
    pub delimiter: char,
    /// Names of the columns.
    pub columns: Columns,
    /// Whether columns may be missing, other than those of vessel, time, position and message type.
    pub optional: bool,
    /// What the vessel column holds.
    pub vessel_id: VesselId,
    /// How times are written.
    pub time_format: TimeFormat,
    /// Unit of speed over ground.
    pub speed_unit: SpeedUnit,
    /// Unit of course over ground and true heading.
    pub angle_unit: AngleUnit,
    /// Unit of length, beam and the distances to the antenna.
    pub length_unit: LengthUnit,
    /// Unit of draught.
    pub draught_unit: LengthUnit,
    /// Texts that stand for "not available" in any column but those of vessel and time, such as `-` or `-9999`, beside blanks and
    /// what AIS itself sends.
    pub not_available: Vec<String>,
    /// Values for all rows of a file that has no column for them.
    pub constants: Constants,
    /// For data sets that keep static data in files of their own: the map of those. It names no position; without a time,
    /// the data are those of the vessel at all times, and such a file has to come before those of positions, which
    /// [`read_files`](super::read_files) sees to.
    pub static_file: Option<Box<ColumnMap>>,
}

/// Names of the columns of a [`ColumnMap`]. A column that is `None` is not read; one that is named
/// has to be there. Where a column goes by several names, these are separated by `|`, and the first that is there is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct Columns {
    /// The vessel; may be missing only if [`Constants::mmsi`] is set.
    #[cfg_attr(feature = "config", serde(alias = "mmsi"))]
    pub vessel: Option<String>,
    /// Time of the report. Required, but for static data of all times.
    pub time: String,
    /// Latitude in degrees, north positive. Required; empty for a file of static data alone.
    pub latitude: String,
    /// Longitude in degrees, east positive. Required; empty for a file of static data alone.
    pub longitude: String,
    /// Number of the AIS message, which tells the class of the transceiver and that positions of message 27 are coarse. Rows
    /// of others than 1, 2, 3, 5, 18, 19, 24 and 27 are not used.
    pub message_type: Option<String>,
    /// Speed over ground.
    pub speed_over_ground: Option<String>,
    /// Course over ground.
    pub course_over_ground: Option<String>,
    /// True heading.
    pub true_heading: Option<String>,
    /// Navigational status, as a code or in words.
    pub nav_status: Option<String>,
    /// Class of the transceiver, `A` or `B`.
    pub class: Option<String>,
    /// IMO number.
    pub imo: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Call sign.
    pub call_sign: Option<String>,
    /// Type of ship, as a code or in words.
    pub ship_type: Option<String>,
    /// Length over all.
    pub length: Option<String>,
    /// Beam.
    pub beam: Option<String>,
    /// From the antenna to the bow. Where all four distances are known, they go before length and beam.
    pub to_bow: Option<String>,
    /// From the antenna to the stern.
    pub to_stern: Option<String>,
    /// From the antenna to the port side.
    pub to_port: Option<String>,
    /// From the antenna to the starboard side.
    pub to_starboard: Option<String>,
    /// Draught.
    pub draught: Option<String>,
    /// Destination.
    pub destination: Option<String>,
}

/// Values for all rows of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Constants {
    /// The vessel, for the track of a single one.
    pub mmsi: Option<Mmsi>,
    /// Class of the transceiver.
    pub class: Option<TransceiverClass>,
    /// Type of ship.
    pub ship_type: Option<ShipType>,
}

/// What the vessel column of a [`ColumnMap`] holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum VesselId {
    /// An MMSI.
    #[default]
    Mmsi,
    /// Anything that tells vessels apart, such as a hash. Each is given a number from 900,000,000 to
    /// 969,999,999, which ITU-R M.585 assigns to nobody; see
    /// [`ReadReport::vessel_ids`](super::ReadReport::vessel_ids).
    Hashed,
    /// An MMSI where it is one, and as [`Hashed`](Self::Hashed) where not.
    MmsiOrHashed,
}

/// How times are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize), serde(try_from = "String"))]
#[non_exhaustive]
pub enum TimeFormat {
    /// RFC 3339, or seconds since 1970, or milliseconds if the number is 1e11 (the year 5138 in
    /// seconds, 1973 in milliseconds) or more.
    #[default]
    Any,
    /// Seconds since 1970, with or without a fraction.
    EpochSeconds,
    /// Milliseconds since 1970.
    EpochMilliseconds,
    /// RFC 3339 (ISO 8601), with `T` or a space; UTC where it has no zone.
    Rfc3339,
    /// Day first: `02/06/2018 19:00:00`, UTC.
    DayFirst,
    /// A pattern of the `chrono` crate, such as `%Y%m%d%H%M%S`; UTC unless it has `%z`.
    Pattern(String),
}

/// Unit of speed over ground.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize))]
#[non_exhaustive]
pub enum SpeedUnit {
    /// Knots.
    #[default]
    #[cfg_attr(feature = "config", serde(rename = "kn"))]
    Knots,
    /// Tenths of a knot, as on the air.
    #[cfg_attr(feature = "config", serde(rename = "0.1 kn"))]
    Deciknots,
    /// Metres per second.
    #[cfg_attr(feature = "config", serde(rename = "m/s"))]
    MetresPerSecond,
    /// Kilometres per hour.
    #[cfg_attr(feature = "config", serde(rename = "km/h"))]
    KilometresPerHour,
}

/// Unit of angles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize))]
#[non_exhaustive]
pub enum AngleUnit {
    /// Degrees.
    #[default]
    #[cfg_attr(feature = "config", serde(rename = "deg"))]
    Degrees,
    /// Tenths of a degree, as courses are on the air.
    #[cfg_attr(feature = "config", serde(rename = "0.1 deg"))]
    Decidegrees,
}

/// Unit of lengths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize))]
#[non_exhaustive]
pub enum LengthUnit {
    /// Metres.
    #[default]
    #[cfg_attr(feature = "config", serde(rename = "m"))]
    Metres,
    /// Tenths of a metre, as draughts are on the air.
    #[cfg_attr(feature = "config", serde(rename = "0.1 m"))]
    Decimetres,
}

impl Default for ColumnMap {
    /// Comma, knots, degrees, any time; columns `mmsi`, `time`, `latitude`, `longitude`.
    fn default() -> Self {
        Self {
            name: "mapped".to_owned(),
            delimiter: ',',
            columns: Columns::required("mmsi", "time", "latitude", "longitude"),
            optional: false,
            vessel_id: VesselId::default(),
            time_format: TimeFormat::default(),
            speed_unit: SpeedUnit::default(),
            angle_unit: AngleUnit::default(),
            length_unit: LengthUnit::default(),
            draught_unit: LengthUnit::default(),
            not_available: Vec::new(),
            constants: Constants::default(),
            static_file: None,
        }
    }
}

impl ColumnMap {
    /// Checks what a map must have and its types alone do not ensure; so does reading before it begins.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] that names the map.
    pub fn validate(&self) -> Result<()> {
        let path = format!("column map {:?}", self.name).into();
        self.check().map_err(|reason| Error::Config { path, reason })
    }

    /// What a map must have and the types alone do not ensure.
    fn check(&self) -> std::result::Result<(), String> {
        if !self.delimiter.is_ascii() || matches!(self.delimiter, '"' | '\n' | '\r') {
            return Err(format!("delimiter = {:?}: must be one ASCII character, and no quote", self.delimiter));
        }
        let columns = &self.columns;
        let required = [("latitude", &columns.latitude), ("longitude", &columns.longitude), ("time", &columns.time)];
        let is_of_statics = !columns.have_position() && columns.of_statics().iter().any(|column| column.is_some());
        if let Some((key, _)) = required.iter().find(|(_, name)| name.is_empty())
            && !is_of_statics
        {
            return Err(format!("[columns] has no `{key}`: name the column that holds it"));
        }
        if columns.vessel.is_none() && self.constants.mmsi.is_none() {
            return Err(
                "no `vessel` in [columns] and no `mmsi` in [constants]: one of them has to say which vessel".into()
            );
        }
        let Some(statics) = &self.static_file else { return Ok(()) };
        if statics.columns.have_position() || statics.static_file.is_some() {
            return Err(
                "[static_file] is the map of files without positions: it names no latitude and longitude".into()
            );
        }
        statics.check().map_err(|reason| format!("in [static_file]: {reason}"))
    }
}

impl Columns {
    /// Columns for the vessel, time, latitude and longitude, and no others.
    #[must_use]
    pub fn required(vessel: &str, time: &str, latitude: &str, longitude: &str) -> Self {
        Self {
            vessel: Some(vessel.to_owned()),
            time: time.to_owned(),
            latitude: latitude.to_owned(),
            longitude: longitude.to_owned(),
            ..Self::default()
        }
    }

    /// Whether rows can have a position.
    pub(super) fn have_position(&self) -> bool {
        !self.latitude.is_empty() || !self.longitude.is_empty()
    }

    /// The columns of which static data are made, in the order that [`Mapped::static_data`](super::mapped::Mapped::static_data)
    /// has.
    pub(super) fn of_statics(&self) -> [&Option<String>; STATIC_FIELDS] {
        [
            &self.imo,
            &self.name,
            &self.call_sign,
            &self.ship_type,
            &self.length,
            &self.beam,
            &self.to_bow,
            &self.to_stern,
            &self.to_port,
            &self.to_starboard,
            &self.draught,
            &self.destination,
        ]
    }
}

impl TimeFormat {
    /// A format from its name (`any`, `epoch_s`, `epoch_ms`, `rfc3339`, `day_first`) or pattern; `None`
    /// if it is neither.
    ///
    /// ```
    /// use lightering::read::TimeFormat;
    /// assert_eq!(TimeFormat::new("epoch_s"), Some(TimeFormat::EpochSeconds));
    /// assert_eq!(TimeFormat::new("%d.%m.%Y %H:%M"), Some(TimeFormat::Pattern("%d.%m.%Y %H:%M".into())));
    /// assert_eq!(TimeFormat::new("epoch"), None);
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        Some(match text {
            "any" => Self::Any,
            "epoch_s" => Self::EpochSeconds,
            "epoch_ms" => Self::EpochMilliseconds,
            "rfc3339" => Self::Rfc3339,
            "day_first" => Self::DayFirst,
            pattern if is_pattern(pattern) => Self::Pattern(pattern.to_owned()),
            _ => return None,
        })
    }
}

/// Whether this is a pattern that `chrono` understands, with at least one field.
fn is_pattern(text: &str) -> bool {
    text.contains('%') && chrono::format::StrftimeItems::new(text).all(|item| item != chrono::format::Item::Error)
}

impl From<ColumnMap> for Format {
    fn from(map: ColumnMap) -> Self {
        Self::Mapped(Arc::new(map))
    }
}
