//! From what is known of two vessels to lines of evidence.

use chrono::{DateTime, TimeDelta, Utc};

use super::candidate::{CandidateKind, Party};
use super::evidence::{Evidence, EvidenceKind, EvidenceWeights};
use super::hulls::HullFit;
use super::roles::Role;
use super::sun;
use crate::ais::Position;
use crate::detect::Moment;
use crate::detect::draught::{self, DraughtChange};
use crate::geodesy::{Converter, Ecef};
use crate::track::shifted;

/// Two vessels came from apart if they were farther apart than this, in metres.
pub(super) const APART_M: f64 = 5_000.0;
/// How long before and after it is looked for, in hours.
pub(super) const APART_WITHIN_H: i64 = 12;
/// A deck cargo of fuel for a ship's own engines comes in a tanker no longer than this, in metres.
const BUNKER_TANKER_M: u16 = 120;

/// What lines are measured on.
pub(super) struct Facts<'a> {
    pub(super) kind: CandidateKind,
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
    pub(super) position: Position,
    pub(super) contact_h: f64,
    pub(super) parties: &'a [Party],
    pub(super) hulls: Option<&'a HullFit>,
    /// See [`spot_m`].
    pub(super) spot_m: Option<f64>,
    pub(super) observed_fraction: f64,
    /// Median speed of the slower one, in knots, if they moved as one.
    pub(super) as_one_kn: Option<f64>,
    pub(super) shore_km: Option<f64>,
    /// Name of a known anchorage, and how many others lay still.
    pub(super) known_anchorage: Option<&'a str>,
    pub(super) lay_still: usize,
    pub(super) is_haven: bool,
    /// Vessels in contact at once.
    pub(super) group: usize,
    /// Greatest distances before and after, in metres.
    pub(super) apart_before_m: Option<f64>,
    pub(super) apart_after_m: Option<f64>,
    /// Probability that reception alone made the least likely silence of a party near by, and its length in hours.
    pub(super) silence: Option<(f64, f64)>,
    pub(super) dark_score: Option<f64>,
    /// Identity events of the parties, in words.
    pub(super) trouble: Vec<String>,
}

/// Lines of evidence as they are found.
pub(super) struct Lines<'w> {
    weights: &'w EvidenceWeights,
    lines: Vec<Evidence>,
}

impl<'w> Lines<'w> {
    pub(super) fn new(weights: &'w EvidenceWeights) -> Self {
        let mut lines = Self { weights, lines: Vec::new() };
        lines.add(EvidenceKind::Prior, 1.0, "before any evidence".into());
        lines
    }

    /// Takes out lines of some kinds.
    pub(super) fn remove(&mut self, kinds: &[EvidenceKind]) {
        self.lines.retain(|line| !kinds.contains(&line.kind));
    }

    /// Goes on with lines that were found before.
    pub(super) fn resume(weights: &'w EvidenceWeights, lines: Vec<Evidence>) -> Self {
        Self { weights, lines }
    }

    /// Adds a line if it applies at all.
    pub(super) fn add(&mut self, kind: EvidenceKind, degree: f64, measure: String) {
        // To a thousandth, so that the degree that is printed times the weight is the share.
        let degree = (degree.clamp(0.0, 1.0) * 1000.0).round() / 1000.0;
        if degree > 0.0 {
            let weight = self.weights.of(kind);
            self.lines.push(Evidence { kind, measure, weight, degree, share: weight * degree });
        }
    }

    /// The lines, those that weigh most first, and their sum.
    pub(super) fn finish(mut self) -> (Vec<Evidence>, f64) {
        self.lines.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()).then(a.kind.cmp(&b.kind)));
        let score = sum(&self.lines);
        (self.lines, score)
    }
}

/// The sum of the shares.
pub(super) fn sum(lines: &[Evidence]) -> f64 {
    lines.iter().map(|line| line.share).sum()
}

/// 0 at `from`, 1 at `to`, and in proportion between.
fn ramp(value: f64, from: f64, to: f64) -> f64 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

/// From this radius on a pair has kept to no spot, in metres.
const NO_SPOT_M: f64 = 60.0;

/// Radius of the circle about its mean place that holds an antenna at 95 % of the moments, in metres, of the ship that kept to it
/// less; `None` of fewer than six. Where the first kept to no spot, the other is not looked at.
pub(super) fn spot_m(moments: &[Moment]) -> Option<f64> {
    if moments.len() < 6 {
        return None;
    }
    let mut converter = Converter::default();
    let a: Vec<Ecef> = moments.iter().map(|moment| converter.ecef(moment.position_a)).collect();
    let radius_m = within_m(&a)?;
    if radius_m >= NO_SPOT_M {
        return Some(radius_m);
    }
    let b: Vec<Ecef> = moments.iter().map(|moment| converter.ecef(moment.position_b())).collect();
    Some(radius_m.max(within_m(&b)?))
}

fn within_m(places: &[Ecef]) -> Option<f64> {
    let sum = places.iter().fold(Ecef { x: 0.0, y: 0.0, z: 0.0 }, |sum, &place| sum + place);
    let mean = sum * (1.0 / places.len() as f64);
    let mut from_mean: Vec<f64> = places.iter().map(|place| place.distance(mean)).collect();
    let most = (from_mean.len() * 95).div_ceil(100).checked_sub(1)?;
    Some(*from_mean.select_nth_unstable_by(most, f64::total_cmp).1)
}

/// The lines of changes of draught.
pub(super) fn draughts(lines: &mut Lines<'_>, changes: impl Iterator<Item = DraughtChange>) {
    let words =
        |change: &DraughtChange| format!("{:.1} to {:.1} m ({:+.0} h)", change.before_m, change.after_m, change.lag_h);
    match changes.collect::<Vec<_>>().as_slice() {
        [a, b] if draught::a_to_b(Some(*a), Some(*b)).is_some() => {
            lines.add(EvidenceKind::DraughtsOpposed, 1.0, format!("draughts {} and {}", words(a), words(b)));
        }
        [one] => lines.add(EvidenceKind::DraughtChanged, 1.0, format!("draught {}", words(one))),
        _ => {}
    }
}

impl Facts<'_> {
    /// All lines that apply.
    pub(super) fn measure(&self, lines: &mut Lines<'_>) {
        self.hulls(lines);
        self.ships(lines);
        self.place(lines);
        self.time(lines);
        draughts(lines, self.parties.iter().filter_map(|party| party.draught));
        self.subterfuge(lines);
    }

    fn hulls(&self, lines: &mut Lines<'_>) {
        let Some(fit) = self.hulls else { return };
        let hours = self.contact_h;
        let how = if fit.assumed { ", by assumed dimensions" } else { "" };
        let (alongside, apart) = (fit.alongside_fraction, fit.apart_fraction);
        lines.add(
            EvidenceKind::Alongside,
            if fit.assumed { alongside / 2.0 } else { alongside },
            format!(
                "hulls alongside {:.0} % of {hours:.1} h, clearance {:.0} m{how}",
                alongside * 100.0,
                fit.clearance_m
            ),
        );
        lines.add(
            EvidenceKind::Apart,
            apart,
            format!("hulls apart {:.0} % of {hours:.1} h, clearance {:.0} m{how}", apart * 100.0, fit.clearance_m),
        );
    }

    fn ships(&self, lines: &mut Lines<'_>) {
        let role = |number: usize| self.parties.get(number).map_or(Role::Unknown, |party| party.role);
        let (a, b) = (role(0), role(1));
        let either = |is: &[Role]| self.parties.iter().any(|party| is.contains(&party.role));
        let names = || {
            let names: Vec<&str> = self.parties.iter().map(|party| party.role.as_str()).collect();
            names.join(" and ")
        };
        let tankers = self.parties.iter().filter(|party| party.role == Role::Tanker).count();
        if let [a, b] = self.parties
            && let Some(by) = a.same_ship_as(b)
        {
            lines.add(EvidenceKind::SameShip, 1.0, format!("both have {by}"));
        }
        let unknown = a == Role::Unknown || b == Role::Unknown;
        if a.may_carry_cargo() && b.may_carry_cargo() {
            match tankers {
                2 => lines.add(EvidenceKind::BothTankers, 1.0, "both are tankers".into()),
                1 => lines.add(EvidenceKind::TankerAndMerchant, if unknown { 2.0 / 3.0 } else { 1.0 }, names()),
                _ => lines.add(EvidenceKind::NoTanker, 1.0, format!("no tanker: {}", names())),
            }
        }
        for (kind, roles) in [
            (
                EvidenceKind::ServiceCraft,
                &[Role::Tug, Role::Pilot, Role::SearchAndRescue, Role::Supply, Role::Dredger, Role::Government][..],
            ),
            (EvidenceKind::FishingCraft, &[Role::Fishing]),
            (EvidenceKind::LeisureCraft, &[Role::Leisure]),
            (EvidenceKind::PassengerCraft, &[Role::Passenger]),
            (EvidenceKind::OtherCraft, &[Role::Other]),
        ] {
            if either(roles) {
                lines.add(kind, 1.0, names());
            }
        }
        let length_m = |party: &Party| party.hull.filter(|hull| !hull.assumed).map(|hull| hull.dimensions.length_m());
        if let Some(shorter_m) = self.parties.iter().filter_map(length_m).min() {
            let measure = format!("the shorter hull is {shorter_m} m long");
            lines.add(EvidenceKind::SmallCraft, 1.0 - ramp(f64::from(shorter_m), 30.0, 70.0), measure);
        }
        if let Some(tanker_m) = self.bunkering() {
            lines.add(
                EvidenceKind::Bunkering,
                1.0,
                format!("tanker of {tanker_m} m beside a larger ship that is none"),
            );
        }
    }

    /// Length of a small tanker beside a larger ship that is no tanker.
    pub(super) fn bunkering(&self) -> Option<u16> {
        let [a, b] = self.parties else { return None };
        let length_m = |party: &Party| party.hull.map(|hull| hull.dimensions.length_m());
        let (tanker, other) = match (a.role, b.role) {
            (Role::Tanker, Role::Tanker) => return None,
            (Role::Tanker, _) => (a, b),
            (_, Role::Tanker) => (b, a),
            _ => return None,
        };
        let tanker_m = length_m(tanker)
            .filter(|&length_m| length_m <= BUNKER_TANKER_M && !tanker.hull.is_some_and(|hull| hull.assumed))?;
        (other.role.may_carry_cargo() && length_m(other).is_some_and(|length_m| length_m > tanker_m))
            .then_some(tanker_m)
    }

    fn place(&self, lines: &mut Lines<'_>) {
        if let Some(km) = self.shore_km {
            let measure = || if km > 0.0 { format!("{km:.0} km off shore") } else { "at the shore".into() };
            lines.add(EvidenceKind::Offshore, ramp(km, 5.0, 25.0), measure());
            lines.add(EvidenceKind::Inshore, 1.0 - ramp(km, 1.0, 5.0), measure());
        }
        if let Some(name) = self.known_anchorage {
            lines.add(EvidenceKind::Anchorage, 1.0, format!("at a known anchorage or port {name}").trim_end().into());
        } else if self.is_haven {
            lines.add(EvidenceKind::Anchorage, 1.0, format!("{} other vessels lay still near by", self.lay_still));
        }
        if let Some(radius_m) = self.spot_m {
            let measure = format!("kept within {radius_m:.0} m");
            lines.add(EvidenceKind::Moored, 1.0 - ramp(radius_m, 15.0, NO_SPOT_M), measure);
        }
        if self.is_raft() {
            let place = if self.is_ashore() { "near the shore" } else { "where ships lie at anchor" };
            lines.add(EvidenceKind::Raft, 1.0, format!("{} vessels side by side {place}", self.group));
        }
    }

    fn is_ashore(&self) -> bool {
        self.shore_km.is_some_and(|km| km < 5.0)
    }

    /// Three or more in harbour.
    pub(super) fn is_raft(&self) -> bool {
        self.group > 2 && (self.is_ashore() || self.is_haven || self.known_anchorage.is_some())
    }

    fn time(&self, lines: &mut Lines<'_>) {
        if self.kind == CandidateKind::Encounter {
            let hours = self.contact_h;
            let degree = ramp(hours, 2.0, 6.0).min(1.0 - ramp(hours, 72.0, 120.0));
            lines.add(EvidenceKind::Duration, degree, format!("{hours:.1} h in contact"));
            let far = |apart_m: Option<f64>| apart_m.is_some_and(|metres| metres >= APART_M);
            let (came, went) = (far(self.apart_before_m), far(self.apart_after_m));
            let measure = match (came, went) {
                (true, true) => "came from apart and went apart",
                (true, false) => "came from apart",
                _ => "went apart",
            };
            lines.add(EvidenceKind::CameAndWent, (f64::from(came) + f64::from(went)) / 2.0, measure.into());
            if let Some(speed_kn) = self.as_one_kn {
                lines.add(EvidenceKind::AsOne, f64::from(speed_kn >= 1.0), format!("moved as one at {speed_kn:.1} kn"));
            }
            let share = 1.0 - self.observed_fraction;
            lines.add(EvidenceKind::HalfObserved, share, format!("not observed {:.0} % of the time", share * 100.0));
        }
        let night = self.night();
        lines.add(EvidenceKind::Night, night, format!("{:.0} % of the time at night", night * 100.0));
    }

    /// Share of the time at night, looked at every half hour at most.
    fn night(&self) -> f64 {
        let seconds = (self.end - self.start).num_seconds().max(0);
        let steps = (seconds / 1800).clamp(1, 48);
        let at = |step: i64| shifted(self.start, TimeDelta::seconds(seconds * (2 * step + 1) / (2 * steps)));
        let dark = (0..steps).filter(|&step| sun::is_night(self.position, at(step))).count();
        dark as f64 / steps as f64
    }

    fn subterfuge(&self, lines: &mut Lines<'_>) {
        if let Some(score) = self.dark_score {
            lines.add(EvidenceKind::Unseen, 1.0, format!("not seen together, {:.1} h possible", self.contact_h));
            lines.add(EvidenceKind::CouldMeet, score, format!("silences fit a meeting, score {score:.2}"));
        }
        if let Some((probability, hours)) = self.silence {
            let measure = format!("silent {hours:.1} h, by reception alone with probability {probability:.3}");
            lines.add(EvidenceKind::Silence, 1.0 - probability, measure);
        }
        for party in self.parties {
            if let Some(fields) = &party.watchlist {
                lines.add(EvidenceKind::Watchlist, 1.0, format!("{} is on the watchlist by {fields}", party.mmsi));
                break;
            }
        }
        if !self.trouble.is_empty() {
            lines.add(EvidenceKind::IdentityTrouble, 1.0, self.trouble.join(", "));
        }
    }
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
