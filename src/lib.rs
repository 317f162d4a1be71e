//! Lightering finds ship-to-ship transfers in AIS vessel tracks.

pub mod ais;
pub mod detect;
mod error;
pub mod geodesy;
pub mod index;
mod parallel;
pub mod read;
pub mod simulate;
pub mod track;

pub use error::{Error, Result};
