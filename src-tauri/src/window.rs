//! The main window. It stays hidden until its page is loaded, so that no white flash is seen.

use std::path::Path;
use std::time::Duration;

use tauri::plugin::TauriPlugin;
use tauri::webview::{Color, PageLoadEvent};
use tauri::{App, AppHandle, Manager, Theme, Webview, WindowEvent, Wry};
use tauri_plugin_window_state::{AppHandleExt as _, StateFlags};
use tokio::sync::watch;

/// The label of the register's window in `tauri.conf.json`.
pub(crate) const MAIN: &str = "main";

/// The file in the data folder that keeps the place of the window.
const PLACE_FILE: &str = "window.json";

/// How long a window rests before its place is written: while it is dragged, nothing is.
const REST: Duration = Duration::from_millis(500);

// The `bg` roles of `ui/src/kit/design`: the background until the page paints itself.
const LIGHT: Color = Color(0xF4, 0xF5, 0xF7, 0xFF);
const DARK: Color = Color(0x0F, 0x13, 0x18, 0xFF);

/// What of the window is the same after a restart. Not whether it is shown: its page decides.
fn kept() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN
}

/// Puts the window where it was, unless that screen is gone.
pub(crate) fn keep_place(data_dir: &Path) -> TauriPlugin<Wry> {
    let file = data_dir.join(PLACE_FILE);
    // The plugin takes a relative path as one in the desktop's folder for settings.
    let file = std::path::absolute(&file).unwrap_or(file);
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(kept())
        .with_filename(file.to_string_lossy())
        .build()
}

/// Writes the place soon after each change: a register is more often switched off than closed.
pub(crate) fn write_place_when_moved(app: &App) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let (moved, mut seen) = watch::channel(());
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Moved(_) | WindowEvent::Resized(_)) {
            // Fails only when nobody writes any more.
            moved.send(()).ok();
        }
    });
    let app = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        while seen.changed().await.is_ok() {
            tokio::time::sleep(REST).await;
            seen.mark_unchanged();
            write_place(&app);
        }
    });
}

/// On the thread of the window: the plugin holds a lock meanwhile that a move of the window takes.
fn write_place(app: &AppHandle) {
    let writing = app.clone();
    let asked = app.run_on_main_thread(move || {
        if let Err(error) = writing.save_window_state(kept()) {
            log::warn!("the place of the window cannot be kept: {error}");
        }
    });
    if let Err(error) = asked {
        log::warn!("the window is gone: {error}");
    }
}

/// Gives the window the background of the desktop's theme before the page is loaded.
pub(crate) fn paint_before_page(app: &App) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(MAIN) else {
        return Ok(());
    };
    let background = if window.theme()? == Theme::Dark {
        DARK
    } else {
        LIGHT
    };
    window.set_background_color(Some(background))
}

/// Shows the window when its page has finished loading.
pub(crate) fn reveal_when_loaded(webview: &Webview, event: PageLoadEvent) {
    if event != PageLoadEvent::Finished || webview.label() != MAIN {
        return;
    }
    let window = webview.window();
    if let Err(error) = window.show().and_then(|()| window.set_focus()) {
        log::error!("the window cannot be shown: {error}");
    }
}

/// Shows the window above the others, also when it was put away.
pub(crate) fn bring_to_front(app: &AppHandle) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(MAIN) else {
        return Ok(());
    };
    window.unminimize()?;
    window.show()?;
    window.set_focus()
}

/// Fills the screen with the window, or gives the screen back.
pub(crate) fn toggle_full_screen(app: &AppHandle) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(MAIN) else {
        return Ok(());
    };
    window.set_fullscreen(!window.is_fullscreen()?)?;
    write_place(app);
    Ok(())
}
