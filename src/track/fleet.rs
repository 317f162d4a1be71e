//! All fixes of all vessels, as columns.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::aside::Aside;
use super::builder::Row;
use super::clean::CleaningReport;
use super::view::Track;
use crate::ais::{Mmsi, StaticData};

/// Number of a track within its [`Fleet`]: tracks are numbered by MMSI, then by first fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackId(pub(crate) u32);

impl TrackId {
    /// The number, from 0.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

/// All accepted fixes as columns of small integers, 27 bytes a fix: those of a track one after another, by time.
#[derive(Debug, Clone, Default)]
pub struct Fleet {
    pub(super) time_ms: Vec<i64>,
    pub(super) latitude_e7: Vec<i32>,
    pub(super) longitude_e7: Vec<i32>,
    pub(super) sog: Vec<u16>,
    pub(super) cog: Vec<u16>,
    pub(super) heading: Vec<u16>,
    pub(super) status: Vec<u8>,
    pub(super) flags: Vec<u8>,
    pub(super) tracks: Vec<TrackRecord>,
    pub(super) statics: Vec<StaticData>,
    pub(super) cleaning: CleaningReport,
}

/// Where a track's fixes stand in the columns, and its static data.
#[derive(Debug, Clone)]
pub(super) struct TrackRecord {
    pub(super) mmsi: Mmsi,
    /// 0 for the first track of an MMSI, 1 for the second, …
    pub(super) part: u32,
    pub(super) fixes: Range<usize>,
    /// Times (ms) and indices of static data, in order of time, each different from the one before.
    pub(super) history: Vec<(i64, u32)>,
    /// What was set aside of its MMSI, if it is the first of its tracks.
    pub(super) aside: Aside,
}

impl Fleet {
    /// Number of tracks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// Whether there is no track.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// Number of fixes of all tracks.
    #[must_use]
    pub fn fixes(&self) -> usize {
        self.time_ms.len()
    }

    /// Number of distinct MMSIs.
    #[must_use]
    pub fn vessels(&self) -> usize {
        self.tracks.iter().filter(|track| track.part == 0).count()
    }

    /// All tracks, by MMSI and first fix.
    pub fn tracks(&self) -> impl ExactSizeIterator<Item = Track<'_>> {
        (0..self.tracks.len()).map(|index| Track::new(self, index as u32))
    }

    /// One track; `None` for the id of another fleet that had more.
    #[must_use]
    pub fn track(&self, id: TrackId) -> Option<Track<'_>> {
        ((id.0 as usize) < self.tracks.len()).then(|| Track::new(self, id.0))
    }

    /// The tracks of an MMSI: one, or more where transmitters shared it.
    pub fn tracks_of(&self, mmsi: Mmsi) -> impl Iterator<Item = Track<'_>> {
        let first = self.tracks.partition_point(|track| track.mmsi < mmsi);
        let end = self.tracks.partition_point(|track| track.mmsi <= mmsi);
        (first..end).map(|index| Track::new(self, index as u32))
    }

    /// Times of the first and the last fix of all; `None` without any.
    #[must_use]
    pub fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let first = self.tracks().map(|track| track.first_time()).min()?;
        let last = self.tracks().map(|track| track.last_time()).max()?;
        Some((first, last))
    }

    /// What was set aside on the way here.
    #[must_use]
    pub fn cleaning(&self) -> &CleaningReport {
        &self.cleaning
    }

    pub(crate) fn with_capacity(fixes: usize) -> Self {
        Self {
            time_ms: Vec::with_capacity(fixes),
            latitude_e7: Vec::with_capacity(fixes),
            longitude_e7: Vec::with_capacity(fixes),
            sog: Vec::with_capacity(fixes),
            cog: Vec::with_capacity(fixes),
            heading: Vec::with_capacity(fixes),
            status: Vec::with_capacity(fixes),
            flags: Vec::with_capacity(fixes),
            ..Self::default()
        }
    }

    /// Appends the tracks of another fleet, of other MMSIs and whose static data have the same numbers, and leaves that
    /// empty. Tracks then have to be put in order.
    pub(crate) fn append(&mut self, other: &mut Self) {
        let before = self.fixes();
        self.time_ms.append(&mut other.time_ms);
        self.latitude_e7.append(&mut other.latitude_e7);
        self.longitude_e7.append(&mut other.longitude_e7);
        self.sog.append(&mut other.sog);
        self.cog.append(&mut other.cog);
        self.heading.append(&mut other.heading);
        self.status.append(&mut other.status);
        self.flags.append(&mut other.flags);
        self.tracks.extend(other.tracks.drain(..).map(|mut track| {
            track.fixes = track.fixes.start + before..track.fixes.end + before;
            track
        }));
        self.cleaning.add(&std::mem::take(&mut other.cleaning));
    }

    /// Puts tracks in order, and tells for each which number it had before.
    pub(crate) fn sort_tracks(&mut self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.tracks.len()).collect();
        // Tracks of an MMSI stay in their order.
        order.sort_by_key(|&number| self.tracks[number].mmsi);
        let mut tracks: Vec<Option<TrackRecord>> = std::mem::take(&mut self.tracks).into_iter().map(Some).collect();
        self.tracks = order.iter().filter_map(|&number| tracks[number].take()).collect();
        order
    }

    /// Appends a track without static data.
    pub(crate) fn push_strand(&mut self, mmsi: Mmsi, rows: &[Row]) {
        let start = self.fixes();
        self.extend(rows);
        self.tracks.push(TrackRecord {
            mmsi,
            part: 0,
            fixes: start..self.fixes(),
            history: Vec::new(),
            aside: Aside::default(),
        });
    }

    /// Appends fixes, column by column.
    pub(super) fn extend(&mut self, rows: &[Row]) {
        self.time_ms.extend(rows.iter().map(|row| row.time_ms));
        self.latitude_e7.extend(rows.iter().map(|row| row.latitude_e7));
        self.longitude_e7.extend(rows.iter().map(|row| row.longitude_e7));
        self.sog.extend(rows.iter().map(|row| row.sog));
        self.cog.extend(rows.iter().map(|row| row.cog));
        self.heading.extend(rows.iter().map(|row| row.heading));
        self.status.extend(rows.iter().map(|row| row.status));
        self.flags.extend(rows.iter().map(|row| row.flags));
    }
}
