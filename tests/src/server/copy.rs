//! A copy of a database as it is now: what an administrator puts back after a loss.

use anyhow::{Context, Result};
use kasapro_postgres::Database;
use uuid::Uuid;

use crate::checker::Inspector;

/// Copies a database that nobody is connected to.
///
/// # Errors
/// When somebody is connected, or the cluster does not run.
pub fn copy_of(database: &Database) -> Result<Database> {
    let (server, name) = database
        .superuser_url
        .rsplit_once('/')
        .context("the address names no database")?;
    let copy = format!("copy_{}", Uuid::now_v7().simple());
    let owner = kasapro_postgres::OWNER_ROLE;
    Inspector::connect(&format!("{server}/postgres"))?.change(&format!(
        "create database {copy} owner {owner} template {name}"
    ))?;
    let renamed = |url: &str| url.replace(name, &copy);
    Ok(Database {
        owner_url: renamed(&database.owner_url),
        app_url: renamed(&database.app_url),
        superuser_url: renamed(&database.superuser_url),
    })
}
