//! The dialogs of the desktop that choose a file or a folder.

use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

use crate::shell::Answer;

/// Lets the person choose a file; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_choose(app: tauri::AppHandle) -> Answer<Option<String>> {
    let dialog = app.dialog().file();
    let dialog = dialog.add_filter("CSV", &["csv", "txt", "tsv"]);
    Ok(chosen(dialog, FileDialogBuilder::pick_file).await)
}

/// Lets the person choose a backup; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_choose(app: tauri::AppHandle) -> Answer<Option<String>> {
    let dialog = app.dialog().file().add_filter("Kasapro", &["db"]);
    Ok(chosen(dialog, FileDialogBuilder::pick_file).await)
}

/// Lets the person choose the folder of the daily backups; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn folder_choose(app: tauri::AppHandle) -> Answer<Option<String>> {
    Ok(chosen(app.dialog().file(), FileDialogBuilder::pick_folder).await)
}

/// Lets the person choose where a new file goes; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn new_file_choose(app: tauri::AppHandle, name: String) -> Answer<Option<String>> {
    let dialog = app.dialog().file().set_file_name(name);
    Ok(chosen(dialog, FileDialogBuilder::save_file).await)
}

type Answered = Box<dyn FnOnce(Option<FilePath>) + Send>;

async fn chosen<R: tauri::Runtime>(
    dialog: FileDialogBuilder<R>,
    open: impl FnOnce(FileDialogBuilder<R>, Answered),
) -> Option<String> {
    let (answer, chosen) = oneshot::channel();
    open(
        dialog,
        Box::new(move |file| {
            // The window may be gone by the time the person answers.
            answer.send(file).ok();
        }),
    );
    let file = chosen.await.ok().flatten();
    file.and_then(|file| file.into_path().ok())
        .map(|path| path.display().to_string())
}
