use super::*;

#[test]
fn results_come_in_order_whatever_takes_long() {
    for (count, on) in
        [(1, Threads::Own), (2, Threads::Own), (5, Threads::Own), (2, Threads::Shared), (5, Threads::Shared)]
    {
        let mut workers = vec![0_u64; count];
        let (mut given, mut taken) = (0, Vec::new());
        in_order(
            &mut workers,
            on,
            |piece| {
                *piece = given;
                given += 1;
                given <= 100
            },
            |piece| {
                std::thread::sleep(std::time::Duration::from_micros(*piece * 7919 % 300));
                *piece *= 2;
            },
            |piece| taken.push(*piece),
        );
        assert_eq!(taken, (0..100).map(|n| 2 * n).collect::<Vec<_>>());
    }
}

#[test]
fn without_work_nothing_is_taken() {
    in_order(&mut [(), ()], Threads::Own, |()| false, |()| {}, |()| panic!("nothing was given"));
}

/// Works on pieces without end, of which one panics.
fn panic_at_the_third_piece(on: Threads) {
    let mut given = 0;
    let next = |piece: &mut i32| {
        given += 1;
        *piece = given;
        true
    };
    in_order(&mut [0; 4], on, next, |piece| assert!(*piece != 3, "piece 3"), |_| {});
}

#[test]
#[should_panic(expected = "piece 3")]
fn a_panic_is_passed_on_and_nobody_waits_for_ever() {
    panic_at_the_third_piece(Threads::Own);
}

#[test]
#[should_panic(expected = "piece 3")]
fn a_panic_on_shared_threads_is_passed_on_and_nobody_waits_for_ever() {
    panic_at_the_third_piece(Threads::Shared);
}

#[test]
fn pieces_are_linked_in_order_before_they_are_worked_on() {
    for count in [1, 2, 5] {
        let mut workers = vec![(0_u64, 0_u64); count];
        let (mut given, mut before, mut taken) = (0, 0, Vec::new());
        let next = |piece: &mut (u64, u64)| {
            *piece = (given, 0);
            given += 1;
            given <= 100
        };
        let pause = |number: u64| std::thread::sleep(std::time::Duration::from_micros(number * 7919 % 200));
        let fetch = |piece: &mut (u64, u64)| pause(piece.0);
        let link = |piece: &mut (u64, u64)| {
            before += piece.0;
            piece.1 = before;
        };
        let work = |piece: &mut (u64, u64)| {
            pause(piece.0 * 31);
            piece.1 *= 2;
        };
        in_order_linked(&mut workers, Threads::Own, next, (fetch, link), work, |piece| taken.push(*piece));
        assert_eq!(taken, (0..100).map(|n| (n, n * (n + 1))).collect::<Vec<_>>());
    }
}

#[test]
fn a_panic_before_or_while_linking_is_passed_on_and_nobody_waits_for_ever() {
    for in_fetch in [true, false] {
        let mut given = 0;
        let next = |piece: &mut i32| {
            given += 1;
            *piece = given;
            true
        };
        let fetch = |piece: &mut i32| assert!(!in_fetch || *piece != 3, "piece 3");
        let link = |piece: &mut i32| assert!(in_fetch || *piece != 3, "piece 3");
        let mut taken = Vec::new();
        let run = std::panic::AssertUnwindSafe(|| {
            in_order_linked(&mut [0; 4], Threads::Own, next, (fetch, link), |_| {}, |piece| taken.push(*piece));
        });
        assert!(std::panic::catch_unwind(run).is_err());
        assert!(taken.iter().all(|&piece| piece < 3));
    }
}
