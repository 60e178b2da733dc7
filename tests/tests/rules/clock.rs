//! Time and ids come in as arguments: only the real clock and the real source of ids make them.

use anyhow::Result;

use crate::assert_none;
use crate::tree::sources;

/// Calls that read the clock or make an id.
const CALLS: &[&str] = &[
    "SystemTime::now(",
    "Utc::now(",
    "Local::now(",
    "Uuid::now_v7(",
    "Uuid::new_v4(",
];

/// The one clock and source of ids of the register and of the server, and the command line, which
/// names its own commands.
const SOURCES: &[&str] = &[
    "crates/register/src/source.rs",
    "crates/cli/src/commands/mod.rs",
    "sync-server/src/clock.rs",
];

#[test]
fn only_one_place_reads_the_clock_or_makes_ids() -> Result<()> {
    let mut findings = Vec::new();
    for source in sources()?.iter().filter(|source| is_program(&source.path)) {
        for (number, line) in program_part(&source.text).lines().enumerate() {
            // An example in the documentation is the code of a caller.
            let is_example = line.trim_start().starts_with("//");
            if !is_example && CALLS.iter().any(|call| line.contains(call)) {
                findings.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    assert_none("take the time or the id as an argument:", &findings);
    Ok(())
}

/// Whether the file is part of the product and not of its tests.
fn is_program(path: &str) -> bool {
    let ours = (path.starts_with("crates/") && path.contains("/src/"))
        || path.starts_with("src-tauri/")
        || path.starts_with("sync-server/src/");
    ours && !path.contains("/tests") && !SOURCES.contains(&path)
}

/// The text up to its tests; empty for a file that is a module of tests.
fn program_part(text: &str) -> &str {
    let program = text.split("#[cfg(test)]").next().unwrap_or(text);
    if program.contains("#[test]") {
        ""
    } else {
        program
    }
}
