//! Identity events: numbers and names that do not go with the ship that sends them.
//!
//! What a vessel says of itself is checked against itself over time, against the rules by which numbers are made, and against
//! what others say. Each event is a fact with its figures, not a verdict: crews mistype, ships are sold and renamed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::history::{self, History};
use super::{Detector, EventId};
use crate::Result;
use crate::ais::{Mmsi, StaticData};
use crate::error::check_range;
use crate::geodesy::{geodesic_m, knots};
use crate::index::TrackIndex;
use crate::track::{datetime, hours_ms};

/// What makes an identity event.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct IdentityParameters {
    /// A number was handed over if its new bearer is heard within this of its former, in hours …
    pub max_handover_h: f64,
    /// … and where the ship can have come at this speed, in knots.
    pub max_handover_speed_kn: f64,
    /// A length or a beam has changed if it differs by more than this, in metres.
    pub max_dimension_difference_m: f64,
}

impl Default for IdentityParameters {
    fn default() -> Self {
        Self { max_handover_h: 720.0, max_handover_speed_kn: 25.0, max_dimension_difference_m: 10.0 }
    }
}

impl IdentityParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("identity.max_handover_h", self.max_handover_h, 0.0, 1e5, "must be 0 to 100,000 hours")?;
        check_range(
            "identity.max_handover_speed_kn",
            self.max_handover_speed_kn,
            0.0,
            100.0,
            "must be 0 to 100 knots",
        )?;
        check_range(
            "identity.max_dimension_difference_m",
            self.max_dimension_difference_m,
            0.0,
            1e3,
            "must be 0 to 1000 metres",
        )
    }
}

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
        }
    }
}

impl IdentityKind {
    /// Whether it goes with hidden transfers more often than with ordinary trade. Ships are renamed and fitted anew every day.
    #[must_use]
    pub fn is_suspicious(self) -> bool {
        !matches!(self, Self::NameChange | Self::CallSignChange | Self::DimensionsChange)
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
}

impl Identity {
    fn new(mmsi: Mmsi, kind: IdentityKind, time: DateTime<Utc>, detail: String) -> Self {
        // A vessel may change several things at a time, and one thing to several values.
        let id = EventId::new(&format!("{}|{detail}", kind.as_str()), &[mmsi], time.timestamp_millis());
        Self { id, mmsi, kind, time, detail }
    }
}

/// Finds [`Identity`] events.
#[derive(Debug, Clone, Copy, PartialEq)]
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
        for tracks in histories.chunk_by(|a, b| a.mmsi == b.mmsi) {
            events.extend(of_mmsi(tracks));
        }
        events.extend(self.handovers(histories));
        events.sort_by(|a, b| (a.time, a.mmsi, a.kind, &a.detail).cmp(&(b.time, b.mmsi, b.kind, &b.detail)));
        events.dedup();
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
            for (time, value) in changes().filter_map(|(time, data)| Some((time, of(data)?))) {
                if known.iter().any(|before| before.eq_ignore_ascii_case(&value)) {
                    continue;
                }
                if let Some(before) = known.last() {
                    add(kind, time, format!("{what} {value}, before {before}"));
                }
                known.push(value);
            }
        }
        let mut sizes: Vec<(f64, f64)> = Vec::new();
        for (time, size) in changes().filter_map(|(time, data)| Some((time, data.dimensions?))) {
            let (length, beam) = (f64::from(size.length_m()), f64::from(size.beam_m()));
            let most = self.parameters.max_dimension_difference_m;
            if sizes.iter().any(|before| (before.0 - length).abs() <= most && (before.1 - beam).abs() <= most) {
                continue;
            }
            if let Some(before) = sizes.last() {
                let detail = format!("{length} m by {beam} m, before {} m by {} m", before.0, before.1);
                add(IdentityKind::DimensionsChange, time, detail);
            }
            sizes.push((length, beam));
        }
        events
    }

    /// Ships that go on under another MMSI.
    fn handovers(&self, histories: &[History<'_>]) -> Vec<Identity> {
        let mut of_ship: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, history) in histories.iter().enumerate() {
            for ship in ships(history) {
                of_ship.entry(ship).or_default().push(number);
            }
        }
        let mut events = BTreeMap::new();
        for (ship, tracks) in of_ship {
            let mut tracks: Vec<&History<'_>> = tracks.into_iter().map(|number| &histories[number]).collect();
            tracks.sort_by_key(|history| (history.hours.as_slice().first().map(|first| first.time_ms()), history.mmsi));
            for pair in tracks.windows(2) {
                if let Some(event) = self.handover(pair[0], pair[1], &ship) {
                    // A ship that is the same by several signs is told once.
                    events.entry((event.mmsi, event.time)).or_insert(event);
                }
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
            Identity::new(to.mmsi, IdentityKind::MmsiHandover, datetime(first.time_ms()), detail)
        })
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

/// What the tracks of one MMSI say together.
fn of_mmsi(tracks: &[History<'_>]) -> Vec<Identity> {
    let mut events = Vec::new();
    let first_ms = |history: &History<'_>| history.hours.as_slice().first().map(|first| first.time_ms());
    let Some(first) = tracks.first() else { return events };
    let mut starts: Vec<i64> = tracks.iter().filter_map(first_ms).collect();
    starts.sort_unstable();
    if let Some(second_ms) = starts.get(1) {
        let detail = format!("{} transmitters", tracks.len());
        events.push(Identity::new(first.mmsi, IdentityKind::SharedMmsi, datetime(*second_ms), detail));
    }
    if let (Some(mid), Some(start_ms)) = (first.mmsi.mid().filter(|mid| !mid.is_allocated()), starts.first()) {
        let detail = format!("the country digits {mid} are not allocated");
        events.push(Identity::new(first.mmsi, IdentityKind::UnallocatedMid, datetime(*start_ms), detail));
    }
    events
}

impl Detector for IdentityDetector {
    type Event = Identity;

    fn name(&self) -> &'static str {
        "identity"
    }

    /// All identity events, by time and vessel.
    fn detect(&self, index: &TrackIndex<'_>) -> Vec<Identity> {
        self.judge(&history::of_index(index, i64::MAX))
    }
}
