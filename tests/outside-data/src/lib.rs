//! Files of outside data, which only some machines have.

use std::env;
use std::path::{Path, PathBuf};

/// The path of a file; `None`, with a message, where it is absent.
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
