//! `lightering chain`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, Utc};
use lightering::ais::{Imo, Mmsi, StaticData};
use lightering::chain::{ChainParameters, Hop, Transfer, chain};
use lightering::watchlist::Watchlist;
use lightering::{Error, Result, write};

use super::args::ChainArgs;
use super::failure::Failure;
use super::whole::put;

/// Candidates as `detect` wrote them, and what it says of their vessels.
#[derive(Debug, Default)]
struct Candidates {
    transfers: Vec<Transfer>,
    vessels: BTreeMap<Mmsi, StaticData>,
}

/// Reads the candidates of a folder, follows the chains, and writes them there.
pub(crate) fn run(args: &ChainArgs) -> Result<(), Failure> {
    let path = args.folder.join("candidates.csv");
    let candidates = Candidates::read(&path)?;
    let mut from: BTreeSet<Mmsi> = args.from.iter().copied().collect();
    if let Some(list) = &args.watchlist {
        let list = Watchlist::from_file(list)?;
        let listed = candidates.vessels.iter().filter(|(mmsi, said)| list.find_among(**mmsi, [*said]).is_some());
        from.extend(listed.map(|(mmsi, _)| *mmsi));
    }
    if !from.iter().any(|mmsi| candidates.vessels.contains_key(mmsi)) {
        let reason = "no candidate names one of these vessels: see its columns mmsi_a and mmsi_b".to_owned();
        return Err(Error::Input { path, reason }.into());
    }
    let from: Vec<Mmsi> = from.into_iter().collect();
    let parameters = ChainParameters { min_score: args.min_score, backward: args.backward };
    let hops = chain(&candidates.transfers, &from, &parameters)?;
    let transfers = &candidates.transfers;
    let chains = args.folder.join("chain.csv");
    let failed =
        |path: &Path, error: std::io::Error| Error::Output { path: path.to_owned(), reason: error.to_string() };
    put(&chains, true, |file| write::chain(&hops, transfers, file).map_err(|error| failed(&chains, error)))?;
    let name = |mmsi| candidates.name(mmsi).map(str::to_owned);
    let graph = args.folder.join("chain.dot");
    put(&graph, true, |file| {
        write::chain_dot(&hops, transfers, args.backward, name, file).map_err(|error| failed(&graph, error))
    })?;
    super::print(&candidates.told(&from, &hops, args))
}

impl Candidates {
    fn read(path: &Path) -> Result<Self> {
        let mut csv = csv::Reader::from_path(path).map_err(|error| Error::Input {
            path: path.to_owned(),
            reason: format!("cannot be read ({error}): name a folder that `lightering detect` or `merge` wrote"),
        })?;
        let fault = |row: u64, reason: String| Error::Row { path: path.to_owned(), row, reason };
        let header = csv.headers().map_err(|error| fault(1, error.to_string()))?.clone();
        let mut candidates = Self::default();
        for record in csv.records() {
            let record = record.map_err(|error| {
                fault(error.position().map_or(0, csv::Position::line), "is not a row of candidates.csv".into())
            })?;
            let row = record.position().map_or(0, csv::Position::line);
            let cell = |name: &str| {
                header
                    .iter()
                    .position(|column| column == name)
                    .and_then(|column| record.get(column))
                    .unwrap_or_default()
            };
            candidates.add(&cell).map_err(|reason| fault(row, reason))?;
        }
        Ok(candidates)
    }

    fn add<'r>(&mut self, cell: &impl Fn(&str) -> &'r str) -> Result<(), String> {
        let mmsi = |name: &str| {
            cell(name).parse::<Mmsi>().map_err(|_| format!("`{}` in {name} is no MMSI", cell(name).escape_debug()))
        };
        let time = |name: &str| {
            cell(name)
                .parse::<DateTime<Utc>>()
                .map_err(|_| format!("`{}` in {name} is no time", cell(name).escape_debug()))
        };
        // An unseen partner passes nothing on.
        let parties = if cell("mmsi_b").is_empty() { &["a"][..] } else { &["a", "b"][..] };
        for party in parties {
            let said = self.vessels.entry(mmsi(&format!("mmsi_{party}"))?).or_default();
            let text = |name: &str| Some(cell(&format!("{name}_{party}")).to_owned()).filter(|text| !text.is_empty());
            said.update(&StaticData {
                name: text("name"),
                call_sign: text("call_sign"),
                imo: text("imo").and_then(|imo| imo.parse::<Imo>().ok()),
                ..StaticData::default()
            });
        }
        if parties.len() == 2 {
            let score = cell("score").parse().map_err(|_| format!("`{}` is no score", cell("score").escape_debug()))?;
            self.transfers.push(Transfer {
                id: cell("id").to_owned(),
                mmsi_a: mmsi("mmsi_a")?,
                mmsi_b: mmsi("mmsi_b")?,
                start: time("start")?,
                end: time("end")?,
                score,
                a_to_b: match cell("cargo") {
                    "a-to-b" => Some(true),
                    "b-to-a" => Some(false),
                    _ => None,
                },
            });
        }
        Ok(())
    }

    fn name(&self, mmsi: Mmsi) -> Option<&str> {
        self.vessels.get(&mmsi)?.name.as_deref()
    }

    /// The chains in words.
    fn told(&self, from: &[Mmsi], hops: &[Hop], args: &ChainArgs) -> String {
        let vessel = |mmsi: Mmsi| match self.name(mmsi) {
            Some(name) => format!("{} ({mmsi})", name.escape_debug()),
            None => mmsi.to_string(),
        };
        let how = if args.backward { "may have come from" } else { "may have reached" };
        let of: Vec<String> = from.iter().map(|mmsi| vessel(*mmsi)).collect();
        let vessels = if hops.len() == 1 { "vessel" } else { "vessels" };
        let mut text = format!("Cargo of {} {how} {} {vessels}.\n", of.join(", "), hops.len());
        for hop in hops {
            let Some(transfer) = self.transfers.get(hop.transfer) else { continue };
            let indent = "  ".repeat(hop.hop as usize);
            let _ = writeln!(
                text,
                "{indent}{} {} {}, {} to {}, score {:+.1}, all of the way {:.0} %",
                vessel(hop.from),
                if args.backward { "<" } else { ">" },
                vessel(hop.to),
                transfer.start.format("%Y-%m-%d %H:%M"),
                transfer.end.format("%Y-%m-%d %H:%M"),
                transfer.score,
                hop.probability * 100.0
            );
        }
        let _ = writeln!(text, "written to {}", args.folder.join("chain.csv").display());
        text
    }
}
