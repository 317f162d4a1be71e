//! The nouns of AIS: identities, types, states, and the two kinds of report.
//!
//! A value of these types is checked when it is made and cannot be wrong
//! afterwards. What AIS sends for "not available" (latitude 91°, longitude 181°,
//! speed 102.3 kn, course 360°, heading 511°, draught 0) becomes `None` here and
//! is never seen by the rest of the library. Encodings are those of Recommendation
//! ITU-R M.1371-5 (02/2014), annex 8.

mod dimensions;
mod imo;
mod mid;
mod mid_table;
mod mmsi;
mod motion;
mod nav_status;
mod position;
mod report;
mod ship_group;
mod ship_type;

pub use dimensions::Dimensions;
pub use imo::{Imo, InvalidImo, ParseImoError};
pub use mid::Mid;
pub use mmsi::{InvalidMmsi, Mmsi, MmsiKind, ParseMmsiError};
pub use motion::{Course, Draught, Heading, Speed};
pub use nav_status::NavStatus;
pub use position::{InvalidPosition, Position};
pub use report::{PositionReport, StaticData, StaticReport, TransceiverClass};
pub use ship_group::ShipGroup;
pub use ship_type::{HazardCategory, ShipType};
