//! Rows on their way to the builder.

use super::*;

fn harvest(rows: usize) -> Harvest {
    let rows = (0..rows).map(|number| Row { mmsi: 311_000_112, time_ms: number as i64, ..Row::default() }).collect();
    Harvest { rows, ..Harvest::default() }
}

#[test]
fn rows_wait_until_they_are_worth_a_call() {
    let fleet = Mutex::new(Windows::default());
    let taker = Taker::new(&fleet);
    let mut seen = Seen::default();
    for (rows, taken) in [(ENOUGH - 1, 0), (ENOUGH, ENOUGH)] {
        let mut harvest = harvest(rows);
        harvest.offer(&mut seen, &taker);
        assert_eq!((harvest.taken, harvest.rows.len()), (taken as u64, rows - taken));
        harvest.hand_over(&mut seen, &taker);
        assert_eq!((harvest.taken, harvest.rows.len()), (rows as u64, 0));
    }
    assert_eq!(fleet.lock().unwrap().len(), 2 * ENOUGH - 1);
}
