//! From candidates to what the page shows.

use chrono::{DateTime, Utc};

use super::model;
use crate::assess::{self, Candidate, CandidateKind, EvidenceKind, Hull};
#[cfg(feature = "coastline")]
use crate::coastline::Coastline;
use crate::detect::DarkKind;
use crate::write::cell::inert;

/// The candidates of a page, in the order given, ranked from 1.
#[must_use]
pub fn candidates(candidates: &[Candidate]) -> Vec<model::Candidate> {
    ranked(candidates, |_| model::Coast::default())
}

/// The same, with the coast about each.
#[cfg(feature = "coastline")]
#[must_use]
pub fn candidates_with_coast(candidates: &[Candidate], coastline: &Coastline) -> Vec<model::Candidate> {
    ranked(candidates, |candidate| super::coast::about(candidate, coastline))
}

fn ranked(candidates: &[Candidate], coast: impl Fn(&Candidate) -> model::Coast + Sync) -> Vec<model::Candidate> {
    let page = candidates.get(..model::MAX_CANDIDATES).unwrap_or(candidates);
    let shown: Vec<String> = page.iter().map(|candidate| candidate.id.to_string()).collect();
    crate::parallel::map(page.len(), |number| {
        let of = &page[number];
        model::Candidate { coast: coast(of), ..candidate(of, number as u32 + 1, &shown) }
    })
}

fn candidate(of: &Candidate, rank: u32, shown: &[String]) -> model::Candidate {
    let prior = |line: &&assess::Evidence| line.kind != EvidenceKind::Prior;
    let linked = of.linked.iter().map(ToString::to_string).filter(|id| shown.contains(id));
    model::Candidate {
        id: of.id.to_string(),
        rank,
        kind: match of.kind {
            CandidateKind::Encounter => model::Kind::Encounter,
            CandidateKind::Dark(DarkKind::DarkDark) => model::Kind::DarkDark,
            CandidateKind::Dark(DarkKind::DarkVisible) => model::Kind::DarkVisible,
            CandidateKind::Dark(DarkKind::UnseenPartner) => model::Kind::UnseenPartner,
        },
        label: of.cause.map(|cause| cause.as_str().to_owned()).unwrap_or_default(),
        start_ms: of.start.timestamp_millis(),
        end_ms: of.end.timestamp_millis(),
        lat: of.position.latitude_deg(),
        lon: of.position.longitude_deg(),
        score: of.score,
        probability: of.probability(),
        group: of.group.map(|id| id.to_string()),
        linked: linked.collect(),
        reasons: of.evidence.iter().filter(prior).take(4).map(|line| line.measure.clone()).collect(),
        parties: of.parties.iter().map(party).collect(),
        region: of.region.as_ref().map(|region| {
            let corners = region.exterior().coords().map(|at| model::Place { lat: at.y, lon: at.x });
            let count = region.exterior().coords().count();
            corners.take(count.saturating_sub(1)).collect()
        }),
        contacts: of.contacts.iter().map(|&(from, to)| span(from, to)).collect(),
        samples: of.moments.iter().map(|moment| sample(&moment)).collect(),
        closest: closest(of),
        evidence: of.evidence.iter().map(evidence).collect(),
        coast: model::Coast::default(),
    }
}

fn span(from: DateTime<Utc>, to: DateTime<Utc>) -> model::Span {
    model::Span { from_ms: from.timestamp_millis(), to_ms: to.timestamp_millis() }
}

fn party(of: &assess::Party) -> model::Party {
    let sent = of.hull.filter(|hull| !hull.assumed).map(|hull| hull.dimensions);
    let text = |text: &Option<String>| text.as_deref().map(inert).unwrap_or_default().into_owned();
    let around = &of.around;
    let dark = around.track.windows(2).enumerate().filter(|(point, _)| around.is_dark(*point));
    model::Party {
        mmsi: of.mmsi.to_string(),
        name: text(&of.name),
        imo: of.imo.map(|imo| imo.to_string().trim_start_matches("IMO").trim().to_owned()).unwrap_or_default(),
        call_sign: text(&of.call_sign),
        flag: of.mmsi.mid().and_then(|mid| mid.country()).unwrap_or_default().to_owned(),
        ship_type: of.ship_type.map(|ship_type| ship_type.to_string()).unwrap_or_default(),
        length_m: sent.map(|dimensions| f64::from(dimensions.length_m())),
        beam_m: sent.map(|dimensions| f64::from(dimensions.beam_m())),
        watchlist: of.watchlist.clone(),
        track: around
            .track
            .iter()
            .map(|(time, at)| model::TrackPoint {
                time_ms: time.timestamp_millis(),
                lat: at.latitude_deg(),
                lon: at.longitude_deg(),
            })
            .collect(),
        dark: dark.map(|(_, ends)| span(ends[0].0, ends[1].0)).collect(),
        gaps: around
            .gaps
            .iter()
            .map(|(from, to, class)| model::Silence {
                from_ms: from.timestamp_millis(),
                to_ms: to.timestamp_millis(),
                class: class.as_str().to_owned(),
            })
            .collect(),
        draughts: around
            .draughts
            .iter()
            .map(|(time, draught_m)| model::Draught { time_ms: time.timestamp_millis(), draught_m: *draught_m })
            .collect(),
    }
}

fn sample(of: &crate::detect::Moment) -> model::Sample {
    model::Sample {
        time_ms: of.time.timestamp_millis(),
        distance_m: Some(of.distance_m()),
        speed_kn: [Some(of.speed_kn_a), Some(of.speed_kn_b)],
        heading_deg: [of.heading_deg_a, of.heading_deg_b],
    }
}

/// How the hulls lay when closest; none where a heading was not known then, as no hull can be drawn.
fn closest(of: &Candidate) -> Option<model::Closest> {
    let fit = of.hulls?;
    let [a, b] = of.parties.as_slice() else { return None };
    let hull = |hull: Option<Hull>, heading_deg: Option<f64>| {
        let Hull { dimensions, assumed } = hull?;
        Some(model::Hull {
            heading_deg: heading_deg?,
            to_bow_m: f64::from(dimensions.to_bow_m()),
            to_stern_m: f64::from(dimensions.to_stern_m()),
            to_port_m: f64::from(dimensions.to_port_m()),
            to_starboard_m: f64::from(dimensions.to_starboard_m()),
            assumed: assumed || !dimensions.antenna_known(),
        })
    };
    let moment = fit.closest;
    Some(model::Closest {
        time_ms: moment.time.timestamp_millis(),
        east_m: moment.east_m,
        north_m: moment.north_m,
        hulls: [hull(a.hull, moment.heading_deg_a)?, hull(b.hull, moment.heading_deg_b)?],
        clearance_m: Some(fit.closest_clearance_m),
    })
}

fn evidence(of: &assess::Evidence) -> model::Evidence {
    let line = of.kind.line();
    model::Evidence {
        name: line.key.replace('_', " "),
        measure: of.measure.clone(),
        share: of.share,
        why: line.reason.to_owned(),
    }
}
