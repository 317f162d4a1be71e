//! What is known about each parameter.

use std::fmt;

use crate::assess::{EVIDENCE, EvidenceLine};

/// One parameter of a [`Config`](super::Config): what it means and where its default comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// The section of the configuration file, such as `encounter`.
    pub section: &'static str,
    /// The key in its section; its ending is the unit.
    pub key: &'static str,
    /// The unit in words; empty for a pure number.
    pub unit: &'static str,
    /// Least value allowed.
    pub low: f64,
    /// Greatest value allowed.
    pub high: f64,
    /// What it decides.
    pub meaning: &'static str,
    /// Where the default comes from; `Our choice` where it is not taken from elsewhere.
    pub source: &'static str,
}

impl Parameter {
    /// Whether a value is within the range.
    #[must_use]
    pub fn allows(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The row of a section and key.
    #[must_use]
    pub fn find(section: &str, key: &str) -> Option<&'static Self> {
        PARAMETERS.iter().find(|row| row.section == section && row.key == key)
    }
}

impl fmt::Display for Parameter {
    /// The range in words: `10 to 10000 metres`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.low, self.high)?;
        if self.unit.is_empty() { Ok(()) } else { write!(f, " {}", self.unit) }
    }
}

/// Where the figures of an encounter come from. The documentation of Global Fishing Watch's event
/// tables gives the same three and names the paper for them.
const MILLER_2018: &str = "Miller et al. 2018, Identifying Global Patterns of Transshipment Behavior, \
    Frontiers in Marine Science 5:240, https://doi.org/10.3389/fmars.2018.00240; in use at Global Fishing Watch \
    (500 m, 2 h, 2 kn)";

/// Every parameter, in the order of the configuration file.
pub const PARAMETERS: &[Parameter] = &joined(BASE, &EVIDENCE);

/// A row of the section `top_speed`.
const fn top_speed(key: &'static str, meaning: &'static str) -> Parameter {
    Parameter {
        section: "top_speed",
        key,
        unit: "knots",
        low: 5.0,
        high: 100.0,
        meaning,
        source: "Our choice, from the service speeds usual in the trade: tankers and bulk carriers 12 to 15 knots, container \
            ships up to 24, fishing vessels and tugs 10 to 13.",
    }
}

/// The parameters with the weights of evidence after them.
const fn joined(
    base: &[Parameter],
    evidence: &[EvidenceLine; EVIDENCE.len()],
) -> [Parameter; BASE.len() + EVIDENCE.len()] {
    let mut all = [base[0]; BASE.len() + EVIDENCE.len()];
    let mut row = 0;
    while row < all.len() {
        all[row] = if row < base.len() { base[row] } else { of_evidence(&evidence[row - base.len()]) };
        row += 1;
    }
    all
}

const fn of_evidence(line: &EvidenceLine) -> Parameter {
    Parameter {
        section: "evidence",
        key: line.key,
        unit: "log-odds",
        low: -20.0,
        high: 20.0,
        meaning: line.meaning,
        source: line.reason,
    }
}

/// All but the weights of evidence, which have a table of their own.
const BASE: &[Parameter] = &[
    Parameter {
        section: "cleaning",
        key: "max_speed_kn",
        unit: "knots",
        low: 1.0,
        high: 1_000.0,
        meaning: "No vessel is faster than this: a fix that asks for more is set aside, or belongs to another \
            transmitter with the same MMSI.",
        source: "Our choice: above any ferry or naval vessel in service, far below a jump of a false position.",
    },
    Parameter {
        section: "cleaning",
        key: "position_tolerance_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "Two fixes may be this much farther apart than the speed allows.",
        source: "Our choice: the noise of receivers, times rounded to the second, and one report heard by two \
            stations some seconds apart.",
    },
    Parameter {
        section: "cleaning",
        key: "clock_tolerance_s",
        unit: "seconds",
        low: 0.0,
        high: 86_400.0,
        meaning: "Two fixes that ask for more than the greatest speed are still of one transmitter if a clock that is \
            off by this explains it; one of them is set aside then.",
        source: "Our choice: in three days of real shore reception, reports reached the file with times up to five \
            minutes late.",
    },
    Parameter {
        section: "cleaning",
        key: "min_track_fixes",
        unit: "",
        low: 1.0,
        high: 1e6,
        meaning: "A second transmitter under one MMSI has at least this many fixes; fewer are set aside as impossible.",
        source: "Our choice: one or two stray fixes are errors, three that agree with each other are a vessel.",
    },
    Parameter {
        section: "cleaning",
        key: "max_segment_gap_h",
        unit: "hours",
        low: 0.001,
        high: 24.0,
        meaning: "A report within reach that follows within this is of the same segment of a track, and no other can \
            part the two; a longer leg never counts as observed.",
        source: "legs.max_slow_interpolation_h, the longest leg that counts as observed.",
    },
    Parameter {
        section: "legs",
        key: "max_interpolation_h",
        unit: "hours",
        low: 1e-3,
        high: 24.0,
        meaning: "Between two fixes no farther apart in time than this the vessel is taken to have moved straight.",
        source: "Our choice: class A reports at least every three minutes, so an hour spans lost reports but not a \
            voyage to a third ship and back.",
    },
    Parameter {
        section: "legs",
        key: "max_slow_interpolation_h",
        unit: "hours",
        low: 1e-3,
        high: 24.0,
        meaning: "The same for a vessel that hardly moved.",
        source: "Our choice: transmitters at reduced power during a transfer are heard now and then; a vessel that \
            is slow on both sides of a silence, and in the same place, most likely stayed.",
    },
    Parameter {
        section: "legs",
        key: "slow_speed_kn",
        unit: "knots",
        low: 0.0,
        high: 10.0,
        meaning: "A vessel hardly moved if the speed between its two fixes and those reported at them are at most \
            this.",
        source: "Our choice: the speed of an encounter, encounter.max_speed_kn.",
    },
    Parameter {
        section: "legs",
        key: "speed_baseline_min",
        unit: "minutes",
        low: 0.0,
        high: 60.0,
        meaning: "Speeds are measured from the last fix half of this before the middle of a leg to the first as much \
            after it.",
        source: "Our choice: 10 m of noise between fixes ten seconds apart look like 2 kn, over five minutes like \
            0.1 kn.",
    },
    Parameter {
        section: "index",
        key: "max_legs_per_run",
        unit: "",
        low: 1.0,
        high: 65_536.0,
        meaning: "Consecutive legs that share a box of the index. It changes speed, not results.",
        source: "Our choice, measured: a tree over runs of 64 costs next to nothing beside the sweep within them.",
    },
    Parameter {
        section: "index",
        key: "time_scale_m_per_s",
        unit: "metres a second",
        low: 1e-3,
        high: 1e3,
        meaning: "How long a second is beside a metre when boxes are packed. It changes speed, not results.",
        source: "Our choice: about the speed of a ship, so that its boxes are as long in time as in space.",
    },
    Parameter {
        section: "encounter",
        key: "max_distance_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "Two vessels are in contact while their antennas are no farther apart than this.",
        source: MILLER_2018,
    },
    Parameter {
        section: "encounter",
        key: "max_excursion_min",
        unit: "minutes",
        low: 0.0,
        high: 1_440.0,
        meaning: "Contacts of a pair less than this apart are one encounter, if the distance stayed under \
            release_distance_m meanwhile.",
        source: "Our choice: one bad fix, or two at the slowest class B rate of three minutes, must not end a meeting.",
    },
    Parameter {
        section: "encounter",
        key: "release_distance_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "Farther apart than this, the pair has parted, however briefly. Not less than max_distance_m.",
        source: "Our choice: twice max_distance_m, so that a pair at the limit does not flicker.",
    },
    Parameter {
        section: "encounter",
        key: "min_duration_h",
        unit: "hours",
        low: 0.0,
        high: 10_000.0,
        meaning: "Contact must last at least this, excursions not counted.",
        source: MILLER_2018,
    },
    Parameter {
        section: "encounter",
        key: "max_speed_kn",
        unit: "knots",
        low: 0.0,
        high: 100.0,
        meaning: "A drifting encounter: the median speeds of both vessels are at most this.",
        source: MILLER_2018,
    },
    Parameter {
        section: "encounter",
        key: "max_under_way_speed_kn",
        unit: "knots",
        low: 0.0,
        high: 100.0,
        meaning: "An encounter under way: the median speeds of both vessels are at most this.",
        source: "Our choice: pairs that transfer under way keep steerage way, some 3 to 6 knots.",
    },
    Parameter {
        section: "encounter",
        key: "max_relative_speed_kn",
        unit: "knots",
        low: 0.0,
        high: 100.0,
        meaning: "An encounter under way: the median speed of one vessel relative to the other is at most this.",
        source: "Our choice: lines and hoses allow next to none; the rest is the noise of the receivers.",
    },
    Parameter {
        section: "encounter",
        key: "max_heading_difference_deg",
        unit: "degrees",
        low: 0.0,
        high: 180.0,
        meaning: "An encounter under way: the median difference of the headings is at most this.",
        source: "Our choice: hulls alongside are parallel; the rest is yaw and the error of compasses.",
    },
    Parameter {
        section: "encounter",
        key: "max_hull_clearance_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "An encounter under way: the median clearance between the hulls is at most this.",
        source: "Our choice: fenders are a few metres wide; the rest is the error of positions and dimensions.",
    },
    Parameter {
        section: "encounter",
        key: "max_alongside_distance_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "An encounter under way of vessels whose hulls are not known: the median distance of the antennas is \
            at most this.",
        source: "Our choice: two hulls of 200 to 300 m alongside with one antenna forward and one aft.",
    },
    Parameter {
        section: "gap",
        key: "min_gap_h",
        unit: "hours",
        low: 1e-3,
        high: 100_000.0,
        meaning: "A silence of at least this is a gap.",
        source: "Our choice: enough for a transfer with the approach and the departure. Studies of fishing vessels \
            that switch off on purpose use 12 h (Welch et al. 2022, Science Advances 8:eabq2109, \
            https://doi.org/10.1126/sciadv.abq2109), to keep silences of reception out.",
    },
    Parameter {
        section: "gap",
        key: "max_reception_probability",
        unit: "",
        low: 0.0,
        high: 1.0,
        meaning: "A silence that reception alone yields with at most this probability is classed as intentional.",
        source: "Our choice: one silence in a hundred that reception made is called a choice, if the model holds.",
    },
    Parameter {
        section: "loitering",
        key: "max_speed_kn",
        unit: "knots",
        low: 0.0,
        high: 100.0,
        meaning: "A vessel loiters at no more than this speed.",
        source: MILLER_2018,
    },
    Parameter {
        section: "loitering",
        key: "min_duration_h",
        unit: "hours",
        low: 0.0,
        high: 10_000.0,
        meaning: "A vessel loiters for at least this.",
        source: "Our choice: as long as an encounter lasts, since this is one side of it. Global Fishing Watch's \
            reports on transshipment ask 4 h.",
    },
    Parameter {
        section: "loitering",
        key: "max_excursion_min",
        unit: "minutes",
        low: 0.0,
        high: 1_440.0,
        meaning: "Faster spells shorter than this do not end it.",
        source: "Our choice: the same as for an encounter.",
    },
    Parameter {
        section: "loitering",
        key: "moored_radius_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "A vessel that kept within a circle of this radius for 95 % of the time is moored, not loitering.",
        source: "Our choice: at a berth an antenna moves by the error of the receiver, tens of metres; at anchor or \
            adrift it moves by more.",
    },
    Parameter {
        section: "dark",
        key: "min_dwell_h",
        unit: "hours",
        low: 0.01,
        high: 10_000.0,
        meaning: "A dark rendezvous: the two can have lain together for at least this.",
        source: "encounter.min_duration_h, the least duration of a meeting that is seen.",
    },
    Parameter {
        section: "dark",
        key: "min_silence_h",
        unit: "hours",
        low: 0.01,
        high: 10_000.0,
        meaning: "Silences shorter than this hide no dark rendezvous.",
        source: "dark.min_dwell_h: a silence that is shorter has no room for a meeting.",
    },
    Parameter {
        section: "dark",
        key: "max_silence_h",
        unit: "hours",
        low: 0.01,
        high: 10_000.0,
        meaning: "Silences longer than this are not looked at for dark rendezvous.",
        source: "Our choice: in a week at 12 knots a ship gets 2,000 nautical miles and can have met nearly anybody.",
    },
    Parameter {
        section: "dark",
        key: "max_reception_probability",
        unit: "",
        low: 0.0,
        high: 1.0,
        meaning: "Silences that reception alone yields with a greater probability are not looked at for dark rendezvous.",
        source: "Our choice: what is as likely as not to be a matter of reception is no trace.",
    },
    Parameter {
        section: "dark",
        key: "max_partners",
        unit: "",
        low: 1.0,
        high: 1e6,
        meaning: "Of each silence so many dark rendezvous are kept, those of the highest score.",
        source: "Our choice: as many as an analyst looks at; how many more there were is told.",
    },
    Parameter {
        section: "dark",
        key: "min_draught_change_m",
        unit: "metres",
        low: 0.1,
        high: 25.0,
        meaning: "A tanker that loitered alone met somebody unseen if her draught differs by at least this afterwards.",
        source: "Our choice: crews round to a tenth, and trim changes by some; there is no partner whose draught could say the same.",
    },
    Parameter {
        section: "dark",
        key: "max_draught_lag_h",
        unit: "hours",
        low: 0.0,
        high: 720.0,
        meaning: "That draught was said within this of the end.",
        source: "assess.max_draught_lag_h.",
    },
    top_speed("tanker_usual_kn", "Top speed in a silence of tankers that have not shown their own."),
    top_speed("tanker_max_kn", "The most that is believed of tankers that have shown their own speed."),
    top_speed("cargo_usual_kn", "Top speed in a silence of cargo ships that have not shown their own."),
    top_speed("cargo_max_kn", "The most that is believed of cargo ships that have shown their own speed."),
    top_speed("passenger_usual_kn", "Top speed in a silence of passenger ships that have not shown their own."),
    top_speed("passenger_max_kn", "The most that is believed of passenger ships that have shown their own speed."),
    top_speed("high_speed_craft_usual_kn", "Top speed in a silence of high speed craft that have not shown their own."),
    top_speed(
        "high_speed_craft_max_kn",
        "The most that is believed of high speed craft that have shown their own speed.",
    ),
    top_speed("fishing_usual_kn", "Top speed in a silence of fishing vessels that have not shown their own."),
    top_speed("fishing_max_kn", "The most that is believed of fishing vessels that have shown their own speed."),
    top_speed(
        "other_usual_kn",
        "Top speed in a silence of ships of other and unknown kinds that have not shown their own.",
    ),
    top_speed(
        "other_max_kn",
        "The most that is believed of ships of other and unknown kinds that have shown their own speed.",
    ),
    Parameter {
        section: "identity",
        key: "max_handover_h",
        unit: "hours",
        low: 0.0,
        high: 100_000.0,
        meaning: "A ship goes on under another MMSI if the new one is heard within this of the last of the former.",
        source: "Our choice: a month, the length of a long passage.",
    },
    Parameter {
        section: "identity",
        key: "max_handover_speed_kn",
        unit: "knots",
        low: 0.0,
        high: 100.0,
        meaning: "And where the ship can have come at this speed.",
        source: "Our choice: above the service speed of nearly all merchant ships.",
    },
    Parameter {
        section: "identity",
        key: "max_dimension_difference_m",
        unit: "metres",
        low: 0.0,
        high: 1_000.0,
        meaning: "A length or beam that differs by more is another one.",
        source: "Our choice: more than antenna offsets entered anew, less than another ship.",
    },
    Parameter {
        section: "identity",
        key: "min_frozen_h",
        unit: "hours",
        low: 0.0,
        high: 10_000.0,
        meaning: "A position is frozen if it stays for at least this while the vessel says that she moves. Half \
            hours by the clock are looked at: one that stays for 90 minutes fills two wherever it begins.",
        source: "Our choice: two half hours, less the time until the first fix and from the last.",
    },
    Parameter {
        section: "identity",
        key: "max_frozen_extent_m",
        unit: "metres",
        low: 0.0,
        high: 10_000.0,
        meaning: "A position stays if all fixes lie in a box whose diagonal is at most this.",
        source: "Our choice: a receiver that stands still moves by tens of metres; a ship at one knot goes that \
            far in two minutes.",
    },
    Parameter {
        section: "identity",
        key: "min_frozen_speed_kn",
        unit: "knots",
        low: 0.1,
        high: 100.0,
        meaning: "A fix says that the vessel moves if it reports at least this speed; nine in ten have to.",
        source: "Our choice: in half an hour that is a nautical mile, and well above the speeds that receivers \
            report of ships at a berth.",
    },
    Parameter {
        section: "identity",
        key: "min_frozen_under_way_speed_kn",
        unit: "knots",
        low: 0.1,
        high: 100.0,
        meaning: "A fix with the status under way using engine says so at this speed.",
        source: "Our choice: twice what receivers report of ships at a berth, whose status is often forgotten.",
    },
    Parameter {
        section: "identity",
        key: "min_circle_turns",
        unit: "",
        low: 1.0,
        high: 1_000.0,
        meaning: "A vessel circles if she goes round the same circle at least so many times in a row, in the same \
            sense.",
        source: "Our choice: one turn or two are a manoeuvre.",
    },
    Parameter {
        section: "identity",
        key: "min_circle_radius_m",
        unit: "metres",
        low: 1.0,
        high: 10_000.0,
        meaning: "Circles of a smaller radius are not looked at.",
        source: "Our choice: smaller ones cannot be told from the noise of receivers and from an antenna that \
            swings about an anchor.",
    },
    Parameter {
        section: "identity",
        key: "max_circle_speed_difference",
        unit: "",
        low: 0.0,
        high: 1.0,
        meaning: "A circle is not a ship's if the mean reported speed differs from the speed along the circle by \
            more than this share of the greater.",
        source: "Our choice: half; between few fixes a turn, or with few speeds, honest ones differ by some \
            tenths.",
    },
    Parameter {
        section: "identity",
        key: "max_circle_acceleration_m_s2",
        unit: "metres per second squared",
        low: 0.01,
        high: 100.0,
        meaning: "A circle is not a ship's if going round it takes more than this towards the centre.",
        source: "Our choice: 30 knots on a circle of 240 m; a ship that turns hard over loses speed long before.",
    },
    Parameter {
        section: "identity",
        key: "min_impossible_reports",
        unit: "",
        low: 1.0,
        high: 1e6,
        meaning: "Reports that a vessel could not have sent are an event if there are at least so many under one \
            MMSI.",
        source: "Our choice: a few spikes are the noise of receivers.",
    },
    Parameter {
        section: "identity",
        key: "min_impossible_share",
        unit: "",
        low: 0.0,
        high: 1.0,
        meaning: "And if they are at least this share of all its reports.",
        source: "Our choice: more than receivers and networks garble.",
    },
    Parameter {
        section: "identity",
        key: "min_inland_h",
        unit: "hours",
        low: 1.0,
        high: 10_000.0,
        meaning: "A vessel is inland if she is heard there in at least so many hours; one place an hour is looked \
            at.",
        source: "Our choice: a place or two may be garbled.",
    },
    Parameter {
        section: "assess",
        key: "max_clearance_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "Hulls are alongside with at most this clearance.",
        source: "Our choice: fenders are some 3 to 5 m thick, and positions err by 10 m each; encounter.max_hull_clearance_m.",
    },
    Parameter {
        section: "assess",
        key: "max_angle_deg",
        unit: "degrees",
        low: 0.0,
        high: 90.0,
        meaning: "And with headings parallel or opposed within this.",
        source: "Our choice: ships made fast to each other are parallel; compasses and rounding take some degrees.",
    },
    Parameter {
        section: "assess",
        key: "max_pause_h",
        unit: "hours",
        low: 0.0,
        high: 10_000.0,
        meaning: "Encounters of one pair less than this apart are one operation, and a dark rendezvous of the pair within this belongs to it.",
        source: "Our choice: a silence or a wait for weather interrupts a transfer by some hours, seldom by more than a tide.",
    },
    Parameter {
        section: "assess",
        key: "min_draught_change_m",
        unit: "metres",
        low: 0.1,
        high: 30.0,
        meaning: "A draught has changed if it differs by at least this.",
        source: "Our choice: crews round to a tenth, and trim, fuel and water change it by some tenths.",
    },
    Parameter {
        section: "assess",
        key: "max_draught_lag_h",
        unit: "hours",
        low: 0.0,
        high: 10_000.0,
        meaning: "And was said at most this long after the end.",
        source: "Our choice: crews set it late, mostly before the next port, some days later.",
    },
    Parameter {
        section: "assess",
        key: "min_stay_h",
        unit: "hours",
        low: 0.1,
        high: 10_000.0,
        meaning: "A vessel lay still if it kept to one place for at least this.",
        source: "Our choice: longer than nearly all waits for a pilot and drifting for orders.",
    },
    Parameter {
        section: "assess",
        key: "stay_radius_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "Within this of where it was when its stay began.",
        source: "Our choice: a large ship swings about her anchor within about 400 m, so that two places of her are up to 750 m apart.",
    },
    Parameter {
        section: "assess",
        key: "haven_radius_m",
        unit: "metres",
        low: 0.0,
        high: 100_000.0,
        meaning: "An anchorage or a berth is inferred where within this other vessels lay still.",
        source: "Our choice: ships at anchor keep about half a nautical mile to a mile from each other.",
    },
    Parameter {
        section: "assess",
        key: "haven_vessels",
        unit: "",
        low: 1.0,
        high: 1e6,
        meaning: "So many other vessels.",
        source: "Our choice: two may wait for each other, three seldom do.",
    },
    Parameter {
        section: "assess",
        key: "max_with_tracks",
        unit: "",
        low: 0.0,
        high: 1e6,
        meaning: "So many of the best candidates carry tracks, for maps.",
        source: "Our choice: more than anybody looks at; others have their positions and times in all files.",
    },
    Parameter {
        section: "assess",
        key: "track_margin_h",
        unit: "hours",
        low: 0.0,
        high: 10_000.0,
        meaning: "Tracks begin so long before a candidate and end so long after.",
        source: "Our choice: a day shows where they came from and went to.",
    },
];
