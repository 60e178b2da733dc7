//! Why the program ends before its window is there.

use std::fmt::{self, Display, Formatter};

/// The window cannot be opened.
#[derive(Debug)]
pub enum StartError {
    /// There is no display.
    NoDisplay,
    /// The window or what it needs of the desktop cannot be made.
    Window(tauri::Error),
}

impl Display for StartError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDisplay => f.write_str(
                "the register's window needs a display, and there is none (DISPLAY and \
                 WAYLAND_DISPLAY lead to no screen); kasaproctl works without one",
            ),
            Self::Window(error) => write!(f, "the register's window cannot be opened: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

impl From<tauri::Error> for StartError {
    fn from(error: tauri::Error) -> Self {
        Self::Window(error)
    }
}
