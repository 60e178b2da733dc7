//! Errors of a cluster.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// Why a cluster, or a database in it, is not available.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No folder holds all the programs that are needed.
    #[error(
        "there is no PostgreSQL server here (initdb, pg_ctl, postgres and psql, in PATH or in \
         /usr/lib/postgresql): install the Debian package `postgresql`"
    )]
    ServerNotInstalled,
    /// PostgreSQL refuses to run as root, and there is no other user.
    #[error("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`")]
    NobodyToRunAs,
    /// The user who runs PostgreSQL cannot reach the folder.
    #[error("the user who runs PostgreSQL cannot enter {}: choose a folder below /var/tmp", .0.display())]
    FolderUnreachable(PathBuf),
    /// A folder that all processes of a user share belongs to another user.
    #[error("{} belongs to another user", .0.display())]
    FolderOfAnother(PathBuf),
    /// There is no free port.
    #[error("no port is free")]
    NoFreePort,
    /// A file or folder could not be used.
    #[error("cannot {action} {}", path.display())]
    File {
        /// The attempted action.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A program could not be started.
    #[error("cannot start {program}")]
    NotStarted {
        program: String,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A program ended with an error.
    #[error("{program} failed ({status}): {said}")]
    Failed {
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// Its message, and the end of the server's log.
        said: String,
    },
    /// The operating system did not provide random numbers.
    #[error("no random numbers")]
    NoRandomness(#[from] getrandom::Error),
}

impl ClusterError {
    /// For `map_err`: makes the error of an action on a path.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File {
            action,
            path: path.to_owned(),
            source,
        }
    }
}
