//! The steps of a test run, each a call of one tool.
//!
//! All calls of cargo name the whole workspace without features. So the crates are compiled once
//! for the checks (clippy, rustdoc) and once for running (build, nextest, doctests, the window).

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program::{cargo, run, succeeds};
use crate::{paths, session, system, ui};

/// The version to install if there is none. This toolchain can build it.
const NEXTEST: &str = "0.9.143";

/// The step that `cargo xtask soak` runs.
pub(super) const SOAK: &str = "soak";
/// The variable for the duration of random input, and the duration of a soak.
const RANDOM_SECONDS: &str = "KASAPRO_RANDOM_SECONDS";
const SOAK_SECONDS: &str = "1800";

/// The result of a step that did not fail.
#[derive(Debug)]
pub(super) enum Done {
    /// It ran.
    Passed,
    /// It needs an optional tool that is not installed.
    ToolMissing(String),
}

#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// Earlier steps that must have passed.
    pub(super) needs: &'static [&'static str],
    pub(super) work: fn() -> Result<Done>,
    /// Left out of a whole run, because it takes long. It runs only when it is named.
    pub(super) is_long: bool,
}

impl Step {
    const fn new(
        name: &'static str,
        what: &'static str,
        needs: &'static [&'static str],
        work: fn() -> Result<Done>,
    ) -> Self {
        Self {
            name,
            what,
            needs,
            work,
            is_long: false,
        }
    }

    const fn long(self) -> Self {
        Self {
            is_long: true,
            ..self
        }
    }
}

/// All steps, in their order.
pub(super) const STEPS: &[Step] = &[
    Step::new("system", "system packages", &[], system),
    Step::new("fmt", "format of Rust", &[], fmt),
    Step::new("npm", "packages of the UI", &["system"], npm),
    Step::new("ui-types", "types of the UI", &["npm"], || {
        script("typecheck")
    }),
    Step::new("ui-lint", "lints of the UI", &["npm"], || script("lint")),
    Step::new("ui-format", "format of the UI", &["npm"], || {
        script("format:check")
    }),
    Step::new("ui-build", "build of the UI", &["npm"], ui_build),
    Step::new("clippy", "lints of Rust", &["ui-build"], clippy),
    Step::new("doc", "documentation", &["ui-build"], doc),
    Step::new("book", "the book in docs", &[], book),
    Step::new("deny", "licences, bans, sources", &[], deny),
    Step::new("nextest", "the test runner", &[], nextest),
    Step::new("build", "build of everything", &["ui-build"], build),
    // The screens are tested on the development host, which the build makes.
    Step::new("ui-test", "tests of the UI", &["npm", "build"], ui_test),
    Step::new(
        "unit",
        "tests of Rust, the server's included",
        &["build", "nextest"],
        unit,
    ),
    Step::new(
        "doctest",
        "examples in the documentation",
        &["build"],
        doctest,
    ),
    Step::new(
        "e2e",
        "the real window, end to end",
        &["build", "nextest"],
        e2e,
    ),
    Step::new(
        SOAK,
        "random input in the real window, for half an hour",
        &["build", "nextest"],
        soak,
    )
    .long(),
];

fn system() -> Result<Done> {
    system::ensure(&[system::BUILD, system::VIRTUAL_SCREEN, system::SERVER].concat())?;
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

fn ui_test() -> Result<Done> {
    ui::test(&paths::built("kasapro-dev-host", false)?)?;
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
        "--keep-going",
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

/// The rules check the book's links and completeness without mdBook; this renders it.
fn book() -> Result<Done> {
    let mdbook = || Command::new("mdbook");
    if !succeeds(mdbook().arg("--version")) {
        let reason = "mdBook is not installed (cargo install mdbook --version '^0.5' --locked)";
        return Ok(Done::ToolMissing(reason.to_owned()));
    }
    passes(mdbook().args(["build", "docs"]))
}

fn deny() -> Result<Done> {
    if !succeeds(&mut cargo(["deny", "--version"])) {
        let reason = "cargo-deny is not installed (cargo install cargo-deny --locked)";
        return Ok(Done::ToolMissing(reason.to_owned()));
    }
    passes(&mut cargo(["deny", "check", "bans", "licenses", "sources"]))
}

fn nextest() -> Result<Done> {
    install_nextest()?;
    Ok(Done::Passed)
}

/// Installs the test runner if there is none.
pub(crate) fn install_nextest() -> Result<()> {
    if succeeds(&mut cargo(["nextest", "--version"])) {
        return Ok(());
    }
    run(&mut cargo([
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
    let mut unit = cargo(["nextest", "run", "--workspace", "--locked", "-E"]);
    unit.arg("not binary(e2e)");
    passes(with_programs(&mut unit)?)
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

fn e2e() -> Result<Done> {
    in_the_window("e2e", "binary(e2e)", &[])
}

fn soak() -> Result<Done> {
    let seconds = env::var(RANDOM_SECONDS).unwrap_or_else(|_| SOAK_SECONDS.to_owned());
    in_the_window(
        "soak",
        "binary(e2e) & test(random::)",
        &[(RANDOM_SECONDS, &seconds)],
    )
}

/// Tests in the real window, with a separate screen, bus and keyring.
fn in_the_window(profile: &str, tests: &str, variables: &[(&str, &str)]) -> Result<Done> {
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
        profile,
    ];
    let only = ["-E", tests];
    let mut desktop = session::headless(&home, nextest.iter().chain(&only))?;
    let screenshots = paths::target()?.join("e2e-screenshots");
    desktop.env("KASAPRO_E2E_SCREENSHOTS", &screenshots);
    desktop.envs(variables.iter().copied());
    let done = passes(with_programs(&mut desktop)?);
    println!("    screenshots: {}", screenshots.display());
    done
}

/// Passes the paths of the built programs to the tests that start them.
fn with_programs(command: &mut Command) -> Result<&mut Command> {
    for (variable, name) in [
        ("KASAPRO_E2E_APP", "kasapro"),
        ("KASAPRO_E2E_CTL", "kasaproctl"),
        ("KASAPRO_E2E_SERVER", "kasapro-sync-server"),
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
