//! Reports by windows of time, so that one window can be worked off while the next is read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::census::Census;
use super::memory::{Home, Pool};
use super::parcel::{Contents, Parcel, Plan, Translated};
use super::spill::Spill;
use super::{FleetBuilder, LooseStatic, Row, StaticId, Store};
use crate::ais::{Mmsi, StaticData};
use crate::{Error, Result};

/// A window is worked off when so many reports are known from so long after its end: reports that come later
/// than that are out of order. Of readers that work on several pieces of a file at a time, see [`Ahead`].
pub(crate) const SETTLED_ROWS: usize = 250_000;
/// See [`SETTLED_ROWS`]; in milliseconds, an hour.
pub(crate) const TOLERANCE_MS: i64 = 3_600_000;

/// Takes the reports of one window after another, and is told whether they are all there are.
type Take<'w> = Box<dyn FnMut(FleetBuilder, bool) -> Result<()> + Send + 'w>;

/// What readers hand reports to.
pub(crate) struct Windows<'w> {
    window_ms: i64,
    take: Option<Take<'w>>,
    /// Static data by the ids that readers have for them.
    statics: Vec<StaticData>,
    /// The ids by a hash of the data, which nobody can foresee: readers may hand over the same data several times.
    by_hash: HashMap<u64, StaticId>,
    keys: RandomState,
    census: Census,
    open: BTreeMap<i64, Window>,
    /// Memory of windows that were worked off, for those to come.
    memory: Arc<Pool>,
    /// All windows before this one were worked off.
    first_open: i64,
    spill: Option<Spill>,
    /// Beside the spill, static data that came without a position: they are few against the rows.
    beside_spill: BTreeMap<i64, Vec<LooseStatic>>,
    rows: usize,
    out_of_order: usize,
    failure: Option<Error>,
}

/// Reports that were handed over before others that stand before them: by window, how many, and how many of them from longer after its start
/// than the tolerance. As long as those before them are not all there, these say nothing of what is over.
#[derive(Debug, Default)]
pub(crate) struct Ahead(Vec<(i64, usize, usize)>);

impl Ahead {
    fn add(&mut self, window: i64, rows: usize, settled_rows: usize) {
        match self.0.iter_mut().find(|known| known.0 == window) {
            Some(known) => *known = (window, known.1 + rows, known.2 + settled_rows),
            None => self.0.push((window, rows, settled_rows)),
        }
    }
}

/// The reports of a window.
struct Window {
    reports: FleetBuilder,
    /// By the readers' ids, those of the builder, if it knows the data.
    ids: Vec<Option<StaticId>>,
    /// Reports before which none is missing; and of these, those from longer after its start than the tolerance.
    counted_rows: usize,
    settled_rows: usize,
}

impl Default for Windows<'_> {
    /// One window of all time.
    fn default() -> Self {
        Self {
            window_ms: i64::MAX,
            take: None,
            statics: Vec::new(),
            by_hash: HashMap::new(),
            keys: RandomState::new(),
            census: Census::default(),
            open: BTreeMap::new(),
            memory: Arc::default(),
            first_open: i64::MIN,
            spill: None,
            beside_spill: BTreeMap::new(),
            rows: 0,
            out_of_order: 0,
            failure: None,
        }
    }
}

impl<'w> Windows<'w> {
    /// Windows of a length, which are given to `take` in order as soon as they are over. What comes later for them is
    /// counted and not used.
    pub(crate) fn in_order(window_ms: i64, take: impl FnMut(FleetBuilder, bool) -> Result<()> + Send + 'w) -> Self {
        Self { window_ms: window_ms.max(1), take: Some(Box::new(take)), ..Self::default() }
    }

    /// Windows of a length, for reports in any order: they are kept in a temporary file, and given to `take` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if there is no room for temporary files.
    pub(crate) fn by_way_of_disk(
        window_ms: i64,
        take: impl FnMut(FleetBuilder, bool) -> Result<()> + Send + 'w,
    ) -> Result<Self> {
        Ok(Self { spill: Some(Spill::new()?), ..Self::in_order(window_ms, take) })
    }

    /// Number of reports handed over.
    pub(crate) fn len(&self) -> usize {
        self.rows
    }

    /// Makes static data known, once for all rows that repeat them.
    pub(crate) fn intern(&mut self, data: StaticData) -> StaticId {
        let hash = self.keys.hash_one(&data);
        let known = self.by_hash.get(&hash).copied();
        if let Some(id) = known.filter(|id| self.statics[id.0 as usize] == data) {
            return id;
        }
        self.statics.push(data);
        let id = StaticId(self.statics.len() as u32 - 1);
        self.by_hash.entry(hash).or_insert(id);
        id
    }

    /// How many vessels there are in all that was handed over.
    pub(crate) fn vessels(&self) -> u64 {
        self.census.count()
    }

    /// How many sets of static data are known.
    pub(crate) fn static_sets(&self) -> u64 {
        self.statics.len() as u64
    }

    /// How parcels are to be packed; `None` where rows are taken as they are.
    pub(crate) fn plan(&self) -> Option<Plan> {
        self.spill.is_none().then_some(Plan { window_ms: self.window_ms, tolerance_ms: TOLERANCE_MS })
    }

    /// Takes a parcel, or else its rows as they are.
    pub(crate) fn push_parcel(
        &mut self,
        parcel: &mut Parcel,
        rows: &[Row],
        statics: impl Fn(u32, u32) -> Option<StaticId>,
    ) {
        let mut ahead = Ahead::default();
        self.push_parcel_ahead(parcel, rows, statics, &mut ahead);
        self.settle(&mut ahead);
    }

    /// The same of rows before which some are missing, until they are [settled](Self::settle).
    pub(crate) fn push_parcel_ahead(
        &mut self,
        parcel: &mut Parcel,
        rows: &[Row],
        statics: impl Fn(u32, u32) -> Option<StaticId>,
        ahead: &mut Ahead,
    ) {
        let contents = parcel.contents;
        match contents {
            Some(contents) if self.push_contents(parcel, contents, &statics) => {
                self.rows += contents.rows;
                rows.iter().for_each(|row| self.census.add(row.mmsi));
                ahead.add(contents.window, contents.rows, contents.settled_rows);
            }
            _ => self.push_rows_ahead(rows, statics, ahead),
        }
    }

    /// Says that all rows before these were handed over.
    pub(crate) fn settle(&mut self, ahead: &mut Ahead) {
        for (number, rows, settled_rows) in ahead.0.drain(..) {
            if let Some(window) = self.open.get_mut(&number) {
                window.counted_rows += rows;
                window.settled_rows += settled_rows;
            }
        }
        self.work_off_what_is_over();
    }

    /// Takes a parcel, if its window is open and it fits.
    fn push_contents(
        &mut self,
        parcel: &mut Parcel,
        contents: Contents,
        statics: &impl Fn(u32, u32) -> Option<StaticId>,
    ) -> bool {
        if self.spill.is_some() || contents.window < self.first_open {
            return false;
        }
        let Some(window) = self.open.get_mut(&contents.window) else { return false };
        let Window { reports, ids, .. } = window;
        let known = &self.statics;
        let mut translated = parcel.translated.take().filter(|translated| translated.window == contents.window);
        let Translated { numbers, .. } = translated.get_or_insert_with(|| Translated::to(contents.window));
        let is_taken = reports.push_parcel(parcel, |reports, mmsi, number| match numbers.get(number as usize) {
            Some(&translated) if translated != 0 => translated,
            _ => {
                let id = statics(mmsi, number).map_or(0, |id| of_window(ids, id, reports, known).0 + 1);
                // What rows without a number have may depend on the vessel.
                if number != 0 {
                    numbers.resize(numbers.len().max(number as usize + 1), 0);
                    numbers[number as usize] = id;
                }
                id
            }
        });
        parcel.translated = translated;
        is_taken
    }

    /// Takes rows, whose static data have the ids that `statics` says, given the vessel and the number that rows have.
    #[cfg(any(test, feature = "json", feature = "nmea"))]
    pub(crate) fn push_rows(&mut self, rows: &[Row], statics: impl Fn(u32, u32) -> Option<StaticId>) {
        let mut ahead = Ahead::default();
        self.push_rows_ahead(rows, statics, &mut ahead);
        self.settle(&mut ahead);
    }

    fn push_rows_ahead(&mut self, rows: &[Row], statics: impl Fn(u32, u32) -> Option<StaticId>, ahead: &mut Ahead) {
        self.rows += rows.len();
        rows.iter().for_each(|row| self.census.add(row.mmsi));
        let mut rest = rows;
        while let Some(first) = rest.first() {
            let number = first.time_ms.div_euclid(self.window_ms);
            let start_ms = number.saturating_mul(self.window_ms);
            let window = start_ms..start_ms.saturating_add(self.window_ms);
            let same = rest.iter().take_while(|row| window.contains(&row.time_ms)).count();
            let (of_window, others) = rest.split_at(same);
            self.push_to(number, of_window, &statics, ahead);
            rest = others;
        }
    }

    /// Takes static data, by the id that readers have for them, that came without a position.
    pub(crate) fn push_static(&mut self, mmsi: Mmsi, time_ms: i64, statics: StaticId) {
        let number = time_ms.div_euclid(self.window_ms);
        if self.spill.is_some() {
            self.beside_spill.entry(number).or_default().push((mmsi, time_ms, statics));
        } else if number < self.first_open {
            self.out_of_order += 1;
        } else {
            let window = self.open.entry(number).or_insert_with(|| Window::new(&self.memory));
            window.push_static((mmsi, time_ms, statics), &self.statics);
        }
    }

    fn push_to(
        &mut self,
        number: i64,
        rows: &[Row],
        statics: &impl Fn(u32, u32) -> Option<StaticId>,
        ahead: &mut Ahead,
    ) {
        if let Some(spill) = &mut self.spill {
            let result = spill.push(number, rows, statics);
            self.failure = self.failure.take().or(result.err());
        } else if number < self.first_open {
            self.out_of_order += rows.len();
        } else {
            let settled_ms = number.saturating_mul(self.window_ms).saturating_add(TOLERANCE_MS);
            let window = self.open.entry(number).or_insert_with(|| Window::new(&self.memory));
            window.push(rows, statics, &self.statics);
            ahead.add(number, rows.len(), rows.iter().filter(|row| row.time_ms >= settled_ms).count());
        }
    }

    fn work_off_what_is_over(&mut self) {
        while self.open.len() > 1 && self.take.is_some() && self.spill.is_none() {
            let mut windows = self.open.iter();
            let Some((&first, _)) = windows.next() else { return };
            let later: usize = windows
                .map(|(&number, window)| if number == first + 1 { window.settled_rows } else { window.counted_rows })
                .sum();
            if later < SETTLED_ROWS {
                return;
            }
            self.work_off_first(false);
        }
    }

    fn work_off_first(&mut self, is_all: bool) {
        let Some((number, window)) = self.open.pop_first() else { return };
        self.first_open = number + 1;
        self.give(window.reports, is_all);
    }

    fn give(&mut self, reports: FleetBuilder, is_all: bool) {
        if let (Some(take), None) = (&mut self.take, &self.failure) {
            self.failure = take(reports, is_all).err();
        }
    }

    /// Works off what is left; how many reports came after their window was worked off, and were not used.
    ///
    /// # Errors
    ///
    /// That of the temporary file, and that of whoever took the windows.
    pub(crate) fn finish(&mut self) -> Result<usize> {
        if let Some(mut spill) = self.spill.take() {
            let mut beside = std::mem::take(&mut self.beside_spill);
            let numbers: BTreeSet<i64> = spill.windows().into_iter().chain(beside.keys().copied()).collect();
            let is_all = numbers.len() == 1;
            for number in numbers {
                let mut window = Window::new(&self.memory);
                for report in beside.remove(&number).unwrap_or_default() {
                    window.push_static(report, &self.statics);
                }
                spill.read(number, |rows| {
                    let id = |_: u32, number: u32| number.checked_sub(1).map(StaticId);
                    window.push(rows, &id, &self.statics);
                })?;
                self.give(window.reports, is_all);
            }
        }
        while !self.open.is_empty() && self.take.is_some() {
            let none_before = self.first_open == i64::MIN;
            if self.open.len() == 1 {
                // No window comes that could use what this one leaves: a day of 13.7 million reports took 500 MB with it, and 480 without.
                self.memory = Arc::default();
            }
            self.work_off_first(none_before && self.open.len() == 1);
        }
        self.failure.take().map_or(Ok(self.out_of_order), Err)
    }

    /// All reports, of windows that were not worked off.
    pub(crate) fn into_reports(mut self) -> FleetBuilder {
        let mut windows = std::mem::take(&mut self.open).into_values().map(|window| window.reports);
        let mut all = windows.next().unwrap_or_default();
        windows.for_each(|reports| all.append(reports));
        all
    }
}

impl Window {
    /// Of no rows yet, with memory from there.
    fn new(memory: &Arc<Pool>) -> Self {
        let rows = Store::new(Home::of(memory));
        Self {
            reports: FleetBuilder { rows, ..FleetBuilder::new() },
            ids: Vec::new(),
            counted_rows: 0,
            settled_rows: 0,
        }
    }

    fn push(&mut self, rows: &[Row], statics: &impl Fn(u32, u32) -> Option<StaticId>, known: &[StaticData]) {
        let Self { reports, ids, .. } = self;
        reports
            .push_rows_with(rows, |reports, mmsi, number| Some(of_window(ids, statics(mmsi, number)?, reports, known)));
    }

    /// Takes static data that came without a position.
    fn push_static(&mut self, (mmsi, time_ms, id): LooseStatic, known: &[StaticData]) {
        let Self { reports, ids, .. } = self;
        let id = of_window(ids, id, reports, known);
        reports.push_loose(mmsi, time_ms, id);
    }
}

/// The id that the builder of a window has for static data.
fn of_window(
    ids: &mut Vec<Option<StaticId>>,
    StaticId(id): StaticId,
    reports: &mut FleetBuilder,
    known: &[StaticData],
) -> StaticId {
    let at = id as usize;
    if ids.len() <= at {
        ids.resize(known.len(), None);
    }
    *ids[at].get_or_insert_with(|| reports.intern(known[at].clone()))
}

#[cfg(test)]
#[path = "windows_tests.rs"]
mod tests;
