//! The desktop shell: opens the window and hands each command to one use case of `register`.
//!
//! It holds no business rule: what a person may do and what things cost is decided below.

mod bindings;
mod commands;
mod events;
mod shell;
mod window;

use tauri::Manager;

/// Opens the register's window and returns when it is closed.
///
/// # Errors
/// When the webview or the window cannot be created.
pub fn run() -> tauri::Result<()> {
    let bindings = bindings::builder();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(bindings.invoke_handler())
        .on_page_load(|webview, payload| window::reveal_when_loaded(webview, payload.event()))
        .setup(move |app| {
            bindings.mount_events(app);
            let handle = app.handle().clone();
            app.manage(shell::Shell::open(move |register| {
                events::forward(register, handle)
            }));
            Ok(window::paint_before_page(app)?)
        })
        .run(tauri::generate_context!())
}
