//! Why a server cannot be set up. The messages say what to do.

use std::io;
use std::path::PathBuf;

use crate::config::ConfigError;
use crate::database::{ConnectError, DatabaseAddressError};
use crate::migrate::SchemaError;

/// Why a server cannot be set up. The server is unchanged, unless a variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ServerSetupError {
    /// No settings file was named.
    #[error("name the settings file to write: --config FILE, or KASAPRO_CONFIG")]
    NoFile,
    /// The URL cannot be rewritten for other roles.
    #[error("the URL of the administrator is like postgres://postgres:password@localhost:5432")]
    AdminUrl,
    /// The address cannot be used.
    #[error(transparent)]
    Address(#[from] DatabaseAddressError),
    /// The administrator cannot log in.
    #[error("as the administrator: {0}")]
    Admin(#[source] ConnectError),
    /// PostgreSQL is too old.
    #[error(
        "this is PostgreSQL {found}; Kasapro needs {needed} or newer: upgrade it, or use another one"
    )]
    TooOld {
        /// The version that is installed.
        found: String,
        /// The oldest supported version.
        needed: i32,
    },
    /// The administrator lacks the rights.
    #[error(
        "the role {role} may not create databases and roles: use a superuser, or a role with CREATEDB and CREATEROLE"
    )]
    MayNot { role: String },
    /// A name that would have to be quoted.
    #[error(
        "{name} is no name for a database or a role here: use small letters, digits and underscores, a letter first"
    )]
    Name { name: String },
    /// One role for both would disable row-level security.
    #[error(
        "the owner's role and the server's role are both {role}: the server may not own the tables"
    )]
    SameRole { role: String },
    /// A role exists, but its password is not in any file.
    #[error("the role {role} is there already, and its password is not in {}: name the settings file of its server, or other roles (--owner-role, --app-role), or give it a new password (--new-passwords)", file.display())]
    RoleTaken {
        role: String,
        /// The settings file, which does not exist yet.
        file: PathBuf,
    },
    /// The database holds other tables.
    #[error(
        "the database {database} is there already and holds other tables ({tables}): choose another name with --database"
    )]
    ForeignTables {
        database: String,
        /// Some of them.
        tables: String,
    },
    /// The database holds the tables of another server.
    #[error(
        "the database {database} is there already and belongs to {owner}: name that role with --owner-role, or choose another database with --database"
    )]
    OtherOwner { database: String, owner: String },
    /// The settings file is that of another server.
    #[error("{} belongs to another server ({found} instead of {wanted}): name another file, or the database that belongs to it", file.display())]
    OtherServer {
        file: PathBuf,
        /// Which database and role it names.
        found: String,
        /// Which ones were asked for.
        wanted: String,
    },
    /// The settings file exists, but has no passwords.
    #[error("{} is there and holds no password for {role}: remove it, or write the password into its URL", file.display())]
    NoPassword { file: PathBuf, role: String },
    /// The settings file cannot be written.
    #[error("the settings file {} cannot be written: {error}; choose a folder where you may write", file.display())]
    NotWritable {
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The settings file cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Database and roles exist, but a role cannot log in.
    #[error(
        "as {role}: {error}; if another password is in use, run setup again with --new-passwords"
    )]
    NotLetIn {
        role: String,
        #[source]
        error: ConnectError,
    },
    /// The system did not provide random bytes.
    #[error("no random bytes: {0}")]
    Random(#[source] getrandom::Error),
    /// PostgreSQL refused a statement. Earlier steps stay done, and setup can be run again.
    #[error("PostgreSQL refused: {0}; run setup again when that is mended")]
    Statement(String),
    /// The schema cannot be migrated. Database and roles exist, and setup can be run again.
    #[error(transparent)]
    Schema(#[from] SchemaError),
}

impl From<tokio_postgres::Error> for ServerSetupError {
    fn from(error: tokio_postgres::Error) -> Self {
        let said = error.as_db_error().map(|said| said.message().to_owned());
        Self::Statement(said.unwrap_or_else(|| error.to_string()))
    }
}
