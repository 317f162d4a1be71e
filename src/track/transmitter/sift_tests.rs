use proptest::prelude::*;

use super::{Ends, Fate, sift};
use crate::track::CleaningParameters;
use crate::track::builder::Row;
use crate::track::transmitter::Rules;

fn rules() -> Rules {
    Rules::new(&CleaningParameters::default())
}

/// Reports of a ship that sails north at 10 knots, some of them metres off.
fn lane(reports: &[(i64, f64)]) -> Vec<Row> {
    let mut seconds = 0;
    let mut rows: Vec<Row> = reports
        .iter()
        .map(|&(step, off_m)| {
            seconds += step;
            let north_m = seconds as f64 * 5.0 + off_m;
            Row { mmsi: 538_000_001, time_ms: seconds * 1000, latitude_e7: (north_m * 90.4) as i32, ..Row::default() }
        })
        .collect();
    rows.sort();
    rows.dedup();
    rows
}

fn reports() -> impl Strategy<Value = Vec<(i64, f64)>> {
    let step = prop_oneof![1 => Just(0_i64), 8 => 5..60_i64, 4 => 60..400_i64, 1 => 400..3600_i64];
    let off = prop_oneof![12 => -20.0..20.0_f64, 1 => -9000.0..9000.0_f64];
    prop::collection::vec((step, off), 1..120)
}

#[test]
fn a_spike_is_impossible_and_doubt_about_the_ends_reaches_ten_minutes() {
    let mut rows = lane(&[(30, 0.0); 100]);
    rows[50].latitude_e7 += 300_000;
    let all = sift(&rows, Ends::KNOWN, &rules());
    assert_eq!(all.iter().position(|&fate| fate != Fate::Kept), Some(50));
    assert_eq!(all[50], Fate::Impossible);
    let open = sift(&rows, Ends { start_known: false, end_known: false, ..Ends::KNOWN }, &rules());
    let decided: Vec<usize> = (0..rows.len()).filter(|&i| open[i] != Fate::Undecided).collect();
    assert_eq!(decided, (20..80).collect::<Vec<_>>());
    assert_eq!(open[50], Fate::Impossible);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_decided_without_the_rest_stays_so_and_the_rest_is_decided_later(
        reports in reports(),
        cut in 0.0..1.0_f64,
    ) {
        let rows = lane(&reports);
        let whole = sift(&rows, Ends::KNOWN, &rules());
        prop_assert!(!whole.contains(&Fate::Undecided));
        // A cut in time: reports with one time are on one side.
        let at = (cut * rows.len() as f64) as usize;
        let at = rows.partition_point(|row| row.time_ms < rows[at].time_ms);
        let left = sift(&rows[..at], Ends { end_known: false, ..Ends::KNOWN }, &rules());
        let right = sift(&rows[at..], Ends { start_known: false, ..Ends::KNOWN }, &rules());
        let both: Vec<Fate> = left.into_iter().chain(right).collect();
        for (apart, together) in both.iter().zip(&whole) {
            prop_assert!(apart == together || *apart == Fate::Undecided, "{both:?} {whole:?}");
        }
        // The undecided reports with the two beyond doubt on either side of them.
        if let Some(first) = both.iter().position(|&fate| fate == Fate::Undecided) {
            let end = both.iter().rposition(|&fate| fate == Fate::Undecided).unwrap() + 1;
            let (start_pinned, end_pinned) = (first > 0, end < rows.len());
            let range = first - usize::from(start_pinned)..end + usize::from(end_pinned);
            let ends = Ends { start_pinned, end_pinned, ..Ends::KNOWN };
            prop_assert_eq!(&sift(&rows[range.clone()], ends, &rules()), &whole[range]);
        }
    }

    #[test]
    fn what_is_kept_can_all_be_true(reports in reports()) {
        let rows = lane(&reports);
        let fates = sift(&rows, Ends::KNOWN, &rules());
        let mut before: Option<&Row> = None;
        for (row, fate) in rows.iter().zip(fates).filter(|(_, fate)| fate.set_aside().is_none()) {
            let allowed = before.is_none_or(|before| rules().exact.allows(before, row));
            prop_assert_eq!(allowed, fate == Fate::Kept);
            before = Some(row);
        }
    }
}
