//! Rules about the tree itself: what may depend on what, how things are called, what is never changed.
//!
//! A rule that a tool can hold (rustfmt, clippy, `ESLint`) is not repeated here.

mod arrows;
mod clock;
mod lock_file;
mod migrations;
mod names;
mod size;
mod tree;
mod words;

/// Fails with all findings at once, so that one run shows what is to be mended.
fn assert_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}\n", findings.join("\n  "));
}
