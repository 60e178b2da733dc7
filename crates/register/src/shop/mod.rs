//! A shop that is set up: its open ledger, keys, settings and printer.

mod import_slot;
mod in_flight;
mod in_force;
mod mark_keeper;
mod pin;
mod preferences;
mod register_name;

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, mpsc};

use domain::entry::SigningKey;
use domain::receipt_number::ReceiptPrefix;
use ledger::{Ledger, Now};
use peripherals::Spooler;
use sync_driver::SharedStatus;
use uuid::Uuid;

use crate::backup::DailyBackup;
use crate::error::AppError;
use crate::key::{KeyLocation, Secret};
use crate::money::{FigureStyle, MoneyText};
use crate::source::Clock;

pub(crate) use import_slot::{Begun, ImportSlot};
use in_flight::InFlightCommands;
pub(crate) use in_force::ShopSettings;
use mark_keeper::MarkKeeper;
pub(crate) use pin::PinHasher;
pub(crate) use preferences::Preferences;
pub(crate) use register_name::{register_name, set_register_name};

/// How far a clock may be behind the last entry before it is marked as suspect.
const CLOCK_TOLERANCE_MS: i64 = 120_000;
/// How far a clock may be from the server's before it is marked as suspect.
const SERVER_TOLERANCE_MS: u64 = 300_000;

/// What an open ledger needs to be used.
pub(crate) struct Shop {
    /// Empty until the ledger was compared with its mark. Dropped first: the printer and the backup
    /// may take their time.
    mark: OnceLock<MarkKeeper>,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) key: SigningKey,
    secret: Secret,
    pub(crate) key_location: KeyLocation,
    settings: RwLock<Arc<ShopSettings>>,
    figures: FigureStyle,
    /// None when the register runs without background work.
    pub(crate) spooler: Option<Spooler>,
    pub(crate) import: Arc<ImportSlot>,
    /// The sync status that the screens read.
    pub(crate) sync_status: Arc<SharedStatus>,
    /// The commands that are running.
    pub(crate) in_flight: InFlightCommands,
    people: Mutex<()>,
    /// An epoch, and the prefix of its receipts.
    receipt_prefix: Mutex<Option<(Uuid, ReceiptPrefix)>>,
    /// Empty in a register without background work.
    daily_backup: OnceLock<DailyBackup>,
    recovery_code_made_ms: RwLock<Option<i64>>,
    /// The highest time of an entry or of this process, to notice a clock that goes backwards.
    newest_ms: RwLock<i64>,
    /// Dropped last: whoever holds the other end hears that the shop is closed.
    ended: OnceLock<mpsc::Sender<()>>,
}

impl Shop {
    pub(crate) fn new(
        ledger: Arc<Ledger>,
        secret: Secret,
        key_location: KeyLocation,
        settings: ShopSettings,
        figures: FigureStyle,
        spooler: Option<Spooler>,
    ) -> Result<Self, AppError> {
        let sync_status = SharedStatus::with_offset(ledger.sync_state()?.server_offset_ms);
        let newest_ms = ledger.newest_time_ms().unwrap_or(i64::MIN);
        Ok(Self {
            mark: OnceLock::new(),
            ledger,
            key: SigningKey::from_seed(&secret.signing_seed),
            secret,
            key_location,
            settings: RwLock::new(Arc::new(settings)),
            figures,
            spooler,
            import: Arc::default(),
            sync_status: Arc::new(sync_status),
            in_flight: InFlightCommands::default(),
            people: Mutex::default(),
            receipt_prefix: Mutex::default(),
            daily_backup: OnceLock::new(),
            recovery_code_made_ms: RwLock::default(),
            newest_ms: RwLock::new(newest_ms),
            ended: OnceLock::new(),
        })
    }

    /// Whether the key is in a file.
    pub(crate) fn key_in_file(&self) -> bool {
        matches!(self.key_location, KeyLocation::File(_))
    }

    /// The secret that is mixed into every PIN hash.
    pub(crate) fn pepper(&self) -> &[u8; 32] {
        &self.secret.pepper
    }

    /// The secrets, to seal them with a recovery code.
    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// When the recovery code was made; nothing while there is none.
    pub(crate) fn recovery_code_made_ms(&self) -> Option<i64> {
        *self
            .recovery_code_made_ms
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_recovery_code_made(&self, made_at_ms: Option<i64>) {
        *self
            .recovery_code_made_ms
            .write()
            .unwrap_or_else(PoisonError::into_inner) = made_at_ms;
    }

    /// The register's key, for another thread.
    pub(crate) fn signing_key(&self) -> SigningKey {
        SigningKey::from_seed(&self.secret.signing_seed)
    }

    /// The server's clock minus this computer's, as last measured.
    pub(crate) fn server_offset_ms(&self) -> Option<i64> {
        self.sync_status.server_offset_ms()
    }

    /// Formats money in the store's currency and the caller's language.
    pub(crate) fn money(&self) -> Result<MoneyText, AppError> {
        MoneyText::of(&self.settings().store, self.figures)
    }

    pub(crate) fn pins(&self) -> Result<PinHasher<'_>, AppError> {
        PinHasher::new(&self.secret.pepper)
    }

    /// Held while PINs are checked or set and while people change. Without it, simultaneous tries
    /// would all count as the first wrong one, and two people could get the same PIN.
    pub(crate) fn lock_people(&self) -> MutexGuard<'_, ()> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The prefix of an epoch's receipts. It stays what it was when the epoch began. Read from the
    /// ledger once an epoch, because a cashier waits for it.
    pub(crate) fn receipt_prefix(&self, epoch: Uuid) -> Result<ReceiptPrefix, AppError> {
        let mut known = self
            .receipt_prefix
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, prefix)) if *of == epoch => Ok(prefix.clone()),
            _ => {
                let prefix = self.read_receipt_prefix(epoch)?;
                *known = Some((epoch, prefix.clone()));
                Ok(prefix)
            }
        }
    }

    fn read_receipt_prefix(&self, epoch: Uuid) -> Result<ReceiptPrefix, AppError> {
        let last = self.ledger.last_receipt()?;
        let printed = last.filter(|last| last.epoch == epoch);
        if let Some(Ok(prefix)) = printed.map(|last| ReceiptPrefix::of_number(&last.receipt_number))
        {
            return Ok(prefix);
        }
        let later_epoch = (self.ledger.earlier_epochs()? > 0).then_some(epoch);
        let name = register_name(&self.ledger)?;
        Ok(ReceiptPrefix::from_register_name(&name, later_epoch))
    }

    /// Keeps the high-water mark from now on. The ledger reaches the one that is there.
    pub(crate) fn keep_mark(&self, background: bool) -> Result<(), AppError> {
        let (ledger, place) = (Arc::clone(&self.ledger), self.key_location.clone());
        let keeper = MarkKeeper::start(ledger, place, background)?;
        if self.mark.set(keeper).is_err() {
            return Err(AppError::Defect("the mark is kept already"));
        }
        Ok(())
    }

    /// Writes the mark of what was committed until now, when it is kept.
    pub(crate) fn write_mark(&self) {
        if let Some(keeper) = self.mark.get() {
            keeper.write_now();
        }
    }

    /// Hangs up when the last holder of the shop has closed it.
    pub(crate) fn tell_end(&self) -> mpsc::Receiver<()> {
        let (sender, ended) = mpsc::channel();
        // Who asks second hears of the end at once; the shop can be taken away only once.
        self.ended.set(sender).ok();
        ended
    }

    /// Makes the daily backups from now on.
    pub(crate) fn start_daily_backup(&self, backup: DailyBackup) -> Result<(), AppError> {
        self.daily_backup
            .set(backup)
            .map_err(|_| AppError::Defect("the daily backup runs already"))
    }

    /// Speaks to the thread of the daily backup, where there is one.
    pub(crate) fn daily_backup(&self, speak: impl FnOnce(&DailyBackup)) {
        if let Some(backup) = self.daily_backup.get() {
            speak(backup);
        }
    }

    /// Wakes the printer's thread and does not wait for it.
    pub(crate) fn ring_printer(&self) {
        if let Some(spooler) = &self.spooler {
            spooler.notify();
        }
    }

    /// Whether a printer is set up.
    pub(crate) fn has_printer(&self) -> bool {
        self.settings().own.printer.is_some()
    }

    /// The clock's time, marked as suspect when it is behind the last entry or far from the server.
    pub(crate) fn now(&self, clock: &dyn Clock) -> Now {
        let time = clock.read();
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
    /// Whether this time is before the last entry or far from the server's.
    pub(crate) fn clock_is_suspect(&self, utc_ms: i64) -> bool {
        let newest = *self
            .newest_ms
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        utc_ms < newest.saturating_sub(CLOCK_TOLERANCE_MS) || self.is_far_from_server()
    }

    /// When the newest entry was recorded, in local time, for whoever corrects the clock.
    pub(crate) fn newest_time_text(&self) -> Option<String> {
        let newest = *self
            .newest_ms
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let offset = self.ledger.shift_last().ok().flatten()?.utc_offset_minutes;
        let text = self.money().ok()?.moment(newest, offset);
        (!text.is_empty()).then_some(text)
    }

    fn is_far_from_server(&self) -> bool {
        self.server_offset_ms()
            .is_some_and(|offset| offset.unsigned_abs() > SERVER_TOLERANCE_MS)
    }
}
