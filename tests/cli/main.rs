//! The `lightering` command, run as a user runs it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod activity;
mod bad_input;
mod bad_output;
mod benchmark;
mod chain;
mod command;
mod detect;
mod digests;
mod hostile;
mod parameters;
mod real_data;
mod selection;
mod tracks;
