//! From a digest of everything to events.

use super::vessel::{Lane, Vessel};
use super::{Digest, Whole, settle};
use crate::Result;
use crate::ais::{Mmsi, StaticData};
use crate::assess::{Assessor, Candidate, Events, Scene, Surroundings};
use crate::detect::encounter::Party;
use crate::detect::history::History;
use crate::detect::reception::Coverage;
use crate::detect::{
    DarkDetector, DarkRendezvous, Encounter, EncounterDetector, Gap, GapDetector, Identity, IdentityDetector,
    Loitering, LoiteringDetector,
};
use crate::track::{
    Aside, CleaningReport, Hours, Row, SegmentEnds, SetAside, SpellRules, Spells, StaticHistory, TransmitterRules,
    tracks_of_segments,
};

/// What was found in a digest.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// All encounters, by start and vessels.
    pub encounters: Vec<Encounter>,
    /// All gaps, by start and vessel.
    pub gaps: Vec<Gap>,
    /// All loitering, by start and vessel.
    pub loitering: Vec<Loitering>,
    /// All dark rendezvous, by score.
    pub dark_rendezvous: Vec<DarkRendezvous>,
    /// All identity events, by time and vessel.
    pub identity: Vec<Identity>,
    /// All candidate transfers, by score, the best first.
    pub candidates: Vec<Candidate>,
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
    /// What was set aside.
    aside: Aside,
}

impl Whole {
    /// The events, with what is known from elsewhere as evidence for the candidates.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish).
    pub fn finish_in(self, surroundings: &Surroundings<'_>) -> Result<Found> {
        let Digest { config, statics, vessels, complete, cleaning, .. } = self.0;
        let rules = TransmitterRules::new(&config.cleaning);
        let gaps = GapDetector::new(config.gap)?;
        let encounters = EncounterDetector::new(config.encounter)?;
        let dark = DarkDetector::new(config.dark)?.with_top_speeds(config.top_speed)?;
        let identity = IdentityDetector::new(config.identity)?;
        let assessor = Assessor::new(config.assess, config.evidence)?;
        let spells = config.identity.spell_rules();
        let mut found = Found {
            encounters: Vec::new(),
            gaps: Vec::new(),
            loitering: Vec::new(),
            dark_rendezvous: Vec::new(),
            identity: Vec::new(),
            candidates: Vec::new(),
            vessels: 0,
            tracks: 0,
            fixes: 0,
            cleaning,
        };
        let tracks: Vec<Tracks> = crate::parallel::map(vessels.len(), |number| Tracks::of(&vessels[number], &rules));
        vessels.iter().zip(&tracks).for_each(|(vessel, tracks)| found.take(vessel, tracks));
        let pairs: Vec<_> = complete.into_iter().collect();
        let encountered = crate::parallel::map_each(pairs, |((a, b), parts)| {
            let party = |(mmsi, lane): (u32, u32)| {
                let number = vessels.binary_search_by_key(&mmsi, |vessel| vessel.mmsi).ok()?;
                let of_vessel: &Tracks = &tracks[number];
                let track = (*of_vessel.of_lane.get(lane as usize)?)?;
                let statics = StaticHistory::new(&of_vessel.statics[track as usize], &statics);
                Some(Party { mmsi: Mmsi::new(mmsi).ok()?, statics })
            };
            // A lane of too few fixes is no vessel.
            let parties = [party(a)?, party(b)?];
            Some(parts.into_iter().filter_map(|met| encounters.judge(met, parties)).collect::<Vec<_>>())
        });
        found.encounters = EncounterDetector::finish(encountered.into_iter().flatten().flatten().collect());
        found.loitering = LoiteringDetector::finish(found.loitering);
        let min_silence_ms = config.min_silence_ms();
        let mut histories: Vec<History<'_>> = Vec::with_capacity(found.tracks as usize);
        let mut vessels = vessels.into_iter().zip(&tracks);
        loop {
            // So many at a time, which are let go then.
            let some: Vec<(Vessel, &Tracks)> = vessels.by_ref().take(settle::VESSELS).collect();
            if some.is_empty() {
                break;
            }
            let of_some = crate::parallel::map_each(some, |(vessel, tracks)| {
                tracks.histories(vessel, &statics, min_silence_ms, &spells)
            });
            histories.extend(of_some.into_iter().flatten());
        }
        let (identity, (gaps, dark)) = crate::parallel::join(
            || {
                let mut events = identity.judge(&histories);
                if let Some(is_land_far) = surroundings.land() {
                    events.extend(identity.judge_inland(&histories, is_land_far));
                    events
                        .sort_by(|a, b| (a.time, a.mmsi, a.kind, &a.detail).cmp(&(b.time, b.mmsi, b.kind, &b.detail)));
                }
                events
            },
            || {
                let silences = Coverage::of_silences(&histories);
                let dark = dark.judge(&histories, &silences, &found.loitering, &found.encounters);
                (gaps.judge(&histories, &silences), dark)
            },
        );
        (found.identity, found.gaps, found.dark_rendezvous) = (identity, gaps, dark);
        let events = Events {
            encounters: &found.encounters,
            gaps: &found.gaps,
            dark_rendezvous: &found.dark_rendezvous,
            identity: &found.identity,
        };
        found.candidates = assessor.judge(&Scene { histories: &histories, events, legs: &config.legs }, surroundings);
        found.cleaning.check(found.fixes)?;
        Ok(found)
    }
}

impl Found {
    /// Takes what is found of one vessel alone.
    fn take(&mut self, vessel: &Vessel, tracks: &Tracks) {
        let count = tracks.statics.len() as u64;
        self.vessels += u64::from(count > 0);
        self.tracks += count;
        self.cleaning.shared_mmsi += u64::from(count > 1);
        self.cleaning.statics_without_track += vessel.loose.len() as u64;
        for (_, lane) in tracks.of_lane.iter().zip(&vessel.lanes).filter(|(track, _)| track.is_none()) {
            self.cleaning.set_aside(SetAside::Impossible, lane.fixes as usize);
        }
        for (_, lane) in tracks.lanes(vessel) {
            self.fixes += lane.fixes;
            if let Ok(mmsi) = Mmsi::new(vessel.mmsi) {
                self.loitering.extend(lane.loitered.iter().map(|loitered| loitered.by(mmsi)));
            }
        }
    }
}

impl Tracks {
    /// The tracks that the lanes of a vessel make.
    fn of(vessel: &Vessel, rules: &TransmitterRules) -> Self {
        let mut order: Vec<usize> = (0..vessel.lanes.len()).filter(|&lane| vessel.lanes[lane].fixes > 0).collect();
        order.sort_by_key(|&lane| vessel.lanes[lane].first_fix);
        let ends = |lane: &Lane| SegmentEnds { first: lane.first_fix, last: lane.last_fix, fixes: lane.fixes };
        let segments: Vec<SegmentEnds> = order.iter().map(|&lane| ends(&vessel.lanes[lane])).collect();
        let mut aside = vessel.aside;
        let mut of_lane = vec![None; vessel.lanes.len()];
        for (&lane, track) in order.iter().zip(tracks_of_segments(&segments, rules)) {
            of_lane[lane] = track;
            if track.is_none() {
                let lane = &vessel.lanes[lane];
                aside.add(Aside::of(lane.fixes, lane.first_fix.time_ms));
            }
        }
        let count = of_lane.iter().flatten().max().map_or(0, |last| last + 1);
        let mut tracks = Self { of_lane, statics: vec![Vec::new(); count as usize], aside };
        for (track, lane) in tracks.lanes(vessel) {
            tracks.statics[track as usize].extend(&lane.statics);
        }
        for history in &mut tracks.statics {
            history.sort_unstable();
            history.dedup_by_key(|change| change.1);
        }
        tracks
    }

    /// The lanes that are of a track, with the track's number.
    fn lanes<'a>(&self, vessel: &'a Vessel) -> impl Iterator<Item = (u32, &'a Lane)> + use<'a> {
        let of_lane = self.of_lane.clone();
        of_lane.into_iter().zip(&vessel.lanes).filter_map(|(track, lane)| Some((track?, lane)))
    }

    /// What is kept of each track of a vessel, with silences of at least a duration.
    fn histories<'s>(
        &'s self,
        mut vessel: Vessel,
        data: &'s [StaticData],
        min_silence_ms: i64,
        rules: &SpellRules,
    ) -> Vec<History<'s>> {
        let mut histories = Vec::new();
        let Ok(mmsi) = Mmsi::new(vessel.mmsi) else { return histories };
        for (track, statics) in self.statics.iter().enumerate() {
            let mut lanes: Vec<&mut Lane> = self
                .of_lane
                .iter()
                .zip(&mut vessel.lanes)
                .filter_map(|(of_track, lane)| (*of_track == Some(track as u32)).then_some(lane))
                .collect();
            lanes.sort_by_key(|lane| lane.first_fix);
            let Some(last) = lanes.last().map(|lane| lane.last_fix) else { continue };
            let between: Vec<(Row, Row)> = lanes.windows(2).map(|pair| (pair[0].last_fix, pair[1].first_fix)).collect();
            let (mut hours, mut spells, mut silences) = (Hours::default(), Spells::default(), between);
            for lane in lanes {
                lane.count_only_fix(rules);
                hours.append(&std::mem::take(&mut lane.hours));
                spells.append(std::mem::take(&mut lane.spells), rules);
                silences.append(&mut lane.silences);
            }
            hours.fit();
            silences.retain(|(from, to)| to.time_ms - from.time_ms >= min_silence_ms);
            silences.sort_unstable();
            histories.push(History {
                mmsi,
                hours,
                silences,
                last,
                statics: StaticHistory::new(statics, data),
                suspect: spells.into_suspect(rules),
                aside: if track == 0 { self.aside } else { Aside::default() },
            });
        }
        histories
    }
}

#[cfg(test)]
#[path = "statics_tests.rs"]
mod tests;
