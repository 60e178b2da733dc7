//! `cargo xtask check`: the checks that are quick enough to run at every save.

use std::process::ExitCode;

use anyhow::Result;

use crate::program::{cargo, run};
use crate::step::step;
use crate::ui;

/// Format, lints of everything but the shell (which needs the webview), types of the UI.
pub(crate) fn check() -> Result<ExitCode> {
    step("format of Rust", || {
        run(&mut cargo(["fmt", "--all", "--check"]))
    })?;
    step("lints of Rust", || {
        run(&mut cargo([
            "clippy",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    ui::install()?;
    step("types of the UI", || ui::script("typecheck"))?;
    Ok(ExitCode::SUCCESS)
}
