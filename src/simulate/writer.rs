//! The files of a simulation.

use std::{fs, path::Path};

use chrono::{DateTime, Utc};

use super::{DirtTruth, GapTruth, Row, Sample, Truth, files::FIX_COLUMNS};
use crate::{
    Error, Result,
    ais::{Imo, Mmsi, TransceiverClass},
};

impl Sample {
    /// The names of the files that [`Sample::write`] makes.
    pub const FILES: [&str; 5] = [
        "sample_fixes.csv",
        "sample_truth_encounters.csv",
        "sample_truth_decoys.csv",
        "sample_truth_gaps.csv",
        "sample_truth_dirt.csv",
    ];

    /// Writes the fixes, in the columns of MarineCadastre, and the truth into a folder that exists.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] with the file that could not be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let [fixes_csv, encounters_csv, decoys_csv, gaps_csv, dirt_csv] = Self::FILES.map(|name| folder.join(name));
        write_fixes(&self.rows, &fixes_csv)?;
        write_encounters(&self.truth, &encounters_csv)?;
        write_decoys(&self.truth, &decoys_csv)?;
        table(&gaps_csv, GAP_COLUMNS, self.truth.gaps.iter().map(gap_cells))?;
        write_dirt(&self.dirt, &dirt_csv)
    }
}

/// Rows in the columns that MarineCadastre used from 2015 to 2024.
fn write_fixes(rows: &[Row], path: &Path) -> Result<()> {
    table(path, FIX_COLUMNS, rows.iter().map(fix_cells))
}

fn fix_cells(row: &Row) -> [String; 17] {
    let statics = &row.statics;
    let ship_type = or_empty(statics.ship_type.map(|ship_type| ship_type.code()));
    let class = if row.class == TransceiverClass::A { "A" } else { "B" };
    [
        or_empty(row.mmsi.map(Mmsi::get)),
        row.malformed_time.map_or_else(|| row.time.format("%Y-%m-%dT%H:%M:%S").to_string(), str::to_owned),
        format!("{:.5}", row.latitude_deg),
        format!("{:.5}", row.longitude_deg),
        format!("{:.1}", row.speed_kn),
        format!("{:.1}", row.course_deg),
        row.heading_deg.to_string(),
        statics.name.clone().unwrap_or_default(),
        statics.imo.map(Imo::get).map_or_else(String::new, |imo| format!("IMO{imo}")),
        statics.call_sign.clone().unwrap_or_default(),
        ship_type.clone(),
        if row.status < 15 { row.status.to_string() } else { String::new() },
        or_empty(statics.dimensions.map(|hull| hull.length_m())),
        or_empty(statics.dimensions.map(|hull| hull.beam_m())),
        statics.draught.map_or_else(String::new, |draught| format!("{:.1}", draught.m())),
        ship_type,
        class.to_owned(),
    ]
}

fn write_encounters(truth: &Truth, path: &Path) -> Result<()> {
    let header = ["mmsi_a", "mmsi_b", "start", "end", "kind", "mode", "contact_h", "min_distance_m", "note"];
    let rows = truth.encounters.iter().map(|encounter| {
        [
            encounter.mmsi_a.to_string(),
            encounter.mmsi_b.to_string(),
            to_second(encounter.start),
            to_second(encounter.end),
            encounter.relation.as_str().to_owned(),
            encounter.mode.as_str().to_owned(),
            format!("{:.2}", encounter.contact_h),
            format!("{:.0}", encounter.min_distance_m),
            encounter.note.to_owned(),
        ]
    });
    table(path, header, rows)
}

fn write_decoys(truth: &Truth, path: &Path) -> Result<()> {
    let header = ["mmsi_a", "mmsi_b", "kind", "contact_h", "min_distance_m", "note"];
    let rows = truth.approaches.iter().map(|approach| {
        [
            approach.mmsi_a.to_string(),
            approach.mmsi_b.to_string(),
            approach.relation.as_str().to_owned(),
            format!("{:.2}", approach.contact_h),
            approach.min_distance_m.map_or_else(String::new, |distance_m| format!("{distance_m:.0}")),
            approach.note.to_owned(),
        ]
    });
    table(path, header, rows)
}

/// Columns of the truth about silences.
pub(super) const GAP_COLUMNS: [&str; 6] = ["mmsi", "start", "end", "cause", "last_heard", "first_heard"];

pub(super) fn gap_cells(gap: &GapTruth) -> [String; 6] {
    [
        gap.mmsi.to_string(),
        to_second(gap.start),
        gap.end.map_or_else(String::new, to_second),
        gap.cause.as_str().to_owned(),
        gap.last_heard.map_or_else(String::new, to_second),
        gap.first_heard.map_or_else(String::new, to_second),
    ]
}

fn write_dirt(dirt: &[DirtTruth], path: &Path) -> Result<()> {
    let header = ["kind", "rows", "mmsi", "time", "detail"];
    let rows = dirt.iter().map(|fault| {
        [
            fault.kind.to_owned(),
            fault.rows.to_string(),
            or_empty(fault.mmsi.map(Mmsi::get)),
            fault.time.map_or_else(String::new, to_second),
            fault.detail.to_owned(),
        ]
    });
    table(path, header, rows)
}

/// RFC 3339 to the nearest second.
pub(super) fn to_second(time: DateTime<Utc>) -> String {
    (time + chrono::TimeDelta::milliseconds(500)).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

pub(super) fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn table<const N: usize>(path: &Path, header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<()> {
    spelled(header, rows).and_then(|bytes| fs::write(path, bytes)).map_err(|source| Error::io(path, source))
}

/// A table as CSV.
pub(super) fn spelled<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}
