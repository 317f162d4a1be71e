//! Detectors: from an indexed fleet to events.

mod encounter;
mod event;
mod gap;
mod loitering;

pub use encounter::{Encounter, EncounterParameters, Mode};
pub use event::EventId;
pub use gap::{Gap, GapClass, GapParameters};
pub use loitering::{Loitering, LoiteringParameters};
