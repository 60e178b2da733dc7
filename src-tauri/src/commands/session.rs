//! Who uses the register.

use register::Register;
use register::view::{PersonView, Role, StatusView, UserInput};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// The people who may unlock this register.
#[tauri::command]
#[specta::specta]
pub(crate) async fn people(shell: State<'_, Shell>) -> Answer<Vec<PersonView>> {
    shell.ask(Register::people).await
}

/// All people, also inactive ones, for the screen that manages them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn users(shell: State<'_, Shell>) -> Answer<Vec<PersonView>> {
    shell.ask(Register::users).await
}

/// Unlocks the register for a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session_unlock(
    shell: State<'_, Shell>,
    user_id: Uuid,
    pin: String,
) -> Answer<StatusView> {
    shell
        .ask(move |register| register.session_unlock(user_id, &pin))
        .await
}

/// Locks the register; the cart stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session_lock(shell: State<'_, Shell>) -> Answer<StatusView> {
    shell.ask(Register::session_lock).await
}

/// Adds a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn user_add(
    shell: State<'_, Shell>,
    command_id: Uuid,
    input: UserInput,
) -> Answer<Vec<PersonView>> {
    shell
        .ask(move |register| register.user_add(command_id, &input))
        .await
}

/// Lets a person in again, or no longer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn user_set_active(
    shell: State<'_, Shell>,
    command_id: Uuid,
    user_id: Uuid,
    active: bool,
) -> Answer<Vec<PersonView>> {
    shell
        .ask(move |register| register.user_set_active(command_id, user_id, active))
        .await
}

/// Gives a person another PIN.
#[tauri::command]
#[specta::specta]
pub(crate) async fn user_set_pin(
    shell: State<'_, Shell>,
    command_id: Uuid,
    user_id: Uuid,
    pin: String,
) -> Answer<Vec<PersonView>> {
    shell
        .ask(move |register| register.user_set_pin(command_id, user_id, &pin))
        .await
}

/// Gives a person another role.
#[tauri::command]
#[specta::specta]
pub(crate) async fn user_set_role(
    shell: State<'_, Shell>,
    command_id: Uuid,
    user_id: Uuid,
    role: Role,
) -> Answer<Vec<PersonView>> {
    shell
        .ask(move |register| register.user_set_role(command_id, user_id, role))
        .await
}
