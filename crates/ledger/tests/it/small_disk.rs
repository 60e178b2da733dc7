//! A disk that fills up, and one that is read-only.

use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::shop::id;

/// A disk of a few megabytes in memory. Mounting needs root on Linux; without it the test reports
/// that it was skipped, and `a_full_file_refuses_the_change_whole...` covers the case.
pub(crate) struct SmallDisk {
    pub(crate) folder: TempDir,
}

impl SmallDisk {
    pub(crate) fn mount() -> Option<Self> {
        let folder = TempDir::with_prefix(format!("kasapro-disk-{}", id())).unwrap();
        let mounted = run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
            .arg(folder.path()));
        if !mounted {
            eprintln!("skipped: a small disk cannot be mounted here");
            return None;
        }
        Some(Self { folder })
    }

    pub(crate) fn remount(&self, mode: &str) -> bool {
        run(Command::new("mount")
            .args(["-o", &format!("remount,{mode}")])
            .arg(self.folder.path()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run(Command::new("umount").arg("-l").arg(self.folder.path()));
    }
}

fn run(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
