//! The `lightering` command, run as a user runs it.
#![cfg(feature = "cli")]
#![allow(missing_docs)]

mod bad_input;
mod bad_output;
mod command;
mod detect;
mod parameters;
mod selection;
mod tracks;
