//! What a desktop's window manager does for a person: asking a window to close.

use anyhow::{Context, Result, bail};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, MapState, Window as XWindow,
};
use x11rb::rust_connection::RustConnection;

/// Presses the X of the window of this process.
///
/// # Errors
/// When there is no such window, or no display.
pub(super) fn ask_to_close(pid: u32) -> Result<()> {
    let (display, screen) = x11rb::connect(None).context("no display")?;
    let root = display.setup().roots.get(screen).context("no screen")?.root;
    let atom = |name: &str| -> Result<u32> {
        Ok(display.intern_atom(false, name.as_bytes())?.reply()?.atom)
    };
    let (protocols, delete) = (atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
    let of_process = atom("_NET_WM_PID")?;
    for window in display.query_tree(root)?.reply()?.children {
        // A program has windows that nobody sees, too.
        let look = display.get_window_attributes(window)?.reply()?;
        let is_own = look.map_state == MapState::VIEWABLE
            && numbers(&display, window, of_process)?.contains(&pid);
        if is_own && numbers(&display, window, protocols)?.contains(&delete) {
            let ask = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
            let sent = display.send_event(false, window, EventMask::NO_EVENT, ask)?;
            // Without an answer the end of the connection may come before it is read.
            return Ok(sent.check()?);
        }
    }
    bail!("process {pid} has no window")
}

fn numbers(display: &RustConnection, window: XWindow, property: u32) -> Result<Vec<u32>> {
    let asked = display.get_property(false, window, property, AtomEnum::ANY, 0, 64)?;
    let reply = asked.reply()?;
    Ok(reply.value32().map(Iterator::collect).unwrap_or_default())
}
