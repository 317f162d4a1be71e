//! From a digest of everything to events.

use super::vessel::{Lane, Vessel};
use super::{Digest, settle};
use crate::Result;
use crate::ais::Mmsi;
use crate::detect::encounter::Party;
use crate::detect::{Encounter, EncounterDetector, Gap, GapDetector, Loitering, LoiteringDetector};
use crate::track::{CleaningReport, SegmentEnds, SetAside, StaticHistory, TransmitterRules, tracks_of_segments};

/// What was found in a digest.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// All encounters, by start and vessels.
    pub encounters: Vec<Encounter>,
    /// All gaps, by start and vessel.
    pub gaps: Vec<Gap>,
    /// All loitering, by start and vessel.
    pub loitering: Vec<Loitering>,
    /// Vessels (MMSI) with at least one fix.
    pub vessels: u64,
    /// Tracks; more than vessels where two transmitters share an MMSI.
    pub tracks: u64,
    /// Fixes on these tracks.
    pub fixes: u64,
    /// What became of the reports.
    pub cleaning: CleaningReport,
}

/// The tracks of a vessel.
struct Tracks {
    /// By lane; `None` for one that is no track.
    of_lane: Vec<Option<u32>>,
    /// Static data of each track, with their times.
    statics: Vec<Vec<(i64, u32)>>,
}

impl Digest {
    /// The events of a digest of all data, with nothing before it and nothing after.
    ///
    /// # Errors
    ///
    /// [`Error::Unbalanced`](crate::Error::Unbalanced) if a report was lost on the way, a defect of the library.
    pub fn finish(self) -> Result<Found> {
        let digest = settle::close(self)?;
        let config = digest.config;
        let rules = TransmitterRules::new(&config.cleaning);
        let gaps = GapDetector::new(config.gap)?;
        let encounters = EncounterDetector::new(config.encounter)?;
        let mut found = Found {
            encounters: Vec::new(),
            gaps: Vec::new(),
            loitering: Vec::new(),
            vessels: 0,
            tracks: 0,
            fixes: 0,
            cleaning: digest.cleaning.clone(),
        };
        let mut tracks = Vec::with_capacity(digest.vessels.len());
        for vessel in &digest.vessels {
            tracks.push(found.take(vessel, &rules));
        }
        let last_fixes =
            digest.vessels.iter().zip(&tracks).flat_map(|(vessel, tracks)| tracks.lanes(vessel).map(|lane| lane.1));
        let data_end_ms = last_fixes.map(|lane| lane.last_fix.time_ms).max().unwrap_or(i64::MIN);
        for (vessel, tracks) in digest.vessels.iter().zip(&tracks) {
            found.gaps.extend(tracks.gaps(vessel, &gaps, data_end_ms));
        }
        for (&(a, b), parts) in &digest.complete {
            let party = |(mmsi, lane): (u32, u32)| {
                let number = digest.vessels.binary_search_by_key(&mmsi, |vessel| vessel.mmsi).ok()?;
                let of_vessel: &Tracks = &tracks[number];
                let track = (*of_vessel.of_lane.get(lane as usize)?)?;
                let statics = StaticHistory::new(&of_vessel.statics[track as usize], &digest.statics);
                Some(Party { mmsi: Mmsi::new(mmsi).ok()?, statics })
            };
            // A lane of too few fixes is no vessel.
            if let (Some(a), Some(b)) = (party(a), party(b)) {
                found.encounters.extend(parts.iter().filter_map(|met| encounters.judge(met, [a, b])));
            }
        }
        found.encounters = EncounterDetector::finish(found.encounters);
        found.gaps = GapDetector::finish(found.gaps);
        found.loitering = LoiteringDetector::finish(found.loitering);
        found.cleaning.check(found.fixes)?;
        Ok(found)
    }
}

impl Found {
    /// Takes what is found of one vessel alone.
    fn take(&mut self, vessel: &Vessel, rules: &TransmitterRules) -> Tracks {
        let mut order: Vec<usize> = (0..vessel.lanes.len()).filter(|&lane| vessel.lanes[lane].fixes > 0).collect();
        order.sort_by_key(|&lane| vessel.lanes[lane].first_fix);
        let ends = |lane: &Lane| SegmentEnds { first: lane.first_fix, last: lane.last_fix, fixes: lane.fixes };
        let segments: Vec<SegmentEnds> = order.iter().map(|&lane| ends(&vessel.lanes[lane])).collect();
        let mut of_lane = vec![None; vessel.lanes.len()];
        for (&lane, track) in order.iter().zip(tracks_of_segments(&segments, rules)) {
            of_lane[lane] = track;
            if track.is_none() {
                self.cleaning.set_aside(SetAside::Impossible, vessel.lanes[lane].fixes as usize);
            }
        }
        let count = of_lane.iter().flatten().max().map_or(0, |last| last + 1);
        self.vessels += u64::from(count > 0);
        self.tracks += u64::from(count);
        self.cleaning.shared_mmsi += u64::from(count > 1);
        self.cleaning.statics_without_track += vessel.loose.len() as u64;
        let mut tracks = Tracks { of_lane, statics: vec![Vec::new(); count as usize] };
        for (track, lane) in tracks.lanes(vessel) {
            self.fixes += lane.fixes;
            if let Ok(mmsi) = Mmsi::new(vessel.mmsi) {
                self.loitering.extend(lane.loitered.iter().map(|loitered| loitered.by(mmsi)));
            }
            tracks.statics[track as usize].extend(&lane.statics);
        }
        for history in &mut tracks.statics {
            history.sort_unstable();
            history.dedup_by_key(|change| change.1);
        }
        tracks
    }
}

impl Tracks {
    /// The lanes that are of a track, with the track's number.
    fn lanes<'a>(&self, vessel: &'a Vessel) -> impl Iterator<Item = (u32, &'a Lane)> + use<'a> {
        let of_lane = self.of_lane.clone();
        of_lane.into_iter().zip(&vessel.lanes).filter_map(|(track, lane)| Some((track?, lane)))
    }

    /// The silences of all tracks of a vessel.
    fn gaps(&self, vessel: &Vessel, gaps: &GapDetector, data_end_ms: i64) -> Vec<Gap> {
        let mut found = Vec::new();
        let Ok(mmsi) = Mmsi::new(vessel.mmsi) else { return found };
        for track in 0..self.statics.len() as u32 {
            let mut lanes: Vec<&Lane> = self.lanes(vessel).filter(|lane| lane.0 == track).map(|lane| lane.1).collect();
            lanes.sort_by_key(|lane| lane.first_fix);
            let between = lanes.windows(2).map(|pair| (pair[0].last_fix, pair[1].first_fix));
            let silences = lanes.iter().flat_map(|lane| lane.silences.iter().copied()).chain(between);
            found.extend(silences.filter_map(|(from, to)| gaps.closed(mmsi, &from, &to)));
            found.extend(lanes.last().and_then(|last| gaps.open(mmsi, &last.last_fix, data_end_ms)));
        }
        found
    }
}
