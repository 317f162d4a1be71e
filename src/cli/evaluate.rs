//! `lightering evaluate`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use lightering::detect::GapClass;
use lightering::evaluate::{Alert, AlertTable, Estimate, Figures, MatchParameters, Matching, TruthTable};
use lightering::places::Skipped;
use lightering::{Error, Result};

use super::args::{EvaluateArgs, Events};
use super::failure::Failure;
use super::whole::{check_target, put};

/// Holds events against truth, and tells the figures.
pub(crate) fn run(args: &EvaluateArgs) -> Result<(), Failure> {
    if let Some(out) = &args.out {
        check_target(out, args.replace.force)?;
    }
    let truth = TruthTable::from_file(&args.truth)?;
    let path = events(args, &truth);
    let alerts = AlertTable::from_file(&path)?;
    let skipped = alerts.skipped().clone();
    // They end with the data and not with a fix, and neither can truth say when.
    let (open, alerts): (Vec<Alert>, Vec<Alert>) =
        alerts.into_alerts().into_iter().partition(|alert| alert.kind == GapClass::Open.as_str());
    let parameters = MatchParameters {
        min_overlap: args.min_overlap,
        min_iou: args.min_iou,
        ignore: args.ignore.iter().cloned().collect(),
    };
    let matching = Matching::new(&alerts, truth.events(), &parameters)?;
    let figures = Figures::of(&matching, &alerts, truth.events(), args.vessel_days);
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(out) = &args.out {
        let failed = |error: std::io::Error| Error::Output { path: out.clone(), reason: error.to_string() };
        put(out, args.replace.force, |file| Figures::write_csv([(name.as_str(), &figures)], file).map_err(failed))?;
    }
    let mut text = text(&figures);
    if !open.is_empty() {
        let _ = writeln!(text, "{}: {} open gaps left out, as they end with the data", path.display(), open.len());
    }
    for kind in &args.ignore {
        let kinds: BTreeSet<&str> = truth.events().iter().map(|event| event.kind.as_str()).collect();
        if !kinds.contains(kind.as_str()) {
            let known = Vec::from_iter(kinds).join(", ");
            let _ = writeln!(text, "--ignore {kind}: the truth has no such kind; it has {known}");
        }
    }
    for (file, skipped) in [(&path, &skipped), (&args.truth, truth.skipped())] {
        if let Skipped { rows, first: Some((row, reason)) } = skipped {
            let _ = writeln!(text, "{}: {rows} rows skipped, the first is row {row}: {reason}", file.display());
        }
    }
    super::print(&format!("{} against {}\n{text}", path.display(), args.truth.display()))
}

/// The file of events: that which was named, or in a folder that which the truth is about.
fn events(args: &EvaluateArgs, truth: &TruthTable) -> PathBuf {
    if args.found.is_file() {
        return args.found.clone();
    }
    let events = args.events.unwrap_or(if truth.is_of_pairs() { Events::Encounters } else { Events::Gaps });
    args.found.join(events.file())
}

fn text(figures: &Figures) -> String {
    let share = |name: &str, estimate: Estimate| {
        let interval = estimate.interval.map(|interval| format!("  ({:.3} to {:.3})", interval.low, interval.high));
        let value = estimate.value.map_or_else(|| "not defined".to_owned(), |value| format!("{value:.3}"));
        format!("{name:<12} {value}{}\n", interval.unwrap_or_default())
    };
    let mut text = format!(
        "{} found, {} missed, {} false{}\n",
        figures.true_alerts,
        figures.missed,
        figures.false_alerts,
        if figures.ignored_alerts > 0 {
            format!(", {} that do not count", figures.ignored_alerts)
        } else {
            String::new()
        }
    );
    for (name, estimate) in
        [("precision", figures.precision), ("recall", figures.recall), ("F1", figures.f1), ("AUC-PR", figures.auc_pr)]
    {
        text.push_str(&share(name, estimate));
    }
    let seconds = |seconds: Option<f64>| seconds.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds:.0} s"));
    let _ = writeln!(
        text,
        "median error of start {}, of end {} (signed {} and {}); mean overlap (IoU) {}",
        seconds(figures.median_abs_start_error_s),
        seconds(figures.median_abs_end_error_s),
        seconds(figures.median_start_error_s),
        seconds(figures.median_end_error_s),
        figures.mean_iou.map_or_else(|| "-".to_owned(), |iou| format!("{iou:.3}"))
    );
    if let Some(rate) = figures.false_per_1000_vessel_days {
        let _ = writeln!(text, "{rate:.2} false alerts in 1,000 days of vessels");
    }
    for kind in &figures.by_kind {
        let name = if kind.kind.is_empty() { "(no kind)" } else { &kind.kind };
        let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect();
        let _ = writeln!(text, "  {name:<14} {} of {}", kind.found, kind.events);
    }
    text
}
