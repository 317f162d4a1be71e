use proptest::prelude::*;

use super::super::fixtures::{alert, alerts, event, events, matching, mmsi};
use super::*;

fn pairs(matching: &Matching) -> Vec<(usize, usize)> {
    matching.matches.iter().map(|pair| (pair.alert, pair.truth)).collect()
}

#[test]
fn an_alert_that_covers_half_of_an_event_is_that_event() {
    let truth = [event(1, 100, 200)];
    assert_eq!(pairs(&matching(&[alert(1, 150, 400, 1.0)], &truth)), [(0, 0)]);
    assert_eq!(pairs(&matching(&[alert(1, 0, 150, 1.0)], &truth)), [(0, 0)]);
    let late = matching(&[alert(1, 151, 400, 1.0)], &truth);
    assert_eq!((late.matches.len(), late.false_alerts, late.missed), (0, vec![0], vec![0]));
}

#[test]
fn a_window_of_two_days_that_holds_a_meeting_is_right_and_a_glimpse_of_it_is_not() {
    let truth = [event(1, 1000, 1240)];
    let window = matching(&[alert(1, 0, 2880, 0.3)], &truth);
    assert_eq!(pairs(&window), [(0, 0)]);
    assert!((window.matches[0].iou - 240.0 / 2880.0).abs() < 1e-12);
    assert!(matching(&[alert(1, 1100, 1130, 0.3)], &truth).matches.is_empty());
    let strict = MatchParameters { min_iou: 0.5, ..MatchParameters::default() };
    assert!(Matching::new(&[alert(1, 0, 2880, 0.3)], &truth, &strict).unwrap().matches.is_empty());
}

#[test]
fn only_events_of_the_same_vessels_match_in_either_order() {
    let truth = [event(1, 0, 100), event(0, 0, 100)];
    let swapped = Alert { mmsi_a: mmsi(2), mmsi_b: Some(mmsi(1)), ..alert(1, 0, 100, 1.0) };
    assert_eq!(pairs(&matching(&[alert(2, 0, 100, 1.0), swapped], &truth)), [(1, 0)]);
    assert_eq!(pairs(&matching(&[alert(0, 0, 100, 1.0)], &truth)), [(0, 1)]);
}

#[test]
fn an_event_reported_twice_is_one_true_alert_and_one_false() {
    let twice = matching(&[alert(1, 0, 90, 1.0), alert(1, 0, 100, 0.5)], &[event(1, 0, 100)]);
    assert_eq!(pairs(&twice), [(1, 0)], "the one that overlaps more");
    assert_eq!(twice.false_alerts, [0]);
}

#[test]
fn of_two_alerts_that_say_the_same_the_more_certain_is_the_event() {
    for scores in [[0.2, 0.7], [0.7, 0.2]] {
        let alerts = scores.map(|score| alert(1, 10, 90, score));
        let matching = matching(&alerts, &[event(1, 0, 100)]);
        assert_eq!(alerts[matching.matches[0].alert].score, 0.7);
    }
}

#[test]
fn two_events_under_one_alert_are_one_found_and_one_missed() {
    let one = matching(&[alert(1, 0, 300, 1.0)], &[event(1, 0, 100), event(1, 150, 300)]);
    assert_eq!(pairs(&one), [(0, 1)]);
    assert_eq!(one.missed, [0]);
}

#[test]
fn more_matches_go_before_better_ones() {
    // The first alert overlaps both events, the first of them best; the second alert the first event alone.
    let alerts = [alert(1, 0, 160, 1.0), alert(1, 0, 60, 1.0)];
    let truth = [event(1, 0, 100), event(1, 100, 200)];
    assert_eq!(pairs(&matching(&alerts, &truth)), [(0, 1), (1, 0)]);
}

#[test]
fn what_nobody_cares_about_makes_alerts_neither_true_nor_false() {
    let parameters = MatchParameters { ignore: ["raft".to_owned()].into(), ..MatchParameters::default() };
    let raft = TrueEvent { kind: "raft".into(), ..event(1, 0, 1000) };
    let truth = [raft, event(1, 900, 1100)];
    let alerts = [
        alert(1, 0, 800, 1.0),
        alert(1, 100, 200, 1.0),
        alert(1, 890, 1100, 1.0),
        alert(1, 1050, 1090, 1.0),
        alert(2, 0, 800, 1.0),
    ];
    let matching = Matching::new(&alerts, &truth, &parameters).unwrap();
    assert_eq!(pairs(&matching), [(2, 1)], "what counts goes first");
    assert_eq!(matching.ignored_alerts, [0, 1]);
    assert_eq!(matching.false_alerts, [3, 4]);
    assert_eq!((matching.ignored_truth, matching.missed), (vec![0], vec![]));
}

#[test]
fn an_event_of_a_moment_is_found_by_what_holds_it() {
    let truth = [event(1, 50, 50)];
    assert_eq!(pairs(&matching(&[alert(1, 0, 100, 1.0)], &truth)), [(0, 0)]);
    let same = matching(&[alert(1, 50, 50, 1.0)], &truth);
    assert_eq!(same.matches[0].iou, 1.0);
    assert!(matching(&[alert(1, 51, 100, 1.0)], &truth).matches.is_empty());
    let touching = MatchParameters { min_overlap: 0.0, ..MatchParameters::default() };
    let apart = Matching::new(&[alert(1, 0, 50, 1.0)], &[event(1, 50, 90)], &touching).unwrap();
    assert!(apart.matches.is_empty(), "to touch is not to overlap");
}

#[test]
fn an_alert_that_ends_before_it_starts_does_no_harm() {
    assert!(matching(&[alert(1, 100, 0, 1.0)], &[event(1, 0, 100)]).matches.is_empty());
}

#[test]
fn a_share_beyond_one_is_refused() {
    let parameters = MatchParameters { min_overlap: 1.5, ..MatchParameters::default() };
    let error = Matching::new(&[], &[], &parameters).unwrap_err().to_string();
    assert_eq!(error, "evaluate.min_overlap = 1.5: must be 0 to 1");
}

#[test]
fn very_many_that_hang_together_are_matched_too() {
    // Each alert covers half of two events.
    let truth: Vec<TrueEvent> = (0..400).map(|number| event(1, number * 100, number * 100 + 100)).collect();
    let alerts: Vec<Alert> = (0..400).map(|number| alert(1, number * 100 + 10, number * 100 + 160, 1.0)).collect();
    let matching = matching(&alerts, &truth);
    assert!(matching.matches.len() >= 200);
    assert!(matching.matches.iter().all(|pair| pair.iou > 0.0));
}

/// The number of matches and the sum of their overlap of the best of all ways to match.
fn best(alerts: &[Alert], truth: &[TrueEvent], taken: &mut Vec<usize>) -> (usize, f64) {
    let Some((first, rest)) = alerts.split_first() else { return (0, 0.0) };
    let mut best_way = best(rest, truth, taken);
    for (number, event) in truth.iter().enumerate() {
        let (span, of_event) = (Span::of_alert(first), Span::of_event(event));
        let can = vessels(first.mmsi_a, first.mmsi_b) == vessels(event.mmsi_a, event.mmsi_b)
            && of_event.touches(span)
            && of_event.share_in(span) >= 0.5;
        if can && !taken.contains(&number) {
            taken.push(number);
            let (count, sum) = best(rest, truth, taken);
            taken.pop();
            let way = (count + 1, sum + of_event.iou(span));
            if way.0 > best_way.0 || (way.0 == best_way.0 && way.1 > best_way.1) {
                best_way = way;
            }
        }
    }
    best_way
}

proptest! {
    #[test]
    fn no_way_to_match_is_better(alerts in alerts(0..6), truth in events(0..6)) {
        // All of one pair, so that there is something to choose.
        let alerts: Vec<Alert> = alerts.into_iter().map(|alert| Alert { mmsi_b: Some(mmsi(2)), ..alert }).collect();
        let truth: Vec<TrueEvent> = truth.into_iter().map(|event| TrueEvent { mmsi_b: Some(mmsi(2)), ..event }).collect();
        let matching = matching(&alerts, &truth);
        let (count, sum) = best(&alerts, &truth, &mut Vec::new());
        prop_assert_eq!(matching.matches.len(), count);
        let of_matching: f64 = matching.matches.iter().map(|pair| pair.iou).sum();
        prop_assert!((of_matching - sum).abs() < 1e-6, "{of_matching} {sum}");
    }

    #[test]
    fn every_alert_and_every_event_is_accounted_for_once(alerts in alerts(0..30), truth in events(0..30)) {
        let parameters = MatchParameters { ignore: ["raft".to_owned()].into(), ..MatchParameters::default() };
        let matching = Matching::new(&alerts, &truth, &parameters).unwrap();
        let mut of_alerts: Vec<usize> = matching.matches.iter().map(|pair| pair.alert).collect();
        of_alerts.extend(matching.false_alerts.iter().chain(&matching.ignored_alerts));
        of_alerts.sort_unstable();
        prop_assert_eq!(of_alerts, (0..alerts.len()).collect::<Vec<_>>());
        let mut of_truth: Vec<usize> = matching.matches.iter().map(|pair| pair.truth).collect();
        of_truth.extend(matching.missed.iter().chain(&matching.ignored_truth));
        of_truth.sort_unstable();
        prop_assert_eq!(of_truth, (0..truth.len()).collect::<Vec<_>>());
    }
}
