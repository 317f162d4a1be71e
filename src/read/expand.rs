//! From what the user names to files.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Endings of files with data, after an ending of [`PACKED`] was taken off.
const DATA: [&str; 10] = ["csv", "tsv", "txt", "nmea", "ais", "log", "jsonl", "ndjson", "parquet", "geoparquet"];

/// Endings of compressed files.
const PACKED: [&str; 4] = ["gz", "zst", "zstd", "zip"];

/// The files that a list of files, folders and glob patterns stands for, in order of path, each
/// once.
///
/// A folder stands for the files in it and in its subfolders that are named as data are: `.csv`,
/// `.tsv`, `.txt`, `.nmea`, `.ais`, `.log`, `.jsonl` or `.ndjson`, alone or with `.gz` or `.zst` behind it, `.zip` and `.parquet`. Hidden files and read-me
/// files are passed over there; a file that is named itself is always taken. Symbolic links to
/// folders are not followed. A pattern is understood as by a shell: `*`, `?`, `[a-z]`, and `**`
/// for any folders.
///
/// # Errors
///
/// [`Error::Input`] if a path does not exist or a folder or pattern holds no file;
/// [`Error::Io`] if a folder cannot be listed.
///
/// ```no_run
/// let files = lightering::read::expand_inputs(&["2024/aisdk-2024-0[1-3]-*.zip".into(), "extra".into()])?;
/// # Ok::<(), lightering::Error>(())
/// ```
pub fn expand_inputs(inputs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for input in inputs {
        let before = files.len();
        if input.is_dir() {
            list_folder(input, &mut files)?;
            if files.len() == before {
                return Err(no_file(
                    input,
                    "no file with data in this folder: .csv, .tsv, .txt, .nmea, .ais, .log, .jsonl, .ndjson, .parquet, or \
                     compressed ones of these",
                ));
            }
        } else if input.exists() {
            files.push(input.clone());
        } else {
            expand_pattern(input, &mut files)?;
        }
    }
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

fn no_file(path: &Path, reason: &str) -> Error {
    Error::Input { path: path.to_path_buf(), reason: reason.to_owned() }
}

/// Adds the files that a pattern stands for.
fn expand_pattern(pattern: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let text = pattern.to_str().filter(|text| text.contains(['*', '?', '[']));
    let Some(text) = text else { return Err(no_file(pattern, "no such file or folder")) };
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let matches = glob::glob_with(text, options)
        .map_err(|error| no_file(pattern, &format!("no such file, and no pattern either: {error}")))?;
    let before = files.len();
    for path in matches {
        let path = path.map_err(|error| Error::io(error.path().to_path_buf(), error.into()))?;
        if path.is_dir() { list_folder(&path, files)? } else { files.push(path) }
    }
    if files.len() == before { Err(no_file(pattern, "no file matches this pattern")) } else { Ok(()) }
}

/// Adds the data files of a folder and its subfolders.
fn list_folder(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io(folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(folder, error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| Error::io(&path, error))?;
        if is_hidden(&entry.file_name()) {
            continue;
        }
        if kind.is_dir() {
            list_folder(&path, files)?;
        } else if is_data(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a file, in a folder or in an archive, is named as files with data are.
pub(super) fn is_data(path: &Path) -> bool {
    let Some(name) = path.file_name() else { return false };
    let name = name.to_string_lossy().to_ascii_lowercase();
    if name.starts_with('.') || name.contains("readme") {
        return false;
    }
    let mut endings = name.rsplit('.');
    let Some(last) = endings.next() else { return false };
    match last {
        "zip" => true,
        _ if PACKED.contains(&last) => endings.next().is_some_and(|ending| DATA.contains(&ending)),
        _ => name.len() > last.len() && DATA.contains(&last),
    }
}

#[cfg(test)]
#[path = "expand_tests.rs"]
mod tests;
