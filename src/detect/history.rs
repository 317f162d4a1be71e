//! What is kept of a track to judge its silences by.

use crate::ais::Mmsi;
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

/// When the data end: the last fix of all.
pub(crate) fn data_end_ms(histories: &[History<'_>]) -> i64 {
    histories.iter().map(|history| history.last.time_ms).max().unwrap_or(i64::MIN)
}
