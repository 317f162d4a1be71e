//! Methods that the field publishes, as detectors, so that they can be held against the same truth.
//!
//! Each is as its authors describe it, with their numbers; where no author stands behind a number, its field says so. All
//! see the fleet as this crate reads and cleans it: duplicates, impossible fixes and shared MMSIs are dealt with before, which is more than the
//! methods themselves do.
//!
//! | method | what it finds | known to lose |
//! |---|---|---|
//! | [`GridMethod`] | encounters on a grid of ten minutes, day by day | what crosses midnight or 180°, what one sample interrupts |
//! | [`BucketMethod`] | pairs of slow ships in a bucket of a quarter of an hour and a cell of a degree | pairs on two sides of a cell's edge, courses that are noise |
//! | [`CoLocationMethod`] | pairs in one small cell in one hour | pairs on two sides of a cell's edge |
//! | [`GapEndpointsMethod`] | pairs of silences that start and end near each other | one silent ship beside one that is heard |
//! | [`Gap12hMethod`] | silences of twelve hours far from shore | shorter ones, and why they are |
//!
//! ```
//! use chrono::{DateTime, TimeDelta, Utc};
//! use lightering::evaluate::methods::GridMethod;
//! use lightering::simulate::Voyage;
//! use lightering::{Detector, FleetBuilder, TrackIndex, ais::Mmsi};
//!
//! let noon: DateTime<Utc> = "2024-03-01T12:00:00Z".parse()?;
//! let host = Voyage::of(Mmsi::new(636_000_001)?).starting(noon, 30.0, 150.0).drift(6.0, 0.0, 0.6);
//! let guest = Voyage::of(Mmsi::new(636_000_002)?)
//!     .starting(noon, 29.9, 150.0)
//!     .alongside(&host, 0.0, 80.0, noon + TimeDelta::hours(1), noon + TimeDelta::hours(5))
//!     .sail(1.0, 180.0, 11.0);
//! let mut builder = FleetBuilder::new();
//! for report in [host, guest].iter().flat_map(|ship| ship.reports(TimeDelta::minutes(3))) {
//!     builder.push(&report);
//! }
//! let fleet = builder.build(&Default::default())?;
//! let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;
//! let alerts = GridMethod::default().detect(&index);
//! assert_eq!(alerts.len(), 1);
//! assert_eq!(alerts[0].start, noon + TimeDelta::hours(1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bucket;
mod cells;
mod co_location;
mod gap_12h;
mod gap_endpoints;
mod grid;
mod joined;
mod sphere;

pub use bucket::BucketMethod;
pub use co_location::CoLocationMethod;
pub use gap_12h::Gap12hMethod;
pub use gap_endpoints::GapEndpointsMethod;
pub use grid::GridMethod;

#[cfg(test)]
#[path = "fixtures_tests.rs"]
mod fixtures;
