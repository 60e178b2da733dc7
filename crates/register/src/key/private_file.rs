//! Files that only their owner can read.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes a new file that only its owner can read, whole or not at all. Half a key would be useless
/// and would block the next setup.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    replace_private(path, bytes)
}

/// Replaces a file, or writes a new one. A crash leaves the old file or the new one, never a part.
pub(super) fn replace_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut draft = path.as_os_str().to_os_string();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    // What an interrupted setup left may be readable by others.
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = options.open(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    });
    if written.is_err()
        && let Err(error) = fs::remove_file(&draft)
    {
        log::warn!("a half-written key file stays behind: {error}");
    }
    written?;
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
