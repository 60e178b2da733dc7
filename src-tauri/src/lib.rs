//! The desktop shell: opens the window and hands each command to one use case of [`register`].
//!
//! It holds no business rule. What a person may do and what things cost is decided in the crates
//! below it.
//!
//! # Where to start in these pages
//!
//! | to see | start from |
//! | --- | --- |
//! | what a cart comes to | [`domain::totals::totals`] |
//! | how an entry is appended and read | [`ledger::Ledger`] |
//! | what the sync does next | [`sync_engine::Engine`] |
//! | what a screen or a script can ask for | [`register::Register`] |
//! | what register and server send each other | [`protocol::path`] |
//!
//! The first four have an example that runs as a test.
//!
//! [`domain::totals::totals`]: ../domain/totals/fn.totals.html
//! [`ledger::Ledger`]: ../ledger/struct.Ledger.html
//! [`sync_engine::Engine`]: ../sync_engine/struct.Engine.html
//! [`protocol::path`]: ../protocol/path/index.html

mod autostart;
mod bindings;
mod closing;
mod commands;
#[cfg(target_os = "linux")]
mod display;
mod events;
#[cfg(target_os = "linux")]
mod graphics;
mod shell;
mod single_instance;
mod start_error;
mod version;
mod window;

use std::path::Path;

pub use start_error::StartError;
use tauri::{AppHandle, Manager, RunEvent};

/// Opens the register's window. When it is closed the process ends.
///
/// # Errors
/// When there is no display, or the webview or the window cannot be created.
#[expect(clippy::exit, reason = "what the macro of Tauri expands to")]
pub fn run() -> Result<(), StartError> {
    if version::print_if_asked() {
        return Ok(());
    }
    let data_dir = register::default_data_dir();
    register::note_panics_in(data_dir.join("logs/panics.log"));
    #[cfg(target_os = "linux")]
    {
        graphics::choose_safe_renderer();
        display::must_be_there()?;
    }
    let bindings = bindings::builder();
    let app = with_plugins(&data_dir)
        .invoke_handler(bindings.invoke_handler())
        .manage(closing::CloseQuestion::default())
        .on_window_event(closing::ask_before)
        .on_page_load(|webview, payload| window::reveal_when_loaded(webview, payload.event()))
        .setup(move |app| {
            bindings.mount_events(app);
            let handle = app.handle().clone();
            autostart::prepare(&handle)?;
            app.manage(shell::Shell::open(move |register| {
                events::forward(register, handle.clone());
            }));
            window::write_place_when_moved(app);
            Ok(window::paint_before_page(app)?)
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            close(app);
        }
    });
    Ok(())
}

/// The window is gone and the process is about to end.
fn close(app: &AppHandle) {
    // A start from now on opens a window of its own, instead of waiting for one that is gone.
    tauri_plugin_single_instance::destroy(app);
    if let Some(shell) = app.try_state::<shell::Shell>() {
        shell.close();
    }
}

fn with_plugins(data_dir: &Path) -> tauri::Builder<tauri::Wry> {
    let mut builder = tauri::Builder::default();
    if single_instance::tells_folders_apart() {
        builder = builder.plugin(single_instance::plugin(data_dir));
    }
    builder
        .plugin(log_file(data_dir))
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::keep_place(data_dir))
}

/// The log that support reads: a few files of a few megabytes beside the data, codes and ids only.
fn log_file<R: tauri::Runtime>(data_dir: &Path) -> tauri::plugin::TauriPlugin<R> {
    use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind};
    Builder::new()
        .level(log::LevelFilter::Info)
        // What the desktop's bus is told is of no use to support.
        .level_for("zbus", log::LevelFilter::Warn)
        .level_for("tracing", log::LevelFilter::Warn)
        .max_file_size(4_000_000)
        .rotation_strategy(RotationStrategy::KeepSome(4))
        .targets([
            Target::new(TargetKind::Stdout),
            Target::new(TargetKind::Folder {
                path: data_dir.join("logs"),
                file_name: None,
            }),
        ])
        .build()
}
