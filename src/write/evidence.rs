//! `evidence.csv`.

use std::io::{self, Write};

use super::cell::{number, text};
use super::table::table;
use crate::assess::{Candidate, Evidence};
use crate::detect::EventId;

/// Decimals of weights, degrees and shares: so many that shares add up to the score to its last decimal.
const SHARE_DECIMALS: usize = 6;

/// Columns of `evidence.csv`.
pub const EVIDENCE_COLUMNS: [&str; 6] = ["candidate", "kind", "weight", "degree", "share", "measure"];

/// Writes every line of evidence of every candidate as CSV, one a row: the candidates in the order given, the lines of each with those
/// first that weigh most.
///
/// `candidate` is an id, `kind` the name of the line, as in a configuration file. The `share` is `weight` times `degree`, all in log-odds but
/// the degree, which is 0 to 1; the shares of a candidate, that of `prior` included, add up to its score. `measure` says what was measured.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::evidence(&[], &mut csv)?;
/// assert_eq!(csv, b"candidate,kind,weight,degree,share,measure\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn evidence(candidates: &[Candidate], out: impl Write) -> io::Result<()> {
    let lines = candidates.iter().flat_map(|candidate| candidate.evidence.iter().map(|line| (candidate.id, line)));
    let row = |(id, line): (EventId, &Evidence)| {
        [
            id.to_string(),
            line.kind.as_str().to_owned(),
            number(line.weight, SHARE_DECIMALS),
            number(line.degree, SHARE_DECIMALS),
            number(line.share, SHARE_DECIMALS),
            text(&line.measure).into_owned(),
        ]
    };
    table(EVIDENCE_COLUMNS, lines.map(row), out)
}
