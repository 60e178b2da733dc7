//! The display that the window is shown on.

use crate::start_error::StartError;

/// Refuses where there is none: what opens the window would panic.
pub(crate) fn must_be_there() -> Result<(), StartError> {
    // On the main thread, and again later: only the first call does something.
    gtk::init().map_err(|_| StartError::NoDisplay)
}
