//! How much an input may ask for, on the command line.

use clap::Args;
use lightering::read::Limits;

/// What goes beyond is taken for damage or an attack: it ends the run with an error that names the limit, or, for lines and
/// messages, costs the row. The defaults let all real data through.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Limits on input")]
pub(crate) struct LimitArgs {
    /// Longest line; a longer one is rejected. 1024 to 67108864 bytes.
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_line_bytes)]
    max_line_bytes: u64,

    /// Most bytes that one packed file unpacks to [default: 1 TiB].
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_unpacked_bytes, hide_default_value = true)]
    max_unpacked_bytes: u64,

    /// Most bytes that one packed byte unpacks to; counts from 100 MB on.
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_unpacked_ratio)]
    max_unpacked_ratio: u64,

    /// Most members of a .zip archive.
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_zip_members)]
    max_zip_members: u64,

    /// Messages of NMEA in several sentences that may be incomplete at a time; of one more the oldest is rejected. 1 to 65536.
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_waiting_messages)]
    max_waiting_messages: u64,

    /// Most distinct vessels of all inputs.
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_vessels)]
    max_vessels: u64,

    /// Most distinct sets of names, call signs, dimensions, draughts and destinations of all inputs.
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_static_sets)]
    max_static_sets: u64,
}

impl From<LimitArgs> for Limits {
    fn from(args: LimitArgs) -> Self {
        Self {
            max_line_bytes: args.max_line_bytes,
            max_unpacked_bytes: args.max_unpacked_bytes,
            max_unpacked_ratio: args.max_unpacked_ratio,
            max_zip_members: args.max_zip_members,
            max_waiting_messages: args.max_waiting_messages,
            max_vessels: args.max_vessels,
            max_static_sets: args.max_static_sets,
        }
    }
}
