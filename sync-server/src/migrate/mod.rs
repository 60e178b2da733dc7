//! The schema: brought up to date by its owner, and checked by the server.

mod error;
mod grants;
mod role;
mod schema;

use crate::database::{Database, DatabaseAddress};

pub use error::SchemaError;
pub use grants::{GRANTS, TableGrant};
pub use role::check_role;

mod embedded {
    refinery::embed_migrations!("../migrations/server");
}

/// Applies the migrations that are missing, each in a separate database transaction, and grants the
/// server's role exactly what it needs.
pub async fn migrate(owner: &DatabaseAddress, app_role: &str) -> Result<Migrated, SchemaError> {
    let (mut client, connection) = owner.connect().await?;
    let driver = tokio::spawn(connection);
    role::check_exists(&client, app_role).await?;
    schema::check_not_newer(&client).await?;
    let report = embedded::migrations::runner()
        .run_async(&mut client)
        .await
        .map_err(SchemaError::NotMigrated)?;
    grants::grant(&client, app_role).await?;
    drop(client);
    driver.abort();
    Ok(Migrated {
        applied: report
            .applied_migrations()
            .iter()
            .map(ToString::to_string)
            .collect(),
    })
}

/// What [`migrate`] did.
#[derive(Debug)]
pub struct Migrated {
    /// The migrations it applied, by name.
    pub applied: Vec<String>,
}

/// Checks that this program can work in the database: in its own schema, or in a newer one that
/// still supports programs of its age. While nodes are replaced, the old ones go on working.
pub async fn check(database: &Database) -> Result<(), SchemaError> {
    let client = database.connection().await?;
    schema::check_usable(&client).await
}
