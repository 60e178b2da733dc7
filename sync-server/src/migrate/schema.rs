//! Which schema a database has, and whether this program can work in it.
//!
//! The number of a schema is that of its newest migration. The name of a migration that older
//! programs cannot work with ends in `_needs_N`: programs from migration N on can. So even a
//! program that does not have the migration can find out.

use tokio_postgres::Client;

use super::embedded;
use super::error::SchemaError;

/// The schema of a database.
struct FoundSchema {
    /// The number of its newest migration; 0 if there is none.
    number: i32,
    /// The oldest program that can work in it, by the number of that program's newest migration.
    needs: i32,
}

/// Checks that this program can work in the database's schema.
pub(super) async fn check_usable(client: &Client) -> Result<(), SchemaError> {
    let expected = newest();
    let FoundSchema {
        number: found,
        needs,
    } = find(client).await?.ok_or(SchemaError::NeverMigrated)?;
    if found < expected {
        Err(SchemaError::Older { found, expected })
    } else if needs > expected {
        Err(SchemaError::Newer { found, expected })
    } else {
        Ok(())
    }
}

/// Checks that the database has no migration that this program does not know.
pub(super) async fn check_not_newer(client: &Client) -> Result<(), SchemaError> {
    let expected = newest();
    match find(client).await? {
        Some(FoundSchema { number: found, .. }) if found > expected => {
            Err(SchemaError::Newer { found, expected })
        }
        _ => Ok(()),
    }
}

/// The schema; `None` if the database was never migrated.
async fn find(client: &Client) -> Result<Option<FoundSchema>, SchemaError> {
    const HISTORY: &str = "select to_regclass('refinery_schema_history') is not null as is_there";
    const FOUND: &str = "select coalesce(max(version), 0) as number, \
             coalesce(max(substring(name from '_needs_([0-9]{1,9})$')::int), 0) as needs \
         from refinery_schema_history";
    let history = client.query_one(HISTORY, &[]).await?;
    if !history.try_get::<_, bool>("is_there")? {
        return Ok(None);
    }
    let row = client.query_one(FOUND, &[]).await?;
    Ok(Some(FoundSchema {
        number: row.try_get("number")?,
        needs: row.try_get("needs")?,
    }))
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
