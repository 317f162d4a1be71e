//! Stands in for the reader of NMEA sentences where the feature is not built in.

use std::io::{self, Read};
use std::path::Path;

use super::blocks::Blocks;
use super::intake::Intake;
use crate::{Error, Result};

/// Says that logs of sentences need the feature.
pub(super) fn read<R: Read>(
    path: &Path,
    _: &mut Blocks<R>,
    _: &mut Intake<'_>,
    _: impl Fn(io::Error, u64, u64) -> Error,
) -> Result<()> {
    let reason = "this is a log of NMEA sentences: build with the feature `nmea`, or decode it to CSV first".to_owned();
    Err(Error::Input { path: path.to_path_buf(), reason })
}
