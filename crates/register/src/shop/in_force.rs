//! The settings in force.

use domain::store::StoreSettings;
use ledger::Ledger;

use super::Preferences;
use crate::error::AppError;

/// The settings in force: the store's, which are in the log, and the register's own.
#[derive(Debug, Clone)]
pub(crate) struct ShopSettings {
    pub(crate) store: StoreSettings,
    pub(crate) own: Preferences,
}

impl ShopSettings {
    /// Reads the last `store_changed` and the register's own preferences.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, AppError> {
        let store = ledger
            .store_settings()?
            .ok_or(AppError::Defect("a ledger without store settings"))?;
        Ok(Self {
            store,
            own: Preferences::read(ledger)?,
        })
    }
}
