//! One step of a command: its name before, its time after.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Announces a step, does it, and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let began = Instant::now();
    let done = work();
    println!(
        "    {} {name} ({})",
        if done.is_ok() { "ok" } else { "FAILED" },
        shown(began.elapsed())
    );
    done
}

/// A time as a person reads it: `12.3 s` or `4 min 05 s`.
pub(crate) fn shown(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds}.{} s", time.subsec_millis() / 100)
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
