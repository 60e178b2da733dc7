//! The steps of a test run, each a call of one tool.
//!
//! Cargo's calls all name the whole workspace and no feature, so that the crates are compiled once for the
//! checks (clippy, rustdoc) and once for running (build, nextest, doctests, the window), never more.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program::{cargo, run, succeeds};
use crate::{paths, session, system, ui};

/// The version that is installed where there is none: one that this toolchain builds.
const NEXTEST: &str = "0.9.143";

/// What a step says when it did not fail.
#[derive(Debug)]
pub(super) enum Done {
    /// It ran.
    Passed,
    /// It needs a tool that is not here and that nobody is made to install.
    NotHere(String),
}

/// One step.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// Earlier steps without which this one makes no sense.
    pub(super) needs: &'static [&'static str],
    pub(super) work: fn() -> Result<Done>,
}

/// All steps, in their order.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: "system",
        what: "system packages",
        needs: &[],
        work: system,
    },
    Step {
        name: "fmt",
        what: "format of Rust",
        needs: &[],
        work: fmt,
    },
    Step {
        name: "npm",
        what: "packages of the UI",
        needs: &["system"],
        work: npm,
    },
    Step {
        name: "ui-types",
        what: "types of the UI",
        needs: &["npm"],
        work: || script("typecheck"),
    },
    Step {
        name: "ui-lint",
        what: "lints of the UI",
        needs: &["npm"],
        work: || script("lint"),
    },
    Step {
        name: "ui-format",
        what: "format of the UI",
        needs: &["npm"],
        work: || script("format:check"),
    },
    Step {
        name: "ui-test",
        what: "tests of the UI",
        needs: &["npm"],
        work: || script("test"),
    },
    Step {
        name: "ui-build",
        what: "build of the UI",
        needs: &["npm"],
        work: ui_build,
    },
    Step {
        name: "clippy",
        what: "lints of Rust",
        needs: &["ui-build"],
        work: clippy,
    },
    Step {
        name: "doc",
        what: "documentation",
        needs: &["ui-build"],
        work: doc,
    },
    Step {
        name: "deny",
        what: "licences, bans, sources",
        needs: &[],
        work: deny,
    },
    Step {
        name: "nextest",
        what: "the test runner",
        needs: &[],
        work: nextest,
    },
    Step {
        name: "build",
        what: "build of everything",
        needs: &["ui-build"],
        work: build,
    },
    Step {
        name: "unit",
        what: "tests of Rust",
        needs: &["build", "nextest"],
        work: unit,
    },
    Step {
        name: "doctest",
        what: "examples in the documentation",
        needs: &["build"],
        work: doctest,
    },
    Step {
        name: "e2e",
        what: "the real window, end to end",
        needs: &["build", "nextest"],
        work: e2e,
    },
];

fn system() -> Result<Done> {
    system::ensure(&[system::BUILD, system::WINDOW_TESTS].concat())?;
    Ok(Done::Passed)
}

fn fmt() -> Result<Done> {
    passes(&mut cargo(["fmt", "--all", "--check"]))
}

fn npm() -> Result<Done> {
    ui::install()?;
    Ok(Done::Passed)
}

fn script(name: &str) -> Result<Done> {
    ui::script(name)?;
    Ok(Done::Passed)
}

fn ui_build() -> Result<Done> {
    ui::build()?;
    Ok(Done::Passed)
}

fn clippy() -> Result<Done> {
    passes(&mut cargo([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn doc() -> Result<Done> {
    let mut doc = cargo([
        "doc",
        "--workspace",
        "--no-deps",
        "--locked",
        "--document-private-items",
    ]);
    doc.args(["--exclude", "xtask"])
        .env("RUSTDOCFLAGS", "-D warnings");
    passes(&mut doc)
}

fn deny() -> Result<Done> {
    if !succeeds(&mut cargo(["deny", "--version"])) {
        let reason = "cargo-deny is not installed (cargo install cargo-deny --locked)";
        return Ok(Done::NotHere(reason.to_owned()));
    }
    passes(&mut cargo(["deny", "check", "bans", "licenses", "sources"]))
}

fn nextest() -> Result<Done> {
    if succeeds(&mut cargo(["nextest", "--version"])) {
        return Ok(Done::Passed);
    }
    passes(&mut cargo([
        "install",
        "cargo-nextest",
        "--version",
        NEXTEST,
        "--locked",
    ]))
}

fn build() -> Result<Done> {
    passes(&mut cargo([
        "build",
        "--workspace",
        "--all-targets",
        "--locked",
    ]))
}

fn unit() -> Result<Done> {
    let mut unit = cargo(["nextest", "run", "--workspace", "--locked"]);
    passes(told_of_programs(&mut unit)?)
}

fn doctest() -> Result<Done> {
    passes(&mut cargo([
        "test",
        "--doc",
        "--workspace",
        "--locked",
        "--quiet",
    ]))
}

/// The story tests in the real window, on a screen, a bus and a keyring of their own.
fn e2e() -> Result<Done> {
    let home = paths::target()?.join("e2e-home");
    if home.exists() {
        fs::remove_dir_all(&home).with_context(|| format!("cannot empty {}", home.display()))?;
    }
    let nextest = [
        "cargo",
        "nextest",
        "run",
        "--workspace",
        "--locked",
        "--profile",
        "e2e",
    ];
    let mut desktop = session::headless(&home, nextest)?;
    let screenshots = paths::target()?.join("e2e-screenshots");
    desktop.env("KASAPRO_E2E_SCREENSHOTS", &screenshots);
    let done = passes(told_of_programs(&mut desktop)?);
    println!("    screenshots: {}", screenshots.display());
    done
}

/// Tells the tests which programs to start.
fn told_of_programs(command: &mut Command) -> Result<&mut Command> {
    for (variable, name) in [
        ("KASAPRO_E2E_APP", "kasapro"),
        ("KASAPRO_E2E_CTL", "kasaproctl"),
    ] {
        let built = paths::built(name, false)?;
        if !built.is_file() {
            bail!("{} is missing after the build", built.display());
        }
        command.env(variable, built);
    }
    Ok(command)
}

fn passes(command: &mut Command) -> Result<Done> {
    run(command)?;
    Ok(Done::Passed)
}
