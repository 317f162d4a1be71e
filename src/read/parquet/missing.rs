//! Stands in for the reader of Parquet where the feature is not built in.

use std::path::Path;

use super::intake::Intake;
use crate::{Error, Result};

/// Says that Parquet needs the feature.
pub(super) fn read_file(path: &Path, _: &mut Intake<'_>) -> Result<()> {
    let reason = "this is a Parquet file: write it as CSV, or build with the feature `parquet`".to_owned();
    Err(Error::Input { path: path.to_path_buf(), reason })
}
