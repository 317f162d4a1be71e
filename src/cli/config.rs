//! `lightering config`.

use lightering::config::Config;

use super::failure::Failure;

/// Prints the defaults.
pub(crate) fn run() -> Result<(), Failure> {
    super::print(&Config::default().to_toml())
}
