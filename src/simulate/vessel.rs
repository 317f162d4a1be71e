//! Invented ships: kinds, sizes, names, numbers.

use crate::{
    Error, Result,
    ais::{Dimensions, Draught, Imo, Mmsi, ShipType, StaticData, TransceiverClass},
};

/// What sort of ship, with the size and antenna place of a typical one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A crude oil tanker of about 115,000 t.
    Aframax,
    /// A crude oil tanker of about 160,000 t.
    Suezmax,
    /// A products tanker of about 50,000 t.
    ProductTanker,
    /// A bulk carrier.
    BulkCarrier,
    /// A container ship.
    ContainerShip,
    /// A tanker that fuels other ships.
    BunkerTanker,
    /// A ferry for passengers and cars.
    Ferry,
    /// A stern trawler.
    Trawler,
    /// A pilot boat.
    PilotBoat,
    /// An ocean tug.
    Tug,
    /// A barge with a transponder.
    Barge,
    /// A sailing yacht, class B.
    Yacht,
    /// A base station ashore: no vessel.
    BaseStation,
    /// A search and rescue aircraft: no vessel.
    SarAircraft,
}

impl Kind {
    /// Ship type on the air, then metres from the antenna to bow, stern, port and starboard.
    fn figures(self) -> (u8, [u16; 4]) {
        match self {
            Self::Aframax => (80, [205, 45, 22, 22]),
            Self::Suezmax => (80, [229, 45, 24, 24]),
            Self::ProductTanker => (82, [151, 32, 16, 16]),
            Self::BulkCarrier => (70, [189, 36, 16, 16]),
            Self::ContainerShip => (71, [210, 90, 20, 20]),
            Self::BunkerTanker => (80, [70, 18, 7, 7]),
            Self::Ferry => (60, [40, 120, 13, 13]),
            Self::Trawler => (30, [18, 20, 5, 5]),
            Self::PilotBoat => (50, [8, 10, 3, 3]),
            Self::Tug => (31, [20, 25, 6, 6]),
            Self::Barge => (57, [5, 85, 12, 12]),
            Self::Yacht => (36, [10, 4, 2, 2]),
            Self::BaseStation | Self::SarAircraft => (0, [0, 0, 0, 0]),
        }
    }

    /// Whether she has an IMO number: ships of some size do.
    fn has_imo(self) -> bool {
        matches!(
            self,
            Self::Aframax
                | Self::Suezmax
                | Self::ProductTanker
                | Self::BulkCarrier
                | Self::ContainerShip
                | Self::BunkerTanker
                | Self::Ferry
                | Self::Trawler
                | Self::Tug
        )
    }

    /// Class of the transceiver she carries.
    #[must_use]
    pub fn class(self) -> TransceiverClass {
        if self == Self::Yacht { TransceiverClass::B } else { TransceiverClass::A }
    }

    /// Draught in ballast and laden, in metres; `None` where she sends none.
    #[must_use]
    pub fn draughts_m(self) -> Option<(f64, f64)> {
        match self {
            Self::Aframax => Some((8.2, 14.6)),
            Self::Suezmax => Some((9.0, 16.8)),
            Self::ProductTanker => Some((7.1, 12.4)),
            Self::BulkCarrier => Some((6.8, 12.0)),
            Self::ContainerShip => Some((10.5, 13.2)),
            Self::BunkerTanker => Some((3.4, 5.8)),
            Self::Trawler => Some((4.6, 5.0)),
            Self::Tug => Some((5.4, 5.4)),
            _ => None,
        }
    }
}

/// First words of names. None is a word of a language that we know.
const FIRST: [&str; 20] = [
    "VELDRANE",
    "ORSULIN",
    "MARQUESK",
    "TAVINDRA",
    "KELBORO",
    "SOLVANIR",
    "PENDRATH",
    "HALVORENE",
    "BRINTARA",
    "CORVELIS",
    "DUNMORRA",
    "ESKAVIEL",
    "FARROWIN",
    "GRENDALA",
    "ILMORETH",
    "JASKEREN",
    "LUNDAVAR",
    "NOVESKRA",
    "QUILLORA",
    "RUSTELAN",
];
/// Second words of names.
const SECOND: [&str; 5] = ["CREST", "TRADER", "DAWN", "HERON", "GALE"];
/// Countries' digits that the invented ships use in turn: all allocated by the ITU.
const MIDS: [u32; 10] = [636, 538, 352, 311, 249, 563, 477, 256, 241, 518];
/// No IMO number that begins with 2 is given out.
const FIRST_IMO: u32 = 2_000_000;

/// What identifies an invented ship.
#[derive(Debug, Clone, PartialEq)]
pub struct Vessel {
    /// Radio identity.
    pub mmsi: Mmsi,
    /// What sort.
    pub kind: Kind,
    /// Name, if she sends one.
    pub name: Option<String>,
    /// Call sign, if she sends one.
    pub call_sign: Option<String>,
    /// Hull's number, if she has one.
    pub imo: Option<Imo>,
    /// How large she is beside the typical ship of her kind, 1 for as large.
    pub scale: f64,
}

impl Vessel {
    /// The invented ship of a number, 0 to 999; up to 99 no two share a name.
    ///
    /// MMSIs are a real country's digits and 999 and the number; call signs begin with Q, which
    /// no country's do; IMO numbers begin with 2 and have a valid check digit.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a number above 999.
    ///
    /// ```
    /// use lightering::simulate::{Kind, Vessel};
    /// let vessel = Vessel::invented(7, Kind::Aframax)?;
    /// assert_eq!(vessel.mmsi.get(), 256_999_007);
    /// assert!(vessel.imo.is_some());
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn invented(number: u32, kind: Kind) -> Result<Self> {
        let refused = || Error::Parameter { name: "number", value: number.to_string(), reason: "must be 0 to 999" };
        if number > 999 {
            return Err(refused());
        }
        let index = number as usize;
        let mid = MIDS[index % MIDS.len()];
        let letter = char::from(b'A' + (number % 26) as u8);
        let imo = (0..10).find_map(|check| Imo::new(FIRST_IMO + number * 10 + check).ok());
        Ok(Self {
            mmsi: Mmsi::new(mid * 1_000_000 + 999_000 + number).map_err(|_| refused())?,
            kind,
            name: Some(format!("{} {}", FIRST[index % FIRST.len()], SECOND[index / FIRST.len() % SECOND.len()])),
            call_sign: Some(format!("Q{letter}{number:03}")),
            imo: imo.filter(|_| kind.has_imo()),
            scale: 1.0,
        })
    }

    /// The ship of a number, 1 to 99,999, in a scenario of many.
    ///
    /// MMSIs are a real country's digits and 9 and the number; names are those of [`Vessel::invented`] with a number behind.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for any other number.
    pub fn numbered(number: u32, kind: Kind) -> Result<Self> {
        let refused = || Error::Parameter { name: "vessels", value: number.to_string(), reason: "must be 1 to 99,999" };
        if !(1..100_000).contains(&number) {
            return Err(refused());
        }
        let index = number as usize;
        let mid = MIDS[index % MIDS.len()];
        let imo = (0..10).find_map(|check| Imo::new(FIRST_IMO + number * 10 + check).ok());
        let (first, second) = (FIRST[index % FIRST.len()], SECOND[index / FIRST.len() % SECOND.len()]);
        let letter = char::from(b'A' + (number % 26) as u8);
        Ok(Self {
            mmsi: Mmsi::new(mid * 1_000_000 + 900_000 + number).map_err(|_| refused())?,
            kind,
            name: Some(format!("{first} {second} {}", index / (FIRST.len() * SECOND.len()) + 1)),
            call_sign: Some(format!("Q{letter}{number:05}")),
            imo: imo.filter(|_| kind.has_imo()),
            scale: 1.0,
        })
    }

    /// Half of her beam, in metres, as she sends it.
    #[must_use]
    pub fn half_beam_m(&self) -> f64 {
        let (_, [_, _, to_port, to_starboard]) = self.kind.figures();
        f64::from(self.scaled(to_port) + self.scaled(to_starboard)) / 2.0
    }

    fn scaled(&self, metres: u16) -> u16 {
        (f64::from(metres) * self.scale).round() as u16
    }

    /// A station without name or call sign.
    #[must_use]
    pub fn nameless(mmsi: Mmsi, kind: Kind) -> Self {
        Self { mmsi, kind, name: None, call_sign: None, imo: None, scale: 1.0 }
    }

    /// What she says of herself at a draught in metres.
    #[must_use]
    pub fn static_data(&self, draught_m: Option<f64>) -> StaticData {
        let (ship_type, [to_bow, to_stern, to_port, to_starboard]) = self.kind.figures();
        StaticData {
            imo: self.imo,
            name: self.name.clone(),
            call_sign: self.call_sign.clone(),
            ship_type: ShipType::from_code(ship_type),
            dimensions: Dimensions::from_antenna(
                self.scaled(to_bow),
                self.scaled(to_stern),
                self.scaled(to_port),
                self.scaled(to_starboard),
            ),
            draught: draught_m.and_then(Draught::from_m),
            ..StaticData::default()
        }
    }
}
