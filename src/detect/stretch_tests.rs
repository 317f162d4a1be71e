use proptest::prelude::*;

use super::{End, Part, Stretch, Stretches, Sums};

impl Sums for Vec<i64> {
    fn add(&mut self, later: Self) {
        self.extend(later);
    }
}

const MAX_EXCURSION_MS: i64 = 30;

/// Pieces one after another: how long each takes, whether it is a part, whether a break follows.
fn pieces() -> impl Strategy<Value = Vec<(i64, bool, bool)>> {
    prop::collection::vec((1..25_i64, any::<bool>(), prop::bool::weighted(0.1)), 1..40)
}

fn of(pieces: &[(i64, bool, bool)]) -> Vec<Stretch<Vec<i64>>> {
    let mut start_ms = 0;
    let mut start = End::Open;
    pieces
        .iter()
        .enumerate()
        .map(|(number, &(duration_ms, is_part, breaks))| {
            let end_ms = start_ms + duration_ms;
            let end = if breaks { End::Closed } else { End::Open };
            let part = is_part.then(|| Part { start_ms, end_ms, heard_ms: 1, sums: vec![number as i64] });
            let heard_before_ms = if is_part { 0 } else { 100 };
            let stretch = Stretch { start_ms, end_ms, start, end, part, heard_before_ms, heard_after_ms: 0 };
            (start_ms, start) = (end_ms, end);
            stretch
        })
        .collect()
}

fn joined(stretches: impl IntoIterator<Item = Stretch<Vec<i64>>>) -> Vec<Stretch<Vec<i64>>> {
    let mut all = Stretches::new(MAX_EXCURSION_MS);
    stretches.into_iter().for_each(|stretch| all.push(stretch));
    all.finish()
}

/// The parts that no other piece can add to, and what is left.
fn parts(stretches: &[Stretch<Vec<i64>>]) -> Vec<Part<Vec<i64>>> {
    stretches.iter().filter_map(|stretch| stretch.part.clone()).collect()
}

proptest! {
    #[test]
    fn it_does_not_matter_how_stretches_come_together(
        pieces in pieces(),
        one in 0..40_usize,
        other in 0..40_usize,
    ) {
        let all = of(&pieces);
        let (one, other) = (one.min(all.len()), other.min(all.len()));
        let (first, second) = (one.min(other), one.max(other));
        let (left, middle, right) = (joined(all[..first].to_vec()), joined(all[first..second].to_vec()), joined(all[second..].to_vec()));
        let at_once = joined(all);
        let left_first = joined(joined(left.iter().chain(&middle).cloned()).into_iter().chain(right.clone()));
        let right_first = joined(left.iter().cloned().chain(joined(middle.iter().chain(&right).cloned())));
        // The middle last, as when it is decided after its neighbours.
        let mut apart: Vec<_> = joined(left.iter().chain(&right).cloned()).into_iter().chain(middle).collect();
        apart.sort_by_key(|stretch| stretch.start_ms);
        prop_assert_eq!(parts(&left_first), parts(&at_once));
        prop_assert_eq!(parts(&right_first), parts(&at_once));
        prop_assert_eq!(parts(&joined(apart)), parts(&at_once));
    }

    #[test]
    fn parts_are_those_of_a_walk_through_all_pieces(pieces in pieces()) {
        let mut expected: Vec<(i64, i64, i64)> = Vec::new();
        let (mut at_ms, mut broken, mut heard) = (0, true, 0);
        for &(duration_ms, is_part, breaks) in &pieces {
            let end_ms = at_ms + duration_ms;
            if is_part {
                match expected.last_mut() {
                    Some(last) if !broken && (at_ms == last.1 || at_ms - last.1 < MAX_EXCURSION_MS) => {
                        last.1 = end_ms;
                        last.2 += heard + 1;
                    }
                    _ => expected.push((at_ms, end_ms, 1)),
                }
                (broken, heard) = (false, 0);
            } else {
                heard += 100;
            }
            broken |= breaks;
            at_ms = end_ms;
        }
        let found: Vec<_> =
            parts(&joined(of(&pieces))).iter().map(|part| (part.start_ms, part.end_ms, part.heard_ms)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn what_is_complete_stays_as_it_is(pieces in pieces(), at in 0..40_usize) {
        let all = of(&pieces);
        let at = at.min(all.len());
        let complete = |stretches: &[Stretch<Vec<i64>>]| -> Vec<Part<Vec<i64>>> {
            stretches.iter().filter(|s| s.is_complete(MAX_EXCURSION_MS)).filter_map(|s| s.part.clone()).collect()
        };
        let whole = parts(&joined(all.clone()));
        for part in complete(&joined(all[..at].to_vec())).iter().chain(&complete(&joined(all[at..].to_vec()))) {
            prop_assert!(whole.contains(part));
        }
    }
}
