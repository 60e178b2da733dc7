//! The schema: brought up to date by its owner, and checked by the server.

mod error;
mod grants;
mod role;

use tokio_postgres::NoTls;

use crate::database::Database;

pub use error::SchemaError;
pub use grants::{GRANTS, TableGrant};
pub use role::check_role;

mod embedded {
    refinery::embed_migrations!("../migrations/server");
}

/// Applies the migrations that are missing, and grants the server's role exactly what it needs.
pub async fn migrate(owner_url: &str, app_role: &str) -> Result<Migrated, SchemaError> {
    let (mut client, connection) = tokio_postgres::connect(owner_url, NoTls)
        .await
        .map_err(SchemaError::NotConnected)?;
    let driver = tokio::spawn(connection);
    role::check_exists(&client, app_role).await?;
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

/// Checks that the database has exactly the schema of this program.
pub async fn check(database: &Database) -> Result<(), SchemaError> {
    let client = database.connection().await?;
    let table = client
        .query_one(
            "select to_regclass('refinery_schema_history') is not null",
            &[],
        )
        .await?;
    if !table.try_get::<_, bool>(0)? {
        return Err(SchemaError::NeverMigrated);
    }
    let row = client
        .query_one("select max(version) from refinery_schema_history", &[])
        .await?;
    let found: i32 = row.try_get::<_, Option<i32>>(0)?.unwrap_or(0);
    let expected = newest();
    match found.cmp(&expected) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => Err(SchemaError::Older { found, expected }),
        std::cmp::Ordering::Greater => Err(SchemaError::Newer { found, expected }),
    }
}

/// The number of the newest migration in this program.
fn newest() -> i32 {
    embedded::migrations::runner()
        .get_migrations()
        .iter()
        .map(refinery::Migration::version)
        .max()
        .unwrap_or(0)
}
