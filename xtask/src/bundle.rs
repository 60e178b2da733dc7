//! `cargo xtask bundle`: makes a .deb, and on request installs, starts and removes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::program::{cargo, output, program, run as call, succeeds};
use crate::step::step;
use crate::{paths, run, session, system, ui};

/// Checks for the window five times a second for a minute, while the register runs.
const LOOK_FOR_WINDOW: &str = r#"
/usr/bin/kasapro & app=$!
for look in $(seq 300); do
    kill -0 "$app" || exit 1
    if xwininfo -name Kasapro 2>/dev/null | grep -q IsViewable; then kill "$app"; wait "$app"; exit 0; fi
    sleep 0.2
done
kill "$app"; exit 1"#;

/// The options of `bundle`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Install the package, start it on a screen of its own, and remove it (needs root or sudo)
    #[arg(long)]
    verify: bool,
    /// Bundle the development build: quick, to try the packaging
    #[arg(long)]
    dev: bool,
}

/// Builds the package and prints where it is.
pub(crate) fn bundle(options: &Options) -> Result<ExitCode> {
    system::ensure(system::BUILD)?;
    if !options.dev {
        system::ensure(system::RELEASE)?;
    }
    ui::build()?;
    let ctl = step("build kasaproctl", || command_line(options.dev))?;
    let began = SystemTime::now();
    step("build and pack the register", || pack(&ctl, options.dev))?;
    let package = newest_deb(options.dev, began)?;
    println!("    package: {}", package.display());
    if !options.dev {
        step("look for libraries that a shop may lack", || {
            let register = paths::built("kasapro", true)?;
            carries_its_openssl(&register).and_then(|()| carries_its_openssl(&ctl))
        })?;
    }
    if options.verify {
        step("verify the package", || verify(&package))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn command_line(dev: bool) -> Result<PathBuf> {
    let mut build = cargo(["build", "--package", "kasaproctl", "--locked"]);
    if !dev {
        build.args(run::released(&["kasaproctl"]));
    }
    call(&mut build)?;
    paths::built("kasaproctl", !dev)
}

/// Calls the bundler. The command line goes into the same package.
fn pack(ctl: &Path, dev: bool) -> Result<()> {
    let files = format!(
        r#"{{"bundle":{{"linux":{{"deb":{{"files":{{"/usr/bin/kasaproctl":"{}"}}}}}}}}}}"#,
        ctl.display()
    );
    let mut pack = ui::tauri();
    pack.args(["build", "--ci", "--bundles", "deb", "--config", &files]);
    if dev {
        pack.arg("--debug");
    } else {
        pack.args(["--features", "vendored-openssl"]);
    }
    pack.env("CARGO_TARGET_DIR", paths::target()?);
    call(&mut pack)
}

/// Fails when a released program needs the libcrypto of the computer it is installed on.
fn carries_its_openssl(built: &Path) -> Result<()> {
    let dynamic = output(program("readelf").arg("--dynamic").arg(built))?;
    if dynamic.contains("libcrypto") {
        bail!(
            "{} needs the system's libcrypto; it was built without `vendored-openssl`",
            built.display()
        );
    }
    Ok(())
}

fn newest_deb(dev: bool, since: SystemTime) -> Result<PathBuf> {
    let profile = if dev { "debug" } else { "release" };
    let folder = paths::target()?.join(profile).join("bundle/deb");
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let is_new = |path: &PathBuf| {
        let written = fs::metadata(path).and_then(|file| file.modified());
        path.extension().is_some_and(|name| name == "deb") && written.is_ok_and(|at| at >= since)
    };
    let found = entries.flatten().map(|entry| entry.path()).find(is_new);
    found.with_context(|| format!("the bundler left no new .deb in {}", folder.display()))
}

/// Installs the package, checks its window and its command line, and removes it in any case.
fn verify(package: &Path) -> Result<()> {
    let name = output(
        program("dpkg-deb")
            .arg("--field")
            .arg(package)
            .arg("Package"),
    )?;
    let name = name.trim();
    if succeeds(program("dpkg").args(["--status", name])) {
        bail!("a package {name} is installed here already; remove it first");
    }
    system::ensure(&[system::VIRTUAL_SCREEN, &["x11-utils"]].concat())?;
    system::apt_as_root(&[
        "install",
        "-y",
        "--no-install-recommends",
        &package.to_string_lossy(),
    ])?;
    let works = call(program("/usr/bin/kasaproctl").arg("--version")).and_then(|()| window_opens());
    let removed = system::apt_as_root(&["remove", "-y", name]);
    works.and(removed)
}

/// Starts the installed register on a separate screen and waits for its window.
fn window_opens() -> Result<()> {
    let home = paths::target()?.join("bundle-home");
    let mut desktop = session::headless(&home, ["sh", "-c", LOOK_FOR_WINDOW])?;
    call(desktop.env("KASAPRO_DATA", home.join("shop")))
        .context("the installed register showed no window within a minute")
}
