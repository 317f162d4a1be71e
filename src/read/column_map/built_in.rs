//! The built-in maps: data sets that are published, and services whose files have columns that their documents name.

use super::{ColumnMap, Columns, TimeFormat, VesselId};

/// A column, by its name or names.
fn named(name: &str) -> Option<String> {
    Some(name.to_owned())
}

impl ColumnMap {
    /// `nari_dynamic.csv` and `nari_static.csv` (or `nari_ais_static.csv`): six months of AIS around Brest, 2015 and 2016.
    ///
    /// Times are seconds since 1970; draughts and distances are metres. The data set's own description has two spellings of the
    /// dynamic columns (`sourcemmsi` and `mmsi`, `speedoverground` and `speed`) and of the IMO number (`imonumber` and `imo`);
    /// files found use the first.
    ///
    /// Source: Ray et al., *Heterogeneous integrated dataset for maritime intelligence, surveillance,
    /// and reconnaissance*, Data in Brief 25 (2019), doi 10.1016/j.dib.2019.104141; names and units of the static columns from the
    /// description that comes with the files (version 2 of 31 May 2017).
    #[must_use]
    pub fn brest() -> Self {
        let statics = Self {
            name: "brest".to_owned(),
            columns: Columns {
                imo: named("imonumber|imo"),
                name: named("shipname"),
                call_sign: named("callsign"),
                ship_type: named("shiptype"),
                to_bow: named("to_bow"),
                to_stern: named("to_stern"),
                to_port: named("to_port"),
                to_starboard: named("to_starboard"),
                draught: named("draught"),
                destination: named("destination"),
                ..Columns::required("sourcemmsi", "t", "", "")
            },
            time_format: TimeFormat::EpochSeconds,
            ..Self::default()
        };
        Self {
            name: "brest".to_owned(),
            columns: Columns {
                speed_over_ground: named("speedoverground"),
                course_over_ground: named("courseoverground"),
                true_heading: named("trueheading"),
                nav_status: named("navigationalstatus"),
                ..Columns::required("sourcemmsi", "t", "lat", "lon")
            },
            optional: true,
            time_format: TimeFormat::EpochSeconds,
            static_file: Some(Box::new(statics)),
            ..Self::default()
        }
    }

    /// Files of the Piraeus data set, 2017 to 2019, whose vessels are hashed: the dynamic ones, and `unipi_ais_static.csv`, which
    /// has the type of ship by vessel and no time.
    ///
    /// Source: Tritsarolis, Kontoulis, Theodoridis, *The Piraeus AIS dataset for large-scale maritime
    /// data analytics*, Data in Brief 40 (2022), doi 10.1016/j.dib.2021.107782. The columns of the static file (`vessel_id`,
    /// `country`, `shiptype`) are as programs that load it name them.
    #[must_use]
    pub fn piraeus() -> Self {
        let statics = Self {
            name: "piraeus".to_owned(),
            columns: Columns { ship_type: named("shiptype"), ..Columns::required("vessel_id", "", "", "") },
            vessel_id: VesselId::Hashed,
            ..Self::default()
        };
        Self {
            name: "piraeus".to_owned(),
            columns: Columns {
                speed_over_ground: named("speed"),
                course_over_ground: named("course"),
                true_heading: named("heading"),
                ..Columns::required("vessel_id", "t", "lat", "lon")
            },
            optional: true,
            vessel_id: VesselId::Hashed,
            time_format: TimeFormat::EpochMilliseconds,
            static_file: Some(Box::new(statics)),
            ..Self::default()
        }
    }

    /// Tracks as Global Fishing Watch publishes them, among them its anonymised training data, whose
    /// vessels are hashed.
    ///
    /// Source: the header of the files of *Anonymized AIS training data* (version 1, 2020), which has `mmsi`, `timestamp`,
    /// `distance_from_shore`, `distance_from_port`, `speed`, `course`, `lat`, `lon`, `is_fishing` and `source`.
    #[must_use]
    pub fn gfw() -> Self {
        Self {
            name: "gfw".to_owned(),
            columns: Columns {
                speed_over_ground: named("speed"),
                course_over_ground: named("course"),
                ..Columns::required("mmsi", "timestamp", "lat", "lon")
            },
            optional: true,
            vessel_id: VesselId::MmsiOrHashed,
            time_format: TimeFormat::Any,
            ..Self::default()
        }
    }

    /// Standard extracts of Spire Maritime: rows of positions and of static data, told apart by `msg_type`.
    ///
    /// Source: Spire Maritime, *Standard data sample format* (documentation.spire.com/data-extracts), for `timestamp`, `mmsi`,
    /// `msg_type`, `latitude`, `longitude`, `speed`, `course`, `heading` and `imo` and their units; *AIS decoded fields
    /// descriptions and their values* (faq.spire.com), for `status`, `name`, `call_sign`, `ship_and_cargo_type`, `length`,
    /// `width`, `draught` and `destination`. Not certain: the column of the type of ship, which is also looked for as `ship_type`,
    /// and the unit of `draught`, which the second document puts as "expressed in 1/10 meters". It is taken for metres; for a
    /// file of decimetres give a map of your own with `draught_unit = "0.1 m"`.
    #[must_use]
    pub fn spire() -> Self {
        Self {
            name: "spire".to_owned(),
            columns: Columns {
                message_type: named("msg_type"),
                speed_over_ground: named("speed"),
                course_over_ground: named("course"),
                true_heading: named("heading"),
                nav_status: named("status"),
                imo: named("imo"),
                name: named("name"),
                call_sign: named("call_sign"),
                ship_type: named("ship_and_cargo_type|ship_type"),
                length: named("length"),
                beam: named("width"),
                draught: named("draught"),
                destination: named("destination"),
                ..Columns::required("mmsi", "timestamp", "latitude", "longitude")
            },
            optional: true,
            time_format: TimeFormat::Rfc3339,
            ..Self::default()
        }
    }

    /// Files with semicolons of the Norwegian Coastal Administration (Kystverket), among them those of its satellites.
    ///
    /// The columns are `mmsi;imo_nr;length;date_time_utc;lon;lat;sog;cog;true_heading;nav_status;message_nr`, and the same without
    /// `imo_nr` and `length` in files of 2011. No document of the publisher was at hand: the two headers are as programs that load
    /// such files quote them, and units are taken to be knots and degrees. A length without a beam is of no use here.
    #[must_use]
    pub fn kystverket() -> Self {
        Self {
            name: "kystverket".to_owned(),
            delimiter: ';',
            columns: Columns {
                message_type: named("message_nr"),
                speed_over_ground: named("sog"),
                course_over_ground: named("cog"),
                true_heading: named("true_heading"),
                nav_status: named("nav_status"),
                imo: named("imo_nr"),
                ..Columns::required("mmsi", "date_time_utc", "lat", "lon")
            },
            optional: true,
            time_format: TimeFormat::Rfc3339,
            ..Self::default()
        }
    }

    /// The built-in maps.
    pub(in crate::read) fn built_in() -> [Self; 5] {
        [Self::brest(), Self::piraeus(), Self::spire(), Self::kystverket(), Self::gfw()]
    }
}
