//! A comparison as a table.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::super::FIGURE_COLUMNS;
use super::{Answer, Comparison, names};
use crate::write::cell::{number, optional};

/// Columns of [`Comparison::write_csv`] before those of [`FIGURE_COLUMNS`].
pub const COMPARISON_COLUMNS: [&str; 4] = ["question", "interval_s", "seconds", "memory_bytes"];

impl Comparison<'_> {
    /// Writes answers as CSV: [`COMPARISON_COLUMNS`], then [`FIGURE_COLUMNS`].
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn write_csv(answers: &[Answer], out: impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(COMPARISON_COLUMNS.iter().chain(&FIGURE_COLUMNS))?;
        for answer in answers {
            let own = [
                answer.question.to_string(),
                answer.interval_s.map(|interval_s| interval_s.to_string()).unwrap_or_default(),
                number(answer.seconds, 3),
                answer.memory_bytes.map(|bytes| bytes.to_string()).unwrap_or_default(),
                answer.method.to_owned(),
            ];
            csv.write_record(own.into_iter().chain(answer.figures.cells()))?;
        }
        csv.flush()
    }

    /// Answers as a table to read.
    #[must_use]
    pub fn text(answers: &[Answer]) -> String {
        let mut text = String::new();
        let share = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
        let seconds = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.0}"));
        let mut question = None;
        for answer in answers.iter().filter(|answer| answer.interval_s.is_none()) {
            if question.replace(answer.question) != Some(answer.question) {
                let _ = writeln!(
                    text,
                    "\n{:<14}{:<14}{:>6}{:>7}{:>7}  {:>9} {:>7} {:>6} {:>7}{:>8}{:>8}{:>7}{:>8}{:>8}",
                    answer.question,
                    "method",
                    "found",
                    "false",
                    "missed",
                    "precision",
                    "recall",
                    "F1",
                    "AUC-PR",
                    "start s",
                    "end s",
                    "IoU",
                    "time s",
                    "MB"
                );
            }
            let figures = &answer.figures;
            let memory =
                answer.memory_bytes.map_or_else(|| "-".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1e6));
            let _ = writeln!(
                text,
                "{:<14}{:<14}{:>6}{:>7}{:>7}  {:>9} {:>7} {:>6} {:>7}{:>8}{:>8}{:>7}{:>8.2}{:>8}",
                "",
                answer.method,
                figures.true_alerts,
                figures.false_alerts,
                figures.missed,
                share(figures.precision.value),
                share(figures.recall.value),
                share(figures.f1.value),
                share(figures.auc_pr.value),
                seconds(figures.median_abs_start_error_s),
                seconds(figures.median_abs_end_error_s),
                share(figures.mean_iou),
                answer.seconds,
                memory
            );
        }
        let thinned: Vec<&Answer> = answers.iter().filter(|answer| answer.interval_s.is_some()).collect();
        let methods = names(thinned.iter().copied());
        if !methods.is_empty() {
            let _ = write!(text, "\nrecall / precision of encounters, one report in\n{:<10}", "");
            methods.iter().for_each(|method| {
                let _ = write!(text, "{method:>16}");
            });
            for row in thinned.chunk_by(|a, b| a.interval_s == b.interval_s) {
                let _ = write!(text, "\n{:>8} s", optional(row[0].interval_s.map(f64::from), 0));
                for method in &methods {
                    let figures = row.iter().find(|answer| answer.method == *method).map(|answer| &answer.figures);
                    let cell = figures.map_or_else(String::new, |figures| {
                        format!("{} / {}", share(figures.recall.value), share(figures.precision.value))
                    });
                    let _ = write!(text, "{cell:>16}");
                }
            }
            text.push('\n');
        }
        text
    }
}
