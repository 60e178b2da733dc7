//! A shop that is set up: its open ledger, its keys, its settings, its printer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::entry::SigningKey;
use domain::store::StoreSettings;
use ledger::{Ledger, Now, StoredEntry};
use peripherals::Spooler;
use uuid::Uuid;

use crate::catalog::ImportSlot;
use crate::error::AppError;
use crate::key::{KeyPlace, Secret};
use crate::money::MoneyText;
use crate::opening::read_settings;
use crate::pin::PinHasher;
use crate::register::Register;
use crate::settings::Preferences;
use crate::sync::Board;
use crate::turn::Turns;

/// How far a clock may stand behind the last entry before it is called suspect.
const CLOCK_TOLERANCE_MS: i64 = 120_000;
/// How far a clock may be from the server's before it is called suspect.
const SERVER_TOLERANCE_MS: u64 = 300_000;

/// What an open ledger needs to be used.
pub(crate) struct Shop {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) key: SigningKey,
    secret: Secret,
    pub(crate) key_place: KeyPlace,
    settings: RwLock<Arc<ShopSettings>>,
    /// Nothing when the register runs without background work.
    pub(crate) spooler: Option<Spooler>,
    pub(crate) import: Arc<ImportSlot>,
    /// How the sync stands.
    pub(crate) board: Arc<Board>,
    /// The commands that are running.
    pub(crate) turns: Turns,
    people: Mutex<()>,
    /// How many epochs came before the one that is named.
    earlier_epochs: Mutex<Option<(Uuid, u32)>>,
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
        key_place: KeyPlace,
        settings: ShopSettings,
        spooler: Option<Spooler>,
    ) -> Result<Self, AppError> {
        let board = Board::with_offset(ledger.sync_state()?.server_offset_ms);
        let newest_ms = ledger.tail(1)?.first().map_or(i64::MIN, recorded_at_ms);
        Ok(Self {
            ledger,
            key: SigningKey::from_seed(&secret.signing_seed),
            secret,
            key_place,
            settings: RwLock::new(Arc::new(settings)),
            spooler,
            import: Arc::default(),
            board: Arc::new(board),
            turns: Turns::default(),
            people: Mutex::default(),
            earlier_epochs: Mutex::default(),
            newest_ms: RwLock::new(newest_ms),
        })
    }

    /// The settings in force now.
    pub(crate) fn settings(&self) -> Arc<ShopSettings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the settings in force again, after a change here or from the server.
    pub(crate) fn refresh_settings(&self) -> Result<(), AppError> {
        // Read while nobody else replaces them, so that the last one to come is the newest.
        let mut slot = self
            .settings
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *slot = Arc::new(read_settings(&self.ledger)?);
        Ok(())
    }

    /// Whether the key lies in a file.
    pub(crate) fn key_in_file(&self) -> bool {
        matches!(self.key_place, KeyPlace::File(_))
    }

    /// What goes into PIN hashes besides the PIN.
    pub(crate) fn pepper(&self) -> &[u8; 32] {
        &self.secret.pepper
    }

    /// The register's key, for another thread.
    pub(crate) fn signing_key(&self) -> SigningKey {
        SigningKey::from_seed(&self.secret.signing_seed)
    }

    /// The server's clock less this computer's, as it was last heard.
    pub(crate) fn server_offset_ms(&self) -> Option<i64> {
        self.board.server_offset_ms()
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

    /// How many epochs came before this one, which is the present: receipts of each have a prefix
    /// of their own. Asked of the ledger once an epoch, because a cashier waits for it.
    pub(crate) fn earlier_epochs(&self, epoch: Uuid) -> Result<u32, AppError> {
        let mut known = self
            .earlier_epochs
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match *known {
            Some((of, count)) if of == epoch => Ok(count),
            _ => {
                let count = self.ledger.earlier_epochs()?;
                *known = Some((epoch, count));
                Ok(count)
            }
        }
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
        let suspect =
            time.utc_ms < newest.saturating_sub(CLOCK_TOLERANCE_MS) || self.is_far_from_server();
        *newest = time.utc_ms.max(*newest);
        Now {
            recorded_at_ms: time.utc_ms,
            utc_offset_minutes: time.utc_offset_minutes,
            suspect,
        }
    }
}

impl Shop {
    /// Whether this time lies before what was recorded already, or far from the server's.
    pub(crate) fn clock_is_suspect(&self, utc_ms: i64) -> bool {
        let newest = *self
            .newest_ms
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        utc_ms < newest.saturating_sub(CLOCK_TOLERANCE_MS) || self.is_far_from_server()
    }

    fn is_far_from_server(&self) -> bool {
        self.server_offset_ms()
            .is_some_and(|offset| offset.unsigned_abs() > SERVER_TOLERANCE_MS)
    }
}

fn recorded_at_ms(entry: &StoredEntry) -> i64 {
    entry.entry.header.recorded_at_ms
}
