//! The file for support: it knows the webview, and is made for a shop that does not open, too.

use std::path::PathBuf;

use register::view::SupportFileView;
use register::{SupportRequest, write_support_file};
use tauri::State;

use crate::shell::{Answer, Shell};

/// Writes a new file for support: versions, checks, settings and logs, and nobody's name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn support_file_save(
    shell: State<'_, Shell>,
    path: String,
) -> Answer<SupportFileView> {
    let webview = tauri::webview_version().ok();
    let data_dir = register::default_data_dir();
    shell
        .ask_anyway(move |register| {
            let request = SupportRequest {
                program: "kasapro",
                webview: webview.as_deref(),
                data_dir: &data_dir,
                register,
            };
            write_support_file(&PathBuf::from(path), &request)
        })
        .await
}
