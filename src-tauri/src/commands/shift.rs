//! The shift and its drawer.

use register::Register;
use register::view::{
    ApprovalInput, CountInput, DenominationView, MoneyView, ShiftReportView, ShiftView,
};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// The notes and coins of the shop's currency.
#[tauri::command]
#[specta::specta]
pub(crate) async fn denominations(shell: State<'_, Shell>) -> Answer<Vec<DenominationView>> {
    shell.ask(Register::denominations).await
}

/// What a counted drawer comes to; changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_preview(shell: State<'_, Shell>, count: CountInput) -> Answer<MoneyView> {
    shell
        .ask(move |register| register.count_preview(&count))
        .await
}

/// Opens a shift with a counted float.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_open(
    shell: State<'_, Shell>,
    command_id: Uuid,
    count: CountInput,
) -> Answer<ShiftView> {
    shell
        .ask(move |register| register.shift_open(command_id, &count))
        .await
}

/// The report of the open shift so far.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_report(shell: State<'_, Shell>) -> Answer<ShiftReportView> {
    shell.ask(Register::shift_report).await
}

/// Closes the shift with the counted cash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_close(
    shell: State<'_, Shell>,
    command_id: Uuid,
    count: CountInput,
    note: String,
    approval: Option<ApprovalInput>,
) -> Answer<ShiftReportView> {
    shell
        .ask(move |register| register.shift_close(command_id, &count, &note, approval.as_ref()))
        .await
}

/// Opens the drawer without a sale.
#[tauri::command]
#[specta::specta]
pub(crate) async fn drawer_open(
    shell: State<'_, Shell>,
    command_id: Uuid,
    reason: String,
    approval: Option<ApprovalInput>,
) -> Answer<()> {
    shell
        .ask(move |register| register.drawer_open(command_id, &reason, approval.as_ref()))
        .await
}
