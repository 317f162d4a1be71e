//! What the page shows: plain values, to be filled by whoever has the events.
//!
//! Times are milliseconds since 1970 (UTC), places degrees of WGS 84. Text may hold anything, for the page shows it
//! as it is and never runs it; where nothing is known it is empty. A number that is not finite is left out.
//! What is spelled often is written as an array and rounded, which is what keeps the file small: places to
//! 0.00001° (a metre), metres and degrees to 0.1, knots to 0.01.

use serde::{Serialize, Serializer};

/// Candidates that a page holds at most; what a reader can look through, and what a browser opens at once.
pub const MAX_CANDIDATES: usize = 200;

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Page {
    /// Heading of the page.
    pub title: String,
    /// What was read and found.
    pub summary: Summary,
    /// In order of rank, best first; those after the first [`MAX_CANDIDATES`] are not written.
    #[serde(serialize_with = "first_candidates")]
    pub candidates: Vec<Candidate>,
    /// Candidates found, those that are not on the page included.
    pub total: u64,
}

/// What was read and found, told above the table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Version of the library.
    pub version: String,
    /// Time of the first report, RFC 3339; empty where there is none.
    pub from: String,
    /// Time of the last report, RFC 3339.
    pub to: String,
    /// Rows read.
    pub rows_read: u64,
    /// Rows used.
    pub rows_accepted: u64,
    /// Events found, by kind, in the order in which to tell them.
    pub events: Vec<Count>,
    /// What a reader should know, such as `coastline: Natural Earth 1:50m`.
    pub notes: Vec<String>,
}

/// How many there are of something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What, in the plural: `encounters`.
    pub kind: String,
    /// How many.
    pub count: u64,
}

/// Which certainty a meeting has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Both vessels were heard side by side.
    #[default]
    Encounter,
    /// Two vessels were silent and could have met.
    DarkDark,
    /// A silent vessel could have met one that was heard.
    DarkVisible,
    /// One vessel did what a transfer asks for, and no partner was heard.
    UnseenPartner,
}

/// One candidate transfer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Candidate {
    /// Its id, unique on the page: letters, digits, `-` and `_`, since it stands in the page's address.
    pub id: String,
    /// Its place in the order, from 1.
    pub rank: u32,
    /// Which certainty it has.
    pub kind: Kind,
    /// The likeliest harmless cause, such as `tug` or `bunkering`; empty where there is none.
    pub label: String,
    /// When it starts; of a dark meeting, the earliest that it can have started.
    pub start_ms: i64,
    /// When it ends; of a dark meeting, the latest that it can have ended.
    pub end_ms: i64,
    /// Latitude of the meeting place, the likeliest one where it is not known.
    pub lat: f64,
    /// Longitude of it.
    pub lon: f64,
    /// Log-odds: the sum of the shares of its evidence.
    pub score: f64,
    /// The probability that the score stands for, 0 to 1.
    pub probability: f64,
    /// What it shares with others that belong together, as three vessels at once.
    pub group: Option<String>,
    /// Ids of candidates that it is connected with, such as those that may be the same meeting.
    pub linked: Vec<String>,
    /// Short sentences for the top of its panel.
    pub reasons: Vec<String>,
    /// One or two; the second is missing where the partner was not seen. At most two are shown.
    pub parties: Vec<Party>,
    /// Where a dark meeting can have been: corners in order, the first not repeated.
    pub region: Option<Vec<Place>>,
    /// When the two were in contact, in order.
    pub contacts: Vec<Span>,
    /// How they lay at moments of contact, in order.
    pub samples: Vec<Sample>,
    /// How their hulls lay when closest.
    pub closest: Option<Closest>,
    /// What the score is made of, in the order in which to tell it.
    pub evidence: Vec<Evidence>,
    /// The coast about the place.
    pub coast: Coast,
}

/// A vessel of a candidate.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Party {
    /// Nine digits.
    pub mmsi: String,
    /// Name as sent.
    pub name: String,
    /// IMO number, seven digits.
    pub imo: String,
    /// Call sign as sent.
    pub call_sign: String,
    /// Country of the flag.
    pub flag: String,
    /// Ship type in words.
    pub ship_type: String,
    /// Length over all, in metres.
    pub length_m: Option<f64>,
    /// Beam, in metres.
    pub beam_m: Option<f64>,
    /// How it matches a watchlist, if it does.
    pub watchlist: Option<String>,
    /// Its way before, during and after, thinned, in order. Longitudes may wrap.
    pub track: Vec<TrackPoint>,
    /// When it was not heard; these parts of its track are dashed.
    pub dark: Vec<Span>,
    /// Its silences, for the time line.
    pub gaps: Vec<Silence>,
    /// Its draught, each value from the moment at which it was first sent, in order.
    pub draughts: Vec<Draught>,
}

/// A place. Written as `[lat, lon]`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    /// Latitude, in degrees.
    pub lat: f64,
    /// Longitude, in degrees.
    pub lon: f64,
}

/// Where a vessel was. Written as `[time_ms, lat, lon]`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TrackPoint {
    /// When.
    pub time_ms: i64,
    /// Latitude, in degrees.
    pub lat: f64,
    /// Longitude, in degrees.
    pub lon: f64,
}

/// A stretch of time. Written as `[from_ms, to_ms]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// From when.
    pub from_ms: i64,
    /// Until when.
    pub to_ms: i64,
}

/// A silence. Written as `[from_ms, to_ms, class]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Silence {
    /// When it was heard last.
    pub from_ms: i64,
    /// When it was heard again, or the end of the data.
    pub to_ms: i64,
    /// `intentional`, `coverage`, `moored`, `open` or `outage`.
    pub class: String,
}

/// A draught from a moment on. Written as `[time_ms, draught_m]`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Draught {
    /// From when.
    pub time_ms: i64,
    /// Draught, in metres.
    pub draught_m: f64,
}

/// Two vessels at a moment of contact; ten minutes apart is often enough. Written as an array in this order.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sample {
    /// When.
    pub time_ms: i64,
    /// Distance between the antennas, in metres.
    pub distance_m: Option<f64>,
    /// Speed over ground of each, in knots.
    pub speed_kn: [Option<f64>; 2],
    /// True heading of each, in degrees.
    pub heading_deg: [Option<f64>; 2],
}

/// How two hulls lay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Closest {
    /// When.
    pub time_ms: i64,
    /// From the antenna of the first vessel to that of the second, in metres to the east.
    pub east_m: f64,
    /// The same to the north.
    pub north_m: f64,
    /// Hulls of the two.
    pub hulls: [Hull; 2],
    /// Clearance between the hulls, in metres; 0 where they touch.
    pub clearance_m: Option<f64>,
}

/// A hull as seen from its antenna, as in AIS message 5: dimensions A, B, C and D, in metres.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Hull {
    /// True heading, in degrees.
    pub heading_deg: f64,
    /// A: to the bow.
    pub to_bow_m: f64,
    /// B: to the stern.
    pub to_stern_m: f64,
    /// C: to port.
    pub to_port_m: f64,
    /// D: to starboard.
    pub to_starboard_m: f64,
    /// Whether some of this is a guess, as where the antenna is taken to be amidships.
    pub assumed: bool,
}

/// One reason for or against a candidate.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Evidence {
    /// What was looked at.
    pub name: String,
    /// What was measured, with its unit.
    pub measure: String,
    /// What it adds to the score, in log-odds; negative where it speaks against.
    pub share: f64,
    /// Why it counts.
    pub why: String,
}

/// The coast in the box about a candidate, cut at the box. Longitudes may wrap.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Coast {
    /// Rings of land, to be filled and not outlined, so that a cut at the box does not look like a shore.
    pub land: Vec<Vec<Place>>,
    /// Shores, to be drawn.
    pub lines: Vec<Vec<Place>>,
}

fn first_candidates<S: Serializer>(candidates: &[Candidate], serializer: S) -> Result<S::Ok, S::Error> {
    candidates.get(..MAX_CANDIDATES).unwrap_or(candidates).serialize(serializer)
}

/// A value to a count of steps in one; serde_json spells what is not finite as `null`.
fn round(value: f64, steps: f64) -> f64 {
    let rounded = (value * steps).round() / steps;
    // No negative zero, and what is too large to have decimals stays as it is.
    if rounded.is_finite() { rounded + 0.0 } else { value }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (round(self.lat, 1e5), round(self.lon, 1e5)).serialize(serializer)
    }
}

impl Serialize for TrackPoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.time_ms, round(self.lat, 1e5), round(self.lon, 1e5)).serialize(serializer)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.from_ms, self.to_ms).serialize(serializer)
    }
}

impl Serialize for Silence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.from_ms, self.to_ms, &self.class).serialize(serializer)
    }
}

impl Serialize for Draught {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.time_ms, round(self.draught_m, 10.0)).serialize(serializer)
    }
}

impl Serialize for Sample {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = |value: Option<f64>, steps| value.map(|value| round(value, steps));
        let [speed_a, speed_b] = self.speed_kn.map(|value| rounded(value, 100.0));
        let [heading_a, heading_b] = self.heading_deg.map(|value| rounded(value, 10.0));
        (self.time_ms, rounded(self.distance_m, 10.0), speed_a, speed_b, heading_a, heading_b).serialize(serializer)
    }
}
