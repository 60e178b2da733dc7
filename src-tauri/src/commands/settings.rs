//! The shop's and the register's settings.

use register::Register;
use register::view::{SettingsInput, SettingsView};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings_read(shell: State<'_, Shell>) -> Answer<SettingsView> {
    shell.ask(Register::settings_read).await
}

/// Changes the settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings_write(
    shell: State<'_, Shell>,
    command_id: Uuid,
    input: SettingsInput,
) -> Answer<SettingsView> {
    shell
        .ask(move |register| register.settings_write(command_id, &input))
        .await
}
