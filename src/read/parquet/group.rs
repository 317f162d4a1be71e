//! From a row group to rows.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use parquet::file::metadata::RowGroupMetaData;

use super::cells::{self, BLANK, BadValues, Texts, Vessels};
use super::column::Column;
use super::layout::{Layout, Place};
use super::value::Value;
use crate::ais::{Course, Heading, NavStatus, Speed, StaticData, TransceiverClass};
use crate::read::mapped::STATIC_FIELDS;
use crate::read::recall::Recall;
use crate::read::{KEPT_PER_REASON, Reason, row};
use crate::track::{Particulars, Row};

/// Rows that are held at a time: their cells, of 80 bytes a row, stay in the second cache.
const BATCH: usize = 4096;

/// Which times are wanted, in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) from_ms: i64,
    /// The first moment that is not in it.
    pub(super) to_ms: i64,
    /// The last moment that can be.
    pub(super) latest_ms: i64,
}

/// What a row group holds. The memory is used for one after another.
#[derive(Default)]
pub(super) struct Harvest {
    /// Rows to be taken; the number of their static data is that in `statics`, plus 1.
    pub(super) rows: Vec<Row>,
    pub(super) statics: Vec<StaticData>,
    /// How many rows there are, with those that were rejected.
    pub(super) read: u64,
    /// The first [`KEPT_PER_REASON`] rejected rows of each reason, in order.
    pub(super) rejects: Vec<Rejected>,
    /// How many rows were rejected, by reason.
    pub(super) rejected: BTreeMap<Reason, u64>,
}

/// A rejected row: where it stands in the group, from 0.
pub(super) struct Rejected {
    pub(super) reason: Reason,
    pub(super) row: u64,
    pub(super) text: String,
}

impl Harvest {
    /// Forgets the row group before.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.statics.clear();
        self.read = 0;
        self.rejects.clear();
        self.rejected.clear();
    }
}

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
        self.cells.clear();
        match &mut self.column {
            None => self.cells.resize(count, convert(Value::Null)),
            Some(column) => column
                .fill(count, &mut self.cells, &mut convert)
                .map_err(|error| format!("column {}: {error}", self.name))?,
        }
        Ok(())
    }
}

/// The columns of the position.
enum PlaceSlots {
    Degrees(Slot<i64>, Slot<i64>),
    Point(Slot<(i64, i64)>),
}

/// Reads row groups of one layout.
struct GroupReader<'a> {
    layout: &'a Layout,
    vessel: Slot<u32>,
    time: Slot<i64>,
    place: PlaceSlots,
    speed: Slot<Option<Speed>>,
    course: Slot<Option<Course>>,
    heading: Slot<Option<Heading>>,
    status: Slot<Option<NavStatus>>,
    class: Slot<Option<TransceiverClass>>,
    statics: Vec<(Slot<u32>, Texts)>,
    vessels: Vessels,
    bad: BadValues,
    /// What combinations of static fields stand for.
    combinations: HashMap<[u32; STATIC_FIELDS], Option<u32>>,
    harvest: &'a mut Harvest,
}

/// Reads all rows of a group into an empty harvest.
///
/// # Errors
///
/// What is damaged.
pub(super) fn read(
    file: &Arc<File>,
    group: &RowGroupMetaData,
    layout: &Layout,
    period: Period,
    recall: &mut Recall,
    harvest: &mut Harvest,
) -> Result<(), String> {
    let mut reader = GroupReader::open(file, group, layout, harvest)?;
    let mut left = usize::try_from(group.num_rows()).map_err(|_| "a row group has less than no rows".to_owned())?;
    while left > 0 {
        let count = left.min(BATCH);
        reader.fill(count, recall)?;
        for index in 0..count {
            reader.take(index, period);
        }
        left -= count;
    }
    Ok(())
}

impl<'a> GroupReader<'a> {
    fn open(
        file: &Arc<File>,
        group: &RowGroupMetaData,
        layout: &'a Layout,
        harvest: &'a mut Harvest,
    ) -> Result<Self, String> {
        let statics = layout.statics.iter().map(|&index| Ok((Slot::open(file, group, index)?, Texts::default())));
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
            statics: statics.collect::<Result<_, String>>()?,
            layout,
            vessels: Vessels::default(),
            bad: BadValues::default(),
            combinations: HashMap::new(),
            harvest,
        })
    }

    /// Decodes the next rows of all columns.
    fn fill(&mut self, count: usize, recall: &mut Recall) -> Result<(), String> {
        let (layout, bad, vessels) = (self.layout, &mut self.bad, &mut self.vessels);
        self.vessel.fill(count, |value| vessels.number(value, layout, recall))?;
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
        self.class.fill(count, |value| cells::class(value, layout))?;
        for (slot, texts) in &mut self.statics {
            slot.fill(count, |value| texts.number(value))?;
        }
        Ok(())
    }

    fn place(&self, index: usize) -> (i64, i64) {
        match &self.place {
            PlaceSlots::Degrees(latitude, longitude) => (latitude.cells[index], longitude.cells[index]),
            PlaceSlots::Point(point) => point.cells[index],
        }
    }

    /// Adds a row of the batch to those to be taken or to the rejected.
    fn take(&mut self, index: usize, period: Period) {
        match self.row(index, period) {
            Ok(mut row) => {
                row.statics = self.static_id(index).map_or(0, |id| id + 1);
                self.harvest.rows.push(row);
            }
            Err(reason) => {
                let count = self.harvest.rejected.entry(reason).or_default();
                *count += 1;
                if *count <= KEPT_PER_REASON as u64 {
                    let text = self.text(index);
                    self.harvest.rejects.push(Rejected { reason, row: self.harvest.read, text });
                }
            }
        }
        self.harvest.read += 1;
    }

    /// A row of the batch, without its static data.
    fn row(&self, index: usize, period: Period) -> Result<Row, Reason> {
        let mmsi = self.vessels.mmsi(self.vessel.cells[index])?;
        let ms = self.time.cells[index];
        let ms = row::moment((ms != BLANK && !BadValues::is_bad(ms)).then_some(ms))?;
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
            speed: self.speed.cells[index],
            course: self.course.cells[index],
            heading: self.heading.cells[index],
            status: self.status.cells[index],
            class: self.class.cells[index],
            ..Particulars::default()
        };
        Ok(Row::new(mmsi, ms, position, more))
    }

    /// The number of the static data of a row, from 0; nearly always those of the vessel's row before it.
    fn static_id(&mut self, index: usize) -> Option<u32> {
        let mut key = [0; STATIC_FIELDS];
        for (number, (slot, _)) in key.iter_mut().zip(&self.statics) {
            *number = slot.cells[index];
        }
        let known = &mut self.vessels.last[self.vessel.cells[index] as usize];
        if let Some((last, id)) = *known
            && last == key
        {
            return id;
        }
        let id = *self.combinations.entry(key).or_insert_with(|| {
            let mut fields: [&[u8]; STATIC_FIELDS] = [&[]; STATIC_FIELDS];
            for ((field, (_, texts)), number) in fields.iter_mut().zip(&self.statics).zip(key) {
                *field = texts.text(number);
            }
            let data = self.layout.mapped.static_data(fields);
            (!data.is_empty()).then(|| {
                self.harvest.statics.push(data);
                (self.harvest.statics.len() - 1) as u32
            })
        });
        *known = Some((key, id));
        id
    }

    /// Vessel, time and place of a row, as a CSV file would have them.
    fn text(&self, index: usize) -> String {
        let vessel = self.vessels.text(self.vessel.cells[index]);
        let time = self.cell_text(self.time.cells[index], |ms| {
            let time = DateTime::<Utc>::from_timestamp_millis(ms);
            time.map_or_else(|| ms.to_string(), |time| time.format("%Y-%m-%dT%H:%M:%S%.fZ").to_string())
        });
        let (latitude, longitude) = self.place(index);
        let degrees = |units: i64| (units as f64 / 1e7).to_string();
        format!("{vessel},{time},{},{}", self.cell_text(latitude, degrees), self.cell_text(longitude, degrees))
    }

    fn cell_text(&self, cell: i64, text: impl Fn(i64) -> String) -> String {
        match cell {
            BLANK => String::new(),
            bad if BadValues::is_bad(bad) => self.bad.text(bad).to_owned(),
            known => text(known),
        }
    }
}
