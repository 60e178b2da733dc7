//! The paths of the programs under test.

use std::env;
use std::path::PathBuf;

/// The program that `cargo xtask test` names in `variable`, or one that an earlier build left
/// beside the running test.
///
/// `None` if neither exists: the test then reports that it was skipped.
pub fn find(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Some(PathBuf::from(named));
    }
    let test = env::current_exe().ok()?;
    let folders = test.ancestors().skip(1).take(2);
    folders
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|program| program.is_file())
}

/// The built command line, if there is one.
pub fn kasaproctl() -> Option<PathBuf> {
    find("KASAPRO_E2E_CTL", "kasaproctl")
}

/// The built server, if there is one.
pub fn sync_server() -> Option<PathBuf> {
    find("KASAPRO_E2E_SERVER", "kasapro-sync-server")
}
