//! The window as large as the screen.

use register::{CommandError, ErrorCode};

use crate::shell::Answer;
use crate::window;

/// Fills the screen with the window, or gives the screen back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn full_screen_toggle(app: tauri::AppHandle) -> Answer<()> {
    window::toggle_full_screen(&app)
        .map_err(|error| CommandError::new(ErrorCode::Internal, &error.to_string()))
}
