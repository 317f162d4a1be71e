//! How much memory a piece of work holds at most.

/// From its start on, the most memory that the process holds is counted.
///
/// Linux lets a process set its high-water mark to what it holds now: proc_pid_clear_refs(5). Elsewhere nothing is measured.
pub(super) struct Meter(Option<u64>);

impl Meter {
    pub(super) fn start() -> Self {
        let reset = cfg!(target_os = "linux") && std::fs::write("/proc/self/clear_refs", "5").is_ok();
        Self(if reset { peak_memory_bytes() } else { None })
    }

    /// Bytes beyond what was held at the start.
    pub(super) fn stop(self) -> Option<u64> {
        Some(peak_memory_bytes()?.saturating_sub(self.0?))
    }
}

/// The most memory that the process has held so far, in bytes; `None` where the system does not say, as only Linux does.
#[must_use]
pub fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    // `VmHWM:   123456 kB`, see proc_pid_status(5).
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
