//! Prepares the graphics of the webview before it starts.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// The variable that keeps `WebKitGTK` from its DMA-BUF renderer, which shows an empty window on
/// some drivers.
const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts this program again, as the same process, with the safe renderer. Keeps a choice that is
/// set already.
///
/// The variable must be set before the first thread starts, and setting it in a running program is
/// unsafe.
pub(crate) fn choose_safe_renderer() {
    if std::env::var_os(RENDERER).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let arguments = std::env::args_os().skip(1);
    // Returns only when it failed. The window may still work as it is.
    let error = Command::new(program)
        .args(arguments)
        .env(RENDERER, "1")
        .exec();
    log::warn!("the safe renderer cannot be chosen: {error}");
}
