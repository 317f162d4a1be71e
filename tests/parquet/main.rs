//! Parquet files give what the same rows give as CSV.

#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used)]

mod damage;
#[cfg(feature = "compression")]
mod same_day;
mod sample;
mod table;
mod types;

use std::path::Path;

use lightering::read::{ReadOptions, ReadReport, read_files, read_stream};
use lightering::track::{CleaningParameters, FleetBuilder};

/// Reads a file with the options that are the default.
fn read(path: &Path) -> lightering::Result<(FleetBuilder, ReadReport)> {
    read_files(&[path.to_path_buf()], &ReadOptions::default(), &|_| {})
}

/// Reads CSV text.
fn read_csv(text: &str) -> (FleetBuilder, ReadReport) {
    read_stream("memory.csv", text.as_bytes(), &ReadOptions::default(), &|_| {}).unwrap()
}

/// All that a fleet consists of, for comparison.
fn contents(builder: FleetBuilder) -> String {
    format!("{:?}", builder.build(&CleaningParameters::default()).unwrap())
}
