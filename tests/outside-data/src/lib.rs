//! Files of outside data, which only some machines have.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The path of a file; `None`, with a message, if it is absent.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn path(file: &str) -> Option<PathBuf> {
    let folder = env::var_os("KASAPRO_DATA_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = folder.join(file);
    if path.is_file() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// Copies a file into a folder of the test: an import writes beside the file that it reads, and the
/// outside data is shared. `None`, with a message, if it is absent.
///
/// # Errors
/// When the copy cannot be written.
pub fn copied(file: &str, folder: &Path) -> std::io::Result<Option<PathBuf>> {
    let Some(source) = path(file) else {
        return Ok(None);
    };
    let copy = folder.join(source.file_name().unwrap_or_default());
    fs::copy(source, &copy)?;
    Ok(Some(copy))
}
