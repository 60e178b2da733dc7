//! Shows the window on another computer, over VNC.

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;
use test_support::window::Window;

/// How often to check whether the window was closed.
const POLL: Duration = Duration::from_millis(500);

/// Serves the display on the loopback address until the window is closed.
///
/// # Errors
/// When x11vnc does not start or ends early.
pub(crate) async fn serve_until_closed(window: &Window, port: u16) -> Result<()> {
    let password = password()?;
    // Only this user can read it.
    let mut file = NamedTempFile::new().context("cannot write the password's file")?;
    writeln!(file, "{password}")?;
    let mut server = Server::start(port, file.path())?;
    println!(
        "the window is open: connect a VNC viewer to 127.0.0.1:{port}, password {password}\n\
         from another computer: ssh -L {port}:127.0.0.1:{port} THIS-COMPUTER\n\
         Ctrl+C here, or closing the window, ends it"
    );
    while window.process_id().is_some() {
        if let Some(status) = server.0.try_wait()? {
            bail!("x11vnc has ended ({status}): is port {port} in use? Choose another: --vnc PORT");
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

/// VNC only reads the first eight characters of a password.
fn password() -> Result<String> {
    Ok(format!("{:08x}", getrandom::u32()?))
}

struct Server(Child);

impl Server {
    fn start(port: u16, password: &Path) -> Result<Self> {
        let mut command = Command::new("x11vnc");
        command
            .args(["-localhost", "-forever", "-shared", "-quiet", "-noxdamage"])
            .args(["-rfbport", &port.to_string()])
            .arg("-passwdfile")
            // x11vnc removes the file as soon as it has read it.
            .arg(format!("rm:{}", password.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = command.spawn().context("x11vnc is not installed")?;
        Ok(Self(child))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
