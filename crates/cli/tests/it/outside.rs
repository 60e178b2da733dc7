//! Where the outside data is.

use std::path::PathBuf;

/// The path of an outside file, or a line that says what was skipped.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("KASAPRO_DATA_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = folder.join(name);
    if !path.exists() {
        eprintln!("SKIPPED: {} is absent", path.display());
        return None;
    }
    Some(path)
}
