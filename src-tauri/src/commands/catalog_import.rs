//! Importing a catalog.

use register::Register;
use register::view::{ColumnMapping, ImportPreview, ImportProgress};
use tauri::State;
use tauri_plugin_dialog::DialogExt;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// What a file would bring, with the columns as mapped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_preview(
    shell: State<'_, Shell>,
    path: String,
    mapping: Option<ColumnMapping>,
) -> Answer<ImportPreview> {
    shell
        .ask(move |register| register.import_preview(&path, mapping.as_ref()))
        .await
}

/// Starts the import in the background.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_start(
    shell: State<'_, Shell>,
    command_id: Uuid,
    path: String,
    mapping: ColumnMapping,
) -> Answer<()> {
    shell
        .ask(move |register| register.import_start(command_id, &path, &mapping))
        .await
}

/// How far the import is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_progress(shell: State<'_, Shell>) -> Answer<ImportProgress> {
    shell.ask(Register::import_progress).await
}

/// Asks the import to stop.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_cancel(shell: State<'_, Shell>) -> Answer<()> {
    shell.ask(Register::import_cancel).await
}

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
