//! Ships whose motion is known exactly: for tests, documentation and the bundled sample.
//!
//! [`Voyage`] is always there: the true motion of one ship, built in a few lines. With the
//! feature `simulate`, a `Scenario` of many ships is heard through a `Channel` that loses,
//! blurs and soils what they send, and a `Truth` says what really happened. `Sample` is the
//! scenario that the crate bundles.
//!
//! Nothing here depends on the machine: the random numbers are PCG XSL RR 128/64 by its published
//! definition, and they are turned into uniform and normal ones by sums, products and nothing else.

mod great_circle;
mod voyage;

pub use voyage::Voyage;

#[cfg(feature = "simulate")]
mod air;
#[cfg(feature = "simulate")]
mod channel;
#[cfg(feature = "simulate")]
mod dirt;
#[cfg(feature = "simulate")]
mod files;
#[cfg(feature = "simulate")]
mod gaps;
#[cfg(feature = "simulate")]
mod hearing;
#[cfg(feature = "simulate")]
mod meander;
#[cfg(feature = "simulate")]
mod near;
#[cfg(feature = "simulate")]
mod pair;
#[cfg(feature = "simulate")]
mod plan;
#[cfg(feature = "simulate")]
mod sample;
#[cfg(feature = "simulate")]
mod scenario;
#[cfg(feature = "simulate")]
mod simulation;
#[cfg(feature = "simulate")]
mod truth;
#[cfg(feature = "simulate")]
mod vessel;
#[cfg(feature = "simulate")]
mod writer;

#[cfg(feature = "simulate")]
pub use air::Air;
#[cfg(feature = "simulate")]
pub use channel::{Channel, Row};
#[cfg(feature = "simulate")]
pub use dirt::{Dirt, DirtTruth, Displacement};
#[cfg(feature = "simulate")]
pub use gaps::GapTruth;
#[cfg(feature = "simulate")]
use gaps::Gaps;
#[cfg(feature = "simulate")]
pub use hearing::Heard;
#[cfg(feature = "simulate")]
pub use plan::{Actors, Extent, Lane, Place, Plan};
#[cfg(feature = "simulate")]
pub use sample::Sample;
#[cfg(feature = "simulate")]
pub use scenario::{Actor, Deceit, DeceitKind, IdentityTruth, Outage, Relation, Scenario, SilenceCause, Tie};
#[cfg(feature = "simulate")]
pub use simulation::{Meeting, Simulation, Told};
#[cfg(feature = "simulate")]
pub use truth::{Approach, EncounterTruth, Truth};
#[cfg(feature = "simulate")]
pub use vessel::{Kind, Vessel};

#[cfg(test)]
#[cfg(feature = "simulate")]
mod sample_tests;
#[cfg(test)]
mod voyage_tests;
