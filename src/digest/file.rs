//! Digests as files.
//!
//! A file is a header of 32 bytes and a body. The header holds eight letters that say what it is, the version of the
//! format, the length of the body and its XXH64. The body is the digest in the format of the crate `postcard`
//! (numbers in as few bytes as they need), compressed as by zlib. Reports stand in columns as differences from
//! one to the next, which are small.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use super::Digest;
use super::vessel::Vessel;
use crate::ais::{Dimensions, Draught, Imo, ShipType, StaticData};
use crate::config::Config;
use crate::detect::contact::{Contact, Met};
use crate::detect::stretch::Stretch;
use crate::read::{DIGEST_MAGIC, ReadReport, Reason, Reject};
use crate::track::CleaningReport;
use crate::{Error, Result};

/// Version of the format; another is refused.
const VERSION: u32 = 7;
/// Length of the header.
const HEADER_BYTES: usize = 32;
/// Bodies larger than this are not a digest but damage.
const MAX_BODY_BYTES: u64 = 1 << 36;

/// A body unpacks to at most so many times its size, beyond [`SMALL_BODY_BYTES`]: digests of real days to about 3 times, and
/// what is made to take all memory to 1000 times.
const MAX_UNPACKED_RATIO: u64 = 100;
/// A body of so many bytes does no harm.
const SMALL_BODY_BYTES: u64 = 64 << 20;

/// A pair of lanes.
type Pair = (super::LaneId, super::LaneId);

/// The body of a file.
#[derive(Serialize, Deserialize)]
struct Body<'a> {
    config: Config,
    span: Option<(i64, i64)>,
    statics: Vec<Statics>,
    vessels: Cow<'a, [Vessel]>,
    open: Cow<'a, BTreeMap<Pair, Vec<Stretch<Contact>>>>,
    complete: Cow<'a, BTreeMap<Pair, Vec<Met>>>,
    cleaning: Cow<'a, CleaningReport>,
    rows_read: u64,
    rows_taken: u64,
    rejected: Cow<'a, BTreeMap<Reason, u64>>,
    rejects: Cow<'a, [Reject]>,
}

/// [`StaticData`] as plain values.
#[derive(Serialize, Deserialize)]
struct Statics {
    imo: Option<u32>,
    invalid_imo: Option<u32>,
    name: Option<String>,
    call_sign: Option<String>,
    ship_type: Option<u8>,
    /// To bow, stern, port and starboard; or, where the antenna's place is not known, length and beam.
    from_antenna: Option<[u16; 4]>,
    centred: Option<[u16; 2]>,
    draught_dm: Option<u8>,
    destination: Option<String>,
}

impl From<&StaticData> for Statics {
    fn from(data: &StaticData) -> Self {
        let known = data.dimensions.filter(|hull| hull.antenna_known());
        let centred = data.dimensions.filter(|hull| !hull.antenna_known());
        Self {
            imo: data.imo.map(Imo::get),
            invalid_imo: data.invalid_imo,
            name: data.name.clone(),
            call_sign: data.call_sign.clone(),
            ship_type: data.ship_type.map(ShipType::code),
            from_antenna: known
                .map(|hull| [hull.to_bow_m(), hull.to_stern_m(), hull.to_port_m(), hull.to_starboard_m()]),
            centred: centred.map(|hull| [hull.length_m(), hull.beam_m()]),
            draught_dm: data.draught.map(Draught::dm),
            destination: data.destination.clone(),
        }
    }
}

impl From<Statics> for StaticData {
    fn from(data: Statics) -> Self {
        let known = data
            .from_antenna
            .and_then(|[bow, stern, port, starboard]| Dimensions::from_antenna(bow, stern, port, starboard));
        Self {
            imo: data.imo.and_then(|imo| Imo::new(imo).ok()),
            invalid_imo: data.invalid_imo,
            name: data.name,
            call_sign: data.call_sign,
            ship_type: data.ship_type.and_then(ShipType::from_code),
            dimensions: known.or_else(|| data.centred.and_then(|[length, beam]| Dimensions::centred(length, beam))),
            draught: data.draught_dm.and_then(Draught::from_dm),
            destination: data.destination,
        }
    }
}

impl Digest {
    /// Writes the digest as a file.
    ///
    /// # Errors
    ///
    /// [`Error::Digest`] if it cannot be encoded, and that of the writer as [`Error::Io`] with `path`, which is used for
    /// messages alone.
    pub fn write(&self, path: &Path, mut file: impl Write) -> Result<()> {
        let failed = |error: std::io::Error| Error::io(path, error);
        let bytes =
            self.packed().map_err(|error| Error::Digest(format!("{}: cannot be encoded: {error}", path.display())))?;
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&bytes).map_err(failed)?;
        let packed = encoder.finish().map_err(failed)?;
        let mut header = Vec::with_capacity(HEADER_BYTES);
        header.extend(DIGEST_MAGIC);
        header.extend(VERSION.to_le_bytes());
        header.extend([0; 4]);
        header.extend((packed.len() as u64).to_le_bytes());
        header.extend(XxHash64::oneshot(0, &packed).to_le_bytes());
        file.write_all(&header).and_then(|()| file.write_all(&packed)).and_then(|()| file.flush()).map_err(failed)
    }

    /// Reads a digest that [`write`](Self::write) has written; `path` is used for messages alone.
    ///
    /// # Errors
    ///
    /// [`Error::Digest`] if the file is no digest, is cut short or altered, or has another version;
    /// [`Error::Io`] if it cannot be read.
    pub fn read(path: &Path, mut file: impl Read) -> Result<Self> {
        let refuse = |reason: &str| Error::Digest(format!("{}: {reason}", path.display()));
        let cut_short = || refuse("the digest is cut short: make it again, or fetch it again");
        let mut bytes = Vec::new();
        file.by_ref().take(HEADER_BYTES as u64).read_to_end(&mut bytes).map_err(|error| Error::io(path, error))?;
        if !bytes.starts_with(&DIGEST_MAGIC) {
            return Err(refuse("this is no digest: `lightering digest` makes one of AIS files"));
        }
        let (Some(version), Some(length), Some(hash)) =
            (number(&bytes, 8, 4), number(&bytes, 16, 8), number(&bytes, 24, 8))
        else {
            return Err(cut_short());
        };
        if version != u64::from(VERSION) {
            return Err(refuse(&format!(
                "the digest has version {version} of the format, this program reads version {VERSION}: make it again"
            )));
        }
        let damaged = || refuse("the digest is damaged: make it again, or fetch it again");
        if length > MAX_BODY_BYTES || number(&bytes, 12, 4) != Some(0) {
            return Err(damaged());
        }
        let mut packed = Vec::new();
        file.by_ref().take(length + 1).read_to_end(&mut packed).map_err(|error| Error::io(path, error))?;
        if (packed.len() as u64) < length {
            return Err(cut_short());
        }
        if packed.len() as u64 > length || XxHash64::oneshot(0, &packed) != hash {
            return Err(damaged());
        }
        let mut bytes = Vec::new();
        let most = length.saturating_mul(MAX_UNPACKED_RATIO).max(SMALL_BODY_BYTES);
        ZlibDecoder::new(&packed[..]).take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 > most {
            return Err(damaged());
        }
        Self::unpacked(&bytes).ok_or_else(damaged)
    }

    /// The digest as the body of a file, not compressed. Of the account of the reading it has the counts and the list of rows.
    pub(super) fn packed(&self) -> postcard::Result<Vec<u8>> {
        let body = Body {
            config: self.config,
            span: self.span,
            statics: self.statics.iter().map(Statics::from).collect(),
            vessels: Cow::Borrowed(&self.vessels),
            open: Cow::Borrowed(&self.open),
            complete: Cow::Borrowed(&self.complete),
            cleaning: Cow::Borrowed(&self.cleaning),
            rows_read: self.account.rows_read,
            rows_taken: self.account.rows_taken,
            rejected: Cow::Borrowed(&self.account.rejected),
            rejects: Cow::Borrowed(&self.account.rejects),
        };
        postcard::to_allocvec(&body)
    }

    /// The digest that was packed; `None` if it was altered since.
    pub(super) fn unpacked(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes::<Body<'_>>(bytes).ok()?.into_digest()
    }
}

/// A little-endian number of a header.
fn number(header: &[u8], at: usize, bytes: usize) -> Option<u64> {
    Some(header.get(at..at + bytes)?.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

impl Body<'_> {
    /// The digest, if what refers to each other does.
    fn into_digest(self) -> Option<Digest> {
        let Self { config, span, statics, vessels, open, complete, cleaning, .. } = self;
        let vessels = vessels.into_owned();
        config.validate().ok()?;
        let statics: Vec<StaticData> = statics.into_iter().map(StaticData::from).collect();
        let sorted = vessels.windows(2).all(|pair| pair[0].mmsi < pair[1].mmsi) && statics.is_sorted();
        let sound = |vessel: &Vessel| vessel.is_sound(statics.len());
        let of_open = open.values().flatten().flat_map(|stretch| &stretch.part).map(|part| &part.sums.poses);
        let poses = of_open.chain(complete.values().flatten().map(|met| &met.poses)).all(|poses| poses.is_sound());
        if !sorted || !poses || !vessels.iter().all(sound) || span.is_some_and(|(first, last)| first > last) {
            return None;
        }
        let account = ReadReport {
            rows_read: self.rows_read,
            rows_taken: self.rows_taken,
            rejected: self.rejected.into_owned(),
            rejects: self.rejects.into_owned(),
            ..ReadReport::default()
        };
        let digest = Digest {
            config,
            span,
            statics,
            vessels,
            open: open.into_owned(),
            complete: complete.into_owned(),
            cleaning: cleaning.into_owned(),
            account,
        };
        let known = |(mmsi, lane): super::LaneId| {
            let number = digest.vessels.binary_search_by_key(&mmsi, |vessel| vessel.mmsi).ok();
            number.is_some_and(|number| (lane as usize) < digest.vessels[number].lanes.len())
        };
        digest.open.keys().chain(digest.complete.keys()).all(|&(a, b)| known(a) && known(b)).then_some(digest)
    }
}

/// Reports in columns, as differences from one to the next.
pub(super) mod rows {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::track::Row;

    #[derive(Default, Serialize, Deserialize)]
    struct Columns {
        mmsi: u32,
        time_ms: Vec<i64>,
        latitude_e7: Vec<i32>,
        longitude_e7: Vec<i32>,
        sog: Vec<u16>,
        cog: Vec<u16>,
        heading: Vec<u16>,
        status: Vec<u8>,
        flags: Vec<u8>,
        statics: Vec<u32>,
    }

    pub(in crate::digest) fn serialize<S: Serializer>(rows: &[Row], serializer: S) -> Result<S::Ok, S::Error> {
        let mut columns = Columns { mmsi: rows.first().map_or(0, |row| row.mmsi), ..Columns::default() };
        let mut before = Row::default();
        for row in rows {
            columns.time_ms.push(row.time_ms.wrapping_sub(before.time_ms));
            columns.latitude_e7.push(row.latitude_e7.wrapping_sub(before.latitude_e7));
            columns.longitude_e7.push(row.longitude_e7.wrapping_sub(before.longitude_e7));
            columns.sog.push(row.sog);
            columns.cog.push(row.cog);
            columns.heading.push(row.heading);
            columns.status.push(row.status);
            columns.flags.push(row.flags);
            columns.statics.push(row.statics);
            before = *row;
        }
        columns.serialize(serializer)
    }

    pub(in crate::digest) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Row>, D::Error> {
        let columns = Columns::deserialize(deserializer)?;
        let count = columns.time_ms.len();
        let lengths = [
            columns.latitude_e7.len(),
            columns.longitude_e7.len(),
            columns.sog.len(),
            columns.cog.len(),
            columns.heading.len(),
            columns.status.len(),
            columns.flags.len(),
            columns.statics.len(),
        ];
        if lengths.iter().any(|&length| length != count) {
            return Err(D::Error::custom("columns of different lengths"));
        }
        let mut before = Row::default();
        Ok((0..count)
            .map(|i| {
                before = Row {
                    mmsi: columns.mmsi,
                    time_ms: before.time_ms.wrapping_add(columns.time_ms[i]),
                    latitude_e7: before.latitude_e7.wrapping_add(columns.latitude_e7[i]),
                    longitude_e7: before.longitude_e7.wrapping_add(columns.longitude_e7[i]),
                    sog: columns.sog[i],
                    cog: columns.cog[i],
                    heading: columns.heading[i],
                    status: columns.status[i],
                    flags: columns.flags[i],
                    statics: columns.statics[i],
                };
                before
            })
            .collect())
    }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
