//! Lightering finds ship-to-ship transfers in AIS vessel tracks.
//!
//! *Lightering* is the trade's word for moving cargo from ship to ship. The Automatic Identification
//! System (AIS) makes ships say where they are; this crate looks through what they said, a day or months
//! of it, for pairs that lay close to each other for long ([`Encounter`]), for long silences
//! ([`Gap`](detect::Gap)) and for ships that waited at sea ([`Loitering`](detect::Loitering)). From these it makes
//! [candidate transfers](assess::Candidate), each with the evidence for and against it and a score that is its sum. They are
//! for a look by a human, not findings of guilt: most transfers are lawful, and most meetings are none.
//!
//! ```
//! use lightering::read::{ReadOptions, read_files};
//! use lightering::{Detector, EncounterDetector, TrackIndex};
//!
//! let files = ["examples/data/sample_fixes.csv".into()];
//! let (builder, report) = read_files(&files, &ReadOptions::default(), &|_| {})?;
//! let fleet = builder.build(&Default::default())?;
//! let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
//! for event in EncounterDetector::new(Default::default())?.detect(&index) {
//!     println!("{} met {} for {:.1} h from {}", event.mmsi_a, event.mmsi_b, event.duration_h(), event.start);
//! }
//! # assert_eq!(report.rows_read, 10_504);
//! # assert_eq!(EncounterDetector::new(Default::default())?.detect(&index).len(), 26);
//! # Ok::<(), lightering::Error>(())
//! ```
//!
//! # Where to start
//!
//! | to | see |
//! |---|---|
//! | read files | [`read`]: CSV of any layout, NMEA, JSON and Parquet, plain or compressed, with an account of every row |
//! | use fixes of your own | [`FleetBuilder`]: push [`PositionReport`](ais::PositionReport)s in any order |
//! | ask who was where | [`TrackIndex`]: near a place, inside a polygon, nearest at a moment, pairs within a distance |
//! | find events | [`detect`]: a [`Detector`] for each kind |
//! | judge them | [`assess`]: candidate transfers, by score, with every line of evidence |
//! | do all of this for any amount of data | [`digest`]: windows of time, and what they leave behind |
//! | compare a method of your own | implement [`Detector`], and hold it with `evaluate` against a scene of [`simulate`], whose truth is known; the chapter `benchmark` does |
//! | write files | [`write`](mod@write): one writer a file, and an output folder that appears whole or not at all |
//! | see one encounter | `plot`, with the feature of that name |
//!
//! The [`architecture`] chapter says how it is made and why; every parameter, with its unit, range, default
//! and the source of the default, is in [`config::PARAMETERS`].
//!
//! # Features
//!
//! None is on by default, and none changes what is found.
//!
//! | feature | adds |
//! |---|---|
//! | `parallel` | work on all cores |
//! | `compression` | reading .gz, .zst and .zip |
//! | `parquet` | reading Parquet and GeoParquet |
//! | `nmea` | reading logs of NMEA sentences (AIVDM) |
//! | `json` | reading lines of JSON: AISStream and AIS-catcher; writing events in the field names of Global Fishing Watch, and (with `config`) `summary.json` |
//! | `geojson` | areas, anchorages and coastlines from GeoJSON, and events as GeoJSON |
//! | `kml` | candidates as KML |
//! | `config` | parameters from and to TOML |
//! | `digest-file` | digests as files; brings `config` |
//! | `spill` | reports in any order, by way of a temporary file |
//! | `activity` | how many vessels of a list, flag or type were in an area, against before |
//! | `coastline` | the outline of the world's coasts |
//! | `simulate` | scenarios with planted transfers and their truth |
//! | `evaluate` | events held against truth: figures with intervals, and other methods of the field |
//! | `plot` | an encounter as SVG |
//! | `report` | a report as one page that opens in a browser |
//! | `cli` | the `lightering` command; brings all others |
//!
//! # What it does not protect from
//!
//! * **False positions.** What a ship sends is taken for where she is, unless no ship could have moved so.
//!   A spoofed track that moves as a ship does is a track like any other.
//! * **False identities.** An MMSI that two transmitters use at the same time gives two tracks, and one that a ship hands
//!   over is noticed if she keeps her IMO number, or her name and call sign. No register is asked.
//! * **Silence.** Why a vessel was silent is told by a model of [reception](detect::Reception) that knows the data and nothing else.
//!   A [dark rendezvous](detect::DarkRendezvous) is what can have been.
//! * **Lawful meetings.** Neighbours in a harbour, ships at one anchorage and supply boats meet the
//!   definition of an encounter. Nothing is left out; [`assess`] weighs what speaks against a transfer, by weights that are
//!   estimates and not fits.
//! * **Straight lines.** Between two fixes up to an hour apart (four for a ship that hardly moved) a ship is
//!   taken to go straight at constant speed.
//! * **Antennas.** Distances are between antennas. Clearance between hulls needs dimensions and true headings;
//!   where a source gives length and beam alone, the antenna is taken to be amidships.

#[cfg(feature = "activity")]
pub mod activity;
pub mod ais;
pub mod architecture;
pub mod area;
pub mod assess;
#[cfg(feature = "evaluate")]
pub mod benchmark;
pub mod chain;
#[cfg(feature = "coastline")]
pub mod coastline;
pub mod config;
pub mod detect;
pub mod digest;
mod display;
mod error;
#[cfg(feature = "evaluate")]
pub mod evaluate;
pub mod geodesy;
mod hash;
pub mod index;
mod parallel;
pub mod places;
#[cfg(feature = "plot")]
pub mod plot;
#[cfg(any(feature = "simulate", feature = "evaluate"))]
mod random;
pub mod read;
pub mod simulate;
mod table;
pub mod track;
pub mod watchlist;
pub mod write;

pub use detect::{Detector, Encounter, EncounterDetector, EncounterParameters};
pub use error::{Error, Result};
pub use index::TrackIndex;
pub use track::{Fleet, FleetBuilder, Track};
