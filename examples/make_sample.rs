//! Makes the bundled sample anew: `cargo run --release --features simulate --example make_sample -- examples/data`.

use std::path::PathBuf;

use lightering::{Result, simulate::Sample};

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("examples/data"), PathBuf::from);
    let sample = Sample::new(Sample::SEED)?;
    sample.write(&folder)?;
    eprintln!("{} rows and the truth about them are in {}", sample.rows.len(), folder.display());
    Ok(())
}
