//! Which column holds what, for files of no layout of their own.

#[cfg(feature = "config")]
mod toml;

use std::sync::Arc;

use super::Format;
use super::header::Header;
use crate::ais::{Mmsi, ShipType, TransceiverClass};

/// Which column of a CSV file holds what, in which unit.
///
/// Columns are found by name, whatever their case, spaces and underscores. Maps for some published
/// data sets are built in; `ColumnMap::from_toml` reads others (feature `config`).
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
    /// What the vessel column holds.
    pub vessel_id: VesselId,
    /// How times are written.
    pub time_format: TimeFormat,
    /// Unit of speed over ground.
    pub speed_unit: SpeedUnit,
    /// Unit of course over ground and true heading.
    pub angle_unit: AngleUnit,
    /// Values for all rows of a file that has no column for them.
    pub constants: Constants,
}

/// Names of the columns of a [`ColumnMap`]. A column that is `None` is not read; one that is named
/// has to be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct Columns {
    /// The vessel; may be missing only if [`Constants::mmsi`] is set.
    #[cfg_attr(feature = "config", serde(alias = "mmsi"))]
    pub vessel: Option<String>,
    /// Time of the report. Required.
    pub time: String,
    /// Latitude in degrees, north positive. Required.
    pub latitude: String,
    /// Longitude in degrees, east positive. Required.
    pub longitude: String,
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
    /// Length over all in metres.
    pub length: Option<String>,
    /// Beam in metres.
    pub beam: Option<String>,
    /// Draught in metres.
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

impl Default for ColumnMap {
    /// Comma, knots, degrees, any time; columns `mmsi`, `time`, `latitude`, `longitude`.
    fn default() -> Self {
        Self {
            name: "mapped".to_owned(),
            delimiter: ',',
            columns: Columns::required("mmsi", "time", "latitude", "longitude"),
            vessel_id: VesselId::default(),
            time_format: TimeFormat::default(),
            speed_unit: SpeedUnit::default(),
            angle_unit: AngleUnit::default(),
            constants: Constants::default(),
        }
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

/// The built-in maps.
impl ColumnMap {
    /// `nari_dynamic.csv`: six months of AIS around Brest, 2015 and 2016.
    ///
    /// Source: Ray et al., *Heterogeneous integrated dataset for maritime intelligence, surveillance,
    /// and reconnaissance*, Data in Brief 25 (2019), doi 10.1016/j.dib.2019.104141.
    #[must_use]
    pub fn brest() -> Self {
        Self {
            name: "brest".to_owned(),
            columns: Columns {
                speed_over_ground: Some("speedoverground".to_owned()),
                course_over_ground: Some("courseoverground".to_owned()),
                true_heading: Some("trueheading".to_owned()),
                nav_status: Some("navigationalstatus".to_owned()),
                ..Columns::required("sourcemmsi", "t", "lat", "lon")
            },
            time_format: TimeFormat::EpochSeconds,
            ..Self::default()
        }
    }

    /// Dynamic files of the Piraeus data set, 2017 to 2019, whose vessels are hashed.
    ///
    /// Source: Tritsarolis, Kontoulis, Theodoridis, *The Piraeus AIS dataset for large-scale maritime
    /// data analytics*, Data in Brief 40 (2022), doi 10.1016/j.dib.2021.107782.
    #[must_use]
    pub fn piraeus() -> Self {
        Self {
            name: "piraeus".to_owned(),
            columns: Columns {
                speed_over_ground: Some("speed".to_owned()),
                course_over_ground: Some("course".to_owned()),
                true_heading: Some("heading".to_owned()),
                ..Columns::required("vessel_id", "t", "lat", "lon")
            },
            vessel_id: VesselId::Hashed,
            time_format: TimeFormat::EpochMilliseconds,
            ..Self::default()
        }
    }

    /// Tracks as Global Fishing Watch publishes them, among them its anonymised training data, whose
    /// vessels are hashed.
    #[must_use]
    pub fn gfw() -> Self {
        Self {
            name: "gfw".to_owned(),
            columns: Columns {
                speed_over_ground: Some("speed".to_owned()),
                course_over_ground: Some("course".to_owned()),
                ..Columns::required("mmsi", "timestamp", "lat", "lon")
            },
            vessel_id: VesselId::MmsiOrHashed,
            time_format: TimeFormat::Any,
            ..Self::default()
        }
    }

    /// The map without the columns that are not needed and not there.
    pub(super) fn narrowed(mut self, header: &Header) -> Self {
        let columns = &mut self.columns;
        for column in [
            &mut columns.speed_over_ground,
            &mut columns.course_over_ground,
            &mut columns.true_heading,
            &mut columns.nav_status,
        ] {
            column.take_if(|name| header.find(&[name]).is_none());
        }
        self
    }

    /// The built-in maps.
    pub(super) fn built_in() -> [Self; 3] {
        [Self::brest(), Self::piraeus(), Self::gfw()]
    }
}

impl From<ColumnMap> for Format {
    fn from(map: ColumnMap) -> Self {
        Self::Mapped(Arc::new(map))
    }
}
