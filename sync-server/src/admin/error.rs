//! Why a command failed.

use std::io;
use std::path::PathBuf;

use domain::user::profile::NameError;
use uuid::Uuid;

use crate::config::ConfigError;
use crate::database::{DatabaseAddressError, DatabaseError};
use crate::http::{ApiError, ServeError};
use crate::migrate::SchemaError;
use crate::secret::SecretError;
use crate::setup::ServerSetupError;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// A setting.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The server cannot be set up.
    #[error(transparent)]
    Setup(#[from] ServerSetupError),
    /// The schema, or the role that works in it.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The address of the database.
    #[error(transparent)]
    Address(#[from] DatabaseAddressError),
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The secret file.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// Address or TLS.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// A code cannot be made.
    #[error(transparent)]
    Request(#[from] ApiError),
    /// The name cannot be used.
    #[error("the name: {0}")]
    Name(#[source] NameError),
    /// The organization does not exist.
    #[error("there is no organization {organization_id}")]
    NoOrganization {
        /// The id that was given.
        organization_id: Uuid,
    },
    /// The organization does not have this register.
    #[error(
        "there is no register {register_id} in the organization {organization_id}: `org list` names them"
    )]
    NoRegister {
        /// The organization that was given.
        organization_id: Uuid,
        /// The id that was given.
        register_id: Uuid,
    },
    /// The asynchronous runtime does not start.
    #[error("the runtime does not start: {0}")]
    Runtime(#[source] io::Error),
    /// The manual pages cannot be written.
    #[error("the pages cannot be written into {}: {error}", folder.display())]
    Manual {
        folder: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The process was interrupted before it was done.
    #[error("interrupted; what was done is kept, and the same command can be run again")]
    Interrupted,
    /// The handler for signals cannot be installed.
    #[error("signals cannot be heard: {0}")]
    Signals(#[source] io::Error),
}
