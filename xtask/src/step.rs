//! A step of a command: prints its name before it and its time after it.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Prints the step's name, runs it, and prints the result and the time it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let began = Instant::now();
    let done = work();
    println!(
        "    {} {name} ({})",
        if done.is_ok() { "ok" } else { "FAILED" },
        readable(began.elapsed())
    );
    done
}

/// A time as a person reads it: `12.3 s` or `4 min 05 s`.
pub(crate) fn readable(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds}.{} s", time.subsec_millis() / 100)
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
