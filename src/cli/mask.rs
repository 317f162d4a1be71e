//! Which events are written: those inside the area and not at an anchorage.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use lightering::ais::Position;
use lightering::area::Area;
use lightering::assess::Candidate;
use lightering::detect::{DarkRendezvous, Encounter, EventId, Gap, Identity, Loitering};
use lightering::places::{Anchorages, Skipped};
use lightering::write::EventCounts;
use lightering::{Error, Result};

/// All that was found.
#[derive(Debug, Default)]
pub(crate) struct Events {
    pub(crate) encounters: Vec<Encounter>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) loitering: Vec<Loitering>,
    pub(crate) dark_rendezvous: Vec<DarkRendezvous>,
    pub(crate) identity: Vec<Identity>,
    pub(crate) candidates: Vec<Candidate>,
}

/// Places that select events.
#[derive(Debug)]
pub(crate) struct Mask {
    area: Option<Area>,
    anchorages: Vec<Anchorages>,
    anchorage_radius_m: f64,
}

/// How many events a [`Mask`] took out.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LeftOut {
    pub(crate) outside_area: EventCounts,
    pub(crate) at_anchorages: EventCounts,
}

impl Events {
    pub(crate) fn counts(&self) -> EventCounts {
        EventCounts {
            encounters: self.encounters.len() as u64,
            gaps: self.gaps.len() as u64,
            loitering: self.loitering.len() as u64,
            dark_rendezvous: self.dark_rendezvous.len() as u64,
            identity: self.identity.len() as u64,
            candidates: self.candidates.len() as u64,
        }
    }
}

impl Mask {
    /// Reads the files of the area and the anchorages; the radius is in kilometres.
    pub(crate) fn read(area: Option<&Path>, anchorages: &[PathBuf], radius_km: f64) -> Result<Self> {
        let area = area.map(|path| Area::from_geojson(path, &read_text(path)?)).transpose()?;
        let anchorages = anchorages.iter().map(|path| Anchorages::from_file(path)).collect::<Result<_>>()?;
        Ok(Self { area, anchorages, anchorage_radius_m: radius_km * 1000.0 })
    }

    /// Rows that are no place, of each file of anchorages.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = &Skipped> {
        self.anchorages.iter().map(Anchorages::skipped)
    }

    /// The anchorages, and how far a point of them without a radius reaches, in metres.
    pub(crate) fn anchorages(&self) -> (&[Anchorages], f64) {
        (&self.anchorages, self.anchorage_radius_m)
    }

    fn at_anchorage(&self, position: Position) -> bool {
        self.anchorages.iter().any(|places| places.contains(position, self.anchorage_radius_m))
    }

    /// Takes out what is outside the area, then what is at an anchorage.
    ///
    /// A gap is inside if either of its ends is, and is kept at an anchorage: it is no meeting. An
    /// identity event has no place and is always kept. A candidate is kept at an anchorage, which is evidence against it.
    pub(crate) fn apply(&self, events: &mut Events) -> LeftOut {
        let mut left_out = LeftOut::default();
        if let Some(area) = &self.area {
            let gap_inside =
                |gap: &Gap| area.contains(gap.start_position) || gap.end_position.is_some_and(|end| area.contains(end));
            left_out.outside_area = EventCounts {
                encounters: take_out(&mut events.encounters, |event| !area.contains(event.position)),
                gaps: take_out(&mut events.gaps, |event| !gap_inside(event)),
                loitering: take_out(&mut events.loitering, |event| !area.contains(event.position)),
                dark_rendezvous: take_out(&mut events.dark_rendezvous, |event| !area.contains(event.position)),
                identity: 0,
                candidates: take_out(&mut events.candidates, |event| !area.contains(event.position)),
            };
        }
        if self.area.is_some() {
            let kept: HashSet<EventId> = events.candidates.iter().map(|candidate| candidate.id).collect();
            events.candidates.iter_mut().for_each(|candidate| candidate.linked.retain(|id| kept.contains(id)));
        }
        left_out.at_anchorages = EventCounts {
            encounters: take_out(&mut events.encounters, |event| self.at_anchorage(event.position)),
            gaps: 0,
            loitering: take_out(&mut events.loitering, |event| self.at_anchorage(event.position)),
            dark_rendezvous: take_out(&mut events.dark_rendezvous, |event| self.at_anchorage(event.position)),
            identity: 0,
            candidates: 0,
        };
        left_out
    }
}

/// Removes some events and says how many.
fn take_out<T>(events: &mut Vec<T>, out: impl Fn(&T) -> bool) -> u64 {
    let before = events.len();
    events.retain(|event| !out(event));
    (before - events.len()) as u64
}

/// A small file as text, with an error that names it.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    String::from_utf8(bytes)
        .map_err(|_| Error::Config { path: path.to_owned(), reason: "is not text in UTF-8".to_owned() })
}
