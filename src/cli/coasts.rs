//! The coastline of a run.

use std::path::Path;
use std::thread::{self, JoinHandle};

use lightering::Result;
use lightering::coastline::Coastline;

/// A coastline that may still be in the making: nobody asks for it before all is read.
pub(crate) enum Coasts {
    /// That of the user.
    Given(Coastline),
    /// The bundled outline, which another thread makes; `None` if that could not begin.
    Bundled(Option<JoinHandle<Result<Coastline>>>),
}

impl Coasts {
    /// Reads a file, so that what is wrong with it is told before the long work; without one begins to make the bundled outline.
    pub(crate) fn begin(file: Option<&Path>) -> Result<Self> {
        match file {
            Some(path) => Ok(Self::Given(Coastline::open(path)?)),
            None => Ok(Self::Bundled(thread::Builder::new().spawn(Coastline::bundled).ok())),
        }
    }

    /// The coastline, when it is made.
    pub(crate) fn made(self) -> Result<Coastline> {
        match self {
            Self::Given(coastline) => Ok(coastline),
            // Where the thread failed this one fails in the same way.
            Self::Bundled(thread) => thread.and_then(|thread| thread.join().ok()).unwrap_or_else(Coastline::bundled),
        }
    }
}
