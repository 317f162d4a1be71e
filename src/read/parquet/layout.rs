//! Which column of a Parquet file is what, by the names and types in its schema.

use std::sync::Arc;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use crate::read::column_map::{ColumnMap, Columns, TimeFormat};
use crate::read::header::Header;
use crate::read::mapped::{Mapped, STATIC_FIELDS};
use crate::read::{Format, marinecadastre};

/// Names of a column of points in well-known binary, the commonest first.
const POINT_NAMES: [&str; 4] = ["geometry", "geom", "wkb_geometry", "geography"];

/// Where the columns are, and how their values are to be understood.
pub(super) struct Layout {
    pub(super) format: Format,
    pub(super) map: Arc<ColumnMap>,
    /// The rules for values in text.
    pub(super) mapped: Mapped,
    pub(super) vessel: Option<usize>,
    pub(super) time: usize,
    pub(super) clock: Clock,
    pub(super) place: Place,
    pub(super) speed: Option<usize>,
    pub(super) course: Option<usize>,
    pub(super) heading: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) class: Option<usize>,
    pub(super) message_type: Option<usize>,
    /// In the order that [`Mapped::static_data`] has.
    pub(super) statics: [Option<usize>; STATIC_FIELDS],
}

/// The columns of the position.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Degrees { latitude: usize, longitude: usize },
    Point(usize),
}

/// What a number in the time column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// So many units of a timestamp are a millisecond.
    PerMillisecond(i64),
    /// What the column map says.
    AsMapped,
}

impl Layout {
    /// # Errors
    ///
    /// What the file lacks, or what of it cannot be read, and what to do.
    pub(super) fn new(schema: &SchemaDescriptor, forced: Option<&Format>) -> Result<Self, String> {
        // Lists and nested columns are not what AIS is kept in.
        let flat = |column: &ColumnDescriptor| {
            column.max_rep_level() == 0 && column.max_def_level() <= 1 && column.path().parts().len() == 1
        };
        let leaves: Vec<usize> =
            (0..schema.num_columns()).filter(|&index| flat(schema.column(index).as_ref())).collect();
        let names = leaves.iter().map(|&index| schema.column(index).name().to_owned()).collect();
        let header = Header::from_names(names);
        let point = header.find(&POINT_NAMES).and_then(|index| header.name(index));
        let (format, map, mapped) = recognise(&header, point, forced)?;
        let column = |names: &str| header.find_any(names).map(|index| leaves[index]);
        let optional = |name: &Option<String>| name.as_deref().and_then(column);
        let required = |name: &str| column(name).ok_or_else(|| format!("there is no column {name}"));
        if !mapped.has_position() {
            return Err("a Parquet file of static data alone is not read: write it as CSV".to_owned());
        }
        let columns = &map.columns;
        let (latitude, longitude) = (required(&columns.latitude)?, required(&columns.longitude)?);
        let time = required(&columns.time)?;
        let layout = Self {
            vessel: optional(&columns.vessel),
            time,
            clock: clock(&schema.column(time)),
            place: if latitude == longitude { Place::Point(latitude) } else { Place::Degrees { latitude, longitude } },
            speed: optional(&columns.speed_over_ground),
            course: optional(&columns.course_over_ground),
            heading: optional(&columns.true_heading),
            status: optional(&columns.nav_status),
            class: optional(&columns.class),
            message_type: optional(&columns.message_type),
            statics: columns.of_statics().map(optional),
            format,
            map,
            mapped,
        };
        for column in layout.used() {
            check_type(&schema.column(column))?;
        }
        Ok(layout)
    }

    /// The columns that are decoded.
    pub(super) fn used(&self) -> impl Iterator<Item = usize> {
        let place = match self.place {
            Place::Degrees { latitude, longitude } => [Some(latitude), Some(longitude)],
            Place::Point(point) => [Some(point), None],
        };
        let motion = [self.speed, self.course, self.heading, self.status, self.class, self.message_type];
        [self.vessel, Some(self.time)].into_iter().chain(place).chain(motion).chain(self.statics).flatten()
    }
}

/// The layout asked for, or the first that the names fit.
fn recognise(
    header: &Header,
    point: Option<&str>,
    forced: Option<&Format>,
) -> Result<(Format, Arc<ColumnMap>, Mapped), String> {
    let columns = || format!("the columns found are: {}", header.listing());
    let mapped = |map: ColumnMap| {
        let map = Arc::new(with_point(map, header, point));
        Mapped::new(header, &map).map(|mapped| (map, mapped))
    };
    let marinecadastre = || {
        marinecadastre_map(header, point).and_then(|map| mapped(map).ok()).map(|(m, p)| (Format::MarineCadastre, m, p))
    };
    match forced {
        Some(Format::Mapped(map)) => mapped(map.as_ref().clone())
            .map(|(narrowed, parser)| (Format::Mapped(Arc::clone(map)), narrowed, parser))
            .map_err(|missing| {
                format!("there is no column {missing}, which the map {:?} has; {}", map.name, columns())
            }),
        Some(Format::MarineCadastre) => marinecadastre().ok_or_else(|| {
            let required = marinecadastre::REQUIRED;
            format!("a {} file needs the columns {required} (or geometry); {}", Format::MarineCadastre, columns())
        }),
        Some(format @ Format::Dma) => Err(format!("the format {format} is that of CSV files: give a column map")),
        Some(Format::Nmea) => Err("this is a Parquet file and no log of NMEA sentences: give no format".to_owned()),
        Some(format @ (Format::AisStream | Format::AisCatcher)) => {
            Err(format!("this is a Parquet file and no lines of {format}: give no format"))
        }
        None => marinecadastre()
            .or_else(|| {
                ColumnMap::built_in().into_iter().find_map(|map| {
                    let (map, parser) = mapped(map).ok()?;
                    Some((Format::Mapped(Arc::clone(&map)), map, parser))
                })
            })
            .ok_or_else(|| {
                let known = Format::NAMES.join(", ");
                format!("no AIS layout that is known ({known}); {}; give the format, or a column map", columns())
            }),
    }
}

/// The map with a column of points for the position, where there are no degrees.
fn with_point(mut map: ColumnMap, header: &Header, point: Option<&str>) -> ColumnMap {
    let columns = &mut map.columns;
    if let Some(point) = point
        && [&columns.latitude, &columns.longitude].iter().any(|names| header.find_any(names).is_none())
    {
        columns.latitude = point.to_owned();
        columns.longitude = point.to_owned();
    }
    map
}

/// The columns of MarineCadastre in the spelling of any year; `None` if a required one is missing.
fn marinecadastre_map(header: &Header, point: Option<&str>) -> Option<ColumnMap> {
    let column = |names: &[&str]| header.find(names).and_then(|index| header.name(index)).map(str::to_owned);
    let degrees = column(&["lat", "latitude"]).zip(column(&["lon", "longitude"]));
    let (latitude, longitude) = degrees.or_else(|| point.map(|point| (point.to_owned(), point.to_owned())))?;
    Some(ColumnMap {
        name: Format::MarineCadastre.name().to_owned(),
        columns: Columns {
            speed_over_ground: column(&["sog"]),
            course_over_ground: column(&["cog"]),
            true_heading: column(&["heading"]),
            nav_status: column(&["status"]),
            class: column(&["transceiver_class", "transceiver"]),
            imo: column(&["imo"]),
            name: column(&["vessel_name"]),
            call_sign: column(&["call_sign"]),
            ship_type: column(&["vessel_type"]),
            length: column(&["length"]),
            beam: column(&["width"]),
            draught: column(&["draft", "draught"]),
            ..Columns::required(&column(&["mmsi"])?, &column(&["base_date_time"])?, &latitude, &longitude)
        },
        time_format: TimeFormat::Rfc3339,
        ..ColumnMap::default()
    })
}

/// What the numbers of a time column count. A timestamp without a zone is UTC, as in CSV files.
fn clock(column: &ColumnDescriptor) -> Clock {
    match (column.physical_type(), column.logical_type_ref(), column.converted_type()) {
        // Made milliseconds when decoded.
        (Type::INT96, ..) => Clock::PerMillisecond(1),
        (_, Some(LogicalType::Timestamp(timestamp)), _) => Clock::PerMillisecond(match timestamp.unit {
            TimeUnit::MILLIS => 1,
            TimeUnit::MICROS => 1_000,
            TimeUnit::NANOS => 1_000_000,
        }),
        (.., ConvertedType::TIMESTAMP_MILLIS) => Clock::PerMillisecond(1),
        (.., ConvertedType::TIMESTAMP_MICROS) => Clock::PerMillisecond(1_000),
        _ => Clock::AsMapped,
    }
}

/// Refuses types whose bytes would be taken for something else.
fn check_type(column: &ColumnDescriptor) -> Result<(), String> {
    let what = match (column.physical_type(), column.logical_type_ref(), column.converted_type()) {
        (Type::BOOLEAN, ..) => "BOOLEAN",
        (_, Some(LogicalType::Decimal(_)), _) | (.., ConvertedType::DECIMAL) => "DECIMAL",
        (_, Some(LogicalType::Float16), _) => "FLOAT16",
        _ => return Ok(()),
    };
    Err(format!("column {} is of type {what}, which is not read: write it as DOUBLE, INT64 or STRING", column.name()))
}
