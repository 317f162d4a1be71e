//! `candidates.csv`.

use std::io::{self, Write};

use super::cell::{
    DEGREE_DECIMALS, FRACTION_DECIMALS, HOUR_DECIMALS, KILOMETRE_DECIMALS, METRE_DECIMALS, number, optional, text, time,
};
use super::table::table;
use crate::assess::{Candidate, Party};
use crate::detect::EventId;

/// Decimals of scores.
const SCORE_DECIMALS: usize = 3;

/// Columns of `candidates.csv`; those after the reasons are not part of the contract with scripts.
pub const CANDIDATE_COLUMNS: [&str; 32] = [
    "id",
    "mmsi_a",
    "mmsi_b",
    "kind",
    "start",
    "end",
    "lat",
    "lon",
    "score",
    "reasons",
    "probability",
    "label",
    "name_a",
    "name_b",
    "imo_a",
    "imo_b",
    "flag_a",
    "flag_b",
    "type_a",
    "type_b",
    "contact_h",
    "hull_clearance_m",
    "alongside_fraction",
    "draught_change_m_a",
    "draught_change_m_b",
    "cargo",
    "shore_km",
    "group",
    "linked",
    "events",
    "call_sign_a",
    "call_sign_b",
];

/// Columns whose cells are numbers.
#[cfg(any(feature = "geojson", feature = "parquet"))]
pub(super) const CANDIDATE_NUMBERS: [&str; 10] = [
    "lat",
    "lon",
    "score",
    "probability",
    "contact_h",
    "hull_clearance_m",
    "alongside_fraction",
    "draught_change_m_a",
    "draught_change_m_b",
    "shore_km",
];

/// Writes candidates as CSV, one a row, in the order given.
///
/// `score` is in log-odds, `probability` what it makes; `reasons` holds the five lines of evidence that weigh most, each with its
/// share of the score. `label` is a benign cause, `cargo` is `a-to-b` or `b-to-a` where draughts say so; `linked` and `events` are ids
/// parted by spaces; an encounter that was left out at an anchorage is among them, and in no other file. `mmsi_b` is empty for a partner that was not heard at all.
///
/// # Errors
///
/// What the writer says.
///
/// ```
/// let mut csv = Vec::new();
/// lightering::write::candidates(&[], &mut csv)?;
/// assert!(csv.starts_with(b"id,mmsi_a,mmsi_b,kind,start,end,lat,lon,score,reasons,"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn candidates(candidates: &[Candidate], out: impl Write) -> io::Result<()> {
    table(CANDIDATE_COLUMNS, candidates.iter().map(row), out)
}

pub(super) fn row(candidate: &Candidate) -> [String; 32] {
    let (a, b) = (candidate.parties.first(), candidate.parties.get(1));
    let of = |party: Option<&Party>, cell: &dyn Fn(&Party) -> Option<String>| party.and_then(cell).unwrap_or_default();
    let named = |name: &Option<String>| name.as_deref().map(|name| text(name).into_owned());
    let mmsi = |party| of(party, &|party| Some(party.mmsi.to_string()));
    let name = |party| of(party, &|party| named(&party.name));
    let call_sign = |party| of(party, &|party| named(&party.call_sign));
    let imo = |party| of(party, &|party| Some(party.imo?.to_string()));
    let flag = |party| of(party, &|party| Some(party.mmsi.flag()?.to_owned()));
    let ship_type = |party| of(party, &|party| Some(party.ship_type?.group().as_str().to_owned()));
    let draught = |party| of(party, &|party| Some(number(party.draught?.change_m(), METRE_DECIMALS)));
    [
        candidate.id.to_string(),
        mmsi(a),
        mmsi(b),
        candidate.kind.as_str().to_owned(),
        time(candidate.start),
        time(candidate.end),
        number(candidate.position.latitude_deg(), DEGREE_DECIMALS),
        number(candidate.position.longitude_deg(), DEGREE_DECIMALS),
        number(candidate.score, SCORE_DECIMALS),
        text(&candidate.reasons()).into_owned(),
        number(candidate.probability(), FRACTION_DECIMALS),
        candidate.cause.map(|cause| cause.as_str().to_owned()).unwrap_or_default(),
        name(a),
        name(b),
        imo(a),
        imo(b),
        flag(a),
        flag(b),
        ship_type(a),
        ship_type(b),
        number(candidate.contact_h, HOUR_DECIMALS),
        optional(candidate.hulls.map(|fit| fit.clearance_m), METRE_DECIMALS),
        optional(candidate.hulls.map(|fit| fit.alongside_fraction), FRACTION_DECIMALS),
        draught(a),
        draught(b),
        candidate.cargo_a_to_b.map(|a_to_b| if a_to_b { "a-to-b" } else { "b-to-a" }).unwrap_or_default().to_owned(),
        optional(candidate.shore_km, KILOMETRE_DECIMALS),
        candidate.group.map(|id| id.to_string()).unwrap_or_default(),
        ids(&candidate.linked),
        ids(&candidate.events),
        call_sign(a),
        call_sign(b),
    ]
}

/// Ids parted by spaces.
fn ids(ids: &[EventId]) -> String {
    let ids: Vec<String> = ids.iter().map(EventId::to_string).collect();
    ids.join(" ")
}
