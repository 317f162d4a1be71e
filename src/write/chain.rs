//! `chain.csv` and `chain.dot`.

use std::io::{self, Write};

use super::cell::{number, steers, text, time};
use super::table::table;
use crate::ais::Mmsi;
use crate::chain::{Hop, Transfer};

/// Columns of `chain.csv`; those after the path are not part of the contract with scripts.
pub const CHAIN_COLUMNS: [&str; 9] =
    ["hop", "mmsi_from", "mmsi_to", "start", "end", "candidate", "score", "path", "probability"];

/// Writes hops as CSV, one a row, in the order given.
///
/// `path` holds all vessels from the first to the last, parted by `>`; `probability` is the product over the path.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::chain(&[], &[], &mut csv)?;
/// assert!(csv.starts_with(b"hop,mmsi_from,mmsi_to,start,end,candidate,score,path"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn chain(hops: &[Hop], transfers: &[Transfer], out: impl Write) -> io::Result<()> {
    let rows = hops.iter().filter_map(|hop| {
        let transfer = transfers.get(hop.transfer)?;
        let path: Vec<String> = hop.path.iter().map(ToString::to_string).collect();
        Some([
            hop.hop.to_string(),
            hop.from.to_string(),
            hop.to.to_string(),
            time(transfer.start),
            time(transfer.end),
            text(&transfer.id).into_owned(),
            number(transfer.score, 3),
            path.join(">"),
            number(hop.probability, 4),
        ])
    });
    table(CHAIN_COLUMNS, rows, out)
}

/// Writes hops as a graph for [Graphviz](https://graphviz.org): `dot -Tsvg chain.dot -o chain.svg`.
///
/// `name` gives the name of a vessel, where it is known. Backward, arrows still show which way cargo went.
///
/// # Errors
///
/// What the writer says.
pub fn chain_dot(
    hops: &[Hop],
    transfers: &[Transfer],
    backward: bool,
    name: impl Fn(Mmsi) -> Option<String>,
    mut out: impl Write,
) -> io::Result<()> {
    writeln!(out, "digraph chain {{\n  rankdir=LR;\n  node [shape=box];")?;
    let mut vessels: Vec<Mmsi> = hops.iter().flat_map(|hop| hop.path.iter().copied()).collect();
    vessels.sort_unstable();
    vessels.dedup();
    for vessel in vessels {
        let label = name(vessel).map(|name| format!("{}\\n", quoted(&name))).unwrap_or_default();
        writeln!(out, "  \"{vessel}\" [label=\"{label}{vessel}\"];")?;
    }
    for hop in hops {
        let Some(transfer) = transfers.get(hop.transfer) else { continue };
        let (from, to) = if backward { (hop.to, hop.from) } else { (hop.from, hop.to) };
        let label = format!("{}\\n{:+.1}", time(transfer.start), transfer.score);
        writeln!(out, "  \"{from}\" -> \"{to}\" [label=\"{label}\"];")?;
    }
    writeln!(out, "}}")
}

/// Text within the quotes of DOT, in which a backslash and a quote are the only characters that matter.
fn quoted(text: &str) -> String {
    let mut inert = String::new();
    for character in text.chars() {
        match character {
            '"' | '\\' => inert.extend(['\\', character]),
            character if steers(character) => inert.push(' '),
            character => inert.push(character),
        }
    }
    inert
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_within_its_quotes() {
        assert_eq!(quoted("A\"];x->y[\\\n"), "A\\\"];x->y[\\\\ ");
        let ship = |number| Mmsi::new(number).unwrap();
        let transfer = Transfer {
            id: "=1+1".into(),
            mmsi_a: ship(311_000_001),
            mmsi_b: ship(311_000_002),
            start: chrono::DateTime::UNIX_EPOCH,
            end: chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(5),
            score: 1.5,
            a_to_b: None,
        };
        let transfers = [transfer];
        let hops = crate::chain::chain(&transfers, &[ship(311_000_001)], &Default::default()).unwrap();
        let mut dot = Vec::new();
        chain_dot(&hops, &transfers, false, |_| Some("\" x \"".into()), &mut dot).unwrap();
        let dot = String::from_utf8(dot).unwrap();
        assert!(dot.contains(r#""311000001" [label="\" x \"\n311000001"];"#), "{dot}");
        assert!(dot.contains(r#""311000001" -> "311000002" [label="1970-01-01T00:00:00Z\n+1.5"];"#), "{dot}");
        let mut csv = Vec::new();
        chain(&hops, &transfers, &mut csv).unwrap();
        assert!(String::from_utf8(csv).unwrap().contains(",'=1+1,1.500,311000001>311000002,"));
    }
}
