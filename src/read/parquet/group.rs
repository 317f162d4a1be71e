//! From a row group to rows.

use std::fs::File;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use parquet::file::metadata::RowGroupMetaData;

use super::cells::{self, BLANK, BadValues};
use super::column::Column;
use super::harvest::{Harvest, Rejected, Taker};
use super::layout::{Layout, Place};
use super::prune::Period;
use super::seen::{Seen, StaticKey, Vessel, Vessels};
use super::value::Value;
use crate::ais::{Course, Heading, NavStatus, Speed, TransceiverClass};
use crate::read::mapped::{self, STATIC_FIELDS};
use crate::read::recall::Recall;
use crate::read::{KEPT_PER_REASON, Limits, Reason, row};
use crate::track::{Particulars, Row};

/// Rows that are held at a time: their cells, of 80 bytes a row, leave room in the second cache for what is known of vessels.
const BATCH: usize = 1024;

/// Rows whose static data are looked up together: few enough that they are still in the nearest cache when compared.
const AHEAD: usize = 64;

/// A column that a file may lack, and its cells for the current batch.
struct Slot<C> {
    name: String,
    column: Option<Column<C>>,
    cells: Vec<C>,
}

impl<C: Copy> Slot<C> {
    fn open(file: &Arc<File>, group: &RowGroupMetaData, index: Option<usize>) -> Result<Self, String> {
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let name = index.map(|index| group.column(index).column_descr().name().to_owned()).unwrap_or_default();
        let column = index.map(|index| Column::open(file, group.column(index), rows)).transpose();
        let column = column.map_err(|error| format!("column {name}: {error}"))?;
        Ok(Self { name, column, cells: Vec::with_capacity(BATCH) })
    }

    fn fill(&mut self, count: usize, mut convert: impl FnMut(Value<'_>) -> C) -> Result<(), String> {
        match &mut self.column {
            // Those of the batch before are as good.
            None => {
                if self.cells.len() < count {
                    self.cells.resize(count, convert(Value::Null));
                }
                Ok(())
            }
            Some(column) => {
                self.cells.clear();
                let filled = column.fill(count, &mut self.cells, &mut convert);
                filled.map_err(|error| format!("column {}: {error}", self.name))
            }
        }
    }
}

/// The columns of the position.
enum PlaceSlots {
    Degrees(Slot<i64>, Slot<i64>),
    Point(Slot<(i64, i64)>),
}

/// The columns of a row, but for static data.
struct Slots {
    vessel: Slot<Vessel>,
    time: Slot<i64>,
    place: PlaceSlots,
    speed: Slot<Option<Speed>>,
    course: Slot<Option<Course>>,
    heading: Slot<Option<Heading>>,
    status: Slot<Option<NavStatus>>,
    class: Slot<Option<TransceiverClass>>,
    message: Slot<Result<(Option<TransceiverClass>, bool), Reason>>,
}

/// Their cells for the current batch, of which there are equally many.
struct Cells<'a> {
    vessel: &'a [Vessel],
    time: &'a [i64],
    place: PlaceCells<'a>,
    speed: &'a [Option<Speed>],
    course: &'a [Option<Course>],
    heading: &'a [Option<Heading>],
    status: &'a [Option<NavStatus>],
    class: &'a [Option<TransceiverClass>],
    message: &'a [Result<(Option<TransceiverClass>, bool), Reason>],
}

enum PlaceCells<'a> {
    Degrees(&'a [i64], &'a [i64]),
    Point(&'a [(i64, i64)]),
}

/// Reads the rows of one group.
struct GroupReader<'a> {
    layout: &'a Layout,
    slots: Slots,
    statics: [Slot<u32>; STATIC_FIELDS],
    bad: BadValues,
    /// Which rows of the batch are to be taken.
    taken: Vec<usize>,
    seen: &'a mut Seen,
    harvest: &'a mut Harvest,
}

/// Reads all rows of a group; those that are to be taken go to the builder.
///
/// # Errors
///
/// What is damaged.
pub(super) fn read(
    file: &Arc<File>,
    group: &RowGroupMetaData,
    layout: &Layout,
    period: Period,
    (seen, recall): (&mut Seen, &mut Recall),
    harvest: &mut Harvest,
    (taker, limits): (&Taker<'_, '_>, &Limits),
) -> Result<(), String> {
    let mut reader = GroupReader::open(file, group, layout, seen, harvest)?;
    let mut left = usize::try_from(group.num_rows()).map_err(|_| "a row group has less than no rows".to_owned())?;
    while left > 0 {
        let count = left.min(BATCH);
        reader.fill(count, recall)?;
        reader.take(count, period);
        reader.set_statics();
        reader.harvest.offer(reader.seen, taker);
        if limits.check_counts(reader.harvest.counts.0, reader.harvest.counts.1).is_err() {
            // The reading ends with that; nothing is gained by more.
            break;
        }
        left -= count;
    }
    reader.harvest.hand_over(reader.seen, taker);
    Ok(())
}

impl<'a> GroupReader<'a> {
    fn open(
        file: &Arc<File>,
        group: &RowGroupMetaData,
        layout: &'a Layout,
        seen: &'a mut Seen,
        harvest: &'a mut Harvest,
    ) -> Result<Self, String> {
        let statics: Result<Vec<_>, String> =
            layout.statics.iter().map(|&index| Slot::open(file, group, index)).collect();
        Ok(Self {
            layout,
            slots: Slots::open(file, group, layout)?,
            statics: statics?.try_into().map_err(|_| "static columns are missing".to_owned())?,
            bad: BadValues::default(),
            taken: Vec::with_capacity(BATCH),
            seen,
            harvest,
        })
    }

    /// Decodes the next rows of all columns.
    fn fill(&mut self, count: usize, recall: &mut Recall) -> Result<(), String> {
        self.slots.fill(count, (self.layout, &mut self.bad), (&mut *self.seen, recall))?;
        for (slot, texts) in self.statics.iter_mut().zip(&mut self.seen.texts) {
            slot.fill(count, |value| texts.number(value))?;
        }
        self.seen.settle();
        Ok(())
    }

    /// Adds the rows of the batch, without their static data, to those to be taken or to the rejected.
    fn take(&mut self, count: usize, period: Period) {
        let Self { taken, harvest, .. } = self;
        taken.clear();
        let cells = self.slots.cells(count);
        let of_all = self.layout.map.constants.class;
        for index in 0..count {
            match cells.row(index, of_all, period) {
                Ok(row) => {
                    taken.push(index);
                    harvest.rows.push(row);
                }
                Err(reason) => {
                    let kept = harvest.rejected.entry(reason).or_default();
                    *kept += 1;
                    if *kept <= KEPT_PER_REASON as u64 {
                        let text = cells.text(index, &self.seen.vessels, &self.bad);
                        harvest.rejects.push(Rejected { reason, row: harvest.read + index as u64, text });
                    }
                }
            }
        }
        harvest.read += count as u64;
    }

    /// Adds their static data to the rows of the batch that are to be taken.
    fn set_statics(&mut self) {
        let first = self.harvest.rows.len() - self.taken.len();
        let vessels = &self.slots.vessel.cells;
        // Of columns that the file lacks all cells are the same.
        let blank: StaticKey = self.statics.each_ref().map(|slot| slot.cells.first().copied().unwrap_or_default());
        let columns = self.statics.iter().enumerate().filter(|(_, slot)| slot.column.is_some());
        let present: Vec<(usize, &[u32])> = columns.map(|(column, slot)| (column, slot.cells.as_slice())).collect();
        for (rows, taken) in self.harvest.rows[first..].chunks_mut(AHEAD).zip(self.taken.chunks(AHEAD)) {
            self.seen.look_ahead(taken.iter().map(|&index| vessels[index].number));
            let mut keys = [blank; AHEAD];
            for &(column, cells) in &present {
                match (taken.first(), taken.last()) {
                    // All rows, as nearly always.
                    (Some(&first), Some(&last)) if last - first < taken.len() => {
                        let cells = &cells[first..=last];
                        keys.iter_mut().zip(cells).for_each(|(key, &cell)| key[column] = cell);
                    }
                    _ => keys.iter_mut().zip(taken).for_each(|(key, &index)| key[column] = cells[index]),
                }
            }
            for ((row, &index), key) in rows.iter_mut().zip(taken).zip(&keys) {
                row.statics = self.seen.static_set(vessels[index].number, key, self.layout);
            }
        }
    }
}

impl Slots {
    fn open(file: &Arc<File>, group: &RowGroupMetaData, layout: &Layout) -> Result<Self, String> {
        Ok(Self {
            vessel: Slot::open(file, group, layout.vessel)?,
            time: Slot::open(file, group, Some(layout.time))?,
            place: match layout.place {
                Place::Degrees { latitude, longitude } => PlaceSlots::Degrees(
                    Slot::open(file, group, Some(latitude))?,
                    Slot::open(file, group, Some(longitude))?,
                ),
                Place::Point(point) => PlaceSlots::Point(Slot::open(file, group, Some(point))?),
            },
            speed: Slot::open(file, group, layout.speed)?,
            course: Slot::open(file, group, layout.course)?,
            heading: Slot::open(file, group, layout.heading)?,
            status: Slot::open(file, group, layout.status)?,
            class: Slot::open(file, group, layout.class)?,
            message: Slot::open(file, group, layout.message_type)?,
        })
    }

    /// Decodes the next rows.
    fn fill(
        &mut self,
        count: usize,
        (layout, bad): (&Layout, &mut BadValues),
        (seen, recall): (&mut Seen, &mut Recall),
    ) -> Result<(), String> {
        self.vessel.fill(count, |value| seen.vessels.vessel(value, layout, recall))?;
        self.time.fill(count, |value| cells::time(value, layout, bad, recall))?;
        match &mut self.place {
            PlaceSlots::Degrees(latitude, longitude) => {
                latitude.fill(count, |value| cells::coordinate(value, bad))?;
                longitude.fill(count, |value| cells::coordinate(value, bad))?;
            }
            PlaceSlots::Point(point) => point.fill(count, |value| cells::point(value, bad))?,
        }
        self.speed.fill(count, |value| cells::speed(value, layout))?;
        self.course.fill(count, |value| cells::course(value, layout))?;
        self.heading.fill(count, |value| cells::heading(value, layout))?;
        self.status.fill(count, cells::nav_status)?;
        self.class.fill(count, cells::class)?;
        self.message.fill(count, |value| value.with_text(mapped::of_message))
    }

    /// The cells of so many rows, which were decoded.
    fn cells(&self, count: usize) -> Cells<'_> {
        Cells {
            vessel: &self.vessel.cells[..count],
            time: &self.time.cells[..count],
            place: match &self.place {
                PlaceSlots::Degrees(latitude, longitude) => {
                    PlaceCells::Degrees(&latitude.cells[..count], &longitude.cells[..count])
                }
                PlaceSlots::Point(point) => PlaceCells::Point(&point.cells[..count]),
            },
            speed: &self.speed.cells[..count],
            course: &self.course.cells[..count],
            heading: &self.heading.cells[..count],
            status: &self.status.cells[..count],
            class: &self.class.cells[..count],
            message: &self.message.cells[..count],
        }
    }
}

impl Cells<'_> {
    #[inline]
    fn place(&self, index: usize) -> (i64, i64) {
        match &self.place {
            PlaceCells::Degrees(latitude, longitude) => (latitude[index], longitude[index]),
            PlaceCells::Point(point) => point[index],
        }
    }

    /// A row of the batch, without its static data; `of_all` is the class of rows that do not say theirs.
    #[inline]
    fn row(&self, index: usize, of_all: Option<TransceiverClass>, period: Period) -> Result<Row, Reason> {
        let mmsi = self.vessel[index].mmsi?;
        let ms = self.time[index];
        let ms = row::moment((ms != BLANK && !BadValues::is_bad(ms)).then_some(ms))?;
        let (class, coarse) = self.message[index]?;
        let (latitude, longitude) = self.place(index);
        if latitude == BLANK || longitude == BLANK {
            return Err(Reason::NoPosition);
        }
        let position = row::position_e7(latitude, longitude)?;
        if ms > period.latest_ms {
            return Err(Reason::TimeInFuture);
        }
        if ms < period.from_ms || ms >= period.to_ms {
            return Err(Reason::OutsidePeriod);
        }
        let more = Particulars {
            speed: self.speed[index],
            course: self.course[index],
            heading: self.heading[index],
            status: self.status[index],
            class: self.class[index].or(class).or(of_all),
            coarse,
        };
        Ok(Row::new(mmsi, ms, position, more))
    }

    /// Vessel, time and place of a row, as a CSV file would have them.
    fn text(&self, index: usize, vessels: &Vessels, bad: &BadValues) -> String {
        let cell_text = |cell: i64, text: &dyn Fn(i64) -> String| match cell {
            BLANK => String::new(),
            cell if BadValues::is_bad(cell) => bad.text(cell).to_owned(),
            known => text(known),
        };
        let vessel = vessels.text(self.vessel[index].number);
        let time = cell_text(self.time[index], &|ms| {
            let time = DateTime::<Utc>::from_timestamp_millis(ms);
            time.map_or_else(|| ms.to_string(), |time| time.format("%Y-%m-%dT%H:%M:%S%.fZ").to_string())
        });
        let (latitude, longitude) = self.place(index);
        let degrees = |units: i64| (units as f64 / 1e7).to_string();
        format!("{vessel},{time},{},{}", cell_text(latitude, &degrees), cell_text(longitude, &degrees))
    }
}
