use proptest::prelude::*;

use super::super::fixtures::{alert, alerts, event, events, figures, matching, perfect};
use super::*;

/// Four true events; alerts by falling score: true, false, true, true and false at one score, one true event missed.
fn by_hand() -> (Vec<Alert>, Vec<TrueEvent>) {
    let truth = vec![event(1, 0, 100), event(2, 0, 100), event(3, 0, 100), event(4, 0, 100)];
    let alerts = vec![
        alert(1, 5, 104, 0.9),
        alert(7, 0, 100, 0.8),
        alert(2, -10, 130, 0.7),
        alert(3, 1, 98, 0.5),
        alert(8, 0, 100, 0.5),
    ];
    (alerts, truth)
}

#[test]
fn the_figures_of_a_small_case_are_those_by_hand() {
    let (alerts, truth) = by_hand();
    let figures = figures(&alerts, &truth);
    assert_eq!((figures.true_alerts, figures.false_alerts, figures.missed, figures.ignored_alerts), (3, 2, 1, 0));
    assert_eq!(figures.precision.value, Some(3.0 / 5.0));
    assert_eq!(figures.recall.value, Some(3.0 / 4.0));
    assert_eq!(figures.f1.value, Some(6.0 / 9.0));
    // Recall rises by a quarter at precisions of 1/1, 2/3 and, both at one score, 3/5.
    let auc_pr = 0.25 * (1.0 + 2.0 / 3.0 + 3.0 / 5.0);
    assert!((figures.auc_pr.value.unwrap() - auc_pr).abs() < 1e-12);
    // Starts are off by 300, -600 and 60 s, ends by 240, 1800 and -120 s.
    assert_eq!(figures.median_start_error_s, Some(60.0));
    assert_eq!(figures.median_abs_start_error_s, Some(300.0));
    assert_eq!(figures.median_end_error_s, Some(240.0));
    assert_eq!(figures.median_abs_end_error_s, Some(240.0));
    let mean_iou = (95.0 / 104.0 + 100.0 / 140.0 + 97.0 / 100.0) / 3.0;
    assert!((figures.mean_iou.unwrap() - mean_iou).abs() < 1e-12);
    assert_eq!(figures.false_per_1000_vessel_days, Some(2.0));
}

#[test]
fn a_false_alert_costs_area_only_above_true_ones() {
    let area =
        |score: f64| figures(&[alert(1, 0, 100, 0.5), alert(7, 0, 100, score)], &[event(1, 0, 100)]).auc_pr.value;
    assert_eq!([area(0.1), area(0.5), area(0.9)], [Some(1.0), Some(0.5), Some(0.5)]);
}

#[test]
fn recall_is_told_by_kind() {
    let (alerts, mut truth) = by_hand();
    truth[0].kind = "bunkering".into();
    let by_kind = figures(&alerts, &truth).by_kind;
    assert_eq!(by_kind.len(), 2);
    assert_eq!(by_kind[0], KindCount { kind: "bunkering".into(), events: 1, found: 1 });
    assert_eq!(by_kind[1], KindCount { kind: "transfer".into(), events: 3, found: 2 });
    assert_eq!(by_kind[1].recall(), Some(2.0 / 3.0));
}

#[test]
fn what_is_not_defined_is_none() {
    let nothing = figures(&[], &[]);
    assert_eq!((nothing.precision, nothing.recall, nothing.f1, nothing.auc_pr), Default::default());
    assert_eq!((nothing.mean_iou, nothing.median_abs_end_error_s), (None, None));
    let silent = figures(&[], &[event(1, 0, 100)]);
    assert_eq!(silent.precision.value, None);
    assert_eq!((silent.recall.value, silent.f1.value, silent.auc_pr.value), (Some(0.0), Some(0.0), Some(0.0)));
    let crying = figures(&[alert(1, 0, 100, 1.0)], &[]);
    assert_eq!((crying.precision.value, crying.f1.value), (Some(0.0), Some(0.0)));
    assert_eq!((crying.recall.value, crying.auc_pr.value), (None, None));
    for days in [None, Some(0.0), Some(f64::NAN), Some(-1.0)] {
        let figures = Figures::of(&matching(&[], &[]), &[], &[], days);
        assert_eq!(figures.false_per_1000_vessel_days, None);
    }
    assert!(nothing.cells().iter().skip(4).all(|cell| cell.is_empty() || cell == "0.000"), "{:?}", nothing.cells());
}

#[test]
fn intervals_hold_the_value_and_are_the_same_every_time() {
    // Forty pairs: of three events two are found, and every other pair has a false alert.
    let truth: Vec<TrueEvent> =
        (1..=40).flat_map(|pair| (0..3).map(move |number| event(pair, number * 1000, number * 1000 + 100))).collect();
    let mut alerts: Vec<Alert> = truth
        .iter()
        .enumerate()
        .filter(|(number, _)| number * 7 % 3 != 0)
        .map(|(number, event)| perfect(event, (number % 11) as f64))
        .collect();
    alerts.extend((1..=20).map(|pair| alert(pair * 2, 5000, 5100, f64::from(pair))));
    let figures = figures(&alerts, &truth);
    for estimate in [figures.precision, figures.f1, figures.auc_pr] {
        let (value, interval) = (estimate.value.unwrap(), estimate.interval.unwrap());
        assert!(interval.low < value && value < interval.high, "{estimate:?}");
        assert!(interval.high - interval.low < 0.35, "{estimate:?}");
    }
    // 80 of 100 alerts are true; drawn by pairs, of which half have 2 of 2 and half 2 of 3.
    assert_eq!(figures.precision.value, Some(0.8));
    let interval = figures.precision.interval.unwrap();
    assert!((interval.low - 0.755).abs() < 0.012 && (interval.high - 0.851).abs() < 0.012, "{interval:?}");
    // Two of three of every pair: no draw changes that.
    let recall = figures.recall;
    assert_eq!(recall.interval, recall.value.map(|value| Interval { low: value, high: value }));
    assert_eq!(figures, super::super::fixtures::figures(&alerts, &truth));
}

#[test]
fn one_pair_tells_no_interval() {
    let figures = figures(&[alert(1, 0, 100, 1.0)], &[event(1, 0, 100)]);
    assert_eq!(figures.precision, Estimate { value: Some(1.0), interval: None });
}

#[test]
fn a_table_has_a_row_for_each_method() {
    let (alerts, truth) = by_hand();
    let figures = figures(&alerts, &truth);
    let mut csv = Vec::new();
    Figures::write_csv([("ours", &figures), ("theirs", &Figures::default())], &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], FIGURE_COLUMNS.join(","));
    assert!(rows[1].starts_with("ours,3,2,1,0,0.6000,"), "{}", rows[1]);
    assert!(rows[1].ends_with(",300.000,60.000,240.000,240.000,0.8659,2.000,transfer=3/4"), "{}", rows[1]);
    assert_eq!(rows[2], "theirs,0,0,0,0,,,,,,,,,,,,,,,,,,,");
}

proptest! {
    #[test]
    fn a_perfect_detector_scores_one(truth in events(1..20), score in 0.0..2.0) {
        let alerts: Vec<Alert> = truth.iter().map(|event| perfect(event, score)).collect();
        let figures = figures(&alerts, &truth);
        for share in [figures.precision.value, figures.recall.value, figures.f1.value, figures.auc_pr.value] {
            prop_assert_eq!(share, Some(1.0));
        }
        prop_assert_eq!(figures.mean_iou, Some(1.0));
        prop_assert_eq!((figures.median_abs_start_error_s, figures.median_abs_end_error_s), (Some(0.0), Some(0.0)));
        prop_assert_eq!((figures.false_alerts, figures.missed), (0, 0));
    }

    #[test]
    fn the_order_of_alerts_and_truth_is_without_effect(
        (alerts, shuffled) in alerts(0..25).prop_flat_map(|alerts| (Just(alerts.clone()), Just(alerts).prop_shuffle())),
        (truth, mixed) in events(0..20).prop_flat_map(|truth| (Just(truth.clone()), Just(truth).prop_shuffle())),
    ) {
        prop_assert_eq!(figures(&alerts, &truth), figures(&shuffled, &mixed));
    }

    #[test]
    fn which_vessel_is_named_first_is_without_effect(alerts in alerts(0..25), truth in events(0..20)) {
        let swapped: Vec<Alert> = alerts
            .iter()
            .map(|alert| match alert.mmsi_b {
                Some(b) => Alert { mmsi_a: b, mmsi_b: Some(alert.mmsi_a), ..alert.clone() },
                None => alert.clone(),
            })
            .collect();
        prop_assert_eq!(figures(&alerts, &truth), figures(&swapped, &truth));
    }

    #[test]
    fn a_false_alert_more_never_helps(alerts in alerts(0..15), truth in events(1..15), score in 0.0..3.0) {
        let before = figures(&alerts, &truth);
        let mut more = alerts;
        more.push(alert(9, 0, 100, score));
        let after = figures(&more, &truth);
        prop_assert!(before.precision.value.is_none_or(|before| after.precision.value.unwrap() <= before));
        prop_assert!(after.auc_pr.value <= before.auc_pr.value);
        prop_assert!(after.f1.value <= before.f1.value);
        prop_assert_eq!(after.recall.value, before.recall.value);
    }

    #[test]
    fn shares_are_shares_and_intervals_hold_what_can_be(alerts in alerts(0..25), truth in events(0..20)) {
        let figures = figures(&alerts, &truth);
        for estimate in [figures.precision, figures.recall, figures.f1, figures.auc_pr] {
            prop_assert!(estimate.value.is_none_or(|value| (0.0..=1.0 + 1e-12).contains(&value)));
            prop_assert!(estimate.interval.is_none() || estimate.value.is_some());
            if let Some(Interval { low, high }) = estimate.interval {
                prop_assert!(0.0 <= low && low <= high && high <= 1.0 + 1e-12);
            }
        }
        prop_assert!(figures.mean_iou.is_none_or(|iou| (0.0..=1.0 + 1e-12).contains(&iou)));
    }
}
