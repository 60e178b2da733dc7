//! Forgetting files, as after a night.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};
use rustix::fs::{Advice, fadvise};

/// Takes every file of a folder out of the page cache.
pub(crate) fn folder(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            file(&path)?;
        }
    }
    Ok(())
}

/// Takes a file out of the page cache. What was not written back stays, so it is written first.
pub(crate) fn file(path: &Path) -> Result<()> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    file.sync_all()?;
    Ok(fadvise(&file, 0, None, Advice::DontNeed)?)
}
