//! Stands in for unpacking where the feature is not built in.

use std::io::Read;
use std::path::Path;

use super::Packing;
use crate::read::intake::Intake;
use crate::{Error, Result};

fn missing(path: &Path, kind: &str) -> Result<()> {
    let reason = format!("this is a {kind} file: unpack it first, or build with the feature `compression`");
    Err(Error::Input { path: path.to_path_buf(), reason })
}

/// Says that .gz needs the feature.
pub(in crate::read) fn read_gzip(path: &Path, _: impl Read + Send, _: &mut Intake<'_>) -> Result<()> {
    missing(path, "gzip")
}

/// Says that .zst needs the feature.
pub(in crate::read) fn read_zstd(path: &Path, _: impl Read + Send, _: &mut Intake<'_>) -> Result<()> {
    missing(path, "zstd")
}

/// Says that .zip needs the feature.
pub(in crate::read) fn read_zip(path: &Path, _: impl Read + Send, _: &mut Intake<'_>) -> Result<()> {
    missing(path, "zip")
}

/// What is in a file that is not packed.
pub(in crate::read) fn unpacked<'r>(packing: Packing, packed: impl Read + 'r) -> Option<Box<dyn Read + 'r>> {
    (packing == Packing::None).then(|| Box::new(packed) as Box<dyn Read + 'r>)
}
