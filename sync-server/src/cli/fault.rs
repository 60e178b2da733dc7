//! Why a command failed.

use std::io;

use domain::user::profile::NameFault;
use uuid::Uuid;

use crate::config::ConfigFault;
use crate::database::DatabaseFault;
use crate::http::{Fault, ServeFault};
use crate::migrate::SchemaFault;
use crate::secret::SecretFault;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CommandFault {
    /// A setting.
    #[error(transparent)]
    Config(#[from] ConfigFault),
    /// The schema, or the role that works in it.
    #[error(transparent)]
    Schema(#[from] SchemaFault),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    /// The secret file.
    #[error(transparent)]
    Secret(#[from] SecretFault),
    /// Address or TLS.
    #[error(transparent)]
    Serve(#[from] ServeFault),
    /// A code cannot be made.
    #[error(transparent)]
    Request(#[from] Fault),
    /// A name that is none.
    #[error("the name: {0}")]
    Name(#[source] NameFault),
    /// There is no such organization.
    #[error("there is no organization {organization_id}")]
    NoOrganization {
        /// Which id.
        organization_id: Uuid,
    },
    /// There is no such register in this organization.
    #[error(
        "there is no register {register_id} in the organization {organization_id}: `org list` names them"
    )]
    NoRegister {
        /// Which organization.
        organization_id: Uuid,
        /// Which id.
        register_id: Uuid,
    },
    /// The asynchronous runtime does not start.
    #[error("the runtime does not start: {0}")]
    Runtime(#[source] io::Error),
    /// Signals cannot be heard.
    #[error("signals cannot be heard: {0}")]
    Signals(#[source] io::Error),
}
