//! A shop that is set up: its open ledger, its keys, its settings, its printer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::entry::RegisterKey;
use domain::store::StoreSettings;
use ledger::{Ledger, Now, StoredEntry};
use peripherals::Spooler;
use uuid::Uuid;

use crate::catalog::ImportSlot;
use crate::error::AppError;
use crate::key::Secret;
use crate::money::MoneyText;
use crate::pin::PinHasher;
use crate::register::Register;
use crate::settings::Preferences;
use crate::turn::Turns;

/// How far a clock may stand behind the last entry before it is called suspect.
const CLOCK_TOLERANCE_MS: i64 = 120_000;

/// What an open ledger needs to be used.
pub(crate) struct Shop {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) key: RegisterKey,
    secret: Secret,
    pub(crate) key_in_file: bool,
    settings: RwLock<Arc<ShopSettings>>,
    /// Nothing when the register runs without background work.
    pub(crate) spooler: Option<Spooler>,
    pub(crate) import: Arc<ImportSlot>,
    /// The commands that are running.
    pub(crate) turns: Turns,
    people: Mutex<()>,
    /// The highest time seen in this process, to notice a clock that went backwards.
    newest_ms: RwLock<i64>,
}

/// The settings in force: the store's, which are in the log, and the register's own.
#[derive(Debug, Clone)]
pub(crate) struct ShopSettings {
    pub(crate) store: StoreSettings,
    pub(crate) own: Preferences,
}

impl Shop {
    pub(crate) fn new(
        ledger: Arc<Ledger>,
        secret: Secret,
        key_in_file: bool,
        settings: ShopSettings,
        spooler: Option<Spooler>,
    ) -> Result<Self, AppError> {
        let newest_ms = ledger.tail(1)?.first().map_or(i64::MIN, recorded_at_ms);
        Ok(Self {
            ledger,
            key: RegisterKey::from_seed(&secret.signing_seed),
            secret,
            key_in_file,
            settings: RwLock::new(Arc::new(settings)),
            spooler,
            import: Arc::default(),
            turns: Turns::default(),
            people: Mutex::default(),
            newest_ms: RwLock::new(newest_ms),
        })
    }

    /// The settings in force now.
    pub(crate) fn settings(&self) -> Arc<ShopSettings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn replace_settings(&self, settings: ShopSettings) {
        *self
            .settings
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }

    /// Formats money in the store's currency and language.
    pub(crate) fn money(&self) -> Result<MoneyText, AppError> {
        MoneyText::of(&self.settings().store)
    }

    pub(crate) fn pins(&self) -> Result<PinHasher<'_>, AppError> {
        PinHasher::new(&self.secret.pepper)
    }

    /// Held while PINs are tried or given and people come or go. One after the other: tries at the
    /// same moment would all be the first wrong one, and two people could get the same PIN.
    pub(crate) fn people_one_by_one(&self) -> MutexGuard<'_, ()> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The entry that this command wrote, if it was done before.
    pub(crate) fn done_before(&self, command_id: Uuid) -> Result<Option<StoredEntry>, AppError> {
        Ok(self.ledger.entry_by_id(command_id)?)
    }

    /// Wakes the printer's worker, without waiting for it.
    pub(crate) fn ring_printer(&self) {
        if let Some(spooler) = &self.spooler {
            spooler.notify();
        }
    }

    /// Whether receipts are printed at all.
    pub(crate) fn has_printer(&self) -> bool {
        self.settings().own.printer.is_some()
    }

    /// The moment, marked as suspect when the clock stands behind what was recorded already.
    pub(crate) fn now(&self, register: &Register) -> Now {
        let time = register.parts.clock.read();
        let mut newest = self
            .newest_ms
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let suspect = time.utc_ms < newest.saturating_sub(CLOCK_TOLERANCE_MS);
        *newest = time.utc_ms.max(*newest);
        Now {
            recorded_at_ms: time.utc_ms,
            utc_offset_minutes: time.utc_offset_minutes,
            suspect,
        }
    }
}

impl Shop {
    /// Whether this time lies before what was recorded already.
    pub(crate) fn clock_is_suspect(&self, utc_ms: i64) -> bool {
        let newest = *self
            .newest_ms
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        utc_ms < newest.saturating_sub(CLOCK_TOLERANCE_MS)
    }
}

fn recorded_at_ms(entry: &StoredEntry) -> i64 {
    entry.entry.header.recorded_at_ms
}
