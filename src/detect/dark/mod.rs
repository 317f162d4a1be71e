//! Dark rendezvous: meetings that at least one party's silence allows.

mod dwell;
mod plane;
mod prism;

pub use dwell::Dwell;
pub use prism::Prism;
