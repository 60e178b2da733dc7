//! The screens: their packages, their build, their checks. Finished work is not repeated.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::program::{program, run};
use crate::step::step;
use crate::{fingerprint, node, paths};

/// Installs the UI's packages unless they are those of the lock file.
pub(crate) fn install() -> Result<()> {
    let node = node::require()?;
    let lock = paths::ui().join("package-lock.json");
    let stamp = paths::ui().join("node_modules/.installed-from");
    let wanted = format!("{} {node}", fingerprint::of(&[lock])?);
    if fingerprint::is_current(&stamp, &wanted) {
        return Ok(());
    }
    step("npm ci", || {
        run(npm().args(["ci", "--no-audit", "--no-fund"]))
    })?;
    fingerprint::keep(&stamp, &wanted)
}

/// Builds `ui/dist` unless it was built from these sources.
pub(crate) fn build() -> Result<()> {
    install()?;
    let ui = paths::ui();
    let stamp = ui.join("node_modules/.built-from");
    let wanted = fingerprint::of(&inputs())?;
    if ui.join("dist/index.html").is_file() && fingerprint::is_current(&stamp, &wanted) {
        return Ok(());
    }
    step("build the UI", || script("build"))?;
    fingerprint::keep(&stamp, &wanted)
}

/// Runs a script of the UI's `package.json`.
pub(crate) fn script(name: &str) -> Result<()> {
    run(npm().args(["run", "--silent", name]))
}

/// Runs the tests of the screens on the development host that was built.
pub(crate) fn test(host: &Path) -> Result<()> {
    run(npm()
        .args(["run", "--silent", "test"])
        .env("KASAPRO_DEV_HOST", host))
}

/// The bundler, in the version that the UI's lock file holds.
pub(crate) fn tauri() -> Command {
    program(paths::ui().join("node_modules/.bin/tauri"))
}

/// The inputs of the built UI.
fn inputs() -> Vec<PathBuf> {
    let names = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "tsconfig.json",
        "vite.config.ts",
    ];
    names.iter().map(|name| paths::ui().join(name)).collect()
}

fn npm() -> Command {
    let mut npm = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(paths::ui());
    npm
}
