//! Chains: which vessels cargo can have reached, transfer by transfer.
//!
//! Candidates in order of time are a temporal graph. Cargo that is aboard a vessel at a time can go over in any transfer of that vessel that
//! ends later, and is aboard the other vessel from the start of that transfer on; or from the time at which it came aboard the giver,
//! if that is later, since a mother ship pumps to one side what she takes on at the other. So the times at which cargo can be aboard never
//! go back along a path. Where draughts say which way cargo went in a transfer, it goes that way only.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use chrono::{DateTime, Utc};

use crate::Result;
use crate::ais::Mmsi;
use crate::assess::Candidate;
use crate::error::check_range;

/// A transfer that cargo may have gone over.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// Id of the candidate.
    pub id: String,
    /// One of the two vessels.
    pub mmsi_a: Mmsi,
    /// The other.
    pub mmsi_b: Mmsi,
    /// When it began.
    pub start: DateTime<Utc>,
    /// When it ended.
    pub end: DateTime<Utc>,
    /// Its score, in log-odds.
    pub score: f64,
    /// Whether cargo went from the first to the second, where that is known.
    pub a_to_b: Option<bool>,
}

impl Transfer {
    /// The transfer that a candidate is; `None` if its partner was unseen.
    #[must_use]
    pub fn of(candidate: &Candidate) -> Option<Self> {
        Some(Self {
            id: candidate.id.to_string(),
            mmsi_a: candidate.mmsi_a()?,
            mmsi_b: candidate.mmsi_b()?,
            start: candidate.start,
            end: candidate.end,
            score: candidate.score,
            a_to_b: candidate.cargo_a_to_b,
        })
    }

    /// Where cargo goes from a vessel, if it does.
    fn receiver(&self, giver: Mmsi, backward: bool) -> Option<Mmsi> {
        let (other, from_a) = match giver {
            giver if giver == self.mmsi_a => (self.mmsi_b, true),
            giver if giver == self.mmsi_b => (self.mmsi_a, false),
            _ => return None,
        };
        self.a_to_b.is_none_or(|a_to_b| (a_to_b == from_a) != backward).then_some(other)
    }
}

/// One step of a chain: the best way to a vessel.
#[derive(Debug, Clone, PartialEq)]
pub struct Hop {
    /// Number of the hop, from 1.
    pub hop: u32,
    /// The vessel that cargo came from; in a chain backward, that it went to.
    pub from: Mmsi,
    /// The vessel that it can have reached; in a chain backward, come from.
    pub to: Mmsi,
    /// The transfer, as its number in the list that was given.
    pub transfer: usize,
    /// All vessels from the first to this one.
    pub path: Vec<Mmsi>,
    /// The product of the probabilities of the transfers on the way, 0 to 1.
    pub probability: f64,
}

/// How chains are followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChainParameters {
    /// Transfers of at least this score count, in log-odds.
    pub min_score: f64,
    /// From the vessels back in time to where their cargo can have come from.
    pub backward: bool,
}

impl Default for ChainParameters {
    /// From a score of 0 on: as likely as not.
    fn default() -> Self {
        Self { min_score: 0.0, backward: false }
    }
}

/// Every vessel that cargo of these can have reached, each by the way that arrives first; of those that arrive at the same time, by the
/// one with fewest hops, then of the greatest probability, then by the lowest ids. In order of arrival.
///
/// Backward, the way that leaves last comes first.
///
/// # Errors
///
/// [`Error::Parameter`](crate::Error::Parameter) for a score that is not -100 to 100.
///
/// ```
/// use lightering::ais::Mmsi;
/// use lightering::chain::{ChainParameters, Transfer, chain};
/// let ship = |number| Mmsi::new(number).unwrap();
/// let transfer = |id: &str, a, b, start: &str, end: &str| Transfer {
///     id: id.into(), mmsi_a: ship(a), mmsi_b: ship(b), start: start.parse().unwrap(), end: end.parse().unwrap(), score: 2.0, a_to_b: None,
/// };
/// let transfers = [
///     transfer("1", 311000001, 311000002, "2024-03-01T00:00:00Z", "2024-03-01T10:00:00Z"),
///     transfer("2", 311000002, 311000003, "2024-03-02T00:00:00Z", "2024-03-02T10:00:00Z"),
/// ];
/// let hops = chain(&transfers, &[ship(311000001)], &ChainParameters::default())?;
/// assert_eq!(hops[1].path, [ship(311000001), ship(311000002), ship(311000003)]);
/// // Time does not run backwards.
/// assert_eq!(chain(&transfers, &[ship(311000003)], &ChainParameters::default())?.len(), 1);
/// # Ok::<(), lightering::Error>(())
/// ```
pub fn chain(transfers: &[Transfer], from: &[Mmsi], parameters: &ChainParameters) -> Result<Vec<Hop>> {
    check_range("chain.min_score", parameters.min_score, -100.0, 100.0, "must be -100 to 100")?;
    let backward = parameters.backward;
    let mut of_vessel: BTreeMap<Mmsi, Vec<usize>> = BTreeMap::new();
    for (number, transfer) in transfers.iter().enumerate().filter(|(_, of)| of.score >= parameters.min_score) {
        of_vessel.entry(transfer.mmsi_a).or_default().push(number);
        of_vessel.entry(transfer.mmsi_b).or_default().push(number);
    }
    // Backward, time is turned round.
    let span = |transfer: &Transfer| {
        let (start, end) = (transfer.start.timestamp_millis(), transfer.end.timestamp_millis());
        if backward { (-end, -start) } else { (start, end) }
    };
    let mut search = Search::default();
    from.iter().copied().collect::<BTreeSet<_>>().into_iter().for_each(|mmsi| search.start(mmsi));
    // Earliest arrival, as Dijkstra's shortest path: what arrives first is final, since no way goes back in time.
    while let Some(arrival) = search.next() {
        for &number in of_vessel.get(&arrival.vessel).into_iter().flatten() {
            let transfer = &transfers[number];
            let (start, end) = span(transfer);
            if let Some(to) = transfer.receiver(arrival.vessel, backward).filter(|_| end > arrival.time_ms) {
                let likely = 1.0 / (1.0 + (-transfer.score).exp());
                search.reach(&arrival, to, start.max(arrival.time_ms), number, likely, &transfer.id);
            }
        }
    }
    Ok(search.hops)
}

/// Cargo aboard a vessel.
#[derive(Debug, Clone, PartialEq)]
struct Arrival {
    time_ms: i64,
    /// Ids of the transfers on the way.
    ids: Vec<String>,
    vessel: Mmsi,
    path: Vec<Mmsi>,
    transfer: Option<usize>,
    probability: f64,
}

impl Eq for Arrival {}

impl Ord for Arrival {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.time_ms
            .cmp(&other.time_ms)
            .then(self.path.len().cmp(&other.path.len()))
            .then(other.probability.total_cmp(&self.probability))
            .then_with(|| self.ids.cmp(&other.ids))
            .then_with(|| self.path.cmp(&other.path))
    }
}

impl PartialOrd for Arrival {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A search that goes on from what arrives first.
#[derive(Debug, Default)]
struct Search {
    open: BinaryHeap<Reverse<Arrival>>,
    done: BTreeSet<Mmsi>,
    hops: Vec<Hop>,
}

impl Search {
    fn start(&mut self, vessel: Mmsi) {
        let path = vec![vessel];
        self.open.push(Reverse(Arrival {
            time_ms: i64::MIN,
            ids: Vec::new(),
            vessel,
            path,
            transfer: None,
            probability: 1.0,
        }));
    }

    /// The next vessel that is reached, for the first time.
    fn next(&mut self) -> Option<Arrival> {
        loop {
            let Reverse(arrival) = self.open.pop()?;
            if !self.done.insert(arrival.vessel) {
                continue;
            }
            if let (Some(transfer), [.., from, to]) = (arrival.transfer, arrival.path.as_slice()) {
                self.hops.push(Hop {
                    hop: arrival.path.len() as u32 - 1,
                    from: *from,
                    to: *to,
                    transfer,
                    path: arrival.path.clone(),
                    probability: arrival.probability,
                });
            }
            return Some(arrival);
        }
    }

    fn reach(&mut self, from: &Arrival, to: Mmsi, time_ms: i64, transfer: usize, likely: f64, id: &str) {
        if self.done.contains(&to) {
            return;
        }
        let with = |mut path: Vec<Mmsi>| {
            path.push(to);
            path
        };
        let mut ids = from.ids.clone();
        ids.push(id.to_owned());
        self.open.push(Reverse(Arrival {
            time_ms,
            ids,
            vessel: to,
            path: with(from.path.clone()),
            transfer: Some(transfer),
            probability: from.probability * likely,
        }));
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
