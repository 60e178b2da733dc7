//! Rules about the tree itself: dependencies, names, sizes, documents, and what never changes.
//!
//! A rule that a tool can enforce (rustfmt, clippy, `ESLint`) is not repeated here.

mod allowed;
mod arrows;
mod book;
mod circles;
mod clock;
mod columns;
mod container;
mod docs;
mod kinds;
mod lock_file;
mod markdown;
mod migrations;
mod module_tree;
mod names;
mod paths;
mod reference;
mod size;
mod tree;
mod types;
mod use_paths;
mod words;

/// Fails with all findings at once, so that one run shows everything that has to be fixed.
fn assert_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}\n", findings.join("\n  "));
}
