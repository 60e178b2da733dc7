//! The dialog of the desktop that chooses a file.

use tauri_plugin_dialog::DialogExt;

use crate::shell::Answer;

/// Lets the person choose a file; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_choose(app: tauri::AppHandle) -> Answer<Option<String>> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .add_filter("CSV", &["csv", "txt", "tsv"])
        .pick_file(move |file| {
            // The window may be gone by the time the person answers.
            answer.send(file).ok();
        });
    let file = chosen.await.ok().flatten();
    Ok(file
        .and_then(|file| file.into_path().ok())
        .map(|path| path.display().to_string()))
}
