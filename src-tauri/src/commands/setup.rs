//! Setting up a shop, and whether one is there.

use register::Register;
use register::view::{SetupInput, SetupStatus, StatusView};
use tauri::State;

use crate::shell::{Answer, Shell};

/// Whether this computer has a shop. Fails with the reason when its ledger cannot be opened.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_status(shell: State<'_, Shell>) -> Answer<SetupStatus> {
    shell.ask(Register::setup_status).await
}

/// Sets a shop up and leaves its owner unlocked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_create(shell: State<'_, Shell>, input: SetupInput) -> Answer<StatusView> {
    shell
        .ask(move |register| register.setup_create(&input))
        .await
}

/// What every screen shows around its own content.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_status(shell: State<'_, Shell>) -> Answer<StatusView> {
    shell.ask(Register::app_status).await
}
