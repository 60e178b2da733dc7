//! A file that collects the documents instead of printing them.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::PrintError;
use super::device::without_blocking;

/// Appends the document, or leaves the file unchanged.
pub(super) fn append(path: &Path, document: &[u8]) -> Result<(), PrintError> {
    let target = path.display().to_string();
    let unreachable = |source| PrintError::unreachable(&target, source);
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    // A pipe would block the queue. It is opened without waiting, then refused.
    let file = without_blocking(&mut options)
        .open(path)
        .map_err(unreachable)?;
    let metadata = file.metadata().map_err(unreachable)?;
    if !metadata.is_file() {
        let source = io::Error::new(io::ErrorKind::InvalidInput, "not a regular file");
        return Err(unreachable(source));
    }
    append_whole(&file, metadata.len(), document).map_err(unreachable)
}

fn append_whole(mut file: &File, length_before: u64, document: &[u8]) -> io::Result<()> {
    let written = file.write_all(document).and_then(|()| file.sync_data());
    if written.is_err() {
        // Half a document on a full disk must not count as printed.
        if let Err(error) = file.set_len(length_before) {
            log::warn!("a half-written document could not be taken back: {error}");
        }
    }
    written
}
