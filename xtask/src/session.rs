//! The desktop around the register: a display, a D-Bus session, a keyring.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::program::{output, program};

/// The screen of tests. A window of 1366x768 fits on it without a window manager.
const TEST_SCREEN: &str = "-screen 0 1600x1000x24 -nolisten tcp";

/// Unlocks a separate keyring with a fixed password, then executes the given program.
const WITH_KEYRING: &str = r#"
printf tests | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
exec "$@""#;

/// Whether there is a screen to open a window on.
pub(crate) fn has_display() -> bool {
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Whether a D-Bus session is running.
pub(crate) fn has_bus() -> bool {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR");
    is_set("DBUS_SESSION_BUS_ADDRESS")
        || runtime.is_some_and(|dir| Path::new(&dir).join("bus").exists())
}

/// Whether the running session has a keyring (Secret Service).
pub(crate) fn has_keyring() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    has_bus()
        && ["ListNames", "ListActivatableNames"]
            .iter()
            .any(|list| bus_names(list))
}

fn bus_names(list: &str) -> bool {
    let method = format!("org.freedesktop.DBus.{list}");
    let call = [
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.DBus",
        "/",
        &method,
    ];
    let names = output(program("dbus-send").args(call));
    names.is_ok_and(|names| names.contains("\"org.freedesktop.secrets\""))
}

/// A call of a windowed program in this desktop session, or in a new D-Bus session.
pub(crate) fn windowed(path: &Path) -> Command {
    let mut command = if cfg!(target_os = "linux") && !has_bus() {
        let mut session = program("dbus-run-session");
        session.arg("--").arg(path);
        session
    } else {
        program(path)
    };
    set_webkit(&mut command);
    command
}

/// A call in a desktop for tests: an empty home, a display, a D-Bus session, an unlocked keyring.
pub(crate) fn headless<I, S>(home: &Path, words: I) -> Result<Command>
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = program("dbus-run-session");
    command.args(["--", "xvfb-run", "-a", "-s", TEST_SCREEN]);
    command.args(["sh", "-c", WITH_KEYRING, "sh"]).args(words);
    for (name, folder) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        let folder = home.join(folder);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        command.env(name, folder);
    }
    command
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11");
    set_webkit(&mut command);
    Ok(command)
}

/// Without these the webview stays blank on some drivers, and waits for an accessibility bus.
fn set_webkit(command: &mut Command) {
    for name in ["WEBKIT_DISABLE_DMABUF_RENDERER", "NO_AT_BRIDGE"] {
        if !is_set(name) {
            command.env(name, "1");
        }
    }
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}
