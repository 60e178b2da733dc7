//! Finding products.

use register::Register;
use register::view::ProductHit;
use tauri::State;

use crate::shell::{Answer, Shell};

/// Products whose name, SKU or barcode match.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_search(
    shell: State<'_, Shell>,
    text: String,
    limit: u32,
) -> Answer<Vec<ProductHit>> {
    shell
        .ask(move |register| register.product_search(&text, limit))
        .await
}

/// The categories that hold products.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_categories(shell: State<'_, Shell>) -> Answer<Vec<String>> {
    shell.ask(Register::product_categories).await
}

/// A page of a category's products.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_in_category(
    shell: State<'_, Shell>,
    category: String,
    limit: u32,
    offset: u32,
) -> Answer<Vec<ProductHit>> {
    shell
        .ask(move |register| register.product_in_category(&category, limit, offset))
        .await
}
