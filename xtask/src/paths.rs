//! Where things are: the checkout, the build folder, the programs in it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the checkout that this program was built from.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// The folder of the UI.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// The build folder, wherever cargo was told to put it.
///
/// This program lies in `<build folder>/<profile>/`, which is true for every way of setting the folder.
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
