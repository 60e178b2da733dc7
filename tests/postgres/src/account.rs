//! The user who runs the server: this user or, because PostgreSQL refuses root, one with fewer
//! rights.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::ClusterError;

/// The users whom root may ask to run the server, the best first.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// The user who runs the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    /// Another user and group than ours; `None` is ourselves.
    other: Option<(u32, u32)>,
}

impl Account {
    /// Ourselves, unless we are root.
    pub(crate) fn choose() -> Result<Self, ClusterError> {
        if number(&["-u"]) != Some(0) {
            return Ok(Self { other: None });
        }
        let ids = |name: &&str| Some((number(&["-u", name])?, number(&["-g", name])?));
        let other = UNPRIVILEGED.iter().find_map(ids);
        other
            .map(|ids| Self { other: Some(ids) })
            .ok_or(ClusterError::NobodyToRunAs)
    }

    /// Lets the command run as this user.
    pub(crate) fn run(self, command: &mut Command) {
        if let Some(ids) = self.other {
            become_other(command, ids);
        }
    }

    /// Gives a file or folder to this user.
    pub(crate) fn give(self, path: &Path) -> Result<(), ClusterError> {
        match self.other {
            Some(ids) => give_to(path, ids).map_err(ClusterError::file("give away", path)),
            None => Ok(()),
        }
    }

    /// Whether this is a folder of this user, and not a link to one.
    pub(crate) fn may_own(self, folder: &Path) -> bool {
        let wanted = self.other.map(|(user, _)| user).or_else(own_number);
        std::fs::symlink_metadata(folder)
            .is_ok_and(|found| found.is_dir() && (owner(&found) == wanted))
    }

    /// Whether this user can enter the folder.
    pub(crate) fn reaches(self, folder: &Path) -> bool {
        let mut look = Command::new("sh");
        look.args(["-c", r#"cd "$1" 2>/dev/null"#, "sh"])
            .arg(folder)
            .current_dir("/");
        self.run(&mut look);
        look.status().is_ok_and(|status| status.success())
    }
}

#[cfg(unix)]
fn become_other(command: &mut Command, (user, group): (u32, u32)) {
    use std::os::unix::process::CommandExt as _;
    command.uid(user).gid(group);
}

#[cfg(unix)]
fn give_to(path: &Path, (user, group): (u32, u32)) -> std::io::Result<()> {
    std::os::unix::fs::chown(path, Some(user), Some(group))
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "elsewhere files have no such owner"
)]
fn owner(found: &std::fs::Metadata) -> Option<u32> {
    Some(std::os::unix::fs::MetadataExt::uid(found))
}

// Other systems have no root, so the user stays the same.
#[cfg(not(unix))]
fn become_other(_: &mut Command, _: (u32, u32)) {}

#[cfg(not(unix))]
fn give_to(_: &Path, _: (u32, u32)) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn owner(_: &std::fs::Metadata) -> Option<u32> {
    None
}

/// The number that `id` prints.
fn number(arguments: &[&str]) -> Option<u32> {
    let mut id = Command::new("id");
    let output = id
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let answer = output.output().ok()?.stdout;
    String::from_utf8(answer).ok()?.trim().parse().ok()
}

/// The number of the user who runs this process.
pub(crate) fn own_number() -> Option<u32> {
    number(&["-u"])
}
