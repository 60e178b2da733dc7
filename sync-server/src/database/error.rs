//! Errors between the server and its database.

use tokio_postgres::error::SqlState;

use super::address_error::DatabaseAddressError;
use super::connect_error::ConnectError;

/// Why the database failed.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The address cannot be used.
    #[error(transparent)]
    Address(#[from] DatabaseAddressError),
    /// The pool cannot be made.
    #[error("the pool of database connections cannot be made: {0}")]
    Pool(#[source] deadpool_postgres::BuildError),
    /// There is no connection: the database is down, or all connections are busy.
    #[error("no connection to the database: {0}")]
    Unreachable(#[from] ConnectError),
    /// A statement failed.
    #[error("the database refused a statement: {0}")]
    Statement(#[from] tokio_postgres::Error),
    /// A column holds a value that this program does not write.
    #[error("the column {column} holds something else")]
    Unreadable { column: &'static str },
    /// A number does not fit into the column's type.
    #[error("{what} is out of range")]
    OutOfRange {
        /// The number, in words.
        what: &'static str,
    },
}

impl DatabaseError {
    /// Whether the same database transaction may succeed when it is begun again. A duplicate key
    /// counts, too: every writer looks first, so another one has taken the key since.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Statement(error) if error.code().is_some_and(|code| {
            *code == SqlState::T_R_SERIALIZATION_FAILURE
                || *code == SqlState::T_R_DEADLOCK_DETECTED
                || *code == SqlState::UNIQUE_VIOLATION
        }))
    }

    /// Whether the database is unavailable: the same request may succeed later.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Unreachable(_) => true,
            Self::Statement(error) => error.is_closed() || error.code().is_some_and(is_away),
            Self::Address(_)
            | Self::Pool(_)
            | Self::Unreadable { .. }
            | Self::OutOfRange { .. } => false,
        }
    }
}

fn is_away(code: &SqlState) -> bool {
    // Classes: 57 operator intervention, 53 insufficient resources, 08 connection. 55P03: the lock
    // was not available in time.
    ["57", "53", "08", "55P03"]
        .iter()
        .any(|class| code.code().starts_with(class))
}
