//! The files of a simulation.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::writer::{GAP_COLUMNS, gap_cells, or_empty, spelled, to_second};
use super::{Meeting, Simulation, Told};
use crate::write::OutputDir;
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

    /// Writes what is heard and what truly happened into a folder; `progress` is told the number of reports so far, now and then.
    ///
    /// * `fixes.csv`: reports, in the columns of MarineCadastre;
    /// * `truth_encounters.csv`: pairs that were close and slow, or alongside under way, for two hours, and heard: transfers and others,
    ///   by `kind`; a meeting of which a part was not heard for four hours and more is as many as could be observed;
    /// * `truth_transfers.csv`: every transfer of cargo, heard or not;
    /// * `truth_dark_meetings.csv`: transfers of which less than half was heard of both;
    /// * `truth_benign.csv`: meetings and near misses that are no transfer, with their kind;
    /// * `truth_gaps.csv`: silences and their causes;
    /// * `truth_identity.csv`: false numbers and positions;
    /// * `scenario.toml`: the plan, with the seed in its first line.
    ///
    /// # Errors
    ///
    /// [`Error::Output`] with the file that could not be written.
    pub fn write(&self, folder: &OutputDir, mut progress: impl FnMut(u64)) -> Result<Told> {
        let told = folder.write("fixes.csv", |file| {
            writeln!(file, "{}", FIX_COLUMNS.join(","))?;
            let mut done = 0;
            let heard = self.hear(|reports| {
                file.write_all(&self.rows(reports)).map_err(|source| Error::io("fixes.csv", source))?;
                done += reports.len() as u64;
                progress(done);
                Ok(())
            });
            heard.map_err(|error| match error {
                Error::Io { source, .. } => source,
                other => io::Error::other(other),
            })
        })?;
        let toml = format!("# seed {}\n{}", self.seed(), self.plan().to_toml());
        folder.write("scenario.toml", |file| file.write_all(toml.as_bytes()))?;
        table(folder, "truth_encounters.csv", MEETING_COLUMNS, told.encounters().map(cells_of))?;
        meetings(folder, "truth_transfers.csv", told.transfers())?;
        meetings(folder, "truth_dark_meetings.csv", told.dark_meetings())?;
        benign(folder, &told)?;
        table(folder, "truth_gaps.csv", GAP_COLUMNS, told.gaps.iter().map(gap_cells))?;
        identities(folder, &told)?;
        Ok(told)
    }
}

fn table<const N: usize>(
    folder: &OutputDir,
    name: &str,
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<()> {
    folder.write(name, |file| file.write_all(&spelled(header, rows)?))
}

fn cells(meeting: &Meeting) -> [String; 10] {
    cells_of((meeting, meeting.truth.start, meeting.truth.end))
}

fn cells_of((meeting, start, end): (&Meeting, DateTime<Utc>, DateTime<Utc>)) -> [String; 10] {
    let truth = &meeting.truth;
    [
        truth.mmsi_a.to_string(),
        truth.mmsi_b.to_string(),
        to_second(start),
        to_second(end),
        truth.relation.as_str().to_owned(),
        truth.mode.as_str().to_owned(),
        format!("{:.2}", truth.contact_h),
        format!("{:.0}", truth.min_distance_m),
        format!("{:.3}", meeting.heard_fraction),
        truth.note.to_owned(),
    ]
}

fn meetings<'m>(folder: &OutputDir, name: &str, of: impl Iterator<Item = &'m Meeting>) -> Result<()> {
    table(folder, name, MEETING_COLUMNS, of.map(cells))
}

/// Meetings that are no transfer, and ties that never made a meeting.
fn benign(folder: &OutputDir, told: &Told) -> Result<()> {
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
    table(folder, "truth_benign.csv", MEETING_COLUMNS, told.benign().map(cells).chain(near))
}

fn identities(folder: &OutputDir, told: &Told) -> Result<()> {
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
    table(folder, "truth_identity.csv", ["mmsi", "kind", "start", "end", "other_mmsi", "detail"], rows)
}
