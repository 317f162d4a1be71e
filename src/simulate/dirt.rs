//! What is wrong in real files, put into clean ones on purpose.

use chrono::{DateTime, TimeDelta, Utc};

use super::Row;
use crate::{
    ais::{Mmsi, StaticData},
    geodesy::Ecef,
    random::Draws,
};

/// Streams of random draws that no ship uses.
const STREAM: u64 = 1 << 32;
/// A day, an hour and a zone that no reader accepts.
const MALFORMED: [&str; 3] = ["2024-03-32T10:00:00", "2024-03-06T25:61:00", "06/03/24 noon"];

/// Which faults, and how many.
///
/// ```
/// use lightering::simulate::{Channel, Dirt, Sample};
/// let scenario = Sample::new(1)?.scenario;
/// let mut rows = Channel::default().hear(&scenario, 1);
/// let clean = rows.len();
/// Dirt { five_times: 3, no_mmsi: 2, ..Dirt::default() }.soil(&mut rows, 1);
/// assert_eq!(rows.len(), clean + 3 * 4 + 2);
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dirt {
    /// Single fixes put elsewhere.
    pub displacements: Vec<Displacement>,
    /// Single fixes whose latitude changes its sign: who, and about when.
    pub sign_flips: Vec<(Mmsi, DateTime<Utc>)>,
    /// Rows that lose speed, course and heading to 102.3, 360 and 511.
    pub sentinels: usize,
    /// Rows added with the position 91, 181.
    pub no_position: usize,
    /// Rows added with an empty MMSI.
    pub no_mmsi: usize,
    /// Rows added with a time that is none.
    pub malformed_times: usize,
    /// Rows that stand twice.
    pub twice: usize,
    /// Rows that stand five times.
    pub five_times: usize,
    /// Pairs of consecutive rows of one ship in the wrong order.
    pub reversed: usize,
}

/// A single fix put elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Displacement {
    /// Whose.
    pub mmsi: Mmsi,
    /// The first fix from this time on.
    pub time: DateTime<Utc>,
    /// To the east, in metres.
    pub east_m: f64,
    /// To the north, in metres.
    pub north_m: f64,
}

/// One line of what was put in.
#[derive(Debug, Clone, PartialEq)]
pub struct DirtTruth {
    /// Which fault.
    pub kind: &'static str,
    /// Rows that were changed or added.
    pub rows: usize,
    /// Whose, where it is one ship's.
    pub mmsi: Option<Mmsi>,
    /// When, where it is one row.
    pub time: Option<DateTime<Utc>>,
    /// What was done.
    pub detail: &'static str,
}

impl Dirt {
    /// Puts the faults into rows that are in order of time, and says what it did.
    pub fn soil(&self, rows: &mut Vec<Row>, seed: u64) -> Vec<DirtTruth> {
        let mut truth = self.misplace(rows);
        truth.push(self.blank(rows, &mut Draws::new(seed, STREAM)));
        truth.extend(self.add_unusable(rows, &mut Draws::new(seed, STREAM + 1)));
        truth.extend(self.repeat(rows, &mut Draws::new(seed, STREAM + 2)));
        truth.push(self.reverse(rows, &mut Draws::new(seed, STREAM + 3)));
        truth
    }

    fn misplace(&self, rows: &mut [Row]) -> Vec<DirtTruth> {
        let mut truth = Vec::new();
        for shift in &self.displacements {
            let Some(row) = first_from(rows, shift.mmsi, shift.time) else { continue };
            let place = Ecef::from_degrees(row.latitude_deg, row.longitude_deg);
            let (east, north) = place.east_north();
            (row.latitude_deg, row.longitude_deg) =
                (place + east * shift.east_m + north * shift.north_m).on_ellipsoid().to_degrees();
            truth.push(one("displaced", row, "one fix elsewhere; the fixes before and after are right"));
        }
        for &(mmsi, time) in &self.sign_flips {
            let Some(row) = first_from(rows, mmsi, time) else { continue };
            row.latitude_deg = -row.latitude_deg;
            truth.push(one("sign-flip", row, "one latitude with the wrong sign"));
        }
        truth
    }

    fn blank(&self, rows: &mut [Row], draws: &mut Draws) -> DirtTruth {
        let mut done = 0;
        // Bounded, so that a file of nothing but sentinels ends too.
        for _ in 0..self.sentinels * 100 {
            if done == self.sentinels || rows.is_empty() {
                break;
            }
            let row = &mut rows[draws.below(rows.len())];
            if row.heading_deg != 511 {
                (row.speed_kn, row.course_deg, row.heading_deg) = (102.3, 360.0, 511);
                done += 1;
            }
        }
        many("sentinels", done, "speed 102.3, course 360 and heading 511 in one row")
    }

    fn add_unusable(&self, rows: &mut Vec<Row>, draws: &mut Draws) -> [DirtTruth; 3] {
        let mut add = |count: usize, spoil: &dyn Fn(&mut Row, usize)| {
            let count = if rows.is_empty() { 0 } else { count };
            for n in 0..count {
                let place = draws.below(rows.len());
                let mut row = rows[place].clone();
                row.time += TimeDelta::seconds(1);
                spoil(&mut row, n);
                rows.insert(place + 1, row);
            }
            count
        };
        let no_position = add(self.no_position, &|row, _| (row.latitude_deg, row.longitude_deg) = (91.0, 181.0));
        let no_mmsi = add(self.no_mmsi, &|row, _| (row.mmsi, row.statics) = (None, StaticData::default()));
        let malformed = add(self.malformed_times, &|row, n| row.malformed_time = Some(MALFORMED[n % MALFORMED.len()]));
        [
            many("no-position", no_position, "rows added with latitude 91 and longitude 181"),
            many("no-mmsi", no_mmsi, "rows added with an empty MMSI"),
            many("malformed-time", malformed, "rows added with a time that is none"),
        ]
    }

    fn repeat(&self, rows: &mut Vec<Row>, draws: &mut Draws) -> [DirtTruth; 2] {
        // Only rows that can be used, so that the copies count as copies and as nothing else.
        let mut good: Vec<usize> = (0..rows.len()).filter(|&index| rows[index].is_usable()).collect();
        let mut pick = |count: usize| -> Vec<usize> {
            (0..count.min(good.len())).map(|_| good.swap_remove(draws.below(good.len()))).collect()
        };
        let (twice, five_times) = (pick(self.twice), pick(self.five_times));
        let mut copies = vec![0; rows.len()];
        twice.iter().for_each(|&index| copies[index] = 1);
        five_times.iter().for_each(|&index| copies[index] = 4);
        *rows = rows.drain(..).zip(copies).flat_map(|(row, copies)| std::iter::repeat_n(row, copies + 1)).collect();
        [
            many("duplicate", twice.len(), "exact copies of rows that stand twice"),
            many("duplicate-x5", five_times.len() * 4, "exact copies of rows that stand five times"),
        ]
    }

    fn reverse(&self, rows: &mut [Row], draws: &mut Draws) -> DirtTruth {
        let mut done = 0;
        for _ in 0..self.reversed * 100 {
            if done == self.reversed || rows.is_empty() {
                break;
            }
            let first = draws.below(rows.len());
            let next = rows[first + 1..].iter().position(|row| row.mmsi == rows[first].mmsi);
            if let Some(next) = next.map(|offset| first + 1 + offset)
                && rows[first].is_usable()
                && rows[next].is_usable()
                && rows[first].time < rows[next].time
            {
                rows.swap(first, next);
                done += 1;
            }
        }
        many("reversed", done, "pairs of consecutive rows of one ship that stand in the wrong order")
    }
}

impl Row {
    /// Whether a reader can make a report of it.
    fn is_usable(&self) -> bool {
        self.mmsi.is_some() && self.malformed_time.is_none() && self.latitude_deg.abs() <= 90.0
    }
}

fn first_from(rows: &mut [Row], mmsi: Mmsi, time: DateTime<Utc>) -> Option<&mut Row> {
    rows.iter_mut().find(|row| row.mmsi == Some(mmsi) && row.time >= time)
}

fn one(kind: &'static str, row: &Row, detail: &'static str) -> DirtTruth {
    DirtTruth { kind, rows: 1, mmsi: row.mmsi, time: Some(row.time), detail }
}

fn many(kind: &'static str, rows: usize, detail: &'static str) -> DirtTruth {
    DirtTruth { kind, rows, mmsi: None, time: None, detail }
}
