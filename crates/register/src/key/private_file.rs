//! Files that only their owner can read.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use domain::hex::to_hex;

/// Writes a new file that only its owner can read, whole or not at all. Half a key would be useless
/// and would block the next setup. What has the name already is never replaced, also when it comes
/// meanwhile, and a symbolic link is not followed.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let draft = beside(path, &format!(".{}.new", random_word()?));
    let written = write_new(&draft, bytes).and_then(|()| take_name(&draft, path, bytes));
    remove_draft(&draft);
    written?;
    sync_folder_of(path)
}

/// Replaces a file, or writes a new one. A crash leaves the old file or the new one, never a part.
pub(super) fn replace_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let draft = beside(path, ".new");
    // What an interrupted setup left may be readable by others.
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_new(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        remove_draft(&draft);
    }
    written?;
    sync_folder_of(path)
}

/// Gives the draft its name, unless something has it.
fn take_name(draft: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // A memory stick has no second names for a file.
            write_new(path, bytes)
        }
        taken => taken,
    }
}

/// Writes a file that must not be there. One that cannot be written whole is removed again.
fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        remove_draft(path);
    }
    written
}

fn remove_draft(draft: &Path) {
    match fs::remove_file(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            log::warn!("a half-written private file stays behind: {error}");
        }
        _ => {}
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Nobody else's file is called so.
fn random_word() -> std::io::Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|_| Error::from(ErrorKind::Other))?;
    Ok(to_hex(&bytes))
}

fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = names
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_comes_while_the_draft_is_written_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (draft, path) = (folder.path().join("draft"), folder.path().join("key"));
        write_new(&draft, b"ours").unwrap();
        fs::write(&path, "theirs").unwrap();
        let refused = take_name(&draft, &path, b"ours").unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(path).unwrap(), "theirs");
    }

    #[test]
    fn a_new_file_is_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        // Looks like a draft, and is somebody's.
        fs::write(folder.path().join("key.new"), "theirs").unwrap();
        write_private(&path, b"ours").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours");
        let again = write_private(&path, b"other").unwrap_err();
        assert_eq!(again.kind(), ErrorKind::AlreadyExists);
        assert_eq!(names_in(folder.path()), ["key", "key.new"]);
        assert_eq!(fs::read(&path).unwrap(), b"ours");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed_and_only_the_owner_reads() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let (path, far) = (folder.path().join("key"), folder.path().join("far"));
        std::os::unix::fs::symlink(&far, &path).unwrap();
        let refused = write_private(&path, b"ours").unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
        assert!(!far.exists());
        write_private(&far, b"ours").unwrap();
        let mode = fs::metadata(&far).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
