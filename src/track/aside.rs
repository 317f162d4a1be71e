//! What was set aside of one MMSI.

/// Reports under one MMSI that a vessel could not have sent from where they say, and the time of the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Aside {
    pub(crate) reports: u64,
    /// In milliseconds since 1970; without meaning where there are none.
    pub(crate) first_ms: i64,
}

impl Aside {
    /// So many reports, of which the first has this time.
    pub(crate) fn of(reports: u64, first_ms: i64) -> Self {
        Self { reports, first_ms }
    }

    /// Adds others, which may be earlier or later.
    pub(crate) fn add(&mut self, other: Self) {
        if other.reports > 0 {
            self.first_ms = if self.reports > 0 { self.first_ms.min(other.first_ms) } else { other.first_ms };
            self.reports = self.reports.saturating_add(other.reports);
        }
    }
}
