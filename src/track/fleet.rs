//! All fixes of all vessels, as columns.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::aside::Aside;
use super::builder::{FLAG_BEGINS, FLAG_COARSE, Memory, Row};
use super::clean::CleaningReport;
use super::columns::Columns;
use super::view::Track;
use crate::ais::{Mmsi, StaticData};

/// A piece has room for a so many-th of all fixes before it, so that there are neither many pieces nor much room that is not used, within
/// these bounds; or for one track that is longer.
const PIECE_PART: usize = 16;
const LEAST_PIECE: usize = 256;
const MOST_PIECE: usize = 65_536;
/// Of the last so many pieces the first that has room takes a track.
const OPEN_PIECES: usize = 16;

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

/// All accepted fixes as columns of small integers, 24 bytes a fix.
#[derive(Debug, Clone, Default)]
pub struct Fleet {
    /// Fixes in pieces: those of a track are in one, one after another, by time.
    pieces: Vec<Columns>,
    /// Memory for pieces to come, the largest last.
    spare: Vec<Memory>,
    /// Fixes of all tracks.
    fixes: usize,
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
    /// The piece that its fixes are in, and where.
    piece: u32,
    pub(super) fixes: Range<usize>,
    /// Fixes of all tracks that were appended before.
    pub(super) before: usize,
    /// Its longest leg, in milliseconds; the greatest number if a fix of it is coarse or begins a segment.
    pub(super) longest_leg_ms: i64,
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
        self.fixes
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

    /// Columns that hold the fixes of a track.
    pub(super) fn columns_of(&self, track: &TrackRecord) -> &Columns {
        &self.pieces[track.piece as usize]
    }

    /// Lends memory to the tracks that will be appended next; what was lent before and not used is let go.
    pub(crate) fn lend(&mut self, mut memory: Vec<Memory>) {
        memory.sort_by_key(|memory| memory.capacity());
        self.spare = memory;
    }

    /// Appends the tracks of another fleet, of other MMSIs and whose static data have the same numbers, and leaves that
    /// empty. Tracks then have to be put in order.
    pub(crate) fn append(&mut self, other: &mut Self) {
        let (fixes, pieces) = (self.fixes, self.pieces.len() as u32);
        self.fixes += std::mem::take(&mut other.fixes);
        self.pieces.append(&mut other.pieces);
        self.tracks.extend(other.tracks.drain(..).map(|track| TrackRecord {
            piece: pieces + track.piece,
            before: fixes + track.before,
            ..track
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
        self.push_track(mmsi, 0, rows, Vec::new());
    }

    /// Appends a track with its static data.
    pub(super) fn push_track(&mut self, mmsi: Mmsi, part: u32, rows: &[Row], history: Vec<(i64, u32)>) {
        let piece = self.piece_for(rows.len());
        let (fixes, before) = (self.pieces[piece].extend(rows), self.fixes);
        self.fixes += rows.len();
        self.tracks.push(TrackRecord {
            mmsi,
            part,
            piece: piece as u32,
            fixes,
            before,
            longest_leg_ms: longest_leg_ms(rows),
            history,
            aside: Aside::default(),
        });
    }

    /// The number of a piece with room for so many more fixes.
    fn piece_for(&mut self, fixes: usize) -> usize {
        let open = self.pieces.len().saturating_sub(OPEN_PIECES);
        if let Some(number) = self.pieces[open..].iter().position(|piece| piece.room() >= fixes) {
            return open + number;
        }
        let memory = self
            .spare
            .pop_if(|memory| memory.capacity() >= fixes)
            .map(Memory::filled)
            .unwrap_or_else(|| Memory::blank(fixes.max((self.fixes / PIECE_PART).clamp(LEAST_PIECE, MOST_PIECE))));
        self.pieces.push(Columns::new(memory));
        self.pieces.len() - 1
    }
}

/// The longest leg between rows; see [`TrackRecord::longest_leg_ms`]. While rows are at hand it costs next to nothing.
fn longest_leg_ms(rows: &[Row]) -> i64 {
    let flags = rows.iter().fold(0, |flags, row| flags | row.flags);
    if flags & (FLAG_COARSE | FLAG_BEGINS) != 0 {
        return i64::MAX;
    }
    rows.windows(2).fold(0, |longest, pair| longest.max(pair[1].time_ms - pair[0].time_ms))
}
