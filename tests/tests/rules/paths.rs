//! A path that a document names must exist: readers rely on documents, and files move.

use std::path::Path;

use anyhow::{Context, Result};

use crate::assert_none;
use crate::markdown::{page, pages};
use crate::tree::{root, sources};

/// The first parts of paths in this checkout.
const ROOTS: &[&str] = &[
    ".ci",
    ".config",
    ".devcontainer",
    ".github",
    "bench",
    "crates",
    "docs",
    "icons",
    "migrations",
    "src-tauri",
    "sync-server",
    "tests",
    "ui",
    "xtask",
];

/// Paths that tools write. They exist only after the tools ran.
const WRITTEN_BY_TOOLS: &[&str] = &["ui/dist", "ui/node_modules"];

/// Histories, which name files as they were.
const HISTORIES: &[&str] = &["CHANGELOG.md"];

#[test]
fn every_path_in_a_document_exists() -> Result<()> {
    let mut findings = Vec::new();
    for page in pages()? {
        let told = page.code.iter().filter(|code| is_path(code));
        let gone = told.filter(|path| !root().join(path.trim_end_matches('/')).exists());
        if !HISTORIES.contains(&page.path.as_str()) {
            findings.extend(gone.map(|path| format!("{}: {path}", page.path)));
        }
    }
    assert_none("these documents name files that are not there:", &findings);
    Ok(())
}

/// Whether this is a path of the checkout, without a placeholder in it.
fn is_path(code: &str) -> bool {
    let first = code.split('/').next().unwrap_or_default();
    let names_one = !code.contains([' ', '<', '*', '{', ':', '(']);
    let is_root_file = !code.contains('/') && Path::new(code).extension() == Some("md".as_ref());
    let is_ours = (ROOTS.contains(&first) && code.contains('/')) || is_root_file;
    is_ours && names_one && !WRITTEN_BY_TOOLS.iter().any(|path| code.starts_with(path))
}

#[test]
fn every_crate_is_on_the_code_map() -> Result<()> {
    let pages = pages()?;
    let map = page(&pages, "ARCHITECTURE.md").context("there is no ARCHITECTURE.md")?;
    let sources = sources()?;
    let manifests = sources
        .iter()
        .filter_map(|source| source.path.strip_suffix("/Cargo.toml"));
    let crates = manifests.filter(|folder| folder.starts_with("crates/"));
    let missing = crates.filter(|folder| !map.code.iter().any(|code| code == folder));
    let findings: Vec<String> = missing.map(str::to_owned).collect();
    assert_none("the code map of ARCHITECTURE.md lacks these:", &findings);
    Ok(())
}

/// The number of files that a newcomer can keep in mind.
const FILES_TO_FOLLOW_MAX: usize = 8;

#[test]
fn what_is_followed_through_the_code_is_followed_through_few_files() -> Result<()> {
    let walks = walks()?;
    assert!(walks.len() > 2, "ARCHITECTURE.md follows nothing");
    let long = walks
        .iter()
        .filter(|(_, files)| files.len() > FILES_TO_FOLLOW_MAX);
    let findings: Vec<String> = long.map(|(name, _)| name.clone()).collect();
    assert_none("these open too many files:", &findings);
    Ok(())
}

/// A kind without special facts that only counts in a shift. The files that name it are the ones to
/// change for a new kind.
const SAMPLE_KIND: &str = "DrawerOpened";

/// Files that name the sample kind because they record it, or judge the program from outside.
const NOT_TOUCHED: &[&str] = &["crates/register/", "crates/test-support/"];

#[test]
fn a_new_kind_of_entry_touches_the_files_that_are_listed() -> Result<()> {
    let walks = walks()?;
    let (_, listed) = walks
        .iter()
        .find(|(name, _)| name == "A new kind of entry")
        .context("ARCHITECTURE.md does not follow a new kind")?;
    let sources = sources()?;
    let named = sources.iter().filter(|source| {
        let path = &source.path;
        source.is_a(&["rs"])
            && path.contains("/src/")
            && !NOT_TOUCHED.iter().any(|folder| path.starts_with(folder))
            && source.text.contains(SAMPLE_KIND)
    });
    let mut named: Vec<&str> = named.map(|source| source.path.as_str()).collect();
    let mut listed: Vec<&str> = listed.iter().map(String::as_str).collect();
    named.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, named);
    Ok(())
}

/// The walkthroughs in ARCHITECTURE.md, each with its files.
fn walks() -> Result<Vec<(String, Vec<String>)>> {
    let pages = pages()?;
    let architecture = page(&pages, "ARCHITECTURE.md").context("there is no ARCHITECTURE.md")?;
    let mut walks: Vec<(String, Vec<String>)> = Vec::new();
    let lines = architecture.text.lines();
    for line in lines.skip_while(|line| !line.starts_with("Six things")) {
        if let Some(name) = line.strip_prefix("- ") {
            walks.push((name.trim_end_matches(':').to_owned(), Vec::new()));
        } else if line.starts_with("## ") {
            break;
        } else if let (Some((_, files)), Some(file)) = (walks.last_mut(), line.split('`').nth(1)) {
            files.push(file.to_owned());
        }
    }
    Ok(walks)
}

#[test]
fn the_rule_knows_a_path_when_it_sees_one() {
    for path in [
        "crates/domain",
        "docs/src/index.md",
        "ui/",
        "README.md",
        ".ci/run",
    ] {
        assert!(is_path(path), "{path}");
    }
    for other in [
        "cargo xtask run",
        "crates/<name>/src",
        "ui/dist",
        "ledger.db",
        "a/b",
        "tests",
    ] {
        assert!(!is_path(other), "{other}");
    }
}
