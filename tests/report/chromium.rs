//! Chromium without a window.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A browser that hangs is ended after this.
const PATIENCE: Duration = Duration::from_secs(120);

/// The browser: what `CHROME` names, or the first of its usual names on the path.
pub(crate) fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// What a page became.
pub(crate) struct Visit {
    /// Its elements after its scripts ran.
    pub(crate) dom: String,
    /// What Chromium said meanwhile, the page's console included.
    pub(crate) log: String,
}

/// Opens an address at a size and with further switches, in a profile of its own.
pub(crate) fn open(browser: &Path, address: &str, folder: &Path, switches: &[&str]) -> Visit {
    let (dom, log) = (folder.join("dom.html"), folder.join("log.txt"));
    let mut profile = OsString::from("--user-data-dir=");
    profile.push(folder.join("profile"));
    let mut child = Command::new(browser)
        .args([
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
        ])
        // The page is our own and asks no network for anything; the sandbox cannot be had as root, as in a container.
        .args(["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--dump-dom"])
        .args(["--virtual-time-budget=20000"])
        .arg(profile)
        .args(switches)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(File::create(&dom).unwrap())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let since = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if since.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("the browser did not end:\n{}", String::from_utf8_lossy(&fs::read(&log).unwrap()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let text = |file: &Path| String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
    Visit { dom: text(&dom), log: text(&log) }
}
