//! The files of a simulation.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::writer::{or_empty, table, to_second};
use super::{Meeting, Simulation, Told};
use crate::{Error, Result};

/// The columns of `fixes.csv`: those that MarineCadastre used from 2015 to 2024.
pub(super) const FIX_COLUMNS: [&str; 17] = [
    "MMSI",
    "BaseDateTime",
    "LAT",
    "LON",
    "SOG",
    "COG",
    "Heading",
    "VesselName",
    "IMO",
    "CallSign",
    "VesselType",
    "Status",
    "Length",
    "Width",
    "Draft",
    "Cargo",
    "TransceiverClass",
];

const MEETING_COLUMNS: [&str; 10] =
    ["mmsi_a", "mmsi_b", "start", "end", "kind", "mode", "contact_h", "min_distance_m", "heard_fraction", "note"];

impl Simulation {
    /// The names of the files that [`Simulation::write`] makes.
    pub const FILES: [&str; 8] = [
        "fixes.csv",
        "scenario.toml",
        "truth_encounters.csv",
        "truth_transfers.csv",
        "truth_dark_meetings.csv",
        "truth_benign.csv",
        "truth_gaps.csv",
        "truth_identity.csv",
    ];

    /// Writes what is heard and what truly happened into a folder that exists; `progress` is told the number of reports so far, now and then.
    ///
    /// * `fixes.csv`: reports, in the columns of MarineCadastre;
    /// * `truth_encounters.csv`: pairs that were close and slow, or alongside under way, for two hours, and heard: transfers and others,
    ///   by `kind`;
    /// * `truth_transfers.csv`: every transfer of cargo, heard or not;
    /// * `truth_dark_meetings.csv`: transfers of which less than half was heard of both;
    /// * `truth_benign.csv`: meetings and near misses that are no transfer, with their kind;
    /// * `truth_gaps.csv`: silences and their causes;
    /// * `truth_identity.csv`: false numbers and positions;
    /// * `scenario.toml`: the plan, with the seed in its first line.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] with the file that could not be written.
    pub fn write(&self, folder: &Path, mut progress: impl FnMut(u64)) -> Result<Told> {
        let path = folder.join("fixes.csv");
        let failed = |source| Error::io(&path, source);
        let mut fixes = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failed)?);
        writeln!(fixes, "{}", FIX_COLUMNS.join(",")).map_err(failed)?;
        let mut done = 0;
        let told = self.hear(|reports| {
            fixes.write_all(&self.rows(reports)).map_err(failed)?;
            done += reports.len() as u64;
            progress(done);
            Ok(())
        })?;
        fixes.flush().map_err(failed)?;
        let path = folder.join("scenario.toml");
        let toml = format!("# seed {}\n{}", self.seed(), self.plan().to_toml());
        std::fs::write(&path, toml).map_err(|source| Error::io(&path, source))?;
        meetings(&folder.join("truth_encounters.csv"), told.encounters())?;
        meetings(&folder.join("truth_transfers.csv"), told.transfers())?;
        meetings(&folder.join("truth_dark_meetings.csv"), told.dark_meetings())?;
        benign(&folder.join("truth_benign.csv"), &told)?;
        super::writer::write_gaps(&told.gaps, &folder.join("truth_gaps.csv"))?;
        identities(&folder.join("truth_identity.csv"), &told)?;
        Ok(told)
    }
}

fn cells(meeting: &Meeting) -> [String; 10] {
    let truth = &meeting.truth;
    [
        truth.mmsi_a.to_string(),
        truth.mmsi_b.to_string(),
        to_second(truth.start),
        to_second(truth.end),
        truth.relation.as_str().to_owned(),
        truth.mode.as_str().to_owned(),
        format!("{:.2}", truth.contact_h),
        format!("{:.0}", truth.min_distance_m),
        format!("{:.3}", meeting.heard_fraction),
        truth.note.to_owned(),
    ]
}

fn meetings<'m>(path: &Path, of: impl Iterator<Item = &'m Meeting>) -> Result<()> {
    table(path, MEETING_COLUMNS, of.map(cells))
}

/// Meetings that are no transfer, and ties that never made a meeting.
fn benign(path: &Path, told: &Told) -> Result<()> {
    let near = told.approaches.iter().filter(|approach| !approach.relation.is_transfer()).map(|approach| {
        [
            approach.mmsi_a.to_string(),
            approach.mmsi_b.to_string(),
            String::new(),
            String::new(),
            approach.relation.as_str().to_owned(),
            String::new(),
            format!("{:.2}", approach.contact_h),
            approach.min_distance_m.map_or_else(String::new, |distance_m| format!("{distance_m:.0}")),
            String::new(),
            approach.note.to_owned(),
        ]
    });
    table(path, MEETING_COLUMNS, told.benign().map(cells).chain(near))
}

fn identities(path: &Path, told: &Told) -> Result<()> {
    let rows = told.identities.iter().map(|identity| {
        [
            identity.mmsi.to_string(),
            identity.kind.to_owned(),
            to_second(identity.start),
            to_second(identity.end),
            or_empty(identity.other),
            identity.detail.to_owned(),
        ]
    });
    table(path, ["mmsi", "kind", "start", "end", "other_mmsi", "detail"], rows)
}
