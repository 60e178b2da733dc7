//! Where the programs under test are.

use std::env;
use std::path::{Path, PathBuf};

/// A program that `cargo xtask test` names in `variable`, or that an earlier build left beside the running test.
///
/// `None` where neither is there: then the test says that it was skipped.
pub fn built(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Some(PathBuf::from(named));
    }
    let test = env::current_exe().ok()?;
    let beside = test.ancestors().skip(1).take(2);
    beside
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|program| program.is_file())
}

/// `kasaproctl`.
pub fn control() -> Option<PathBuf> {
    built("KASAPRO_E2E_CTL", "kasaproctl")
}

/// `kasapro-sync-server`.
pub fn sync_server() -> Option<PathBuf> {
    built("KASAPRO_E2E_SERVER", "kasapro-sync-server")
}

/// A file of the outside data, where it is there.
pub fn outside(file: &str) -> Option<PathBuf> {
    let folder = env::var_os("KASAPRO_DATA_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"),
        PathBuf::from,
    );
    Some(folder.join(file)).filter(|found| found.is_file())
}
