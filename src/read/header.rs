//! The names of the columns.

use super::record::Record;
use super::text;

/// The first line of a file.
#[derive(Debug, Clone)]
pub(super) struct Header {
    names: Vec<String>,
    keys: Vec<String>,
}

impl Header {
    /// From the first record.
    pub(super) fn new(record: Record<'_>) -> Self {
        Self::from_names((0..record.len()).map(|index| text::lossy(record.field(index))).collect())
    }

    /// From the names of columns.
    pub(super) fn from_names(names: Vec<String>) -> Self {
        let keys = names.iter().map(|name| key(name)).collect();
        Self { names, keys }
    }

    /// The name of a column.
    #[cfg(feature = "parquet")]
    pub(super) fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index).map(String::as_str)
    }

    /// Number of columns.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The column that has one of these names, whatever their case, spaces and underscores.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let wanted = key(name);
            self.keys.iter().position(|key| *key == wanted)
        })
    }

    /// The column that has one of the names in a text, where they are separated by `|`.
    pub(super) fn find_any(&self, names: &str) -> Option<usize> {
        names.split('|').filter(|name| !key(name).is_empty()).find_map(|name| self.find(&[name]))
    }

    /// Whether there is a column for each of these names.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.find(&[name]).is_some())
    }

    /// The names for a message: the first of them, shortened.
    pub(super) fn listing(&self) -> String {
        const SHOWN: usize = 20;
        let mut names: Vec<String> = self
            .names
            .iter()
            .take(SHOWN)
            .map(|name| name.chars().take(40).flat_map(char::escape_debug).collect())
            .collect();
        if self.names.len() > SHOWN {
            names.push(format!("and {} more", self.names.len() - SHOWN));
        }
        names.join(", ")
    }
}

/// A name without case, spaces, underscores and other signs.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
