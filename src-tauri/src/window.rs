//! The main window. It stays hidden until its page is loaded, so that no white flash is seen.

use tauri::webview::{Color, PageLoadEvent};
use tauri::{App, Manager, Theme, Webview};

/// The label of the register's window in `tauri.conf.json`.
pub(crate) const MAIN: &str = "main";

// The `bg` roles of `ui/src/kit/design`: the background until the page paints itself.
const LIGHT: Color = Color(0xF4, 0xF5, 0xF7, 0xFF);
const DARK: Color = Color(0x0F, 0x13, 0x18, 0xFF);

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
