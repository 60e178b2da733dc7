//! Packages of the operating system: installs the missing ones, or names them if it may not.

use anyhow::{Result, bail};

use crate::program::{output, program, run, succeeds};
use crate::step::step;

/// The packages that the register is built with and runs on.
pub(crate) const BUILD: &[&str] = &[
    "build-essential",
    "dbus",
    "libdbus-1-dev",
    "libgtk-3-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
];

/// The packages that the sync server is built with.
pub(crate) const SERVER_BUILD: &[&str] = &["build-essential", "pkg-config"];

/// The additional packages for a release: Perl configures the OpenSSL that it carries.
pub(crate) const RELEASE: &[&str] = &["perl"];

/// The additional packages for a real window without a screen.
pub(crate) const VIRTUAL_SCREEN: &[&str] = &["gnome-keyring", "webkit2gtk-driver", "xauth", "xvfb"];

/// The package that shows a virtual screen on another computer.
pub(crate) const VNC: &[&str] = &["x11vnc"];

/// The database of the sync server; tests, `run --with-server` and `run --server` start their own.
pub(crate) const SERVER: &[&str] = &["postgresql"];

/// Makes sure that the packages are there.
///
/// # Errors
/// When some are missing and this user may not install them. The message has the command to type.
pub(crate) fn ensure(packages: &[&str]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !succeeds(program("dpkg-query").arg("--version")) {
        eprintln!(
            "note: this is no Debian or Ubuntu; what they call {} must be installed",
            packages.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    step(&format!("install {}", missing.join(" ")), || {
        install(&missing)
    })
}

fn is_installed(package: &str) -> bool {
    let query = ["--show", "--showformat=${db:Status-Status}\n", package];
    let status = output(program("dpkg-query").args(query));
    status.is_ok_and(|lines| lines.lines().any(|line| line == "installed"))
}

fn install(missing: &[&str]) -> Result<()> {
    let Some(prefix) = root_prefix() else {
        bail!(
            "these packages are missing and need an administrator. Type:\n\n    \
             sudo apt-get update && sudo apt-get install -y {}\n\nand start this command again",
            missing.join(" ")
        );
    };
    apt(prefix, &["update"])?;
    let mut args = vec!["install", "-y", "--no-install-recommends"];
    args.extend(missing);
    if apt(prefix, &args).is_ok() {
        return Ok(());
    }
    // An interrupted apt leaves packages half configured, so try one repair.
    apt(prefix, &["install", "-y", "--fix-broken"])?;
    apt(prefix, &args)
}

/// The prefix of an apt call: empty for root, `sudo -n` if that does not ask for a password.
fn root_prefix() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    succeeds(program("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

/// Whether this user is root.
pub(crate) fn is_root() -> bool {
    output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Runs apt without questions, waiting for another apt's lock.
fn apt(prefix: &[&str], args: &[&str]) -> Result<()> {
    let mut words = prefix.to_vec();
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    words.extend(["-o", "DPkg::Lock::Timeout=300"]);
    words.extend(args);
    let Some((first, rest)) = words.split_first() else {
        return Ok(());
    };
    run(program(first).args(rest))
}

/// Installs or removes packages by an explicit request of the person.
pub(crate) fn apt_as_root(args: &[&str]) -> Result<()> {
    match root_prefix() {
        Some(prefix) => apt(prefix, args),
        None => bail!(
            "this needs an administrator: sudo apt-get {}",
            args.join(" ")
        ),
    }
}
