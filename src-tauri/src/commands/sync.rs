//! The sync with a server.

use register::Register;
use register::view::{JoinInput, JoiningCodeView, StatusView, SyncAttentionCode, SyncStatusView};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// The sync status.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_status(shell: State<'_, Shell>) -> Answer<SyncStatusView> {
    shell.ask(Register::sync_status).await
}

/// Tries at once, without waiting for the answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_now(shell: State<'_, Shell>) -> Answer<()> {
    shell.ask(Register::sync_now).await
}

/// Dismisses a notice that an owner has read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_attention_dismiss(
    shell: State<'_, Shell>,
    code: SyncAttentionCode,
) -> Answer<SyncStatusView> {
    shell
        .ask(move |register| register.sync_attention_dismiss(code))
        .await
}

/// Dismisses a conflict that a person has read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn conflict_dismiss(
    shell: State<'_, Shell>,
    conflict_id: Uuid,
) -> Answer<SyncStatusView> {
    shell
        .ask(move |register| register.conflict_dismiss(conflict_id))
        .await
}

/// Brings this shop, which began here, to a server.
#[tauri::command]
#[specta::specta]
pub(crate) async fn enrol_found(
    shell: State<'_, Shell>,
    command_id: Uuid,
    server_url: String,
    code: String,
) -> Answer<SyncStatusView> {
    shell
        .ask(move |register| register.enrol_found(command_id, &server_url, &code))
        .await
}

/// Joins a shop that a server has; somebody of that shop unlocks the register afterwards.
#[tauri::command]
#[specta::specta]
pub(crate) async fn enrol_join(
    shell: State<'_, Shell>,
    command_id: Uuid,
    input: JoinInput,
) -> Answer<StatusView> {
    shell
        .ask(move |register| register.enrol_join(command_id, &input))
        .await
}

/// A one-use code with which another register joins this shop.
#[tauri::command]
#[specta::specta]
pub(crate) async fn joining_code_create(shell: State<'_, Shell>) -> Answer<JoiningCodeView> {
    shell.ask(Register::joining_code_create).await
}
