//! Fleet activity: how many vessels of a list, a flag or a type were in an area, against before.
//!
//! A vessel is active in a period if it has at least one fix in the area in it. Periods are days, ISO weeks (from Monday) or months, in
//! UTC. Each count is held against the mean of the periods before it, and against the same period a year before. How many ships pass in
//! a week is a small number that varies by itself, so that the ratio comes with an interval: that of the ratio of two Poisson rates, given
//! their sum, from the exact (Clopper-Pearson) interval of a share.
//!
//! # References
//!
//! * J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", *Biometrika* 31, 1940,
//!   <https://doi.org/10.1093/biomet/31.3-4.313>: given their sum, one of two counts is binomial.
//! * C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", *Biometrika* 26,
//!   1934, <https://doi.org/10.1093/biomet/26.4.404>.

mod period;
mod ratio;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

pub use period::Period;
pub use ratio::Ratio;

use crate::ais::{Mid, Mmsi, Position, ShipGroup};
use crate::area::Area;
use crate::track::{Fleet, datetime};
use crate::watchlist::Watchlist;

/// Which vessels are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// All.
    All,
    /// Those of the watchlist.
    Watchlist,
    /// Those of a flag: how it was given, and its country digits.
    Flag(String, Vec<Mid>),
}

impl Group {
    /// As in `activity.csv`: `all`, `watchlist`, or `flag:` and how the flag was given.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::All => "all".into(),
            Self::Watchlist => "watchlist".into(),
            Self::Flag(given, _) => format!("flag:{given}"),
        }
    }
}

/// Who was in an area when.
#[derive(Debug)]
pub struct Activity<'a> {
    area: Option<&'a Area>,
    watchlist: Option<&'a Watchlist>,
    period: Period,
    /// Vessels by the start of the period in which they were in the area.
    active: BTreeMap<DateTime<Utc>, BTreeSet<Mmsi>>,
    /// With the time of the last fix of the tracks that say so.
    types: BTreeMap<Mmsi, (DateTime<Utc>, ShipGroup)>,
    watched: BTreeSet<Mmsi>,
    /// Times of the first and the last fix, in the area or not.
    span: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// A count and what it is held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// When the period begins.
    pub start: DateTime<Utc>,
    /// When the next begins.
    pub end: DateTime<Utc>,
    /// Which vessels.
    pub group: String,
    /// Of which type; `None` for all.
    pub ship_type: Option<ShipGroup>,
    /// How many there were.
    pub vessels: u32,
    /// Against the mean of the periods before; `None` for the first.
    pub trailing: Option<Ratio>,
    /// Against the same period a year before; `None` where the data do not reach so far back.
    pub year: Option<Ratio>,
    /// Share of the period between the first and the last fix of the data, 0 to 1.
    pub observed_fraction: f64,
}

impl<'a> Activity<'a> {
    /// Nobody so far; without an area, the whole world is one.
    #[must_use]
    pub fn new(area: Option<&'a Area>, watchlist: Option<&'a Watchlist>, period: Period) -> Self {
        let (active, types, watched) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { area, watchlist, period, active, types, watched, span: None }
    }

    /// Adds the vessels of a fleet, which may be that of a window of time: fleets may come in any order.
    pub fn add(&mut self, fleet: &Fleet) {
        if let Some((from, to)) = fleet.span() {
            let span = self.span.get_or_insert((from, to));
            *span = (span.0.min(from), span.1.max(to));
        }
        let of_track = crate::parallel::map(fleet.len(), |number| {
            let track = fleet.track(crate::track::TrackId(number as u32))?;
            let (latitudes, longitudes) = (track.latitudes_e7(), track.longitudes_e7());
            let mut starts: BTreeSet<DateTime<Utc>> = BTreeSet::new();
            // The period that was found last, as fixes are in order of time.
            let mut until_ms = i64::MIN;
            for (fix, &time_ms) in track.times_ms().iter().enumerate() {
                let inside = |area: &&Area| area.contains(Position::from_columns(latitudes[fix], longitudes[fix]));
                if time_ms >= until_ms && self.area.as_ref().is_none_or(inside) {
                    let start = self.period.start(datetime(time_ms));
                    until_ms = self.period.next(start).timestamp_millis();
                    starts.insert(start);
                }
            }
            Some((track.mmsi(), starts, track.statics(), track.last_time()))
        });
        // What a ship says outside the area counts too: she may have been in it in another fleet.
        for (mmsi, starts, statics, last) in of_track.into_iter().flatten() {
            for start in starts {
                self.active.entry(start).or_default().insert(mmsi);
            }
            if let Some(ship_type) = statics.ship_type() {
                // What was said last counts, whichever fleet came first.
                let known = self.types.entry(mmsi).or_insert((last, ship_type.group()));
                if known.0 < last {
                    *known = (last, ship_type.group());
                }
            }
            if self.watchlist.is_some_and(|list| list.find(mmsi, statics).is_some()) {
                self.watched.insert(mmsi);
            }
        }
    }

    /// Times of the first and the last fix, in the area or not; `None` without any.
    #[must_use]
    pub fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        self.span
    }

    /// The vessels of a group that were active in a period that begins in `from..to`.
    #[must_use]
    pub fn vessels(&self, group: &Group, from: DateTime<Utc>, to: DateTime<Utc>) -> BTreeSet<Mmsi> {
        let all = self.active.range(from..to.max(from)).flat_map(|(_, vessels)| vessels);
        all.copied().filter(|mmsi| self.is_of(*mmsi, group)).collect()
    }

    fn is_of(&self, mmsi: Mmsi, group: &Group) -> bool {
        match group {
            Group::All => true,
            Group::Watchlist => self.watched.contains(&mmsi),
            Group::Flag(_, mids) => mmsi.mid().is_some_and(|mid| mids.contains(&mid)),
        }
    }

    /// A row for each period from the first fix of the data to the last, for each group as a whole, then for each type of ship in it;
    /// `baseline` is the number of periods before that a count is held against.
    #[must_use]
    pub fn counts(&self, groups: &[Group], baseline: u32) -> Vec<Count> {
        let Some((first, last)) = self.span else { return Vec::new() };
        let mut starts = vec![self.period.start(first)];
        while let Some(next) = starts.last().map(|start| self.period.next(*start)).filter(|next| *next <= last) {
            starts.push(next);
        }
        let mut counts = Vec::new();
        for group in groups {
            let of_group: Vec<BTreeSet<Mmsi>> =
                starts.iter().map(|start| self.vessels(group, *start, self.period.next(*start))).collect();
            let type_of = |mmsi: &Mmsi| self.types.get(mmsi).map(|of| of.1);
            let types: BTreeSet<ShipGroup> = of_group.iter().flatten().filter_map(type_of).collect();
            for ship_type in std::iter::once(None).chain(types.into_iter().map(Some)) {
                let is_of = |mmsi: &&Mmsi| ship_type.is_none() || type_of(mmsi) == ship_type;
                let vessels: Vec<u32> = of_group.iter().map(|of| of.iter().filter(is_of).count() as u32).collect();
                counts.extend(self.rows((&group.name(), ship_type), &starts, &vessels, baseline));
            }
        }
        counts
    }

    fn rows(
        &self,
        (group, ship_type): (&str, Option<ShipGroup>),
        starts: &[DateTime<Utc>],
        vessels: &[u32],
        baseline: u32,
    ) -> Vec<Count> {
        let (first, last) = self.span.unwrap_or_default();
        let row = |number: usize| {
            let (start, end) = (starts[number], self.period.next(starts[number]));
            let before = &vessels[number.saturating_sub(baseline as usize)..number];
            let year_before = self.period.year_before(start);
            let a_year_ago = starts.binary_search(&year_before).ok().map(|number| vessels[number]);
            let observed = (end.min(last) - start.max(first)).as_seconds_f64() / (end - start).as_seconds_f64();
            Count {
                start,
                end,
                group: group.to_owned(),
                ship_type,
                vessels: vessels[number],
                trailing: Ratio::new(vessels[number], before),
                year: a_year_ago.and_then(|then| Ratio::new(vessels[number], &[then])),
                observed_fraction: observed.clamp(0.0, 1.0),
            }
        };
        (0..starts.len()).map(row).collect()
    }
}

#[cfg(test)]
#[path = "activity_tests.rs"]
mod tests;
