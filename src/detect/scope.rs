//! What of an indexed fleet is to be worked off now.

use std::ops::Range;

use super::stretch::End;
use crate::index::{Run, TrackIndex};
use crate::track::{Piece, Track};

/// When a leg is worked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) enum Settled {
    /// Not yet: what comes before or after it has a say.
    #[default]
    Later,
    /// Now.
    Now,
    /// In the earlier of two digests that are merged, together with all legs that were settled there.
    InLeft,
    /// In the later one.
    InRight,
}

/// When two legs are worked off together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Now.
    Now,
    /// Before, or not yet.
    NotNow,
}

/// An index, and which of its legs are worked off now.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    index: &'a TrackIndex<'a>,
    part: Option<PartOfData<'a>>,
    /// By track: legs worked off now, without a hole and none before or after; empty where that is not so.
    now: Vec<Range<usize>>,
}

/// What is known of a fleet that is part of the data.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartOfData<'a> {
    /// By fix of the fleet: of the leg that it begins.
    pub(crate) settled: &'a [Settled],
    /// By track: whether its vessel may have been heard, under the same track, before it begins and after it ends.
    pub(crate) open: &'a [(bool, bool)],
}

impl<'a> Scope<'a> {
    /// All of an index, which holds all data.
    pub(crate) fn whole(index: &'a TrackIndex<'a>) -> Self {
        Self { index, part: None, now: Vec::new() }
    }

    pub(crate) fn of_part(index: &'a TrackIndex<'a>, part: PartOfData<'a>) -> Self {
        let now = index.fleet().tracks().map(|track| {
            let settled = &part.settled[track.first_column()..][..track.len() - 1];
            let is_now = |settled: &Settled| *settled == Settled::Now;
            let first = settled.iter().position(is_now).unwrap_or(settled.len());
            let legs = settled[first..].iter().take_while(|settled| is_now(settled)).count();
            if settled[first + legs..].iter().any(is_now) { 0..0 } else { first..first + legs }
        });
        Self { index, part: Some(part), now: now.collect() }
    }

    /// Whether the data are not all there.
    pub(crate) fn is_part(&self) -> bool {
        self.part.is_some()
    }

    pub(crate) fn index(&self) -> &'a TrackIndex<'a> {
        self.index
    }

    /// When a leg is worked off.
    pub(crate) fn of_leg(&self, track: &Track<'_>, leg: usize) -> Settled {
        self.part.as_ref().map_or(Settled::Now, |part| part.settled[track.first_column() + leg])
    }

    /// When the two legs of a piece are worked off together.
    pub(crate) fn of_piece(&self, piece: &Piece<'_>, a: &Track<'_>, b: &Track<'_>) -> Known {
        match (self.of_leg(a, piece.a.leg), self.of_leg(b, piece.b.leg)) {
            (Settled::Later, _) | (_, Settled::Later) => Known::NotNow,
            (Settled::InLeft, Settled::InLeft) | (Settled::InRight, Settled::InRight) => Known::NotNow,
            _ => Known::Now,
        }
    }

    /// Whether something may join at a time at which one of these tracks begins or ends: they may go on beyond it.
    pub(crate) fn edge<const N: usize>(&self, tracks: [Track<'_>; N], time_ms: i64) -> End {
        let Some(part) = &self.part else { return End::Closed };
        let is_open = |track: Track<'_>| {
            let (before, after) = part.open[track.id().get() as usize];
            let times = track.times_ms();
            (before && times.first() == Some(&time_ms)) || (after && times.last() == Some(&time_ms))
        };
        if tracks.into_iter().any(is_open) { End::Open } else { End::Closed }
    }

    /// Whether a run touches legs that are not worked off now, or an open end of its track.
    pub(crate) fn is_at_edge(&self, run: &Run) -> bool {
        let (Some(part), Some(track)) = (&self.part, self.index.fleet().track(run.track)) else { return false };
        let number = run.track.get() as usize;
        let (before, after) = part.open[number];
        let (now, last) = (&self.now[number], run.first + run.legs);
        (before && run.first == 0) || (after && last + 1 == track.len()) || run.first < now.start || last > now.end
    }
}
