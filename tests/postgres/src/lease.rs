//! Who uses a cluster, known to the kernel: so that nothing is left behind, even by a process that
//! is killed.
//!
//! Each user holds a shared lock on one file. A small shell process waits for the exclusive lock,
//! which it gets when the last user has let go or died, and then stops the server and removes its
//! files. While it does that, a new user waits for the shared lock. Several of these processes on
//! one cluster do no harm: each acts only when nobody is there.

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

/// This process's share in a cluster; it ends when it is dropped, or with the process.
#[derive(Debug)]
pub(crate) struct Lease {
    locked: File,
}

impl Lease {
    /// Takes a share; waits while somebody cleans up.
    pub(crate) fn take(file: &Path) -> Result<Self, ClusterError> {
        let locked = open(file)?;
        locked
            .lock_shared()
            .map_err(ClusterError::file("lock", file))?;
        Ok(Self { locked })
    }

    /// Gives the share back; runs `clean_up` if it was the last, else waits for whoever cleans up
    /// just now.
    pub(crate) fn give_back(self, clean_up: impl FnOnce()) {
        // A lock that cannot be had leaves all to the process that watches.
        self.locked.unlock().ok();
        if self.locked.try_lock().is_ok() {
            clean_up();
        } else {
            self.locked.lock_shared().ok();
        }
    }
}

/// The right to start the server; one process of all has it.
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

/// What is done when nobody uses the cluster any more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Farewell<'a> {
    pub(crate) pg_ctl: &'a Path,
    pub(crate) data: &'a Path,
    /// `fast` where the files are kept, `immediate` where they are thrown away.
    pub(crate) mode: &'a str,
    /// How long the next user is waited for, in seconds.
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

/// A key or a test runner that ends the whole group of processes must not end this one.
#[cfg(unix)]
fn leave_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn leave_group(_: &mut Command) {}
