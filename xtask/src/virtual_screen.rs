//! The demonstration shop in its real window on a machine without a screen: one sale is rung up,
//! and its receipt and a picture of it are shown.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

use crate::program::run;
use crate::step::step;
use crate::{paths, session};

/// The package of the program that rings up the sale.
pub(crate) const PACKAGE: &str = "kasapro-tests";

const PROGRAM: &str = "first-sale";

/// The command that shows the window on another computer.
const VNC_EXAMPLE: &str = "cargo xtask run --demo --vnc";

/// Opens the window on a virtual screen, makes a sale, and prints the receipt and the path of the
/// picture.
///
/// # Errors
/// When the window does not open or does not respond as expected.
pub(crate) fn sell(
    data: &Path,
    key_file: Option<&Path>,
    release: bool,
    vnc: Option<u16>,
) -> Result<()> {
    let folder = paths::target()?.join("first-sale");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let screenshot = folder.join("register.png");
    let key_file = key_file.context("without a desktop the key of the ledger must be in a file")?;
    let program = paths::built(PROGRAM, release)?;
    step(
        "ring up one sale in the window, on a virtual screen",
        || {
            let mut sell = session::headless(&folder.join("home"), [&program])?;
            sell.arg("--app").arg(paths::built("kasapro", release)?);
            sell.arg("--ctl").arg(paths::built("kasaproctl", release)?);
            sell.arg("--data").arg(data).arg("--key-file").arg(key_file);
            sell.arg("--screenshot").arg(&screenshot);
            if let Some(port) = vnc {
                sell.args(["--vnc", &port.to_string()]);
            }
            // The desktop's services write irrelevant messages to standard error.
            let log = folder.join("session.log");
            let file =
                File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
            run(sell.stderr(file))
                .with_context(|| format!("what went wrong is in {}", log.display()))
        },
    )?;
    if vnc.is_none() {
        println!(
            "    see it live: {VNC_EXAMPLE} (a VNC viewer at 127.0.0.1:5900),\n    \
             or start this command on a desktop"
        );
    }
    Ok(())
}
