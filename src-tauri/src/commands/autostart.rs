//! Whether the program starts when somebody logs in. It belongs to the person's desktop and not to
//! the shop: nothing is stored, and no role is asked for.

use crate::autostart;
use crate::shell::Answer;

/// Whether it does, as the desktop has it now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn autostart_read(app: tauri::AppHandle) -> Answer<bool> {
    Ok(autostart::is_on(&app)?)
}

/// Turns it on or off; the answer is what the desktop has then.
#[tauri::command]
#[specta::specta]
pub(crate) async fn autostart_write(app: tauri::AppHandle, on: bool) -> Answer<bool> {
    autostart::turn(&app, on)?;
    Ok(autostart::is_on(&app)?)
}
