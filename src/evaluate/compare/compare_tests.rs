use super::*;
use crate::simulate::{Plan, Simulation};

fn sea(seed: u64) -> (Fleet, Truths) {
    let mut plan = Plan::named("antimeridian").unwrap();
    (plan.vessels, plan.hours) = (8, 24.0);
    let (reports, told) = Simulation::new(plan, seed).unwrap().builder().unwrap();
    (reports.build(&Default::default()).unwrap(), Truths::from(&told))
}

fn answers_of(seas: &[(Fleet, Truths)]) -> Vec<Answer> {
    let mut comparison = Comparison::new(Config::default(), None).unwrap();
    for (fleet, truths) in seas {
        comparison.add(fleet, truths).unwrap();
    }
    comparison.answers().unwrap()
}

fn counts(answer: &Answer) -> [usize; 3] {
    [answer.figures.true_alerts, answer.figures.false_alerts, answer.figures.missed]
}

#[test]
fn what_is_found_in_two_seas_is_the_sum_of_both() {
    let (first, second) = (sea(1), sea(2));
    let (of_first, of_second) = (answers_of(std::slice::from_ref(&first)), answers_of(std::slice::from_ref(&second)));
    let of_both = answers_of(&[first, second]);
    assert_eq!(of_both.len(), 14);
    for ((both, first), second) in of_both.iter().zip(&of_first).zip(&of_second) {
        let sums: Vec<usize> = counts(first).iter().zip(counts(second)).map(|(a, b)| a + b).collect();
        assert_eq!(counts(both).to_vec(), sums, "{} {}", both.question, both.method);
    }
    // Something was asked, and this crate found nearly all of it.
    let ours = &of_both[0];
    assert_eq!((ours.question, ours.method), (Question::Encounters, "lightering"));
    assert!(ours.figures.true_alerts > 20 && ours.figures.recall.value.unwrap() > 0.9, "{ours:?}");
}

#[test]
fn a_curve_ends_at_the_precision_and_recall_of_all_alerts() {
    for answer in answers_of(&[sea(3)]) {
        let Some(last) = answer.curve.last() else { continue };
        assert!((last.precision - answer.figures.precision.value.unwrap()).abs() < 1e-12, "{answer:?}");
        assert!((last.recall - answer.figures.recall.value.unwrap()).abs() < 1e-12, "{answer:?}");
        assert!(answer.curve.is_sorted_by(|a, b| a.score > b.score && a.recall <= b.recall));
        // The area under these steps is the average precision.
        let mut before = 0.0;
        let area: f64 = answer
            .curve
            .iter()
            .map(|point| (point.recall - std::mem::replace(&mut before, point.recall)) * point.precision)
            .sum();
        assert!((area - answer.figures.auc_pr.value.unwrap()).abs() < 1e-9, "{answer:?}");
    }
}

#[test]
fn what_is_said_of_a_report_stays_with_it() {
    let mut builder = crate::track::FleetBuilder::new();
    for minute in 0..10 {
        let time = chrono::DateTime::from_timestamp(minute * 60, 0).unwrap();
        let position = crate::ais::Position::from_degrees(10.0, 20.0 + 0.001 * minute as f64).unwrap();
        let report = crate::ais::PositionReport::new(crate::ais::Mmsi::new(311_000_112).unwrap(), time, position);
        let class = Some(crate::ais::TransceiverClass::B);
        builder.push(&crate::ais::PositionReport { coarse: minute == 3, class, ..report });
    }
    let fleet = builder.build(&Default::default()).unwrap();
    let same = thinned(&fleet, TimeDelta::zero()).build(&Default::default()).unwrap();
    let fixes = |fleet: &Fleet| fleet.tracks().flat_map(|track| track.fixes().collect::<Vec<_>>()).collect::<Vec<_>>();
    assert_eq!(fixes(&same), fixes(&fleet));
}

#[test]
fn fewer_reports_are_some_of_the_reports() {
    let (fleet, truths) = sea(4);
    let same = thinned(&fleet, TimeDelta::zero()).build(&Default::default()).unwrap();
    assert_eq!((same.fixes(), same.vessels()), (fleet.fixes(), fleet.vessels()));
    let fewer = thinned(&fleet, TimeDelta::minutes(30)).build(&Default::default()).unwrap();
    assert!(fewer.fixes() > 0 && fewer.fixes() * 8 < fleet.fixes());
    let mut comparison = Comparison::new(Config::default(), None).unwrap();
    comparison.add(&fleet, &truths).unwrap();
    comparison.add_thinned(&fleet, &truths, &[600, 3600]).unwrap();
    let answers = comparison.answers().unwrap();
    assert_eq!(answers.len(), 14 + 12);
    let mut csv = Vec::new();
    Comparison::write_csv(&answers, &mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), answers.len() + 1);
    let text = Comparison::text(&answers);
    assert!(text.contains("switch-offs") && text.contains("3600 s"), "{text}");
}
