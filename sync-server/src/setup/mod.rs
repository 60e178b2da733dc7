//! Sets up a new server: its database, its two roles and its settings file. An administrator of
//! PostgreSQL runs it.
//!
//! All checks come before the first change. Then the file is written first: if setup is
//! interrupted, the next run finds the passwords there.

mod cluster;
mod error;
mod file;
mod url;

use std::path::{Path, PathBuf};

use postgres_protocol::password::scram_sha_256;
use tokio_postgres::Client;

use crate::database::DatabaseAddress;
use cluster::{Content, Session};
pub use error::ServerSetupError;
use file::Passwords;
use url::ServerUrl;

/// The parameters of a setup.
#[derive(Debug)]
pub struct Setup {
    /// A role that may create databases and roles.
    pub admin_url: String,
    pub database: String,
    /// The role that owns the tables.
    pub owner_role: String,
    /// The role that the server works as.
    pub app_role: String,
    /// The CA certificates that are trusted for PostgreSQL; `None` for those of the system.
    pub ca_file: Option<PathBuf>,
    /// Whether both roles get new passwords.
    pub new_passwords: bool,
}

/// What exists before the first change.
struct Found {
    /// Whether the owner's role and the server's role exist.
    roles: (bool, bool),
    is_superuser: bool,
    /// The database's owner.
    owner: Option<String>,
    passwords: Option<Passwords>,
}

/// Creates what is missing, and reports what it created and what existed. The schema is not part of
/// it.
pub async fn setup(wanted: &Setup, file: &Path) -> Result<Vec<String>, ServerSetupError> {
    check_names(wanted)?;
    let server = ServerUrl::read(&wanted.admin_url)?;
    let admin = address(&server.admin(None), wanted)?;
    let session = Session::open(&admin)
        .await
        .map_err(ServerSetupError::Admin)?;
    let client = &session.client;
    let mut found = look(client, wanted, &server, file).await?;
    let mut lines = Vec::new();

    let kept = found.passwords.take().filter(|_| !wanted.new_passwords);
    let passwords = if let Some(passwords) = kept {
        lines.push(format!("{} was there", file.display()));
        passwords
    } else {
        let made = Passwords::made()?;
        file::write(file, wanted, &server, &made, file.exists())?;
        lines.push(format!("{} written", file.display()));
        made
    };
    let (has_owner, has_app) = found.roles;
    for (role, password, is_there) in [
        (&wanted.owner_role, &passwords.owner, has_owner),
        (&wanted.app_role, &passwords.app, has_app),
    ] {
        lines.push(make_role(client, role, password, is_there, wanted.new_passwords).await?);
    }
    lines.push(make_database(client, wanted, &found).await?);
    let enter = |role, password| enter(&server, wanted, role, password);
    let owner = enter(&wanted.owner_role, &passwords.owner).await?;
    let_nobody_else_in(&owner.client, wanted).await?;
    enter(&wanted.app_role, &passwords.app).await?;
    Ok(lines)
}

/// Opens the database as one of the two roles, to check that the settings file works.
async fn enter(
    server: &ServerUrl,
    wanted: &Setup,
    role: &str,
    password: &str,
) -> Result<Session, ServerSetupError> {
    let address = address(&server.of(role, password, &wanted.database), wanted)?;
    let entered = Session::open(&address).await;
    entered.map_err(|error| ServerSetupError::NotLetIn {
        role: role.to_owned(),
        error,
    })
}

/// Revokes access to the owner's database from all roles but the server's.
async fn let_nobody_else_in(owner: &Client, wanted: &Setup) -> Result<(), ServerSetupError> {
    let (name, app) = (&wanted.database, &wanted.app_role);
    let close = format!("revoke all on database {name} from public");
    owner.batch_execute(&close).await?;
    let open = format!("grant connect on database {name} to {app}");
    Ok(owner.batch_execute(&open).await?)
}

fn address(url: &str, wanted: &Setup) -> Result<DatabaseAddress, ServerSetupError> {
    Ok(DatabaseAddress::read(url, wanted.ca_file.as_deref())?)
}

/// Allows only names that need no quotes, so that they mean the same in SQL, in a URL and at a
/// prompt.
fn check_names(wanted: &Setup) -> Result<(), ServerSetupError> {
    for name in [&wanted.database, &wanted.owner_role, &wanted.app_role] {
        let is_plain = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.len() < 64
            && name
                .bytes()
                .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_');
        if !is_plain {
            return Err(ServerSetupError::Name { name: name.clone() });
        }
    }
    if wanted.owner_role == wanted.app_role {
        return Err(ServerSetupError::SameRole {
            role: wanted.app_role.clone(),
        });
    }
    Ok(())
}

/// Makes all checks, and refuses a setup that cannot succeed.
async fn look(
    client: &Client,
    wanted: &Setup,
    server: &ServerUrl,
    file: &Path,
) -> Result<Found, ServerSetupError> {
    let is_superuser = cluster::check(client).await?;
    let passwords = file::find(file, wanted, server)?;
    let has_owner = cluster::has_role(client, &wanted.owner_role).await?;
    let has_app = cluster::has_role(client, &wanted.app_role).await?;
    for (role, is_there) in [(&wanted.owner_role, has_owner), (&wanted.app_role, has_app)] {
        if is_there && passwords.is_none() && !wanted.new_passwords {
            return Err(ServerSetupError::RoleTaken {
                role: role.clone(),
                file: file.to_owned(),
            });
        }
    }
    let owner = cluster::owner_of(client, &wanted.database).await?;
    if let Some(owner) = &owner {
        check_content(wanted, server, owner).await?;
    }
    Ok(Found {
        roles: (has_owner, has_app),
        is_superuser,
        owner,
        passwords,
    })
}

/// Checks that an existing database is empty or belongs to this server.
async fn check_content(
    wanted: &Setup,
    server: &ServerUrl,
    owner: &str,
) -> Result<(), ServerSetupError> {
    let inside = address(&server.admin(Some(&wanted.database)), wanted)?;
    let session = Session::open(&inside)
        .await
        .map_err(ServerSetupError::Admin)?;
    let database = wanted.database.clone();
    match cluster::content(&session.client).await? {
        Content::Nothing => Ok(()),
        Content::Kasapro if owner == wanted.owner_role => Ok(()),
        Content::Kasapro => Err(ServerSetupError::OtherOwner {
            database,
            owner: owner.to_owned(),
        }),
        Content::Foreign(tables) => Err(ServerSetupError::ForeignTables { database, tables }),
    }
}

/// PostgreSQL gets the password already hashed, so that it does not appear in a log of statements.
async fn make_role(
    client: &Client,
    role: &str,
    password: &str,
    is_there: bool,
    renew: bool,
) -> Result<String, ServerSetupError> {
    let stored = scram_sha_256(password.as_bytes());
    let (statement, done) = match (is_there, renew) {
        (false, _) => (
            format!(
                "create role {role} login nosuperuser nocreatedb nocreaterole password '{stored}'"
            ),
            "made",
        ),
        (true, true) => (
            format!("alter role {role} login password '{stored}'"),
            "was there and has a new password",
        ),
        (true, false) => return Ok(format!("role {role} was there; its password stays")),
    };
    client.batch_execute(&statement).await?;
    Ok(format!("role {role} {done}"))
}

/// Makes the database, and gives it to its owner.
async fn make_database(
    client: &Client,
    wanted: &Setup,
    found: &Found,
) -> Result<String, ServerSetupError> {
    let (name, owner) = (&wanted.database, &wanted.owner_role);
    let is_given = found.owner.as_deref() == Some(owner);
    // Only a superuser can give a database to a role without being a member of it.
    let joins = !is_given && !found.is_superuser;
    if joins {
        let join = format!("grant {owner} to current_user");
        client.batch_execute(&join).await?;
    }
    let done = match found.owner {
        None => {
            let make =
                format!("create database {name} owner {owner} template template0 encoding 'UTF8'");
            client.batch_execute(&make).await?;
            "made"
        }
        Some(_) if is_given => "was there",
        Some(_) => {
            let give = format!("alter database {name} owner to {owner}");
            client.batch_execute(&give).await?;
            "was there, empty"
        }
    };
    if joins {
        let leave = format!("revoke {owner} from current_user");
        client.batch_execute(&leave).await?;
    }
    Ok(format!("database {name} {done}"))
}
