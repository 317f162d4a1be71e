//! Stands in for the reader of JSON where the feature is not built in.

use std::io::{self, Read};
use std::path::Path;

use super::Format;
use super::blocks::Blocks;
use super::intake::Intake;
use crate::{Error, Result};

/// Says that lines of JSON need the feature.
pub(super) fn read<R: Read>(
    path: &Path,
    _: &mut Blocks<R>,
    _: &mut Intake<'_>,
    format: &Format,
    _: impl Fn(io::Error, u64, u64) -> Error,
) -> Result<()> {
    let reason =
        format!("these are lines of JSON ({format}): build with the feature `json`, or make CSV of them first");
    Err(Error::Input { path: path.to_path_buf(), reason })
}
