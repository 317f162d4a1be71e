//! What is kept of a track to judge its silences by.

use chrono::{DateTime, Utc};

use crate::ais::{Mmsi, Position};
use crate::geodesy::Ecef;
use crate::index::TrackIndex;
use crate::track::{Aside, Hours, Row, Spell, StaticHistory, TrackId};

/// A track as far as what looks across windows needs it.
#[derive(Debug)]
pub(crate) struct History<'a> {
    pub(crate) mmsi: Mmsi,
    pub(crate) hours: Hours,
    /// Legs that were not observed and lasted long enough, in order of time.
    pub(crate) silences: Vec<(Row, Row)>,
    pub(crate) last: Row,
    pub(crate) statics: StaticHistory<'a>,
    /// Half hours that are suspect, in order of time; none where nobody asked for them.
    pub(crate) suspect: Vec<Spell>,
    /// What was set aside of its MMSI, if it is the first of its tracks.
    pub(crate) aside: Aside,
}

/// The histories of all tracks of an index, with silences of at least a duration.
pub(crate) fn of_index<'a>(index: &TrackIndex<'a>, min_silence_ms: i64) -> Vec<History<'a>> {
    let (fleet, rules) = (index.fleet(), index.rules());
    let of_track = crate::parallel::map(fleet.len(), |number| {
        let track = fleet.track(TrackId(number as u32))?;
        let silences = track.legs().filter(|leg| leg.duration_ms() >= min_silence_ms && !leg.is_observed_by(&rules));
        Some(History {
            mmsi: track.mmsi(),
            hours: Hours::of_track(track),
            silences: silences.map(|leg| (track.row(leg.first()), track.row(leg.first() + 1))).collect(),
            last: track.row(track.len() - 1),
            statics: track.statics(),
            suspect: Vec::new(),
            aside: track.aside(),
        })
    });
    of_track.into_iter().flatten().collect()
}

impl History<'_> {
    /// How near the vessel was to a place at a time, in metres, by the fix nearest in time of those that are kept.
    pub(crate) fn off_m(&self, position: Position, time_ms: i64) -> f64 {
        let hours = self.hours.as_slice();
        let after = hours.partition_point(|hour| hour.time_ms() < time_ms);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|number| hours.get(number));
        let nearest = near.min_by_key(|hour| (hour.time_ms() - time_ms).abs());
        nearest.map_or(f64::INFINITY, |hour| Ecef::from(hour.position()).distance(position.into()))
    }
}

/// The number of the track of a vessel that was nearest to a place at a time: two ships may share an MMSI. Histories are in order of MMSI.
pub(crate) fn of_vessel(
    histories: &[History<'_>],
    mmsi: Mmsi,
    position: Position,
    time: DateTime<Utc>,
) -> Option<usize> {
    let off_m = |number: &usize| histories[*number].off_m(position, time.timestamp_millis());
    numbers_of(histories, mmsi).min_by(|a, b| off_m(a).total_cmp(&off_m(b)))
}

/// The track of a vessel that fell silent at a time.
pub(crate) fn of_silent(histories: &[History<'_>], mmsi: Mmsi, since_ms: i64) -> Option<usize> {
    numbers_of(histories, mmsi).find(|&number| {
        let History { silences, last, .. } = &histories[number];
        last.time_ms == since_ms || silences.iter().any(|(from, _)| from.time_ms == since_ms)
    })
}

/// The tracks of a vessel.
pub(super) fn numbers_of(histories: &[History<'_>], mmsi: Mmsi) -> impl Iterator<Item = usize> {
    let first = histories.partition_point(|history| history.mmsi < mmsi);
    let of_vessel = histories[first..].iter().take_while(move |history| history.mmsi == mmsi);
    (first..).zip(of_vessel).map(|(number, _)| number)
}

/// When the data end: the last fix of all.
pub(crate) fn data_end_ms(histories: &[History<'_>]) -> i64 {
    histories.iter().map(|history| history.last.time_ms).max().unwrap_or(i64::MIN)
}
