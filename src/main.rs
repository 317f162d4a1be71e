//! The `lightering` command.

mod cli;

use std::process::ExitCode;

/// That of the system may keep what one window took in pieces which the next cannot use.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
