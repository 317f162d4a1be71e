//! How much memory the process has held.

/// Most memory held so far, in bytes; `None` where the system does not say.
#[cfg(target_os = "linux")]
pub(crate) fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    // `VmHWM:   123456 kB`, see proc_pid_status(5).
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// Most memory held so far, in bytes; `None` where the system does not say.
#[cfg(not(target_os = "linux"))]
pub(crate) fn peak_bytes() -> Option<u64> {
    None
}
