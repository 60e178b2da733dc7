//! Windows and macOS: their own lists of what starts at login.

use tauri::AppHandle;
use tauri_plugin_autostart::{Builder, ManagerExt as _};

use super::error::AutostartError;

/// Must run before anything asks.
pub(crate) fn prepare(app: &AppHandle) -> tauri::Result<()> {
    app.plugin(Builder::new().app_name("Kasapro").build())
}

/// Whether the system starts this program at login.
pub(crate) fn is_on(app: &AppHandle) -> Result<bool, AutostartError> {
    app.autolaunch()
        .is_enabled()
        .map_err(AutostartError::System)
}

/// Has the system start this program at login, or no longer.
pub(crate) fn turn(app: &AppHandle, on: bool) -> Result<(), AutostartError> {
    let entry = app.autolaunch();
    let turned = if on { entry.enable() } else { entry.disable() };
    turned.map_err(AutostartError::System)
}
