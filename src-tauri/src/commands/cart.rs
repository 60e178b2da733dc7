//! The running sale.

use register::Register;
use register::view::{ApprovalInput, CartView, DiscountInput, ScanView};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// The running sale as it is stored.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_view(shell: State<'_, Shell>) -> Answer<CartView> {
    shell.ask(Register::cart_view).await
}

/// Adds what a scanned or typed code stands for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_scan(
    shell: State<'_, Shell>,
    command_id: Uuid,
    code: String,
    quantity_text: Option<String>,
) -> Answer<ScanView> {
    shell
        .ask(move |register| register.cart_scan(command_id, &code, quantity_text.as_deref()))
        .await
}

/// Adds a product that was chosen on the screen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_add_product(
    shell: State<'_, Shell>,
    command_id: Uuid,
    product_id: Uuid,
    quantity_text: Option<String>,
) -> Answer<ScanView> {
    shell
        .ask(move |register| {
            register.cart_add_product(command_id, product_id, quantity_text.as_deref())
        })
        .await
}

/// Changes the quantity of a line.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_set_quantity(
    shell: State<'_, Shell>,
    command_id: Uuid,
    line_id: u32,
    quantity_text: String,
) -> Answer<CartView> {
    shell
        .ask(move |register| register.cart_set_quantity(command_id, line_id, &quantity_text))
        .await
}

/// Removes a line.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_remove(
    shell: State<'_, Shell>,
    command_id: Uuid,
    line_id: u32,
) -> Answer<CartView> {
    shell
        .ask(move |register| register.cart_remove(command_id, line_id))
        .await
}

/// Takes the last change of the cart back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_undo(shell: State<'_, Shell>, command_id: Uuid) -> Answer<CartView> {
    shell
        .ask(move |register| register.cart_undo(command_id))
        .await
}

/// Empties the cart.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_clear(shell: State<'_, Shell>, command_id: Uuid) -> Answer<CartView> {
    shell
        .ask(move |register| register.cart_clear(command_id))
        .await
}

/// Sets or removes a discount on a line, or on the whole cart.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cart_discount(
    shell: State<'_, Shell>,
    command_id: Uuid,
    line_id: Option<u32>,
    discount: Option<DiscountInput>,
    approval: Option<ApprovalInput>,
) -> Answer<CartView> {
    shell
        .ask(move |register| {
            register.cart_discount(command_id, line_id, discount.as_ref(), approval.as_ref())
        })
        .await
}
