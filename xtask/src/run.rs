//! `cargo xtask run`: from a fresh machine to an open register, skipping the steps that are done
//! already.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::program::{cargo, program, run as call};
use crate::server::Server;
use crate::step::step;
use crate::{kept_server, paths, session, system, ui, virtual_screen};

/// The options of `run`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct Options {
    /// Open a shop that is ready to sell; the people and their PINs are printed
    #[arg(long)]
    demo: bool,
    /// A new demonstration shop, enrolled with a sync server and a PostgreSQL that run until its
    /// window is closed; the next such run begins anew
    #[arg(long, conflicts_with = "data")]
    with_server: bool,
    /// A sync server for real use, with a PostgreSQL of its own that is kept; no window
    #[arg(long, conflicts_with_all = ["demo", "with_server", "vnc"])]
    server: bool,
    /// Where the server of --server answers
    #[arg(
        long,
        value_name = "ADDRESS",
        requires = "server",
        default_value = "127.0.0.1:8080"
    )]
    listen: SocketAddr,
    /// Build with optimization
    #[arg(long)]
    release: bool,
    /// Show the demonstration shop on a virtual screen and serve it over VNC at this port of the
    /// loopback address, until its window is closed
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "5900")]
    vnc: Option<u16>,
    /// The folder of the ledger, or of the server [default: the app's own; the demonstration shop
    /// and the server have their own]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Installs, builds and opens the register. Returns when its window is closed.
///
/// Without a screen, the demonstration shop is opened on a virtual one.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    if options.server {
        return run_server(options);
    }
    let screen = Screen::choose(options)?;
    system::ensure(&packages(options, &screen))?;
    ui::build()?;
    let mut more = Vec::new();
    if options.with_server {
        more.push("kasapro-sync-server");
    }
    if matches!(screen, Screen::VirtualScreen) {
        more.push(virtual_screen::PACKAGE);
    }
    step("build the register", || build(options.release, &more))?;
    if options.with_server {
        return run_with_server(options, &screen);
    }
    let shop = Shop::choose(options)?;
    if options.demo {
        open_demo(&shop, options.release)?;
    }
    open(&shop, options, &screen)
}

/// Where the window opens.
enum Screen {
    Desktop,
    VirtualScreen,
}

impl Screen {
    fn choose(options: &Options) -> Result<Self> {
        let shows_demo = options.demo || options.with_server;
        if session::has_display() && options.vnc.is_none() {
            return Ok(Self::Desktop);
        }
        if shows_demo && cfg!(target_os = "linux") {
            return Ok(Self::VirtualScreen);
        }
        bail!(
            "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).\n\
             On a desktop, start this from a terminal of the desktop session.\n\
             Without a screen, see the demonstration shop sell: cargo xtask run --demo"
        )
    }
}

/// All packages of the operating system that this run needs, so that they are installed at once.
fn packages(options: &Options, screen: &Screen) -> Vec<&'static str> {
    let mut packages = system::BUILD.to_vec();
    if options.release {
        packages.extend(system::RELEASE);
    }
    if options.with_server {
        packages.extend(system::SERVER);
    }
    if matches!(screen, Screen::VirtualScreen) {
        packages.extend(system::VIRTUAL_SCREEN);
        if options.vnc.is_some() {
            packages.extend(system::VNC);
        }
    }
    packages
}

/// Builds the sync server and runs it on the database in its folder.
fn run_server(options: &Options) -> Result<ExitCode> {
    system::ensure(&[system::SERVER_BUILD, system::SERVER].concat())?;
    step("build the server", || {
        let mut build = cargo(["build", "--package", "kasapro-sync-server"]);
        if options.release {
            build.arg("--release");
        }
        call(&mut build)
    })?;
    let folder = match &options.data {
        Some(folder) => std::path::absolute(folder)?,
        None => data_home()?.join("kasapro-server"),
    };
    kept_server::run(&folder, options.listen, options.release)
}

/// Sets up server, database and shop in a folder of the build folder. The next run empties it.
fn run_with_server(options: &Options, screen: &Screen) -> Result<ExitCode> {
    let release = options.release;
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
    open(&shop, options, screen)
}

fn open_demo(shop: &Shop, release: bool) -> Result<()> {
    let ctl = paths::built("kasaproctl", release)?;
    step("open the demonstration shop", || {
        call(shop.configure(program(ctl).arg("demo")))
    })
}

/// Builds the shell, the command line and other named packages in one call, because they share
/// crates.
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

/// Cargo's arguments for a release of these packages: optimized, with a bundled OpenSSL.
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

fn open(shop: &Shop, options: &Options, screen: &Screen) -> Result<ExitCode> {
    match screen {
        Screen::Desktop => open_on_desktop(shop, options.release),
        Screen::VirtualScreen => {
            let key_file = shop.key_file.as_deref();
            virtual_screen::sell(&shop.data, key_file, options.release, options.vnc)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn open_on_desktop(shop: &Shop, release: bool) -> Result<ExitCode> {
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

/// The paths of the ledger and its key.
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

    /// Passes the paths of the shop to one of our programs.
    fn configure<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("KASAPRO_DATA", &self.data);
        if let Some(file) = &self.key_file {
            command.env("KASAPRO_KEY_FILE", file);
        }
        command
    }
}

/// The app's own folder, or one beside it for the demonstration, so that it never touches a real
/// shop.
fn default_data(demo: bool) -> Result<PathBuf> {
    if let Some(folder) = variable("KASAPRO_DATA") {
        return Ok(std::path::absolute(folder)?);
    }
    Ok(data_home()?.join(if demo { "kasapro-demo" } else { "kasapro" }))
}

/// Where programs of this user keep their data.
fn data_home() -> Result<PathBuf> {
    let folder = variable("XDG_DATA_HOME")
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")));
    folder.context("neither XDG_DATA_HOME nor HOME is set: give --data DIR")
}

/// The key file, if it exists already or if there is no keyring for the key.
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
