//! Migrations are append-only: a shop that has applied one never sees it again.
//!
//! `SHA256SUMS` beside them lists them as `sha256sum` prints them. A new migration adds a line. A
//! changed line would mean that two shops have different schemas with the same number.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::tree::root;

/// The folders of migrations, each with the rule for the numbers in its file names.
const FOLDERS: [(&str, Numbered); 2] = [
    ("migrations/register", |number| format!("{number:04}_")),
    ("migrations/server", |number| format!("V{number}__")),
];

type Numbered = fn(usize) -> String;

fn folder(name: &str) -> PathBuf {
    root().join(name)
}

/// File name to checksum, as the files are.
fn found(name: &str) -> Result<BTreeMap<String, String>> {
    let mut sums = BTreeMap::new();
    for entry in fs::read_dir(folder(name))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "sql") {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            sums.insert(name, hex(&Sha256::digest(fs::read(&path)?)));
        }
    }
    Ok(sums)
}

/// File name to checksum, as the list says.
fn listed(name: &str) -> Result<BTreeMap<String, String>> {
    let list = fs::read_to_string(folder(name).join("SHA256SUMS"));
    let list = list.with_context(|| format!("{name}/SHA256SUMS"))?;
    let pairs = list.lines().filter_map(|line| line.split_once("  "));
    Ok(pairs
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").ok();
        text
    })
}

#[test]
fn an_applied_migration_is_never_edited() -> Result<()> {
    for (name, _) in FOLDERS {
        assert_eq!(
            found(name)?,
            listed(name)?,
            "{name}: write a new migration and add its line to SHA256SUMS; never change an old one"
        );
    }
    Ok(())
}

#[test]
fn migrations_are_numbered_without_a_hole() -> Result<()> {
    for (folder, numbered) in FOLDERS {
        let found = found(folder)?;
        for number in 1..=found.len() {
            let start = numbered(number);
            let is_there = found.keys().any(|name| name.starts_with(&start));
            assert!(
                is_there,
                "{folder} has no migration that starts with {start}"
            );
        }
    }
    Ok(())
}

#[test]
fn the_ledger_applies_every_migration_in_order() -> Result<()> {
    let source = fs::read_to_string(root().join("crates/ledger/src/sqlite/migrate.rs"))?;
    let found = found("migrations/register")?;
    let places: Option<Vec<usize>> = found.keys().map(|name| source.find(name)).collect();
    let places = places.context("a migration is not in crates/ledger/src/sqlite/migrate.rs")?;
    assert!(
        places.is_sorted(),
        "crates/ledger/src/sqlite/migrate.rs lists them in another order"
    );
    Ok(())
}
