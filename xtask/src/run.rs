//! `cargo xtask run`: from a fresh machine to an open register, doing only what is not done yet.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::program::{cargo, program, run as call};
use crate::server::Server;
use crate::step::step;
use crate::{paths, session, system, ui};

/// The options of `run`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Open a shop that is ready to sell; the people and their PINs are printed
    #[arg(long)]
    demo: bool,
    /// A new demonstration shop, enrolled with a sync server and a PostgreSQL that run until its
    /// window is closed; the next such run begins anew
    #[arg(long, conflicts_with = "data")]
    with_server: bool,
    /// Build with optimization
    #[arg(long)]
    release: bool,
    /// The folder of the ledger [default: the app's own; the demonstration shop has its own]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Installs, builds and opens the register. Returns when its window is closed.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    if !session::has_display() {
        bail!(
            "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).\n\
             On a desktop, start this from a terminal of the desktop session.\n\
             On a machine without a screen: xvfb-run -a cargo xtask run"
        );
    }
    system::ensure(system::BUILD)?;
    if options.release {
        system::ensure(system::RELEASE)?;
    }
    if options.with_server {
        system::ensure(system::SERVER)?;
    }
    ui::build()?;
    let server: &[&str] = if options.with_server {
        &["kasapro-sync-server"]
    } else {
        &[]
    };
    step("build the register", || build(options.release, server))?;
    if options.with_server {
        return run_with_server(options.release);
    }
    let shop = Shop::choose(options)?;
    if options.demo {
        open_demo(&shop, options.release)?;
    }
    open(&shop, options.release)
}

/// Sets up server, database and shop in a folder of the build folder. The next run empties it.
fn run_with_server(release: bool) -> Result<ExitCode> {
    let folder = paths::target()?.join("with-server");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let server = step("start PostgreSQL and the sync server", || {
        Server::start(&folder, release)
    })?;
    let shop = Shop {
        data: folder.join("shop"),
        key_file: Some(folder.join("ledger.key")),
    };
    open_demo(&shop, release)?;
    step("enrol the register with the server", || {
        let code = server.founding_code("Toko Contoh")?;
        let ctl = paths::built("kasaproctl", release)?;
        let (url, mut enroll) = (server.url(), program(ctl));
        enroll.args(["enroll", "--server", &url, "--code", &code]);
        call(shop.configure(&mut enroll))
    })?;
    println!("    the server's log: {}", server.log().display());
    open(&shop, release)
}

fn open_demo(shop: &Shop, release: bool) -> Result<()> {
    let ctl = paths::built("kasaproctl", release)?;
    step("open the demonstration shop", || {
        call(shop.configure(program(ctl).arg("demo")))
    })
}

/// Builds the shell, the command line and what else is named in one call: they share crates.
pub(crate) fn build(release: bool, more: &[&str]) -> Result<()> {
    let mut build = cargo(["build", "--package", "kasapro", "--package", "kasaproctl"]);
    for package in more {
        build.args(["--package", package]);
    }
    if release {
        build.args(released(&["kasapro", "kasaproctl"]));
    }
    call(&mut build)
}

/// Cargo's arguments for a release of these packages: optimized, with an OpenSSL of their own.
///
/// A development build uses the system's OpenSSL, because compiling one takes minutes.
pub(crate) fn released(packages: &[&str]) -> Vec<String> {
    let features = packages
        .iter()
        .map(|name| format!("{name}/vendored-openssl"));
    let features: Vec<String> = features.collect();
    vec![
        "--release".to_owned(),
        "--features".to_owned(),
        features.join(","),
    ]
}

fn open(shop: &Shop, release: bool) -> Result<ExitCode> {
    println!(
        "==> open the register on {} (close its window, or Ctrl+C here, to stop)",
        shop.data.display()
    );
    let register = paths::built("kasapro", release)?;
    let mut window = session::windowed(&register);
    let status = shop.configure(&mut window).status();
    let status = status.with_context(|| format!("cannot start {}", register.display()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Where the ledger and its key are.
struct Shop {
    data: PathBuf,
    key_file: Option<PathBuf>,
}

impl Shop {
    fn choose(options: &Options) -> Result<Self> {
        let data = match &options.data {
            Some(folder) => std::path::absolute(folder)?,
            None => default_data(options.demo)?,
        };
        let key_file = key_file(&data);
        Ok(Self { data, key_file })
    }

    /// Passes the place of the shop to one of our programs.
    fn configure<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("KASAPRO_DATA", &self.data);
        if let Some(file) = &self.key_file {
            command.env("KASAPRO_KEY_FILE", file);
        }
        command
    }
}

/// The app's own folder, or one beside it for the demonstration, which never touches a real shop.
fn default_data(demo: bool) -> Result<PathBuf> {
    if let Some(folder) = variable("KASAPRO_DATA") {
        return Ok(std::path::absolute(folder)?);
    }
    let data_home = variable("XDG_DATA_HOME")
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")));
    let data_home = data_home.context("neither XDG_DATA_HOME nor HOME is set: give --data DIR")?;
    Ok(data_home.join(if demo { "kasapro-demo" } else { "kasapro" }))
}

/// The key file, where there is one already or where no keyring can keep the key.
fn key_file(data: &Path) -> Option<PathBuf> {
    if let Some(chosen) = variable("KASAPRO_KEY_FILE") {
        return Some(chosen);
    }
    let beside = data.join("ledger.key");
    if !beside.exists() && session::has_keyring() {
        return None;
    }
    eprintln!(
        "warning: the key of this ledger is kept in the file {}, because there is no keyring here.\n\
         warning: whoever reads that file can read the ledger. On a shop's computer use a desktop with a keyring.",
        beside.display()
    );
    Some(beside)
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
