//! `cargo xtask compat`: builds the programs of an earlier version, and tests that they work with
//! the current ones.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::program::{cargo, program, run, succeeds};
use crate::step::step;
use crate::{paths, system, test};

/// The version that shops have today: the commit of the last release, or of its equivalent.
const EARLIER: &str = "4aa361d7c3cb8daea940e00d5c59a55c339c1cd6";

const CTL: &str = "kasaproctl";
const SERVER: &str = "kasapro-sync-server";

/// Checks the earlier version out, builds both versions, and runs the tests that need both.
pub(crate) fn compat() -> Result<ExitCode> {
    system::ensure(&[system::BUILD, system::RELEASE, system::SERVER].concat())?;
    step("the test runner", test::install_nextest)?;
    let folder = paths::target()?.join("earlier");
    let checkout = folder.join("checkout");
    let built = folder.join("target");
    step("check the earlier version out", || check_out(&checkout))?;
    step("build the earlier version", || build(&checkout, &built))?;
    step("build this version", || {
        run(&mut cargo([
            "build", "--locked", "--bin", CTL, "--bin", SERVER,
        ]))
    })?;
    step("let both versions work together", || tests(&built))?;
    Ok(ExitCode::SUCCESS)
}

/// Makes the folder a checkout of the earlier version, unless it already is one.
fn check_out(checkout: &Path) -> Result<()> {
    let commit = format!("{EARLIER}^{{commit}}");
    if !succeeds(program("git").args(["rev-parse", "--verify", &commit])) {
        run(program("git").args(["fetch", "--depth", "1", "origin", EARLIER]))
            .context("the earlier version is not in this clone")?;
    }
    if checkout.join("Cargo.toml").is_file() {
        let mut switch = program("git");
        switch.current_dir(checkout);
        return run(switch.args(["checkout", "--detach", "--force", EARLIER]));
    }
    // `--force`, because the worktree stays registered after the build folder was emptied.
    let mut add = program("git");
    add.args(["worktree", "add", "--force", "--detach"]);
    run(add.arg(checkout).arg(EARLIER))
}

fn build(checkout: &Path, target: &Path) -> Result<()> {
    let mut build = cargo(["build", "--locked", "--package", CTL, "--package", SERVER]);
    build.current_dir(checkout).env("CARGO_TARGET_DIR", target);
    run(&mut build)
}

fn tests(earlier: &Path) -> Result<()> {
    let mut tests = cargo(["nextest", "run", "--locked", "--test", "compat"]);
    tests
        .env("KASAPRO_EARLIER_CTL", program_in(earlier, CTL))
        .env("KASAPRO_EARLIER_SERVER", program_in(earlier, SERVER))
        .env("KASAPRO_E2E_SERVER", paths::built(SERVER, false)?);
    run(&mut tests)
}

fn program_in(target: &Path, name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    target.join("debug").join(file)
}
