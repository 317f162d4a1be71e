//! An output folder that appears as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::FILES;
use crate::{Error, Result};

/// A folder that is written beside its final place and moved there when it is complete.
///
/// Files go to `.NAME.partial-PID` next to the target, are flushed to the disk while others are made, and
/// [`commit`](Self::commit) renames the folder. Until then the target is untouched; whoever drops
/// the value, or calls [`AbortHandle::abort`] from the handler of a signal, leaves nothing behind.
/// Only a process that is killed outright leaves its partial folder, and no other run touches it.
///
/// ```
/// # let place = tempfile::tempdir()?;
/// # let target = place.path().join("out");
/// use std::io::Write;
/// use lightering::write::OutputDir;
///
/// let out = OutputDir::create(&target, false)?;
/// out.write("gaps.csv", |file| lightering::write::gaps(&[], file))?;
/// assert!(!target.exists());
/// out.commit()?;
/// assert!(target.join("gaps.csv").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct OutputDir {
    target: PathBuf,
    replace: bool,
    work: Arc<Mutex<Work>>,
    /// Files on their way to the disk, which takes a while and no work.
    flushes: Mutex<Vec<(PathBuf, JoinHandle<io::Result<()>>)>>,
}

/// Bytes that are handed to the system at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// Takes an unfinished [`OutputDir`] away from another thread, as when the user interrupts.
#[derive(Debug, Clone)]
pub struct AbortHandle(Arc<Mutex<Work>>);

/// What is on the disk and must go if the work is not finished.
#[derive(Debug)]
struct Work {
    /// The folder being filled; `None` once it is in place or gone.
    partial: Option<PathBuf>,
    /// Parents of the target that did not exist before, outermost first.
    new_parents: Vec<PathBuf>,
}

impl OutputDir {
    /// Starts an output folder at `target`; missing parents are made.
    ///
    /// With `replace`, a folder of an earlier run is replaced on [`commit`](Self::commit): it is
    /// moved aside, the new one moved in, and the old one deleted.
    ///
    /// # Errors
    ///
    /// [`Error::OutputExists`] if there is a folder that is not empty and `replace` is not set, if
    /// it holds anything that is not one of [`FILES`], or if there is a file;
    /// [`Error::Output`] if the place cannot be written.
    pub fn create(target: &Path, replace: bool) -> Result<Self> {
        let target = resolve(target)?;
        check_target(&target, replace)?;
        let parent = parent_of(&target);
        let mut work = Work { partial: None, new_parents: missing_parents(parent) };
        // From here on a failure takes the new parents away again, through `Drop`.
        let made = fs::create_dir_all(parent).and_then(|()| create_beside(&target, "partial"));
        match made {
            Ok(partial) => work.partial = Some(partial),
            Err(source) => {
                work.abort();
                return Err(failed(&target, &source));
            }
        }
        Ok(Self { target, replace, work: Arc::new(Mutex::new(work)), flushes: Mutex::default() })
    }

    /// Where the folder will be.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Writes one file of the folder; gives what `fill` gives. [`commit`](Self::commit) waits until it is on the disk.
    ///
    /// A later run replaces the folder only if all its files have names of [`FILES`].
    ///
    /// # Errors
    ///
    /// [`Error::Output`] if it cannot be written, as on a full disk, the work was aborted, or the name is that of no file in the folder
    /// itself.
    pub fn write<T>(&self, name: &str, fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>) -> Result<T> {
        let path = self.target.join(name);
        if Path::new(name).file_name() != Some(name.as_ref()) {
            let reason = "is no name of a file in the folder: give one without any folder".to_owned();
            return Err(Error::Output { path, reason });
        }
        let mut file = {
            // Holding the lock, so that an abort never deletes the folder under a file being made.
            let work = lock(&self.work);
            let partial = work.partial.as_ref().ok_or_else(|| interrupted(&self.target))?;
            let file = File::create(partial.join(name)).map_err(|source| failed(&path, &source))?;
            BufWriter::with_capacity(BUFFER_BYTES, file)
        };
        let filled = fill(&mut file).map_err(|source| failed(&path, &source))?;
        let file = file.into_inner().map_err(|error| failed(&path, error.error()))?;
        self.flush_to_disk(path, file)?;
        Ok(filled)
    }

    /// Has a file flushed to the disk by a thread of its own, or by this one where none can begin.
    fn flush_to_disk(&self, path: PathBuf, file: File) -> Result<()> {
        let file = Arc::new(file);
        let flushed = Arc::clone(&file);
        match thread::Builder::new().spawn(move || flushed.sync_all()) {
            Ok(flush) => lock(&self.flushes).push((path, flush)),
            Err(_) => file.sync_all().map_err(|source| failed(&path, &source))?,
        }
        Ok(())
    }

    /// Waits for all files to be on the disk; the first failure by their names.
    fn flushed(&self) -> Result<()> {
        let mut flushes = std::mem::take(&mut *lock(&self.flushes));
        flushes.sort_by(|a, b| a.0.cmp(&b.0));
        for (path, flush) in flushes {
            let done = flush.join().unwrap_or_else(|_| Err(io::Error::other("the thread that flushes it has ended")));
            done.map_err(|source| failed(&path, &source))?;
        }
        Ok(())
    }

    /// Puts the folder in its place.
    ///
    /// # Errors
    ///
    /// [`Error::OutputExists`] if something has appeared there since [`create`](Self::create);
    /// [`Error::Output`] if a file cannot be flushed to the disk, or the folder not be moved. The target is then as it was.
    pub fn commit(self) -> Result<()> {
        self.flushed()?;
        let mut work = lock(&self.work);
        let partial = work.partial.clone().ok_or_else(|| interrupted(&self.target))?;
        sync_folder(&partial);
        check_target(&self.target, self.replace)?;
        let old = self.put_aside()?;
        if let Err(source) = fs::rename(&partial, &self.target) {
            if let Some(old) = old {
                // Best effort: the error that matters is the one reported below.
                let _ = fs::rename(old, &self.target);
            }
            return Err(failed(&self.target, &source));
        }
        work.partial = None;
        work.new_parents.clear();
        sync_folder(parent_of(&self.target));
        match old {
            Some(old) => fs::remove_dir_all(&old).map_err(|source| Error::Output {
                reason: format!("the new output is in place, but this earlier one cannot be removed: {source}"),
                path: old,
            }),
            None => Ok(()),
        }
    }

    /// A handle that can abort this work from another thread.
    #[must_use]
    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle(Arc::clone(&self.work))
    }

    /// Makes the target free: an empty folder is removed, one with an earlier run moved aside.
    fn put_aside(&self) -> Result<Option<PathBuf>> {
        match fs::remove_dir(&self.target) {
            Ok(()) => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => {
                let aside = create_beside(&self.target, "replaced").map_err(|source| failed(&self.target, &source))?;
                // A rename onto an empty folder is not possible everywhere.
                fs::remove_dir(&aside)
                    .and_then(|()| fs::rename(&self.target, &aside))
                    .map_err(|source| failed(&self.target, &source))?;
                Ok(Some(aside))
            }
        }
    }
}

impl Drop for OutputDir {
    fn drop(&mut self) {
        lock(&self.work).abort();
    }
}

impl AbortHandle {
    /// Removes what was written so far, then does something, such as ending the process, before the
    /// thread that writes can go on; its later writes and its commit fail.
    ///
    /// Waits for a commit that is under way, which then stands.
    pub fn abort(&self, then: impl FnOnce()) {
        let mut work = lock(&self.0);
        work.abort();
        then();
    }
}

impl Work {
    fn abort(&mut self) {
        // Nothing can be done here about a folder that cannot be removed.
        if let Some(partial) = self.partial.take() {
            let _ = fs::remove_dir_all(partial);
        }
        while let Some(parent) = self.new_parents.pop() {
            let _ = fs::remove_dir(parent);
        }
    }
}

/// The work, also after a thread has panicked while holding it: it is a path, never half-changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The folder itself where the target is a link to one, or `.`.
fn resolve(target: &Path) -> Result<PathBuf> {
    let resolved = if target.exists() {
        target.canonicalize().map_err(|source| failed(target, &source))?
    } else {
        target.to_owned()
    };
    if resolved.file_name().is_none() {
        return Err(Error::Output { path: target.to_owned(), reason: "is no name for a new folder".into() });
    }
    Ok(resolved)
}

/// Refuses a target that would lose something.
fn check_target(target: &Path, replace: bool) -> Result<()> {
    let exists = |reason: String| Err(Error::OutputExists { path: target.to_owned(), reason });
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if target.is_file() || error.kind() == ErrorKind::NotADirectory => {
            return if target.symlink_metadata().is_ok() {
                exists("is a file, not a folder: choose another place".into())
            } else {
                Err(failed(target, &error))
            };
        }
        Err(source) => return Err(failed(target, &source)),
    };
    let mut empty = true;
    for entry in entries {
        let entry = entry.map_err(|source| failed(target, &source))?;
        empty = false;
        let name = entry.file_name();
        let ours = entry.file_type().is_ok_and(|kind| kind.is_file()) && FILES.iter().any(|file| name == **file);
        if replace && !ours {
            return exists(format!(
                "holds {}, which no run has written: it is not replaced, choose another folder",
                name.display()
            ));
        }
    }
    if empty || replace {
        Ok(())
    } else {
        exists("exists and is not empty: choose another folder, or have it replaced (--force)".into())
    }
}

fn parent_of(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The ancestors of a folder, itself included, that do not exist, outermost first.
fn missing_parents(folder: &Path) -> Vec<PathBuf> {
    let mut missing: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists())
        .map(Path::to_owned)
        .collect();
    missing.reverse();
    missing
}

/// A new folder `.NAME.KIND-PID` beside the target, numbered where that is taken.
fn create_beside(target: &Path, kind: &str) -> io::Result<PathBuf> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut number = 0_u32;
    loop {
        let suffix = if number == 0 { String::new() } else { format!("-{number}") };
        let path = parent_of(target).join(format!(".{name}.{kind}-{}{suffix}", std::process::id()));
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 1000 => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Makes the names in a folder last; where folders cannot be opened, the system does so itself.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn failed(path: &Path, source: &io::Error) -> Error {
    let hint = match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free space, or choose a folder on another disk",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "choose a folder that you may write",
        ErrorKind::NotADirectory => "part of the path is a file, choose another folder",
        _ => "choose another folder, or see whether the disk is in order",
    };
    Error::Output { path: path.to_owned(), reason: format!("cannot be written ({source}); nothing was left: {hint}") }
}

fn interrupted(path: &Path) -> Error {
    Error::Output { path: path.to_owned(), reason: "interrupted; nothing was left".into() }
}

#[cfg(test)]
#[path = "output_dir_tests.rs"]
mod tests;
