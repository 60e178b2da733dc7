//! Closing the window while a shift is open is asked about: the day is not over, and a wrong click
//! stops the counter. Nothing would be lost, so a second wish to close is granted at once. It may
//! come because the page that should ask does not answer.

use std::sync::atomic::{AtomicBool, Ordering};

use register::Register;
use tauri::{AppHandle, Manager, Window, WindowEvent};
use tauri_specta::Event;

use crate::events::CloseAsked;
use crate::shell::Shell;
use crate::window;

/// Whether the person was asked and has not answered.
#[derive(Debug, Default)]
pub(crate) struct CloseQuestion {
    is_open: AtomicBool,
}

impl CloseQuestion {
    /// Notes a wish to close. Whether it has to wait for an answer.
    fn waits(&self) -> bool {
        !self.is_open.swap(true, Ordering::SeqCst)
    }

    /// The person stays: the next wish is asked about again.
    pub(crate) fn declined(&self) {
        self.is_open.store(false, Ordering::SeqCst);
    }
}

/// Asks instead of closing, where there is something to ask about.
pub(crate) fn ask_before(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    let app = window.app_handle();
    if !app.state::<CloseQuestion>().waits() {
        return;
    }
    api.prevent_close();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if !is_shift_open(&app).await || CloseAsked.emit(&app).is_err() {
            close(&app);
        }
    });
}

/// A register that does not open has nothing to ask about.
async fn is_shift_open(app: &AppHandle) -> bool {
    let Some(shell) = app.try_state::<Shell>() else {
        return false;
    };
    let status = shell.ask(Register::app_status).await;
    status.is_ok_and(|status| status.shift.is_some())
}

/// Ends the window without another question.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(window::MAIN)
        && let Err(error) = window.destroy()
    {
        log::error!("the window cannot be closed: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_wish_to_close_needs_no_answer_to_the_first() {
        let question = CloseQuestion::default();
        assert!(question.waits());
        assert!(!question.waits());
    }

    #[test]
    fn who_stays_is_asked_again_the_next_time() {
        let question = CloseQuestion::default();
        assert!(question.waits());
        question.declined();
        assert!(question.waits());
    }
}
