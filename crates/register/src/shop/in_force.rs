//! The settings in force.

use std::sync::{Arc, PoisonError};

use domain::store::StoreSettings;
use ledger::{Commit, Ledger};

use super::{Preferences, Shop};
use crate::error::AppError;

/// The settings in force: the store's, which are in the log, and the register's own.
#[derive(Debug, Clone)]
pub(crate) struct ShopSettings {
    pub(crate) store: StoreSettings,
    pub(crate) own: Preferences,
    /// [`Commit::settings_changes`] when they were read, or before.
    read_at: u64,
}

impl ShopSettings {
    /// Reads the last `store_changed` and the register's own preferences.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, AppError> {
        // First: what changes while they are read is then read again.
        let read_at = ledger.settings_changes();
        Ok(Self {
            store: found(ledger.store_settings()?)?,
            own: Preferences::read(ledger)?,
            read_at,
        })
    }
}

fn found(settings: Option<StoreSettings>) -> Result<StoreSettings, AppError> {
    settings.ok_or(AppError::Defect("a ledger without store settings"))
}

impl Shop {
    /// The settings in force now.
    pub(crate) fn settings(&self) -> Arc<ShopSettings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The settings in force in this commit. Those in memory may be older: a change of them may
    /// have been written while this commit waited, here or by the server. What a document is made
    /// by is asked for here and not before. Nothing is read unless they did change.
    pub(crate) fn settings_in(&self, commit: &Commit<'_>) -> Result<Arc<ShopSettings>, AppError> {
        let known = self.settings();
        let read_at = commit.settings_changes();
        if known.read_at == read_at {
            return Ok(known);
        }
        Ok(Arc::new(ShopSettings {
            store: found(commit.store_settings()?)?,
            own: Preferences::read_in(commit)?,
            read_at,
        }))
    }

    /// Reads the settings in force again, after a change here or from the server.
    pub(crate) fn refresh_settings(&self) -> Result<(), AppError> {
        // Read under the lock: of two threads, the last one must not store older settings.
        let mut slot = self
            .settings
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *slot = Arc::new(ShopSettings::read(&self.ledger)?);
        Ok(())
    }
}
