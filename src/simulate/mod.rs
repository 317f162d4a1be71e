//! Ships whose motion is known exactly: for tests, documentation and the bundled sample.
//!
//! [`Voyage`] is always there: the true motion of one ship, built in a few lines.

mod great_circle;
mod voyage;

pub use voyage::Voyage;

#[cfg(test)]
mod voyage_tests;
