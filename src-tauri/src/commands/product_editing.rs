//! The product screen.

use register::Register;
use register::view::{ProductDetail, ProductInput, ProductStatus, ProductsPage};
use tauri::State;
use uuid::Uuid;

use crate::shell::{Answer, Shell};

/// A page of the catalog by name; with words, the best matches, which are one page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn products_list(
    shell: State<'_, Shell>,
    query: String,
    category: Option<String>,
    status: Option<ProductStatus>,
    after: Option<Uuid>,
    limit: u32,
) -> Answer<ProductsPage> {
    let list = move |register: &Register| {
        register.products_list(&query, category.as_deref(), status, after, limit)
    };
    shell.ask(list).await
}

/// A product with everything that can be edited.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_show(
    shell: State<'_, Shell>,
    product_id: Uuid,
) -> Answer<ProductDetail> {
    shell
        .ask(move |register| register.product_show(product_id))
        .await
}

/// Creates or changes a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_save(
    shell: State<'_, Shell>,
    command_id: Uuid,
    input: ProductInput,
) -> Answer<ProductDetail> {
    shell
        .ask(move |register| register.product_save(command_id, &input))
        .await
}

/// Takes a product out of sale, or back into it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_set_status(
    shell: State<'_, Shell>,
    command_id: Uuid,
    product_id: Uuid,
    active: bool,
) -> Answer<ProductDetail> {
    shell
        .ask(move |register| register.product_set_status(command_id, product_id, active))
        .await
}
