//! What is said on the terminal at the end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use indicatif::HumanCount;
use lightering::places::Skipped;
use lightering::read::Reason;
use lightering::write::{EventCounts, Summary};

/// A short account for the user.
pub(crate) fn text<'a>(
    summary: &Summary,
    rejected: &BTreeMap<Reason, u64>,
    folder: &Path,
    skipped: impl Iterator<Item = (&'static str, &'a Skipped)>,
    seconds: f64,
) -> String {
    let mut text = format!("{}\n", events(&summary.events));
    let mut left_out = |counts: &EventCounts, why: &str| {
        if counts.total() > 0 {
            let _ = writeln!(text, "  left out {why}: {}", events(counts));
        }
    };
    let radius_km = summary.options.anchorage_radius_km.unwrap_or_default();
    left_out(&summary.left_out_at_anchorages, &format!("within {radius_km} km of an anchorage, or in one"));
    left_out(&summary.left_out_outside_area, "outside the area");
    for (file, Skipped { rows, first }) in skipped {
        if let Some((row, reason)) = first {
            let rows = count(*rows, "row", "rows");
            let _ = writeln!(text, "  {file}: {rows} skipped, the first is row {row}: {reason}");
        }
    }
    let rows = &summary.rows;
    let _ = writeln!(
        text,
        "{}: {} accepted, {}, {} rejected{}",
        count(rows.read, "row", "rows"),
        HumanCount(rows.accepted),
        count(rows.duplicates, "duplicate", "duplicates"),
        HumanCount(rows.rejected),
        most_frequent(summary)
    );
    for (reason, rows) in rejected.iter().filter(|(reason, _)| reason.remedy().is_some()) {
        let _ = writeln!(text, "  {} rejected as {}", count(*rows, "row", "rows"), with_remedy(*reason));
    }
    let set_aside: u64 = summary.set_aside.values().sum();
    let _ = writeln!(
        text,
        "{}, {}, {}, {} set aside",
        count(summary.vessels, "vessel", "vessels"),
        count(summary.tracks, "track", "tracks"),
        count(summary.fixes, "fix", "fixes"),
        HumanCount(set_aside)
    );
    let _ = writeln!(text, "written to {} in {seconds:.1} s", folder.display());
    text
}

/// Why a row was rejected, and what to do where something can be done.
pub(crate) fn with_remedy(reason: Reason) -> String {
    reason.remedy().map_or_else(|| reason.to_string(), |remedy| format!("{reason} ({remedy})"))
}

fn events(counts: &EventCounts) -> String {
    format!(
        "{}, {}, {}, {} loitering, {} dark rendezvous, {}",
        count(counts.candidates, "candidate transfer", "candidate transfers"),
        count(counts.encounters, "encounter", "encounters"),
        count(counts.gaps, "gap", "gaps"),
        HumanCount(counts.loitering),
        HumanCount(counts.dark_rendezvous),
        count(counts.identity, "identity event", "identity events")
    )
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", HumanCount(number), if number == 1 { one } else { many })
}

fn most_frequent(summary: &Summary) -> String {
    match summary.rows.rejected_by_reason.iter().max_by_key(|(_, rows)| **rows) {
        Some((reason, rows)) if *rows > 0 => format!(" (most as {reason}, see rejects.csv)"),
        _ => String::new(),
    }
}
