//! Tracks: the time-ordered fixes of each transmitter, cleaned and split by identity.
//!
//! Reports go into a [`FleetBuilder`] in any order; [`FleetBuilder::build`] sorts them, sets
//! aside what cannot be, splits an MMSI that two transmitters use, and gives a [`Fleet`]: all
//! fixes of all vessels as columns. A [`Track`] is a view of one transmitter's part of it, a
//! leg is the stretch between two of its consecutive fixes.
//!
//! ```
//! use lightering::ais::{Mmsi, Position, PositionReport};
//! use lightering::track::{CleaningParameters, FleetBuilder};
//! use chrono::{TimeZone, Utc};
//!
//! let mmsi = Mmsi::new(311_000_112)?;
//! let mut builder = FleetBuilder::new();
//! for minute in [0, 10, 20] {
//!     let time = Utc.with_ymd_and_hms(2018, 6, 2, 4, minute, 0).unwrap();
//!     let position = Position::from_degrees(33.0 + f64::from(minute) / 1000.0, -117.8)?;
//!     builder.push(&PositionReport::new(mmsi, time, position));
//! }
//! let fleet = builder.build(&CleaningParameters::default())?;
//! assert_eq!(fleet.tracks().next().unwrap().len(), 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aside;
mod builder;
mod by_vessel;
mod clean;
mod columns;
pub(crate) mod contact;
mod fleet;
mod hours;
mod leg;
mod motion;
mod motions;
mod pace;
mod resample;
mod spell;
mod spells;
mod statics;
mod transmitter;
mod view;

pub(crate) use aside::Aside;
#[cfg(feature = "parquet")]
pub(crate) use builder::{Ahead, Plan};
pub use builder::{FleetBuilder, StaticId};
pub(crate) use builder::{Parcel, Particulars, Row, Windows};
pub(crate) use clean::deduplicated;
pub use clean::{CleaningParameters, CleaningReport, SetAside};
pub use fleet::{Fleet, TrackId};
pub(crate) use hours::{Hour, Hours, hour_of, middle_of_hour_ms};
pub use leg::{Leg, LegParameters};
pub(crate) use leg::{LegRules, hours_ms, minutes_ms};
pub(crate) use motion::{Piece, SubLeg, lone_fix, pieces, sub_legs};
pub(crate) use motions::{Motion, Motions};
pub(crate) use pace::{Belt, Pace};
pub(crate) use spell::{Spell, SpellRules};
pub(crate) use spells::Spells;
pub use statics::StaticHistory;
pub(crate) use transmitter::{
    Ends, Fate, Lanes, OPEN_MS, Rules as TransmitterRules, SegmentEnds, sift, tracks as tracks_of_segments,
};
pub use view::{Fix, Track};
pub(crate) use view::{datetime, shifted};
