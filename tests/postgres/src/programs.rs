//! The programs of PostgreSQL: their folder, and how they are called.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use crate::account::Account;
use crate::error::ClusterError;

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// All of these are needed, from one folder.
const NEEDED: [&str; 4] = ["initdb", "pg_ctl", "postgres", "psql"];

/// A folder with the programs of one version.
#[derive(Debug, Clone)]
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Debian's newest version, or else the programs in PATH.
    pub(crate) fn find() -> Result<Self, ClusterError> {
        let path = env::var_os("PATH").unwrap_or_default();
        let mut folders = debian_folders();
        folders.extend(env::split_paths(&path));
        let whole = |folder: &PathBuf| NEEDED.iter().all(|name| folder.join(name).is_file());
        let folder = folders.into_iter().find(whole);
        Ok(Self {
            folder: folder.ok_or(ClusterError::ServerNotInstalled)?,
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A call as the user who runs the server, without environment variables that name another
    /// server.
    pub(crate) fn call(&self, name: &str, account: Account) -> Command {
        let mut command = Command::new(self.path(name));
        account.run(&mut command);
        // That user may be unable to enter the folder of this process.
        command.current_dir("/").env("LC_ALL", "C");
        for (variable, _) in env::vars_os() {
            if variable.to_str().is_some_and(|name| name.starts_with("PG")) {
                command.env_remove(variable);
            }
        }
        command
    }
}

/// `/usr/lib/postgresql/*/bin`, the newest version first.
fn debian_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let mut versions: Vec<_> = entries
        .filter_map(|entry| Some((version(&entry.path())?, entry.path())))
        .collect();
    versions.sort();
    let newest_first = versions.into_iter().rev();
    newest_first.map(|(_, path)| path.join("bin")).collect()
}

/// Runs a call to its end, with any exit code.
pub(crate) fn ended(command: &mut Command) -> Result<Output, ClusterError> {
    command.stdin(Stdio::null());
    command.output().map_err(|source| ClusterError::NotStarted {
        program: command.get_program().display().to_string(),
        source,
    })
}

/// Fails with the program's message if it failed.
pub(crate) fn succeeded(command: &Command, output: &Output) -> Result<(), ClusterError> {
    if output.status.success() {
        return Ok(());
    }
    let said = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    Err(ClusterError::Failed {
        program: command.get_program().display().to_string(),
        status: output.status,
        said: said.concat().trim().to_owned(),
    })
}
