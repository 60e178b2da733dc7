//! What the webview needs to know of the machine before it starts.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// The variable with which `WebKitGTK` leaves its DMA-BUF renderer alone, which shows an empty window on some drivers.
const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts this program again, as the same process, with the safe renderer; a person's own choice stands.
///
/// The variable must be there before the first thread, and setting it in a running program is unsafe.
pub(crate) fn choose_safe_renderer() {
    if std::env::var_os(RENDERER).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let arguments = std::env::args_os().skip(1);
    // Comes back only when it failed; then the window may still work as it is.
    let error = Command::new(program)
        .args(arguments)
        .env(RENDERER, "1")
        .exec();
    log::warn!("the safe renderer cannot be chosen: {error}");
}
