//! Lightering finds ship-to-ship transfers in AIS vessel tracks.

pub mod ais;
pub mod area;
pub mod config;
pub mod detect;
mod error;
pub mod geodesy;
pub mod index;
mod parallel;
pub mod places;
pub mod read;
pub mod simulate;
pub mod track;
pub mod write;

pub use error::{Error, Result};
