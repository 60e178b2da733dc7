//! The PostgreSQL server as the administrator sees it: the rights of the role, and its databases.

use tokio_postgres::Client;

use super::error::ServerSetupError;
use crate::database::DatabaseAddress;

/// The oldest PostgreSQL that Kasapro is tested with.
const OLDEST: i32 = 15;

/// How many foreign tables a message names.
const NAMED_MAX: usize = 3;

/// A connection that ends with its owner.
pub(super) struct Session {
    pub(super) client: Client,
    driver: tokio::task::JoinHandle<()>,
}

impl Session {
    pub(super) async fn open(
        address: &DatabaseAddress,
    ) -> Result<Self, crate::database::ConnectError> {
        let (client, connection) = address.connect().await?;
        let driver = tokio::spawn(async move {
            // An error that ends the connection also fails the statement that waits for it.
            connection.await.ok();
        });
        Ok(Self { client, driver })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Refuses a PostgreSQL that is too old, and a role that lacks the necessary rights. Returns
/// whether the role is a superuser.
pub(super) async fn check(client: &Client) -> Result<bool, ServerSetupError> {
    let row = client
        .query_one(
            "select current_setting('server_version_num')::int / 10000 as major, \
                    current_setting('server_version') as version, rolname::text as role, \
                    rolsuper as is_super, rolcreatedb and rolcreaterole as may_create \
             from pg_roles where rolname = current_user",
            &[],
        )
        .await?;
    if row.try_get::<_, i32>("major")? < OLDEST {
        return Err(ServerSetupError::TooOld {
            found: row.try_get("version")?,
            needed: OLDEST,
        });
    }
    let is_super: bool = row.try_get("is_super")?;
    if !is_super && !row.try_get::<_, bool>("may_create")? {
        return Err(ServerSetupError::MayNot {
            role: row.try_get("role")?,
        });
    }
    Ok(is_super)
}

/// Whether there is a role of this name.
pub(super) async fn has_role(client: &Client, role: &str) -> Result<bool, ServerSetupError> {
    let found = client
        .query_opt("select from pg_roles where rolname = $1", &[&role])
        .await?;
    Ok(found.is_some())
}

/// The owner of a database; `None` if the database does not exist.
pub(super) async fn owner_of(
    client: &Client,
    name: &str,
) -> Result<Option<String>, ServerSetupError> {
    let found = client
        .query_opt(
            "select rolname::text as owner from pg_database join pg_roles r on r.oid = datdba \
             where datname = $1",
            &[&name],
        )
        .await?;
    Ok(found.map(|row| row.try_get("owner")).transpose()?)
}

/// The content of a database.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Nothing,
    Kasapro,
    /// Some of the tables.
    Foreign(String),
}

/// Inspects the database of this connection.
pub(super) async fn content(client: &Client) -> Result<Content, ServerSetupError> {
    let rows = client
        .query(
            "select case nspname when 'public' then relname else nspname || '.' || relname end \
                    as name \
             from pg_class c join pg_namespace n on n.oid = relnamespace \
             where relkind in ('r', 'p', 'v', 'm', 'f') and nspname !~ '^pg_' \
               and nspname <> 'information_schema' \
               and not exists (select from pg_depend where objid = c.oid and deptype = 'e') \
             order by 1",
            &[],
        )
        .await?;
    let names: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get("name")).collect();
    let names = names?;
    let has = |table: &str| names.iter().any(|name| name == table);
    Ok(if names.is_empty() {
        Content::Nothing
    } else if has("refinery_schema_history") && has("ledger_entries") {
        Content::Kasapro
    } else {
        let some: Vec<&str> = names.iter().take(NAMED_MAX).map(String::as_str).collect();
        Content::Foreign(some.join(", "))
    })
}
