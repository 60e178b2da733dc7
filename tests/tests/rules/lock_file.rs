//! Requirements for the lock file.

use std::fs;

use anyhow::{Context, Result};

use crate::tree::root;

/// The first `libsqlite3-sys` whose `SQLite` (3.51.3) has no WAL-reset bug.
const OLDEST_SQLITE_SYS: (u32, u32) = (0, 38);

/// The versions of a package in Cargo.lock.
fn versions(package: &str) -> Result<Vec<String>> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let heading = format!("[[package]]\nname = \"{package}\"\nversion = \"");
    let after = lock.split(&heading).skip(1);
    Ok(after
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect())
}

#[test]
fn there_is_one_sqlite_and_it_is_new_enough() -> Result<()> {
    let found = versions("libsqlite3-sys")?;
    let [version] = found.as_slice() else {
        panic!("the program must link one SQLite, but the lock file has {found:?}");
    };
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let major_minor = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    assert!(
        major_minor >= OLDEST_SQLITE_SYS,
        "libsqlite3-sys {version} may lose a commit"
    );
    Ok(())
}

#[test]
fn there_is_one_version_of_what_holds_money_ids_and_keys() -> Result<()> {
    for package in [
        "rusqlite",
        "rust_decimal",
        "uuid",
        "ed25519-dalek",
        "argon2",
        "tauri",
    ] {
        let found = versions(package)?;
        assert_eq!(found.len(), 1, "{package}: one version, not {found:?}");
    }
    Ok(())
}
