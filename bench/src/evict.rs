//! Evicts files from the page cache, as after a night.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};
use rustix::fs::{Advice, fadvise};

/// Evicts every file of a folder from the page cache.
pub(crate) fn folder(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            file(&path)?;
        }
    }
    Ok(())
}

/// Evicts a file from the page cache. Dirty pages would stay, so they are written first.
pub(crate) fn file(path: &Path) -> Result<()> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    file.sync_all()?;
    Ok(fadvise(&file, 0, None, Advice::DontNeed)?)
}
