//! The lines of evidence, their weights, and why they weigh so much.
//!
//! The weights are estimates of log-likelihood ratios from physical argument, to the nearest half, not fits to any data: tests hold the
//! direction of each, and how the whole ranks transfers on simulated truth. Whoever has better figures for their sea sets them in a
//! configuration file.

use crate::Result;
use crate::error::check_range;

/// One named, measured reason for or against a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Which line.
    pub kind: EvidenceKind,
    /// What was measured, in words and figures.
    pub measure: String,
    /// How much the line weighs where it applies in full, in log-odds.
    pub weight: f64,
    /// How far the line applies, 0 to 1.
    pub degree: f64,
    /// What it adds to the score, in log-odds: weight times degree.
    pub share: f64,
}

/// A row of the table of evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvidenceLine {
    /// Which line.
    pub kind: EvidenceKind,
    /// Its name, which is its key in the section `evidence` of a configuration file.
    pub key: &'static str,
    /// Its weight unless a configuration says otherwise, in log-odds, where the degree is 1.
    pub default_weight: f64,
    /// What it says, and how its degree comes from what is measured.
    pub meaning: &'static str,
    /// Why it weighs so much.
    pub reason: &'static str,
}

macro_rules! evidence {
    ($($kind:ident $key:ident $weight:literal $meaning:literal $reason:literal)*) => {
        /// Which line of evidence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum EvidenceKind {
            $(#[doc = $meaning] $kind,)*
        }

        /// The weights of the lines of evidence, in log-odds.
        ///
        /// A score is the sum of weight times degree over the lines that apply. [`EVIDENCE`] says what each line means.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
        pub struct EvidenceWeights {
            $(#[doc = $meaning] pub $key: f64,)*
        }

        impl Default for EvidenceWeights {
            fn default() -> Self {
                Self { $($key: $weight,)* }
            }
        }

        impl EvidenceWeights {
            /// Checks the ranges.
            ///
            /// # Errors
            ///
            /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
            pub fn validate(&self) -> Result<()> {
                $(check_range(concat!("evidence.", stringify!($key)), self.$key, -20.0, 20.0, "must be -20 to 20")?;)*
                Ok(())
            }

            /// The weight of a line.
            #[must_use]
            pub fn of(&self, kind: EvidenceKind) -> f64 {
                match kind { $(EvidenceKind::$kind => self.$key,)* }
            }
        }

        /// Every line of evidence, in the order of the configuration file.
        pub const EVIDENCE: [EvidenceLine; [$($weight,)*].len()] = [
            $(EvidenceLine {
                kind: EvidenceKind::$kind,
                key: stringify!($key),
                default_weight: $weight,
                meaning: $meaning,
                reason: $reason,
            },)*
        ];
    };
}

evidence! {
    Prior prior -6.0
        "Every candidate begins with this."
        "On a day of coastal AIS about one in some hundred pairs that lie within 500 m for two hours is a transfer of cargo: exp(-6) = 1/400."
    Alongside alongside 3.0
        "Hulls were alongside, by antennas, dimensions and true headings: degree = share of the moments of contact, and half of it where a ship sent no dimensions."
        "Cargo goes over hoses of some tens of metres, so that nearly every transfer lies alongside for hours; of other pairs within 500 m about one in twenty does: ln 20 = 3."
    Apart apart -2.5
        "Hulls were too far apart for hoses: degree = share of the moments of contact at which the clearance was more than three times that of alongside."
        "No transfer lies apart for more than its approach; what remains are errors of dimensions and headings."
    BothTankers both_tankers 2.5
        "Both ships say that they are tankers."
        "Nearly all transfers of oil at sea are between tankers; of pairs of vessels near each other about one in ten is of two."
    TankerAndMerchant tanker_and_merchant 1.5
        "One ship is a tanker, the other a cargo ship; degree 2/3 if the other's type is not known."
        "Cargo ships have been converted to carry oil, and ship types are set by hand; most such pairs are bunkering or neighbours."
    NoTanker no_tanker -1.0
        "Both may carry cargo, and none says that it is a tanker."
        "Transfers of dry cargo at sea exist, and false types do, but both are rare beside those between tankers."
    SmallCraft small_craft -2.5
        "The shorter hull is too small to carry cargo worth a transfer: degree 1 up to 30 m long, 0 from 70 m."
        "The smallest coastal tankers are some 50 to 70 m long; what is shorter is a boat."
    ServiceCraft service_craft -4.5
        "One is a tug, a pilot or rescue boat, a tender, a dredger, a law enforcement, military or diving vessel."
        "Such craft lie beside ships every day as their work, and carry no cargo."
    FishingCraft fishing_craft -4.0
        "One is a fishing vessel."
        "Trawlers tow nets in pairs and raft up; they carry no oil. Meetings with carriers of fish are not looked for."
    LeisureCraft leisure_craft -5.0
        "One is a yacht or a pleasure craft."
        "Marinas hold hundreds within 500 m, and none carries cargo."
    PassengerCraft passenger_craft -3.5
        "One is a passenger ship or a high-speed craft."
        "Ferries and tenders lie beside others at quays; they carry no cargo of oil."
    OtherCraft other_craft -2.0
        "One is of a type that says nothing, such as `other` or `reserved`, or local craft."
        "Barges, work boats and platforms' craft send such types; now and then a tanker does."
    SameShip same_ship -5.0
        "Both send one IMO number, or one name and call sign."
        "One ship with two transmitters, or two numbers, lies alongside herself wherever she is; that two ships meet of which one goes by the numbers of the other is rare beside it."
    Bunkering bunkering -3.0
        "A small tanker beside a larger ship that is none: fuel for her own engines, most likely."
        "Deliveries of fuel are the reason for nearly every small tanker beside a ship, thousands a year in each large port: one in twenty may be something else."
    Offshore offshore 1.5
        "Far from shore: degree 0 up to 5 km, 1 from 25 km."
        "Berths, pilots and small craft keep to the coast; lightering areas lie off it, outside the territorial sea (22 km) or near it."
    Inshore inshore -2.5
        "At the shore: degree 1 up to 1 km, 0 from 5 km."
        "Nearly all pairs that lie still within a kilometre of the shore are berths and marinas; outlines of the coast are true to about a kilometre."
    Anchorage anchorage -1.5
        "Within a known anchorage or port, or where several other vessels lay still for long."
        "Ships lie near each other there without any transfer; but transfers happen at anchorages too, so that this can be outweighed."
    Moored moored -2.5
        "The pair kept to one spot, as ships made fast to a quay or a buoy do: degree 1 where the antenna kept within 15 m, 0 from 60 m."
        "A ship at anchor swings by more than her length and one adrift goes with the current; both transfer so. What keeps within the errors of positions is made fast to land."
    Raft raft -1.0
        "Three or more vessels at once near the shore or in an anchorage."
        "Boats and barges raft up in harbour; at sea a mother ship with two feeders is no reason to doubt."
    Duration duration 1.0
        "Time in contact as transfers take: degree rises from 0 at 2 h to 1 at 6 h, and falls from 1 at 72 h to 0 at 120 h."
        "Pumps move some thousands of cubic metres an hour, so that a cargo takes 6 to 36 h with mooring and hoses; neighbours lie together for minutes or for weeks."
    CameAndWent came_and_went 1.0
        "They came from apart and went apart again: degree 1/2 for each, if they were at least 5 km from each other some time in the 12 h before, and after."
        "A transfer has an approach and a parting. Neighbours at berths and on moorings are near each other before and after."
    AsOne as_one 0.5
        "Both moved as one ship at 1 kn or more, for the median of the time."
        "Lightering under way at slow speed is common practice and ties two hulls; tows and net pairs, which do so too, have lines of their own."
    DraughtsOpposed draughts_opposed 3.0
        "The draught of one fell and that of the other rose."
        "That is what a transfer does; by chance two ships that meet change their draughts in opposite ways within three days about once in twenty pairs."
    DraughtChanged draught_changed 1.0
        "The draught of one changed, and that of the other did not or is not known."
        "Crews update late or never; but a change has many other causes, such as the next port."
    Silence silence 1.5
        "One of them was silent by choice within 12 h before, during or after an encounter: degree = 1 less the probability that reception alone made the silence."
        "Whoever hides a transfer switches off about it. Silences that reception explains do not count."
    Unseen unseen -1.5
        "Nobody saw them together: the meeting is one that silences allow."
        "Most meetings that could have been were none."
    CouldMeet could_meet 5.0
        "How much speaks for the meeting that silences allow: degree = score of the dark rendezvous."
        "With both silent by choice, and all of their free time spent on it, it is the likeliest explanation of two silences that fit."
    HalfObserved half_observed -1.0
        "They were heard too seldom to know that they stayed together: degree = share of the time not observed."
        "Where both were interpolated over long silences, closeness is a guess."
    Night night 0.3
        "In the dark: degree = share of the time that the sun was below the horizon."
        "Hidden transfers are said to prefer the night; most of long ones have some of both, so that it weighs little."
    Watchlist watchlist 2.0
        "One of them is on the watchlist."
        "Whoever made the list had a reason to expect it."
    IdentityTrouble identity_trouble 1.0
        "One of them had an identity event: a shared or handed over MMSI, an invalid IMO number, changed numbers, false positions."
        "False identity goes with hidden transfers; more often it is a mistake of the crew."
    Chain chain 0.7
        "One of them took part in another likely transfer before or after."
        "Cargo goes from mother ship to feeder to the next; ships that lighter once do it again."
}

impl EvidenceKind {
    /// Its row of the table.
    #[must_use]
    pub fn line(self) -> &'static EvidenceLine {
        // The kinds are in the order of the table.
        &EVIDENCE[self as usize]
    }

    /// Its name, as in configuration files and reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.line().key
    }
}

crate::display::shown_as_str!(EvidenceKind);
