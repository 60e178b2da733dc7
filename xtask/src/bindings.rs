//! `cargo xtask bindings`: writes the TypeScript side of the shell's commands.

use std::process::ExitCode;

use anyhow::Result;

use crate::program::{cargo, run};
use crate::step::step;
use crate::{system, ui};

/// Runs the shell's bindings test so that it writes the file instead of comparing it.
pub(crate) fn write() -> Result<ExitCode> {
    system::ensure(system::BUILD)?;
    // The shell carries the built UI, even for this test.
    ui::build()?;
    let mut test = cargo(["test", "--package", "kasapro", "--lib", "bindings"]);
    step("write ui/src/register/api/bindings.ts", || {
        run(test.env("KASAPRO_WRITE_BINDINGS", "1"))
    })?;
    Ok(ExitCode::SUCCESS)
}
