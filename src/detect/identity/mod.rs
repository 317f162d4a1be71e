//! Identity events: numbers and names that do not go with the ship that sends them.
//!
//! What a vessel says of itself is checked against itself over time, against the rules by which numbers are made, and against
//! what others say; where it says that it is, against what a ship can do. Each event is a fact with its figures, not a verdict:
//! crews mistype, ships are sold and renamed, receivers break.

mod numbers;
mod parameters;
mod positions;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

pub use parameters::IdentityParameters;
pub(super) use positions::is_jump_and_back;

use super::history::{self, History};
use super::{Detector, EventId};
use crate::Result;
use crate::ais::{Mmsi, Position, StaticData};
use crate::geodesy::{geodesic_m, knots};
use crate::index::TrackIndex;
use crate::track::{Spells, TrackId, datetime, hours_ms};

/// What is wrong with an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum IdentityKind {
    /// Two transmitters with one MMSI, each with a track of its own.
    SharedMmsi,
    /// A ship, known by its IMO number or by name and call sign, goes on under another MMSI where the former one ended.
    MmsiHandover,
    /// An IMO number whose check digit is wrong.
    InvalidImo,
    /// An MMSI with country digits that no country has.
    UnallocatedMid,
    /// Another IMO number than before.
    ImoChange,
    /// Another name than before.
    NameChange,
    /// Another call sign than before.
    CallSignChange,
    /// Another length or beam than before.
    DimensionsChange,
    /// An MMSI that nobody has given out: of no format, or digits typed in for want of a number.
    InvalidMmsi,
    /// A vessel that says she moves stays where she is.
    FrozenPosition,
    /// A vessel goes round one circle again and again, which her speeds, her bow or physics speak against.
    Circling,
    /// A vessel is elsewhere all at once, and stays there.
    PositionJump,
    /// Many reports from where the vessel cannot have come, which are in no track.
    ImpossiblePositions,
    /// A vessel is heard far inland.
    Inland,
}

impl IdentityKind {
    /// As in `identity.csv`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SharedMmsi => "shared-mmsi",
            Self::MmsiHandover => "mmsi-handover",
            Self::InvalidImo => "invalid-imo",
            Self::UnallocatedMid => "unallocated-mid",
            Self::ImoChange => "imo-change",
            Self::NameChange => "name-change",
            Self::CallSignChange => "call-sign-change",
            Self::DimensionsChange => "dimensions-change",
            Self::InvalidMmsi => "invalid-mmsi",
            Self::FrozenPosition => "frozen-position",
            Self::Circling => "circling",
            Self::PositionJump => "position-jump",
            Self::ImpossiblePositions => "impossible-positions",
            Self::Inland => "inland",
        }
    }
}

crate::display::shown_as_str!(IdentityKind);

impl IdentityKind {
    /// Whether it goes with hidden transfers more often than with ordinary trade. Ships are renamed and fitted anew every day, and receivers
    /// garble positions.
    #[must_use]
    pub fn is_suspicious(self) -> bool {
        !matches!(self, Self::NameChange | Self::CallSignChange | Self::DimensionsChange | Self::ImpossiblePositions)
    }
}

/// A text of static data.
type Text = fn(&StaticData) -> Option<String>;

/// Something that does not go with a vessel.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// Stable id.
    pub id: EventId,
    /// Who.
    pub mmsi: Mmsi,
    /// What is wrong.
    pub kind: IdentityKind,
    /// When it was first heard.
    pub time: DateTime<Utc>,
    /// The figures, in words.
    pub detail: String,
    /// Of a handover, the MMSI that the ship had before.
    pub mmsi_before: Option<Mmsi>,
}

impl Identity {
    fn new(mmsi: Mmsi, kind: IdentityKind, time: DateTime<Utc>, detail: String) -> Self {
        // A vessel may change several things at a time, and one thing to several values.
        let id = EventId::new(&format!("{}|{detail}", kind.as_str()), &[mmsi], time.timestamp_millis());
        Self { id, mmsi, kind, time, detail, mmsi_before: None }
    }
}

/// Finds [`Identity`] events.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct IdentityDetector {
    parameters: IdentityParameters,
}

impl IdentityDetector {
    /// A detector with these parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn new(parameters: IdentityParameters) -> Result<Self> {
        parameters.validate()?;
        Ok(Self { parameters })
    }

    /// All identity events, by time and vessel.
    pub(crate) fn judge(&self, histories: &[History<'_>]) -> Vec<Identity> {
        let mut events: Vec<Identity> =
            crate::parallel::map(histories.len(), |number| self.of_track(&histories[number]))
                .into_iter()
                .flatten()
                .collect();
        let of_mmsi: Vec<&[History<'_>]> = histories.chunk_by(|a, b| a.mmsi == b.mmsi).collect();
        let of_mmsi = crate::parallel::map(of_mmsi.len(), |number| {
            let mut events = numbers::of_mmsi(of_mmsi[number]);
            events.extend(positions::impossible(of_mmsi[number], &self.parameters));
            events
        });
        events.extend(of_mmsi.into_iter().flatten());
        events.extend(self.handovers(histories));
        events.sort_by(|a, b| (a.time, a.mmsi, a.kind, &a.detail).cmp(&(b.time, b.mmsi, b.kind, &b.detail)));
        events.dedup();
        events
    }

    /// Vessels that are heard far inland, by time and vessel: where an antenna was moved there, or its positions were. The
    /// function says of a place whether it is on land, and far from any shore, river or lake that a ship can be on.
    #[must_use]
    pub fn detect_inland(
        &self,
        index: &TrackIndex<'_>,
        is_land_far: impl Fn(Position) -> bool + Sync,
    ) -> Vec<Identity> {
        self.judge_inland(&history::of_index(index, i64::MAX), &is_land_far)
    }

    /// Vessels that are heard far inland, by time and vessel.
    pub(crate) fn judge_inland(
        &self,
        histories: &[History<'_>],
        is_land_far: &(dyn Fn(Position) -> bool + Sync),
    ) -> Vec<Identity> {
        let of_track = |number: usize| positions::inland(&histories[number], &self.parameters, is_land_far);
        let mut events: Vec<Identity> = crate::parallel::map(histories.len(), of_track).into_iter().flatten().collect();
        events.sort_by_key(|event| (event.time, event.mmsi));
        events
    }

    /// What one track says of itself.
    fn of_track(&self, history: &History<'_>) -> Vec<Identity> {
        let mut events = Vec::new();
        let mut add = |kind: IdentityKind, time: DateTime<Utc>, detail: String| {
            events.push(Identity::new(history.mmsi, kind, time, detail));
        };
        let changes = || history.statics.changes();
        let mut invalid = BTreeSet::new();
        for (time, number) in changes().filter_map(|(time, data)| Some((time, data.invalid_imo?))) {
            if invalid.insert(number) {
                add(IdentityKind::InvalidImo, time, format!("IMO{number}: the check digit is wrong"));
            }
        }
        let texts: [(IdentityKind, &str, Text); 3] = [
            (IdentityKind::ImoChange, "IMO number", |data| data.imo.map(|imo| imo.get().to_string())),
            (IdentityKind::NameChange, "name", |data| data.name.clone()),
            (IdentityKind::CallSignChange, "call sign", |data| data.call_sign.clone()),
        ];
        for (kind, what, of) in texts {
            let mut known: Vec<String> = Vec::new();
            let mut last: Option<String> = None;
            for (time, value) in changes().filter_map(|(time, data)| Some((time, of(data)?))) {
                if !known.iter().any(|before| before.eq_ignore_ascii_case(&value)) {
                    if let Some(before) = &last {
                        add(kind, time, format!("{what} {value}, before {before}"));
                    }
                    known.push(value.clone());
                }
                last = Some(value);
            }
        }
        let mut sizes: Vec<(f64, f64)> = Vec::new();
        let mut last: Option<(f64, f64)> = None;
        for (time, size) in changes().filter_map(|(time, data)| Some((time, data.dimensions?))) {
            let (length, beam) = (f64::from(size.length_m()), f64::from(size.beam_m()));
            let most = self.parameters.max_dimension_difference_m;
            if !sizes.iter().any(|before| (before.0 - length).abs() <= most && (before.1 - beam).abs() <= most) {
                if let Some(before) = last {
                    let detail = format!("{length} m by {beam} m, before {} m by {} m", before.0, before.1);
                    add(IdentityKind::DimensionsChange, time, detail);
                }
                sizes.push((length, beam));
            }
            last = Some((length, beam));
        }
        events.extend(positions::frozen(history, &self.parameters));
        events.extend(positions::circling(history, &self.parameters));
        events
    }

    /// Ships that go on under another MMSI.
    fn handovers(&self, histories: &[History<'_>]) -> Vec<Identity> {
        let of_track = crate::parallel::map(histories.len(), |number| {
            ships(&histories[number]).into_iter().map(|ship| (ship, number)).collect::<Vec<_>>()
        });
        let mut of_ship: Vec<(String, usize)> = of_track.into_iter().flatten().collect();
        crate::parallel::sort_unstable(&mut of_ship);
        let mut events = BTreeMap::new();
        for tracks in of_ship.chunk_by(|a, b| a.0 == b.0) {
            let ship = &tracks[0].0;
            let mut tracks: Vec<&History<'_>> = tracks.iter().map(|(_, number)| &histories[*number]).collect();
            tracks.sort_by_key(|history| (history.hours.as_slice().first().map(|first| first.time_ms()), history.mmsi));
            let mut ended = Ended::default();
            for to in tracks {
                let Some(first) = to.hours.as_slice().first() else { continue };
                let from = ended.before(first.time_ms(), to.mmsi);
                if let Some(event) = from.and_then(|from| self.handover(from, to, ship)) {
                    // A ship that is the same by several signs is told once.
                    events.entry((event.mmsi, event.time)).or_insert(event);
                }
                ended.add(to);
            }
        }
        events.into_values().collect()
    }

    fn handover(&self, from: &History<'_>, to: &History<'_>, ship: &str) -> Option<Identity> {
        let first = to.hours.as_slice().first()?;
        let silent_ms = first.time_ms() - from.last.time_ms;
        if from.mmsi == to.mmsi || silent_ms < 0 || silent_ms > hours_ms(self.parameters.max_handover_h) {
            return None;
        }
        let metres = geodesic_m(from.last.position(), first.position());
        // A few minutes more than the clock says, as receivers and clocks have it.
        let speed_kn = knots(metres / (silent_ms as f64 / 1000.0 + 300.0));
        (speed_kn <= self.parameters.max_handover_speed_kn).then(|| {
            let hours = silent_ms as f64 / 3_600_000.0;
            let detail = format!(
                "{ship}: {} until {}, from {hours:.1} h later on and {:.1} km away {}",
                from.mmsi,
                datetime(from.last.time_ms).format("%Y-%m-%dT%H:%M:%SZ"),
                metres / 1000.0,
                to.mmsi
            );
            let event = Identity::new(to.mmsi, IdentityKind::MmsiHandover, datetime(first.time_ms()), detail);
            Identity { mmsi_before: Some(from.mmsi), ..event }
        })
    }
}

/// The tracks of one ship, by when they end.
#[derive(Default)]
struct Ended<'h, 'a> {
    /// By their ends.
    running: BTreeMap<(i64, Mmsi, usize), &'h History<'a>>,
    /// Of those that are over, the last of all, and the last with another MMSI.
    last: Option<&'h History<'a>>,
    other: Option<&'h History<'a>>,
}

impl<'h, 'a> Ended<'h, 'a> {
    fn add(&mut self, history: &'h History<'a>) {
        self.running.insert((history.last.time_ms, history.mmsi, self.running.len()), history);
    }

    /// Of the tracks that ended by a time, which must not be earlier than the one asked for before, the last with another MMSI.
    fn before(&mut self, time_ms: i64, mmsi: Mmsi) -> Option<&'h History<'a>> {
        while let Some(first) = self.running.first_entry().filter(|first| first.key().0 <= time_ms) {
            let history = first.remove();
            if self.last.is_some_and(|last| last.mmsi != history.mmsi) {
                self.other = self.last;
            }
            self.last = Some(history);
        }
        [self.last, self.other].into_iter().flatten().find(|history| history.mmsi != mmsi)
    }
}

/// By what a ship is known whatever its MMSI is.
fn ships(history: &History<'_>) -> BTreeSet<String> {
    let mut ships = BTreeSet::new();
    for (_, data) in history.statics.changes() {
        ships.extend(data.imo.map(|imo| format!("{imo}")));
        if let (Some(name), Some(call_sign)) = (&data.name, &data.call_sign) {
            ships.insert(format!("{name} {call_sign}"));
        }
    }
    ships
}

/// Whether two tracks are of one ship, by what they say of themselves.
pub(super) fn is_same_ship(a: &History<'_>, b: &History<'_>) -> bool {
    !ships(a).is_disjoint(&ships(b))
}

impl Detector for IdentityDetector {
    type Event = Identity;

    fn name(&self) -> &'static str {
        "identity"
    }

    /// All identity events, by time and vessel.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Identity> {
        let mut histories = history::of_index(index, i64::MAX);
        let rules = self.parameters.spell_rules();
        let mut suspect = crate::parallel::map(histories.len(), |number| {
            let track = index.fleet().track(TrackId(number as u32))?;
            Some(Spells::of_track(track, &rules).into_suspect(&rules))
        });
        for (history, suspect) in histories.iter_mut().zip(&mut suspect) {
            history.suspect = suspect.take().unwrap_or_default();
        }
        self.judge(&histories)
    }
}
