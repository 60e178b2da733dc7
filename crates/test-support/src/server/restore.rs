//! Restored databases: copies and dumps that an administrator restores after a loss.

use anyhow::{Context, Result};
use kasapro_postgres::{Database, OWNER_ROLE};

use crate::checker::Inspector;
use crate::shop::new_id;

/// Copies a database that no process is connected to.
///
/// # Errors
/// When a process is connected, or the cluster does not run.
pub fn copy_of(database: &Database) -> Result<Database> {
    let (server, name) = database
        .superuser_url
        .rsplit_once('/')
        .context("the address names no database")?;
    let copy = format!("copy_{}", new_id().simple());
    Inspector::connect(&format!("{server}/postgres"))?.change(&format!(
        "create database {copy} owner {OWNER_ROLE} template {name}"
    ))?;
    let renamed = |url: &str| url.replace(name, &copy);
    Ok(Database {
        owner_url: renamed(&database.owner_url),
        app_url: renamed(&database.app_url),
        superuser_url: renamed(&database.superuser_url),
    })
}

/// Fills an empty database with a dump that `pg_dump --inserts` has written.
///
/// # Errors
/// When a statement fails.
pub fn restore_dump(database: &Database, dump: &str) -> Result<()> {
    // Newer versions of `pg_dump` also write commands for `psql` (`\restrict`), which PostgreSQL
    // does not know.
    let statements: Vec<&str> = dump
        .lines()
        .filter(|line| !line.starts_with('\\'))
        .collect();
    Inspector::connect(&database.owner_url)?.change(&statements.join("\n"))
}
