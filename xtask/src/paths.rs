//! Paths: the checkout, the build folder, the programs in it.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// The root of the checkout.
///
/// Cargo passes it at run time, so that a program built from another checkout works too.
pub(crate) fn root() -> PathBuf {
    let given = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    package.parent().unwrap_or(&package).to_path_buf()
}

/// The folder of the UI.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// The build folder of cargo.
///
/// This program is in `<build folder>/<profile>/`, however the folder was set.
pub(crate) fn target() -> Result<PathBuf> {
    let program = std::env::current_exe().context("cannot find the running program")?;
    let folder = program.ancestors().nth(2);
    Ok(folder
        .context("the running program is not in a build folder")?
        .to_path_buf())
}

/// A program that the workspace builds.
pub(crate) fn built(name: &str, release: bool) -> Result<PathBuf> {
    let profile = if release { "release" } else { "debug" };
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(target()?.join(profile).join(file))
}
