use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;

fn ship(number: u32) -> Mmsi {
    Mmsi::new(311_000_000 + number).unwrap()
}

fn hour(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

fn transfer(id: usize, a: u32, b: u32, (start, end): (i64, i64), a_to_b: Option<bool>) -> Transfer {
    let (start, end) = (hour(start), hour(end));
    Transfer { id: format!("{id:04}"), mmsi_a: ship(a), mmsi_b: ship(b), start, end, score: 1.0, a_to_b }
}

fn reached(transfers: &[Transfer], from: u32, backward: bool) -> BTreeMap<Mmsi, Hop> {
    let parameters = ChainParameters { backward, ..ChainParameters::default() };
    let hops = chain(transfers, &[ship(from)], &parameters).unwrap();
    hops.into_iter().map(|hop| (hop.to, hop)).collect()
}

#[test]
fn cargo_goes_on_in_order_of_time_and_never_back() {
    let transfers = [
        transfer(1, 1, 2, (0, 10), None),
        transfer(2, 2, 3, (20, 30), None),
        transfer(3, 3, 4, (15, 18), None),
        transfer(4, 3, 5, (40, 50), None),
    ];
    let hops = reached(&transfers, 1, false);
    assert_eq!(hops.keys().copied().collect::<Vec<_>>(), [ship(2), ship(3), ship(5)], "ship 4 was met too early");
    assert_eq!(hops[&ship(5)].path, [1, 2, 3, 5].map(ship));
    assert_eq!(hops[&ship(5)].hop, 3);
    let back = reached(&transfers, 5, true);
    assert_eq!(back[&ship(1)].path, [5, 3, 2, 1].map(ship));
    assert!(back.contains_key(&ship(4)), "what ship 4 gave earlier may have come along");
}

#[test]
fn cargo_can_go_through_a_mother_ship_that_has_a_ship_at_either_side() {
    let transfers = [transfer(1, 1, 2, (0, 20), None), transfer(2, 2, 3, (5, 25), None)];
    assert!(reached(&transfers, 1, false).contains_key(&ship(3)));
    // And the other way round, while both are alongside.
    assert!(reached(&transfers, 3, false).contains_key(&ship(1)));
}

#[test]
fn draughts_say_which_way() {
    let transfers = [transfer(1, 1, 2, (0, 10), Some(false))];
    assert!(reached(&transfers, 1, false).is_empty());
    assert!(reached(&transfers, 2, false).contains_key(&ship(1)));
    assert!(reached(&transfers, 1, true).contains_key(&ship(2)));
}

#[test]
fn unlikely_transfers_carry_nothing() {
    let mut transfers = [transfer(1, 1, 2, (0, 10), None)];
    transfers[0].score = -0.1;
    assert!(reached(&transfers, 1, false).is_empty());
    let parameters = ChainParameters { min_score: -1.0, ..ChainParameters::default() };
    assert_eq!(chain(&transfers, &[ship(1)], &parameters).unwrap().len(), 1);
    assert!(chain(&transfers, &[ship(1)], &ChainParameters { min_score: f64::NAN, ..parameters }).is_err());
}

/// Vessels that are reached, with the earliest time, by trying all ways.
fn by_all_ways(transfers: &[Transfer], vessel: Mmsi, time: i64, seen: &mut Vec<Mmsi>, into: &mut BTreeMap<Mmsi, i64>) {
    for transfer in transfers {
        let Some(to) = transfer.receiver(vessel, false).filter(|to| !seen.contains(to)) else { continue };
        if transfer.end.timestamp_millis() <= time {
            continue;
        }
        let arrives = transfer.start.timestamp_millis().max(time);
        let earliest = into.entry(to).or_insert(arrives);
        *earliest = arrives.min(*earliest);
        seen.push(to);
        by_all_ways(transfers, to, arrives, seen, into);
        seen.pop();
    }
}

proptest! {
    #[test]
    fn every_vessel_is_reached_that_some_way_reaches_and_no_way_runs_back(
        drawn in prop::collection::vec((0..6_u32, 0..6_u32, 0..40_i64, 1..12_i64, prop::option::of(any::<bool>())), 0..9),
        turn in 0..9_usize,
    ) {
        let mut transfers: Vec<Transfer> = drawn
            .iter()
            .enumerate()
            .filter(|(_, (a, b, ..))| a != b)
            .map(|(id, &(a, b, start, hours, a_to_b))| transfer(id, a, b, (start, start + hours), a_to_b))
            .collect();
        let hops = chain(&transfers, &[ship(0)], &ChainParameters::default()).unwrap();
        let mut oracle = BTreeMap::new();
        by_all_ways(&transfers, ship(0), i64::MIN, &mut vec![ship(0)], &mut oracle);
        let found: BTreeSet<Mmsi> = hops.iter().map(|hop| hop.to).collect();
        prop_assert_eq!(found, oracle.keys().copied().collect::<BTreeSet<_>>());
        let by_vessel: BTreeMap<Mmsi, &Hop> = hops.iter().map(|hop| (hop.to, hop)).collect();
        for hop in &hops {
            prop_assert_eq!(hop.path.iter().collect::<BTreeSet<_>>().len(), hop.path.len(), "no vessel twice");
            let mut time = i64::MIN;
            for to in &hop.path[1..] {
                let transfer = &transfers[by_vessel[to].transfer];
                prop_assert!(transfer.end.timestamp_millis() > time);
                time = time.max(transfer.start.timestamp_millis());
            }
            prop_assert_eq!(time, oracle[&hop.to]);
        }
        // The order of the list does not matter.
        let paths: Vec<_> = hops.iter().map(|hop| hop.path.clone()).collect();
        if !transfers.is_empty() {
            let by = turn % transfers.len();
            transfers.rotate_left(by);
            let turned = chain(&transfers, &[ship(0)], &ChainParameters::default()).unwrap();
            prop_assert_eq!(paths, turned.iter().map(|hop| hop.path.clone()).collect::<Vec<_>>());
        }
    }
}
