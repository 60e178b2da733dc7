//! Past transactions.

use register::view::{PrintJobView, TransactionPage, TransactionQuery, TransactionView};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// A page of past transactions, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_list(
    shell: State<'_, Shell>,
    query: TransactionQuery,
) -> Answer<TransactionPage> {
    shell
        .ask(move |register| register.transaction_list(&query))
        .await
}

/// One transaction with its receipt.
#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_show(
    shell: State<'_, Shell>,
    transaction_id: Uuid,
) -> Answer<TransactionView> {
    shell
        .ask(move |register| register.transaction_show(transaction_id))
        .await
}

/// Prints a receipt again, marked as a copy.
#[tauri::command]
#[specta::specta]
pub(crate) async fn receipt_reprint(
    shell: State<'_, Shell>,
    command_id: Uuid,
    transaction_id: Uuid,
) -> Answer<PrintJobView> {
    shell
        .ask(move |register| register.receipt_reprint(command_id, transaction_id))
        .await
}
