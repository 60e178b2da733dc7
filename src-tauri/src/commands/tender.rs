//! Taking money.

use register::Register;
use register::view::{CartView, DoneView, OfferInput, TenderView};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// What is due, rounded, received and given back for these payments.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tender_preview(
    shell: State<'_, Shell>,
    offers: Vec<OfferInput>,
) -> Answer<TenderView> {
    shell
        .ask(move |register| register.tender_preview(&offers))
        .await
}

/// Completes the sale: durable before it answers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tender_complete(
    shell: State<'_, Shell>,
    command_id: Uuid,
    cart_revision: u32,
    offers: Vec<OfferInput>,
) -> Answer<DoneView> {
    shell
        .ask(move |register| register.tender_complete(command_id, cart_revision.into(), &offers))
        .await
}

/// Leaves the done screen for the next sale.
#[tauri::command]
#[specta::specta]
pub(crate) async fn done_dismiss(shell: State<'_, Shell>) -> Answer<CartView> {
    shell.ask(Register::done_dismiss).await
}
