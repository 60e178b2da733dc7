//! Finding and killing the process behind a window.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The process that runs `binary` on the data folder `data`, or `None`.
///
/// The window is a grandchild of the test, so it is found by its program and folder, not by its
/// parent.
pub(super) fn find(binary: &Path, data: &Path) -> Option<u32> {
    let wanted = format!("KASAPRO_DATA={}", data.display());
    fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
        let exe = fs::read_link(entry.path().join("exe")).ok()?;
        let environment = fs::read(entry.path().join("environ")).ok()?;
        let mut variables = environment.split(|byte| *byte == 0);
        (exe == binary && variables.any(|line| line == wanted.as_bytes())).then_some(pid)
    })
}

/// Kills a process with SIGKILL and waits until it is gone.
///
/// # Errors
/// When the process outlives the signal for ten seconds.
pub(super) fn kill_hard(pid: u32) -> Result<()> {
    Command::new("kill")
        .args(["-9", &pid.to_string()])
        .status()
        .context("cannot run kill")?;
    let deadline = Instant::now() + Duration::from_secs(10);
    while is_alive(pid) {
        if Instant::now() > deadline {
            bail!("process {pid} survives SIGKILL");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

/// Whether the process runs; a zombie that was not waited for does not, unless one of its threads
/// still runs and holds its files.
pub(super) fn is_alive(pid: u32) -> bool {
    let runs = fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| {
        !stat
            .rsplit(')')
            .next()
            .unwrap_or("")
            .trim_start()
            .starts_with('Z')
    });
    let threads = fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    runs || threads > 1
}
