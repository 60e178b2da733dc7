//! Closing the window while a shift is open is asked about: the day is not over, and a wrong click
//! stops the counter. Nothing would be lost, so a second wish to close is granted. It may come
//! because the page that should ask does not answer. The second half of a double click is none.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use register::Register;
use tauri::{AppHandle, Manager, Window, WindowEvent};
use tauri_specta::Event;

use crate::events::CloseAsked;
use crate::shell::Shell;
use crate::window;

/// A wish to close so soon after another one is the second half of a double click.
const RESTING: Duration = Duration::from_millis(500);

/// When the person was asked who has not answered yet.
#[derive(Debug, Default)]
pub(crate) struct CloseQuestion {
    asked_at: Mutex<Option<Instant>>,
}

/// What becomes of a wish to close.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    /// It has to wait for an answer.
    Asked,
    /// It means the one before.
    Repeated,
    Granted,
}

impl CloseQuestion {
    fn wish(&self, now: Instant) -> Wish {
        let mut asked_at = self.lock();
        match *asked_at {
            None => {
                *asked_at = Some(now);
                Wish::Asked
            }
            Some(asked) if now.duration_since(asked) < RESTING => Wish::Repeated,
            Some(_) => Wish::Granted,
        }
    }

    /// The person stays: the next wish is asked about again.
    pub(crate) fn declined(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.asked_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks instead of closing, where there is something to ask about.
pub(crate) fn ask_before(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    let app = window.app_handle();
    match app.state::<CloseQuestion>().wish(Instant::now()) {
        Wish::Granted => return,
        Wish::Repeated => return api.prevent_close(),
        Wish::Asked => api.prevent_close(),
    }
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
        let (question, now) = (CloseQuestion::default(), Instant::now());
        assert_eq!(question.wish(now), Wish::Asked);
        assert_eq!(question.wish(now + RESTING), Wish::Granted);
    }

    #[test]
    fn a_double_click_is_one_wish() {
        let (question, now) = (CloseQuestion::default(), Instant::now());
        assert_eq!(question.wish(now), Wish::Asked);
        let soon = now + Duration::from_millis(200);
        assert_eq!(question.wish(soon), Wish::Repeated);
    }

    #[test]
    fn who_stays_is_asked_again_the_next_time() {
        let (question, now) = (CloseQuestion::default(), Instant::now());
        assert_eq!(question.wish(now), Wish::Asked);
        question.declined();
        assert_eq!(question.wish(now + RESTING), Wish::Asked);
    }
}
