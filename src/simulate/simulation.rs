//! A plan played out: ships, what is heard of them, and what truly happened.

use std::collections::HashMap;
use std::io::Write as _;

use chrono::{DateTime, TimeDelta, Utc};

use super::hearing::{Ear, Ether};
use super::{Approach, EncounterTruth, GapTruth, Gaps, Heard, IdentityTruth, Plan, Relation, Scenario, Vessel, truth};
use crate::Result;
use crate::ais::{Course, Heading, Imo, Mmsi, NavStatus, Position, PositionReport, Speed, TransceiverClass};
use crate::geodesy::Ecef;
use crate::track::{FleetBuilder, StaticId};

/// So many reports are held at a time, about.
const SLICE_REPORTS: f64 = 400_000.0;
/// Reports are spelled in pieces of so many.
const PIECE_REPORTS: usize = 50_000;
/// Between reports so far apart, in hours, a slow ship is observed: as [`LegParameters`](crate::track::LegParameters) have it.
const LONGEST_LEG_H: i64 = 4;

/// A plan and a seed, and the ships that they make.
///
/// ```
/// use lightering::simulate::{Plan, Relation, Simulation};
///
/// let mut plan = Plan::named("mixed").unwrap();
/// plan.vessels = 20;
/// let (reports, told) = Simulation::new(plan, 7)?.builder()?;
/// assert!(reports.len() > 10_000);
/// let transfers = told.meetings.iter().filter(|meeting| meeting.truth.relation == Relation::Sts);
/// assert!(transfers.count() > 5);
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug)]
pub struct Simulation {
    plan: Plan,
    seed: u64,
    scenario: Scenario,
    /// What each ship says of herself in a row.
    spelled: Vec<Spelled>,
}

/// Cells of a row that do not change.
#[derive(Debug)]
struct Spelled {
    /// Name, IMO number, call sign and type.
    who: String,
    /// Length and beam.
    hull: String,
    /// Cargo and class of the transceiver.
    end: String,
}

impl Spelled {
    fn of(vessel: &Vessel) -> Self {
        let statics = vessel.static_data(None);
        let imo = vessel.imo.map(|imo| format!("IMO{}", Imo::get(imo))).unwrap_or_default();
        let ship_type = statics.ship_type.map(|ship_type| ship_type.code().to_string()).unwrap_or_default();
        let text = |text: Option<String>| text.unwrap_or_default();
        let hull = statics.dimensions.map(|hull| format!("{},{}", hull.length_m(), hull.beam_m()));
        let class = if vessel.kind.class() == TransceiverClass::A { "A" } else { "B" };
        Self {
            who: format!("{},{imo},{},{ship_type}", text(statics.name), text(statics.call_sign)),
            hull: hull.unwrap_or_else(|| ",".to_owned()),
            end: format!("{ship_type},{class}"),
        }
    }
}

/// A pair that truly met, and how much of it was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// What happened.
    pub truth: EncounterTruth,
    /// Share of its hours in which both were heard.
    pub heard_fraction: f64,
    /// Its parts that could be observed: within it, and each of the two heard at least every four hours. The first begins where it began, or
    /// where both had been heard once.
    pub parts: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

impl Meeting {
    /// Whether it is a transfer that was not heard: for less than half of its time.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.heard_fraction < 0.5 && self.truth.relation.is_transfer()
    }

    /// Whether it is an encounter as the detectors define it, and was heard.
    #[must_use]
    pub fn is_encounter(&self) -> bool {
        self.heard_fraction >= 0.5 && self.truth.is_encounter()
    }
}

/// What truly happened, and what of it could be heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Reports heard, copies included.
    pub reports: u64,
    /// Pairs that were truly close for long, by start.
    pub meetings: Vec<Meeting>,
    /// Planned ties that were not.
    pub approaches: Vec<Approach>,
    /// Silences, by start.
    pub gaps: Vec<GapTruth>,
    /// Who is not who or where she says.
    pub identities: Vec<IdentityTruth>,
}

impl Simulation {
    /// The ships of a plan and a seed.
    ///
    /// # Errors
    ///
    /// As [`Plan::scenario`].
    pub fn new(plan: Plan, seed: u64) -> Result<Self> {
        let scenario = plan.scenario(seed)?;
        let spelled = scenario.actors.iter().map(|actor| Spelled::of(&actor.vessel)).collect();
        Ok(Self { plan, seed, scenario, spelled })
    }

    /// What it was made from.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The ships.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Days that ships were at sea within the scenario, all together.
    #[must_use]
    pub fn vessel_days(&self) -> f64 {
        let days = self.scenario.actors.iter().filter(|actor| actor.vessel.mmsi.is_vessel()).filter_map(|actor| {
            let (start, end) =
                (actor.voyage.start()?.max(self.scenario.start), actor.voyage.end()?.min(self.scenario.end));
            Some((end - start).as_seconds_f64().max(0.0) / 86_400.0)
        });
        days.sum()
    }

    /// Gives all that is heard to `sink`, slice after slice of time, in order of time but for clocks that are wrong; then says what truly
    /// happened. The same on any number of threads.
    ///
    /// # Errors
    ///
    /// Those of `sink`.
    pub fn hear(&self, mut sink: impl FnMut(&[Heard]) -> Result<()>) -> Result<Told> {
        let scenario = &self.scenario;
        let stations = self.plan.air.stations.iter().map(|at| Ecef::from_degrees(at[0], at[1])).collect();
        let ether = Ether { air: &self.plan.air, scenario, stations };
        let mut ears: Vec<Ear> = scenario
            .actors
            .iter()
            .enumerate()
            .map(|(number, actor)| Ear::new(&ether, actor, self.seed, number as u32))
            .collect();
        let (encounters, approaches) = truth::meetings(scenario);
        let mut gaps = Gaps::new(scenario);
        let mut presence = Presence::new(scenario, &encounters);
        let slice_s = SLICE_REPORTS * self.plan.air.interval_s.max(10.0) / scenario.actors.len().max(1) as f64;
        let slice = TimeDelta::seconds(slice_s.clamp(600.0, 86_400.0) as i64);
        let (mut until, mut reports) = (scenario.start, 0);
        while until < scenario.end {
            until = (until + slice).min(scenario.end);
            let heard = crate::parallel::map(ears.len(), |number| {
                let (mut ear, mut heard) = (ears[number].clone(), Vec::new());
                ear.hear(&ether, &scenario.actors[number], number as u32, until, &mut heard);
                (ear, heard)
            });
            let mut all = Vec::new();
            for (number, (ear, heard)) in heard.into_iter().enumerate() {
                ears[number] = ear;
                all.extend(heard);
            }
            crate::parallel::sort_unstable(&mut all);
            for report in &all {
                let time = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(report.time_s);
                gaps.hear(report.actor, time);
                presence.hear(report.actor, time);
            }
            reports += all.len() as u64;
            sink(&all)?;
        }
        let meetings = presence.finish(encounters);
        Ok(Told { reports, meetings, approaches, gaps: gaps.finish(), identities: scenario.identities.clone() })
    }

    /// All that is heard, ready to be made into tracks, and what truly happened.
    ///
    /// # Errors
    ///
    /// None but those of [`hear`](Self::hear), which has none here.
    pub fn builder(&self) -> Result<(FleetBuilder, Told)> {
        let mut builder = FleetBuilder::new();
        let mut known: HashMap<(u32, u8), StaticId> = HashMap::new();
        let told = self.hear(|reports| {
            for heard in reports {
                let Some(report) = self.report(heard) else { continue };
                let id = *known.entry((heard.actor, heard.draught)).or_insert_with(|| {
                    let draught = (heard.draught > 0).then(|| f64::from(heard.draught) / 10.0);
                    let vessel = &self.scenario.actors[heard.actor as usize].vessel;
                    builder.intern(vessel.static_data(draught))
                });
                builder.push_with(&report, id);
            }
            Ok(())
        })?;
        Ok((builder, told))
    }

    /// A report as the library has them; `None` where a wrong bit made the number none.
    #[must_use]
    pub fn report(&self, heard: &Heard) -> Option<PositionReport> {
        let vessel = &self.scenario.actors.get(heard.actor as usize)?.vessel;
        let position = Position::from_e7(heard.latitude_e5.checked_mul(100)?, heard.longitude_e5.checked_mul(100)?)?;
        let time = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(heard.time_s);
        Some(PositionReport {
            speed_over_ground: Speed::from_kn(f64::from(heard.speed) / 10.0),
            course_over_ground: Course::from_deg(f64::from(heard.course) / 10.0),
            true_heading: Heading::from_deg(f64::from(heard.heading)),
            nav_status: NavStatus::from_code(heard.status),
            class: Some(vessel.kind.class()),
            ..PositionReport::new(Mmsi::new(heard.mmsi).ok()?, time, position)
        })
    }

    /// Spells reports as rows of `fixes.csv`, in the columns of MarineCadastre, without its header.
    #[must_use]
    pub fn rows(&self, reports: &[Heard]) -> Vec<u8> {
        let spelled = crate::parallel::map(reports.len().div_ceil(PIECE_REPORTS), |piece| {
            let from = piece * PIECE_REPORTS;
            self.piece(&reports[from..(from + PIECE_REPORTS).min(reports.len())])
        });
        spelled.concat()
    }

    fn piece(&self, reports: &[Heard]) -> Vec<u8> {
        let mut rows = Vec::with_capacity(reports.len() * 130);
        let (mut second, mut time) = (i64::MIN, String::new());
        for heard in reports {
            if heard.time_s != second {
                second = heard.time_s;
                let at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(second);
                time = at.format("%Y-%m-%dT%H:%M:%S").to_string();
            }
            let Spelled { who, hull, end } = &self.spelled[heard.actor as usize];
            // Writing to memory does not fail.
            let _ = write!(rows, "{},{time},", heard.mmsi);
            degrees(&mut rows, heard.latitude_e5);
            degrees(&mut rows, heard.longitude_e5);
            let (speed, course) = (heard.speed, heard.course);
            let _ =
                write!(rows, "{}.{},{}.{},{},{who},", speed / 10, speed % 10, course / 10, course % 10, heard.heading);
            if heard.status < 15 {
                let _ = write!(rows, "{}", heard.status);
            }
            let _ = write!(rows, ",{hull},");
            if heard.draught > 0 {
                let _ = write!(rows, "{}.{}", heard.draught / 10, heard.draught % 10);
            }
            let _ = writeln!(rows, ",{end}");
        }
        rows
    }
}

fn degrees(rows: &mut Vec<u8>, e5: i32) {
    let sign = if e5 < 0 { "-" } else { "" };
    let value = e5.unsigned_abs();
    let _ = write!(rows, "{sign}{}.{:05},", value / 100_000, value % 100_000);
}

/// When each of the two of a meeting was heard in it.
struct Presence {
    meetings: Vec<(DateTime<Utc>, DateTime<Utc>, [Spans; 2])>,
    /// Meetings of a ship, by her place in the scenario, and which of the two she is.
    of_actor: HashMap<u32, Vec<(usize, usize)>>,
}

/// Times at which a ship was heard, about a meeting.
#[derive(Debug, Clone, Default)]
struct Spans {
    /// From one report to another, with no longer than [`LONGEST_LEG_H`] between reports.
    heard: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// The hours of the meeting in which there was a report.
    hours: Vec<bool>,
}

impl Presence {
    fn new(scenario: &Scenario, encounters: &[EncounterTruth]) -> Self {
        let mut actors: HashMap<Mmsi, Vec<u32>> = HashMap::new();
        for (number, actor) in scenario.actors.iter().enumerate() {
            actors.entry(actor.vessel.mmsi).or_default().push(number as u32);
        }
        let (mut meetings, mut of_actor) = (Vec::new(), HashMap::<u32, Vec<(usize, usize)>>::new());
        for (number, encounter) in encounters.iter().enumerate() {
            let hours = ((encounter.end - encounter.start).num_hours() + 1) as usize;
            let spans = Spans { heard: Vec::new(), hours: vec![false; hours] };
            meetings.push((encounter.start, encounter.end, [spans.clone(), spans]));
            for (mmsi, which) in [(encounter.mmsi_a, 0), (encounter.mmsi_b, 1)] {
                for actor in actors.get(&mmsi).into_iter().flatten() {
                    of_actor.entry(*actor).or_default().push((number, which));
                }
            }
        }
        Self { meetings, of_actor }
    }

    fn hear(&mut self, actor: u32, time: DateTime<Utc>) {
        let longest = TimeDelta::hours(LONGEST_LEG_H);
        for &(meeting, which) in self.of_actor.get(&actor).into_iter().flatten() {
            let (start, end, ships) = &mut self.meetings[meeting];
            if time < *start - longest || time > *end + longest {
                continue;
            }
            let spans = &mut ships[which];
            match spans.heard.last_mut().filter(|last| time - last.1 <= longest) {
                Some(last) => last.1 = last.1.max(time),
                None => spans.heard.push((time, time)),
            }
            let hour = usize::try_from((time - *start).num_seconds().div_euclid(3600)).ok();
            if let Some(heard) = hour.and_then(|hour| spans.hours.get_mut(hour)) {
                *heard = true;
            }
        }
    }

    fn finish(self, encounters: Vec<EncounterTruth>) -> Vec<Meeting> {
        let heard = self.meetings.into_iter().map(|(start, end, [a, b])| {
            let both = a.hours.iter().zip(&b.hours).filter(|(a, b)| **a && **b).count();
            let mut parts = Vec::new();
            for of_a in &a.heard {
                for of_b in &b.heard {
                    let part = (start.max(of_a.0).max(of_b.0), end.min(of_a.1).min(of_b.1));
                    if part.0 < part.1 {
                        parts.push(part);
                    }
                }
            }
            (both as f64 / a.hours.len() as f64, parts)
        });
        let meeting = |(truth, (heard_fraction, parts))| Meeting { truth, heard_fraction, parts };
        encounters.into_iter().zip(heard).map(meeting).collect()
    }
}

impl Told {
    /// Encounters as the detectors define them, that were heard, each with the part of it that could be observed, of two hours or more.
    pub fn encounters(&self) -> impl Iterator<Item = (&Meeting, DateTime<Utc>, DateTime<Utc>)> {
        self.meetings.iter().filter(|meeting| meeting.is_encounter()).flat_map(|meeting| {
            let long = meeting.parts.iter().filter(|part| part.1 - part.0 >= TimeDelta::hours(2));
            long.map(move |part| (meeting, part.0, part.1))
        })
    }

    /// Transfers that were not heard.
    pub fn dark_meetings(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(|meeting| meeting.is_dark())
    }

    /// Transfers, heard or not.
    pub fn transfers(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(|meeting| meeting.truth.relation.is_transfer())
    }

    /// Meetings that are no transfer.
    pub fn benign(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(|meeting| !meeting.truth.relation.is_transfer())
    }

    /// How many meetings there were of a kind.
    #[must_use]
    pub fn count(&self, relation: Relation) -> usize {
        self.meetings.iter().filter(|meeting| meeting.truth.relation == relation).count()
    }
}
