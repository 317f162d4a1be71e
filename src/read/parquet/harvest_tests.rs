//! Rows on their way to the builder.

use super::*;

fn harvest(rows: usize) -> Harvest {
    let rows = (0..rows).map(|number| Row { mmsi: 311_000_112, time_ms: number as i64, ..Row::default() }).collect();
    Harvest { rows, ..Harvest::default() }
}

#[test]
fn rows_wait_while_another_worker_is_at_the_builder_unless_they_are_many() {
    let fleet = Mutex::new(Windows::default());
    let mut seen = Seen::default();
    for (rows, taken) in [(ENOUGH - 1, 0), (ENOUGH, ENOUGH), (MOST, MOST)] {
        let mut harvest = harvest(rows);
        harvest.offer(&mut seen, &fleet);
        assert_eq!((harvest.taken, harvest.rows.len()), (taken as u64, rows - taken));
    }
    let mut waiting = harvest(MOST - 1);
    let busy = fleet.lock().unwrap();
    waiting.offer(&mut seen, &fleet);
    assert_eq!((waiting.taken, waiting.rows.len()), (0, MOST - 1));
    drop(busy);
    waiting.hand_over(&mut seen, &fleet);
    assert_eq!((waiting.taken, waiting.rows.len()), (MOST as u64 - 1, 0));
    assert_eq!(fleet.lock().unwrap().len(), ENOUGH + MOST + MOST - 1);
}
