//! The role that the server works as: one for which row-level security holds.

use tokio_postgres::Client;

use super::error::SchemaError;
use crate::database::Database;

/// The name of a role as an identifier of SQL.
pub(super) fn quoted(role: &str) -> Result<String, SchemaError> {
    let plain = role
        .bytes()
        .all(|letter| letter.is_ascii_alphanumeric() || letter == b'_');
    if plain && !role.is_empty() {
        Ok(format!("\"{role}\""))
    } else {
        Err(SchemaError::RoleName {
            role: role.to_owned(),
        })
    }
}

/// Checks that the role exists.
pub(super) async fn check_exists(client: &Client, role: &str) -> Result<(), SchemaError> {
    quoted(role)?;
    let found = client
        .query_opt("select 1 from pg_roles where rolname = $1", &[&role])
        .await?;
    found.map(|_| ()).ok_or_else(|| SchemaError::NoRole {
        role: role.to_owned(),
    })
}

/// Checks that row-level security holds for the role of these connections: it is not a superuser,
/// does not bypass it, and owns no table.
pub async fn check_role(database: &Database) -> Result<(), SchemaError> {
    let client = database.connection().await?;
    let row = client
        .query_one(
            "select rolname as role, rolsuper or rolbypassrls as bypasses, \
                    exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace \
                            where n.nspname = 'public' and c.relkind in ('r', 'p') \
                              and pg_has_role(c.relowner, 'usage')) as owns \
             from pg_roles where rolname = current_user",
            &[],
        )
        .await?;
    let role: String = row.try_get::<_, &str>("role")?.to_owned();
    if row.try_get("bypasses")? {
        Err(SchemaError::RoleBypasses { role })
    } else if row.try_get("owns")? {
        Err(SchemaError::RoleOwns { role })
    } else {
        Ok(())
    }
}
