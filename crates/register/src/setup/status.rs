//! Whether a setup is needed.

use crate::error::AppError;
use crate::key::keyring_available;
use crate::register::Register;
use crate::view::{KeyringState, Language, SetupState, SetupStatus};

impl Register {
    /// Whether this data folder has a shop, and where a new key would go.
    /// Fails while the key of the shop is lost.
    pub fn setup_status(&self) -> Result<SetupStatus, AppError> {
        self.key_is_there()?;
        let state = if self.is_set_up() {
            SetupState::Ready
        } else {
            SetupState::NeedsSetup
        };
        let keyring = if keyring_available() {
            KeyringState::Available
        } else {
            KeyringState::Missing
        };
        Ok(SetupStatus {
            state,
            keyring,
            data_dir: self.data_dir().display().to_string(),
            default_language: desktop_language(),
        })
    }
}

/// English where the desktop speaks it, else Bahasa Indonesia.
fn desktop_language() -> Language {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL")
        .or_else(|| set("LC_MESSAGES"))
        .or_else(|| set("LANG"));
    match locale {
        Some(locale) if locale.starts_with("en") => Language::En,
        _ => Language::Id,
    }
}
