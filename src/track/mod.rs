//! Tracks: the time-ordered fixes of each transmitter, cleaned and split by identity.

mod builder;

pub use builder::{FleetBuilder, StaticId};
