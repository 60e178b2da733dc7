//! Everything the screen can ask for. Each command converts its arguments, calls one use case and
//! returns.

mod cart;
mod catalog_import;
mod printing;
mod product;
mod product_editing;
mod session;
mod settings;
mod setup;
mod shift;
mod sync;
mod tender;
mod transaction;

use tauri_specta::{Commands, collect_commands};

/// The commands, in the order in which they are exported to TypeScript.
pub(crate) fn all() -> Commands<tauri::Wry> {
    collect_commands![
        setup::setup_status,
        setup::setup_create,
        setup::app_status,
        session::people,
        session::users,
        session::session_unlock,
        session::session_lock,
        session::user_add,
        session::user_set_active,
        session::user_set_pin,
        session::user_set_role,
        shift::denominations,
        shift::count_preview,
        shift::shift_open,
        shift::shift_report,
        shift::shift_close,
        shift::drawer_open,
        cart::cart_view,
        cart::cart_scan,
        cart::cart_add_product,
        cart::cart_set_quantity,
        cart::cart_remove,
        cart::cart_undo,
        cart::cart_clear,
        cart::cart_discount,
        product::product_search,
        product::product_categories,
        product::product_in_category,
        product_editing::products_list,
        product_editing::product_show,
        product_editing::product_save,
        product_editing::product_set_status,
        tender::tender_preview,
        tender::tender_complete,
        tender::done_dismiss,
        transaction::transaction_list,
        transaction::transaction_show,
        transaction::receipt_reprint,
        printing::print_queue,
        printing::print_retry,
        printing::print_discard,
        printing::printer_test,
        settings::settings_read,
        settings::settings_write,
        catalog_import::import_choose,
        catalog_import::import_preview,
        catalog_import::import_start,
        catalog_import::import_progress,
        catalog_import::import_cancel,
        sync::sync_status,
        sync::sync_now,
        sync::sync_attention_dismiss,
        sync::conflict_dismiss,
        sync::enrol_found,
        sync::enrol_join,
        sync::joining_code_create,
    ]
}
