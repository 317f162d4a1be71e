//! What is done with arbitrary bytes: one function for each way by which bytes come in.
//!
//! The functions need no fuzzer: `tests/fuzz_replay.rs` calls them, too. None of them may panic, hang, or take memory that is
//! out of proportion to the bytes, whatever these are.

use std::io::{Write, sink};
use std::path::{Path, PathBuf};

use lightering::area::Area;
use lightering::chain;
use lightering::config::Config;
use lightering::digest::Digest;
use lightering::places::Anchorages;
use lightering::read::{self, ColumnMap, Format, Limits, ReadOptions, ReadReport, Source};
use lightering::watchlist::Watchlist;
use lightering::write::{self, report};

/// The name of a target, which is that of its folders, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 11] = [
    ("csv", csv),
    ("nmea", nmea),
    ("parquet", parquet),
    ("packed", packed),
    ("digest", digest_file),
    ("config", config),
    ("column_map", column_map),
    ("area", area),
    ("watchlist", watchlist),
    ("anchorages", anchorages),
    ("pipeline", pipeline),
];

/// Limits that a few kilobytes can reach.
fn options(format: Option<Format>) -> ReadOptions {
    let limits =
        Limits { max_unpacked_bytes: 4 << 20, max_zip_members: 50, max_waiting_messages: 4, ..Limits::default() };
    ReadOptions { format, limits, latest: "2030-01-01T00:00:00Z".parse().ok(), ..ReadOptions::default() }
}

/// Every row is taken or rejected, and none twice.
fn check(report: &ReadReport, taken: usize) {
    assert_eq!(report.rows_read, report.rows_taken + report.rejected.values().sum::<u64>());
    assert_eq!(report.rows_taken, taken as u64);
}

fn read_as(bytes: &[u8], format: Option<Format>) {
    if let Ok((reports, report)) = read::read_stream("bytes", bytes, &options(format), &|_| {}) {
        check(&report, reports.len());
        let _ = reports.build(&Config::default().cleaning);
    }
}

/// CSV of the layout that it is, and of each that has no sentences.
pub fn csv(bytes: &[u8]) {
    read_as(bytes, None);
    for format in Format::NAMES.iter().filter_map(|name| name.parse().ok()).filter(|format| *format != Format::Nmea) {
        read_as(bytes, Some(format));
    }
}

/// A log of sentences.
pub fn nmea(bytes: &[u8]) {
    read_as(bytes, Some(Format::Nmea));
}

/// A file on disk, which what is read from its end has to be.
fn file(bytes: &[u8], ending: &str) -> Option<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().suffix(ending).tempfile().ok()?;
    file.write_all(bytes).ok()?;
    Some(file)
}

fn read_file(bytes: &[u8], ending: &str) {
    let Some(file) = file(bytes, ending) else { return };
    let files: [PathBuf; 1] = [file.path().into()];
    if let Ok((reports, report)) = read::read_files(&files, &options(None), &|_| {}) {
        check(&report, reports.len());
    }
    let _ = read::first_lines(file.path(), 3);
}

/// Parquet. The reader makes errors of panics in the crate that it uses, so that the fuzzer must not end at once for one.
pub fn parquet(bytes: &[u8]) {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    read_file(bytes, ".parquet");
}

/// .zip, .gz and .zst, as a file and as a stream.
pub fn packed(bytes: &[u8]) {
    read_file(bytes, ".zip");
    read_as(bytes, None);
}

/// A digest as a file, or the body of one, which gets a header that is right: of one that is read, all events are found.
pub fn digest_file(bytes: &[u8]) {
    digest_of(bytes);
    if let Some(file) = with_header(bytes) {
        digest_of(&file);
    }
}

fn with_header(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(body).ok()?;
    let packed = encoder.finish().ok()?;
    let mut file = Vec::new();
    Digest::empty(&Config::default()).ok()?.write(Path::new("digest"), &mut file).ok()?;
    // What it is, and its version.
    file.truncate(16);
    file.extend((packed.len() as u64).to_le_bytes());
    file.extend(twox_hash::XxHash64::oneshot(0, &packed).to_le_bytes());
    file.extend(packed);
    Some(file)
}

fn digest_of(bytes: &[u8]) {
    if let Ok(digest) = Digest::read(Path::new("digest"), bytes) {
        let mut again = Vec::new();
        digest.write(Path::new("digest"), &mut again).expect("a digest can be written");
        finish(Digest::read(Path::new("digest"), again.as_slice()).expect("what was written is read"));
    }
}

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Parameters as TOML: what is read is written so that it reads the same.
pub fn config(bytes: &[u8]) {
    if let Ok(config) = Config::from_toml(Path::new("config"), &text(bytes)) {
        let again = Config::from_toml(Path::new("config"), &config.to_toml()).expect("what was written is read");
        assert_eq!(config, again);
    }
}

/// A column map as TOML, and behind a line `---` a file that it is of.
pub fn column_map(bytes: &[u8]) {
    let text = text(bytes);
    let (map, rows) =
        text.split_once("\n---\n").unwrap_or((&text, "a,b,c,d,e\n311000112,1527966000,33.01,-117.79,0.4\n"));
    if let Ok(map) = ColumnMap::from_toml(Path::new("map"), map) {
        read_as(rows.as_bytes(), Some(Format::Mapped(map.into())));
    }
}

/// An area as GeoJSON.
pub fn area(bytes: &[u8]) {
    if let Ok(area) = Area::from_geojson(Path::new("area"), &text(bytes)) {
        for (latitude, longitude) in [(0.0, 0.0), (33.01, -117.79), (90.0, 180.0), (-90.0, -180.0), (-17.0, 179.9)] {
            let position = lightering::ais::Position::from_degrees(latitude, longitude).expect("a place on earth");
            let _ = area.contains(position);
        }
    }
    let _ = Anchorages::from_geojson(Path::new("places"), &text(bytes));
}

/// A watchlist.
pub fn watchlist(bytes: &[u8]) {
    if let Ok(list) = Watchlist::from_reader(Path::new("list"), bytes) {
        let _ = list.find_mmsi(lightering::ais::Mmsi::new(311_000_112).expect("an MMSI"));
    }
}

/// Anchorages as CSV.
pub fn anchorages(bytes: &[u8]) {
    if let Ok(places) = Anchorages::from_reader(Path::new("places"), bytes) {
        let position = lightering::ais::Position::from_degrees(33.01, -117.79).expect("a place on earth");
        let _ = (places.nearest(position), places.contains(position, 10_000.0));
    }
}

/// From bytes to all that is written of events.
pub fn pipeline(bytes: &[u8]) {
    let window = chrono::TimeDelta::hours(6);
    let digested =
        Digest::of_source(Source::stream("bytes", bytes), &options(None), &Config::default(), window, &|_| {});
    if let Ok((digest, _)) = digested {
        let _ = write::rejects(&digest.account().rejects, sink());
        finish(digest);
    }
}

/// Finds all events and writes all files.
fn finish(digest: Digest) {
    let Ok(found) = digest.finish() else { return };
    let candidates = &found.candidates;
    write::encounters(&found.encounters, sink()).expect("written");
    write::encounters_geojson(&found.encounters, sink()).expect("written");
    write::gaps(&found.gaps, sink()).expect("written");
    write::dark_rendezvous(&found.dark_rendezvous, sink()).expect("written");
    write::identity(&found.identity, sink()).expect("written");
    write::loitering(&found.loitering, sink()).expect("written");
    write::candidates(candidates, sink()).expect("written");
    write::candidates_geojson(candidates, sink()).expect("written");
    write::candidates_kml(candidates, sink()).expect("written");
    write::candidates_geoparquet(candidates, sink()).expect("written");
    write::encounters_geoparquet(&found.encounters, sink()).expect("written");
    write::gfw_events(&found.encounters, &found.loitering, &found.gaps, sink()).expect("written");
    let page = report::Page {
        candidates: report::candidates(candidates),
        total: candidates.len() as u64,
        ..report::Page::default()
    };
    report::report(&page, sink()).expect("written");
    let transfers: Vec<chain::Transfer> = candidates.iter().filter_map(chain::Transfer::of).collect();
    let from: Vec<_> = transfers.iter().map(|transfer| transfer.mmsi_a).collect();
    if let Ok(hops) = chain::chain(&transfers, &from, &chain::ChainParameters::default()) {
        write::chain(&hops, &transfers, sink()).expect("written");
        write::chain_dot(&hops, &transfers, false, |_| None, sink()).expect("written");
    }
}
