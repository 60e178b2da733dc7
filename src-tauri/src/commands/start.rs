//! Another try after a start that failed.

use tauri::State;

use crate::shell::{Answer, Shell};

/// Opens the register anew, unless it is open; the next command tells what came of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_again(shell: State<'_, Shell>) -> Answer<()> {
    shell.open_again().await
}
