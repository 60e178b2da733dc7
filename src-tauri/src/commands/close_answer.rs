//! The answer to the question whether the window is to close.

use tauri::State;

use crate::closing::{self, CloseQuestion};
use crate::shell::Answer;

/// Closes the window that was to be closed, or keeps it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn window_close_answer(
    app: tauri::AppHandle,
    question: State<'_, CloseQuestion>,
    closes: bool,
) -> Answer<()> {
    if closes {
        closing::close(&app);
    } else {
        question.declined();
    }
    Ok(())
}
