//! What may go wrong with a cluster.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// Why there is no cluster, or no database in it.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No folder holds all the programs that are needed.
    #[error(
        "there is no PostgreSQL server here (initdb, pg_ctl, postgres and psql, in PATH or in \
         /usr/lib/postgresql): install the Debian package `postgresql`"
    )]
    ServerNotInstalled,
    /// PostgreSQL refuses to run as root, and there is nobody else.
    #[error("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`")]
    NobodyToRunAs,
    /// The user who runs PostgreSQL cannot get to the folder.
    #[error("the user who runs PostgreSQL cannot enter {}: choose a folder below /var/tmp", .0.display())]
    FolderUnreachable(PathBuf),
    /// A folder that all processes of a person share was made by somebody else.
    #[error("{} belongs to another user", .0.display())]
    FolderOfAnother(PathBuf),
    /// No port could be had.
    #[error("no port is free")]
    NoFreePort,
    /// A file or folder could not be used.
    #[error("cannot {action} {}", path.display())]
    File {
        /// What was to be done.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A program could not be started.
    #[error("cannot start {program}")]
    NotStarted {
        program: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// A program ended with an error.
    #[error("{program} failed ({status}): {said}")]
    Failed {
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// What it said, and the end of the server's log.
        said: String,
    },
    /// The operating system gives no random numbers.
    #[error("no random numbers")]
    NoRandomness(#[from] getrandom::Error),
}

impl ClusterError {
    /// For `map_err`: what could not be done with which path.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File {
            action,
            path: path.to_owned(),
            source,
        }
    }
}
