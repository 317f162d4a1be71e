//! Writers: from events to the files of an output folder.
//!
//! Each file has one writer of the same shape, `write::encounters(&events, out)`. Columns that
//! scripts rely on come first and in a fixed order; the constants such as [`ENCOUNTER_COLUMNS`]
//! name them. The same events give the same bytes.

#[cfg(feature = "activity")]
mod activity;
#[cfg(all(feature = "activity", feature = "json"))]
mod activity_json;
mod candidates;
#[cfg(feature = "geojson")]
mod candidates_geojson;
pub(crate) mod cell;
mod chain;
mod dark_rendezvous;
mod encounters;
mod evidence;
mod gaps;
#[cfg(feature = "geojson")]
mod geojson;
#[cfg(feature = "parquet")]
mod geoparquet;
#[cfg(feature = "json")]
mod gfw_events;
mod identity;
#[cfg(feature = "kml")]
mod kml;
mod loitering;
mod output_dir;
mod rejects;
#[cfg(feature = "report")]
pub mod report;
#[cfg(all(feature = "config", feature = "json"))]
mod summary;
mod table;

#[cfg(feature = "activity")]
pub use activity::{ACTIVITY_COLUMNS, activity};
#[cfg(all(feature = "activity", feature = "json"))]
pub use activity_json::activity_json;
pub use candidates::{CANDIDATE_COLUMNS, candidates};
#[cfg(feature = "geojson")]
pub use candidates_geojson::candidates_geojson;
pub use chain::{CHAIN_COLUMNS, chain, chain_dot};
pub use dark_rendezvous::{DARK_RENDEZVOUS_COLUMNS, dark_rendezvous};
pub use encounters::{ENCOUNTER_COLUMNS, encounters};
pub use evidence::{EVIDENCE_COLUMNS, evidence};
pub use gaps::{GAP_COLUMNS, gaps};
#[cfg(feature = "geojson")]
pub use geojson::encounters_geojson;
#[cfg(feature = "parquet")]
pub use geoparquet::{candidates_geoparquet, encounters_geoparquet};
#[cfg(feature = "json")]
pub use gfw_events::gfw_events;
pub use identity::{IDENTITY_COLUMNS, identity};
#[cfg(feature = "kml")]
pub use kml::candidates_kml;
pub use loitering::{LOITERING_COLUMNS, loitering};
pub use output_dir::{AbortHandle, OutputDir};
pub use rejects::{REJECT_COLUMNS, rejects};
#[cfg(feature = "report")]
pub use report::report;
#[cfg(all(feature = "config", feature = "json"))]
pub use summary::{EventCounts, Options, PassedOver, RowCounts, Run, Stage, Summary, summary};

/// Every file that an output folder of this library may hold.
///
/// [`OutputDir`] replaces a folder only if it holds nothing else.
pub const FILES: [&str; 31] = [
    "encounters.csv",
    "encounters.geojson",
    "gaps.csv",
    "loitering.csv",
    "rejects.csv",
    "summary.json",
    "dark_rendezvous.csv",
    "identity.csv",
    "candidates.csv",
    "evidence.csv",
    "candidates.geojson",
    "candidates.kml",
    "candidates.parquet",
    "encounters.parquet",
    "report.html",
    "chain.csv",
    "chain.dot",
    "events.json",
    "activity.csv",
    "activity.json",
    "activity.svg",
    "compare.csv",
    "compare.svg",
    "fixes.csv",
    "scenario.toml",
    "truth_encounters.csv",
    "truth_transfers.csv",
    "truth_dark_meetings.csv",
    "truth_benign.csv",
    "truth_gaps.csv",
    "truth_identity.csv",
];

#[cfg(test)]
mod fixtures;
