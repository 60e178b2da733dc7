//! The folder of a cluster and the files in it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::account::{Account, own_number};
use crate::error::ClusterError;
use crate::programs::Programs;

/// Where a temporary folder is made when the user who runs the server cannot enter the one for this
/// process.
const OPEN_TO_ALL: &str = "/var/tmp";

const PREFIX: &str = "kasapro-postgres-";

/// The folder of a cluster. The files for the locks outlive the files of the server.
#[derive(Debug, Clone)]
pub(crate) struct ClusterFolder {
    folder: PathBuf,
}

/// How the superuser connects.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) programs: Programs,
    pub(crate) account: Account,
    pub(crate) port: u16,
    /// The password of all roles.
    pub(crate) password: String,
}

impl ClusterFolder {
    /// A new folder with a unique name.
    pub(crate) fn temporary(account: Account) -> Result<Self, ClusterError> {
        let parents = [env::temp_dir(), PathBuf::from(OPEN_TO_ALL)];
        for parent in &parents {
            let made = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent);
            let made = made.map_err(ClusterError::file("make a folder in", parent))?;
            account.give(made.path())?;
            if account.reaches(made.path()) {
                return Ok(Self {
                    folder: made.keep(),
                });
            }
        }
        let [asked_for, _] = parents;
        Err(ClusterError::FolderUnreachable(asked_for))
    }

    /// The folder that all processes of this user share.
    pub(crate) fn shared(account: Account) -> Result<Self, ClusterError> {
        let user = own_number().map_or_else(String::new, |number| number.to_string());
        let name = format!("{PREFIX}of-{user}");
        match Self::lasting(account, &env::temp_dir().join(&name)) {
            Err(ClusterError::FolderUnreachable(_)) => {
                Self::lasting(account, &Path::new(OPEN_TO_ALL).join(&name))
            }
            other => other,
        }
    }

    /// A folder that is kept; created if it does not exist.
    pub(crate) fn lasting(account: Account, folder: &Path) -> Result<Self, ClusterError> {
        let folder =
            std::path::absolute(folder).map_err(ClusterError::file("find the way to", folder))?;
        match make_private(&folder) {
            Ok(()) => account.give(&folder)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !account.may_own(&folder) {
                    return Err(ClusterError::FolderOfAnother(folder));
                }
            }
            Err(source) => return Err(ClusterError::file("make", &folder)(source)),
        }
        if account.reaches(&folder) {
            Ok(Self { folder })
        } else {
            Err(ClusterError::FolderUnreachable(folder))
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// Locked by each process that uses the cluster.
    pub(crate) fn lease(&self) -> PathBuf {
        self.folder.join("lease")
    }

    /// Locked by the process that starts the server.
    pub(crate) fn start_lock(&self) -> PathBuf {
        self.folder.join("start-lock")
    }

    /// All files of the server.
    pub(crate) fn cluster(&self) -> PathBuf {
        self.folder.join("cluster")
    }

    pub(crate) fn tables(&self) -> PathBuf {
        self.cluster().join("tables")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.cluster().join("log")
    }

    pub(crate) fn password(&self) -> PathBuf {
        self.cluster().join("password")
    }

    /// Exists when the cluster was created completely.
    pub(crate) fn made(&self) -> PathBuf {
        self.cluster().join("made")
    }
}

/// Creates a folder that only its owner may enter, and its parent folders.
fn make_private(folder: &Path) -> io::Result<()> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
