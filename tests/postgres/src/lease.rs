//! Tracks the users of a cluster through locks of the kernel, so that even a killed process leaves
//! nothing behind.
//!
//! Each user holds a shared lock on one file. A small shell process waits for the exclusive lock,
//! which it gets when the last user has released its lock or died. Then it stops the server and
//! removes its files. Meanwhile a new user waits for the shared lock. Several of these processes on
//! one cluster are harmless, because each acts only when there are no users.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::account::Account;
use crate::error::ClusterError;

/// Waits for the last user, and a while longer for the next one, then cleans up.
const WATCH: &str = r#"
lease=$1 linger=$2 pg_ctl=$3 data=$4 mode=$5 remove=$6
exec 9<"$lease" || exit 1
flock --exclusive 9 || exit 1
while [ "$linger" != 0 ]; do
    flock --unlock 9
    sleep "$linger"
    flock --exclusive --nonblock 9 && break
    flock --exclusive 9
done
"$pg_ctl" -D "$data" -m "$mode" -w stop
if [ -n "$remove" ]; then rm -rf "$remove"; fi
exit 0"#;

/// The lease of this process on a cluster; it ends when it is dropped, or with the process.
#[derive(Debug)]
pub(crate) struct Lease {
    locked: File,
}

impl Lease {
    /// Takes a lease; waits while another process cleans up.
    pub(crate) fn take(file: &Path) -> Result<Self, ClusterError> {
        let locked = open(file)?;
        locked
            .lock_shared()
            .map_err(ClusterError::file("lock", file))?;
        Ok(Self { locked })
    }

    /// Returns the lease. Runs `clean_up` if it was the last one, and otherwise waits for a process
    /// that is cleaning up.
    pub(crate) fn give_back(self, clean_up: impl FnOnce()) {
        // If the lock cannot be taken, the watching process cleans up.
        self.locked.unlock().ok();
        if self.locked.try_lock().is_ok() {
            clean_up();
        } else {
            self.locked.lock_shared().ok();
        }
    }
}

/// The right to start the server, which only one process has at a time.
#[derive(Debug)]
pub(crate) struct StartLock {
    _locked: File,
}

impl StartLock {
    /// Waits until no other process has it.
    pub(crate) fn take(file: &Path) -> Result<Self, ClusterError> {
        let locked = open(file)?;
        locked.lock().map_err(ClusterError::file("lock", file))?;
        Ok(Self { _locked: locked })
    }
}

fn open(file: &Path) -> Result<File, ClusterError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(file).map_err(ClusterError::file("open", file))
}

/// The clean-up when the cluster is no longer used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Farewell<'a> {
    pub(crate) pg_ctl: &'a Path,
    pub(crate) data: &'a Path,
    /// `fast` if the files are kept, `immediate` if they are removed.
    pub(crate) mode: &'a str,
    /// How long to wait for the next user, in seconds.
    pub(crate) linger_s: u64,
    pub(crate) remove: Option<&'a Path>,
}

/// Starts the process that waits for the last user.
pub(crate) fn watch(
    lease: &Path,
    account: Account,
    farewell: Farewell<'_>,
) -> Result<Child, ClusterError> {
    let mut watch = Command::new("sh");
    watch
        .args(["-c", WATCH, "kasapro-postgres"])
        .arg(lease)
        .arg(farewell.linger_s.to_string())
        .args([farewell.pg_ctl, farewell.data])
        .arg(farewell.mode)
        .arg(farewell.remove.unwrap_or(Path::new("")))
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    account.run(&mut watch);
    leave_group(&mut watch);
    watch.spawn().map_err(|source| ClusterError::NotStarted {
        program: "sh".to_owned(),
        source,
    })
}

/// Ctrl+C, or a test runner that ends the whole process group, must not end this process.
#[cfg(unix)]
fn leave_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn leave_group(_: &mut Command) {}
