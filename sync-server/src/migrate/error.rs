//! Errors of the schema, and of the role that the server uses.

use crate::database::{ConnectError, DatabaseError};

/// Why the server cannot work in this database.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The owner cannot connect.
    #[error("no connection to the database: {0}")]
    NotConnected(#[from] ConnectError),
    /// The server cannot connect.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A statement failed.
    #[error("the database refused a statement: {0}")]
    Statement(#[from] tokio_postgres::Error),
    /// A migration failed. The database is unchanged.
    #[error("the schema could not be brought up to date: {0}")]
    NotMigrated(#[source] refinery::Error),
    /// The database is empty.
    #[error("the database has no schema yet: run `kasapro-sync-server migrate`")]
    NeverMigrated,
    /// The schema is older than this program.
    #[error(
        "the database's schema is number {found}, this program needs {expected}: run `kasapro-sync-server migrate`"
    )]
    Older {
        /// The number in the database.
        found: i32,
        /// The number in this program.
        expected: i32,
    },
    /// The schema is newer than this program, which cannot work in it, or was asked to migrate it.
    #[error(
        "the database's schema is number {found}, this program knows {expected}: run a newer kasapro-sync-server"
    )]
    Newer {
        /// The number in the database.
        found: i32,
        /// The number in this program.
        expected: i32,
    },
    /// The role of the server does not exist.
    #[error(
        "there is no role {role}: create it (`create role {role} login password '...'`), or set KASAPRO_APP_ROLE"
    )]
    NoRole { role: String },
    /// The name of the role holds other characters than letters, digits and underscores.
    #[error("{role} is not the name of a role: letters, digits and underscores only")]
    RoleName {
        /// The name.
        role: String,
    },
    /// Row-level security does not hold for the role that the server would use.
    #[error(
        "the server may not work as {role}, which is a superuser or bypasses row-level security: use another role in KASAPRO_DATABASE_URL"
    )]
    RoleBypasses { role: String },
    /// The role that the server would use owns the tables.
    #[error(
        "the server may not work as {role}, which owns the tables: use the role of KASAPRO_APP_ROLE in KASAPRO_DATABASE_URL"
    )]
    RoleOwns { role: String },
}

impl SchemaError {
    /// The error as a code, for a health check that reveals nothing else.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NeverMigrated | Self::Older { .. } => "not_migrated",
            Self::Newer { .. } => "program_too_old",
            Self::NoRole { .. }
            | Self::RoleName { .. }
            | Self::RoleBypasses { .. }
            | Self::RoleOwns { .. } => "wrong_role",
            Self::NotConnected(_)
            | Self::Database(_)
            | Self::Statement(_)
            | Self::NotMigrated(_) => "database_unavailable",
        }
    }
}
