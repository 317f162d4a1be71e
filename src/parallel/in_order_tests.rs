use super::*;

#[test]
fn results_come_in_order_whatever_takes_long() {
    for count in [1, 2, 5] {
        let mut workers = vec![0_u64; count];
        let (mut given, mut taken) = (0, Vec::new());
        in_order(
            &mut workers,
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
fn they_do_so_on_the_threads_of_all_other_work_too() {
    for count in [1, 2, 5] {
        let mut workers = vec![0_u64; count];
        let (mut given, mut taken) = (0, Vec::new());
        let next = |piece: &mut u64| {
            *piece = given;
            given += 1;
            given <= 100
        };
        in_order_of_pool(&mut workers, next, |piece| *piece *= 2, |piece| taken.push(*piece));
        assert_eq!(taken, (0..100).map(|n| 2 * n).collect::<Vec<_>>());
    }
}

#[test]
#[should_panic(expected = "piece 3")]
fn a_panic_there_is_passed_on() {
    let mut given = 0;
    let next = |piece: &mut i32| {
        given += 1;
        *piece = given;
        true
    };
    in_order_of_pool(&mut [0; 4], next, |piece| assert!(*piece != 3, "piece 3"), |_| {});
}

#[test]
fn without_work_nothing_is_taken() {
    in_order(&mut [(), ()], |()| false, |()| {}, |()| panic!("nothing was given"));
}

#[test]
#[should_panic(expected = "piece 3")]
fn a_panic_is_passed_on_and_nobody_waits_for_ever() {
    let mut given = 0;
    in_order(
        &mut [0; 4],
        |piece| {
            given += 1;
            *piece = given;
            true
        },
        |piece| assert!(*piece != 3, "piece 3"),
        |_| {},
    );
}
