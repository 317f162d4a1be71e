//! Files that appear whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use lightering::{Error, Result};

/// Writes a file beside its place and moves it there when it is complete; how long it is.
///
/// One that is there already is replaced only if `replace` says so.
pub(crate) fn put(target: &Path, replace: bool, fill: impl FnOnce(&mut BufWriter<&File>) -> Result<()>) -> Result<u64> {
    let failed = |error: std::io::Error| Error::Output { path: target.to_owned(), reason: error.to_string() };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".partial-").tempfile_in(folder).map_err(failed)?;
    let mut out = BufWriter::new(file.as_file());
    fill(&mut out)?;
    out.flush().map_err(failed)?;
    drop(out);
    file.as_file().sync_all().map_err(failed)?;
    let bytes = file.as_file().metadata().map_err(failed)?.len();
    let done = if replace { file.persist(target) } else { file.persist_noclobber(target) };
    done.map_err(|error| failed(error.error))?;
    Ok(bytes)
}

/// Refuses to replace a file unasked, or what is no file.
pub(crate) fn check_target(target: &Path, force: bool) -> Result<()> {
    let exists = |reason: &str| Err(Error::OutputExists { path: target.to_owned(), reason: reason.into() });
    match target.symlink_metadata() {
        Ok(found) if found.is_dir() => exists("is a folder: name a file"),
        Ok(_) if !force => exists("is there already: name another file, or give --force to replace it"),
        _ => Ok(()),
    }
}
