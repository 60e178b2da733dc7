//! Opening a data folder.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use ledger::{Ledger, LedgerKey, OpenOptions, attachment_file};
use peripherals::Spooler;

use crate::backup::DailyBackup;
use crate::error::{AppError, KeyLocationError};
use crate::key::{KeyLocation, KeyStoreChoice, Secret};
use crate::money::FigureStyle;
use crate::printing::Queue;
use crate::register::{Inner, OnLostKey, Register, RegisterOptions};
use crate::setup_file::SetupFile;
use crate::shop::{Shop, ShopSettings};
use crate::source::{Clock, Ids, SystemSource};

/// The ledger's file in the data folder.
const LEDGER_FILE: &str = "ledger.db";

/// Which data folder to open, and how.
pub struct OpenRequest {
    data_dir: PathBuf,
    key_store: KeyStoreChoice,
    background: bool,
    support: bool,
    figures: FigureStyle,
    to_look: bool,
    on_lost_key: OnLostKey,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
}

impl OpenRequest {
    /// A data folder and where its key is.
    pub fn new(data_dir: impl Into<PathBuf>, key_store: KeyStoreChoice) -> Self {
        Self {
            data_dir: data_dir.into(),
            key_store,
            background: true,
            support: false,
            figures: FigureStyle::Store,
            to_look: false,
            on_lost_key: OnLostKey::Refuse,
            clock: Arc::new(SystemSource),
            ids: Arc::new(SystemSource),
        }
    }

    /// Without background threads, for a command that runs once.
    #[must_use]
    pub fn without_background(self) -> Self {
        Self {
            background: false,
            ..self
        }
    }

    /// For a command line that serves support and scripts. It may look things up and import a
    /// catalog while the register is locked. Whoever holds the key could read the ledger anyway; to
    /// sell and to change people or settings a PIN is needed as ever.
    #[must_use]
    pub fn for_support(self) -> Self {
        Self {
            support: true,
            ..self
        }
    }

    /// To look into a shop whose disk is full: nothing is written.
    #[must_use]
    pub fn to_look(self) -> Self {
        Self {
            background: false,
            to_look: true,
            ..self
        }
    }

    /// A folder whose key is lost is opened, too, and waits for `ledger_reopen`. Until then every
    /// other call is refused.
    #[must_use]
    pub fn awaiting_key(self) -> Self {
        Self {
            on_lost_key: OnLostKey::Await,
            ..self
        }
    }

    /// Figures in another language than the store's, or plain ones.
    #[must_use]
    pub fn with_figures(self, figures: FigureStyle) -> Self {
        Self { figures, ..self }
    }

    /// Another clock than the computer's.
    #[must_use]
    pub fn with_clock(self, clock: impl Clock + 'static) -> Self {
        Self {
            clock: Arc::new(clock),
            ..self
        }
    }

    /// Another source of ids.
    #[must_use]
    pub fn with_ids(self, ids: impl Ids + 'static) -> Self {
        Self {
            ids: Arc::new(ids),
            ..self
        }
    }
}

impl Register {
    /// Opens a data folder. A folder without a shop opens too and waits for `setup_create`.
    ///
    /// Reads only the head of the log, so it takes the same time for any size of log and catalog.
    pub fn open(request: OpenRequest) -> Result<Self, AppError> {
        let OpenRequest {
            data_dir,
            key_store,
            background,
            support,
            figures,
            to_look,
            on_lost_key,
            clock,
            ids,
        } = request;
        fs::create_dir_all(&data_dir).map_err(|source| AppError::Folder {
            path: data_dir.clone(),
            source,
        })?;
        let options = RegisterOptions {
            data_dir,
            key_store,
            background,
            support,
            figures,
            to_look,
            on_lost_key,
        };
        let register = Self {
            inner: Arc::new(Inner::new(options, clock, ids)),
        };
        if let Some(setup_file) = SetupFile::read(register.data_dir())? {
            register.open_shop(&setup_file)?;
        }
        Ok(register)
    }

    /// Closes the ledger. Background work ends, and the lock is released with the last clone.
    pub fn close(self) {
        drop(self);
    }

    fn open_shop(&self, setup_file: &SetupFile) -> Result<(), AppError> {
        let key_location = setup_file.key_location(&self.inner.options.key_store);
        let secret = match key_location.read() {
            Err(AppError::Key(KeyLocationError::Missing { key_location }))
                if self.inner.options.on_lost_key == OnLostKey::Await =>
            {
                log::error!("the key of the ledger is missing: {key_location}");
                self.set_lost_key(Some(key_location));
                return Ok(());
            }
            read => read?,
        };
        let ledger = self.open_ledger(&secret)?;
        self.start(Arc::new(ledger), secret, &key_location)
    }

    pub(crate) fn open_ledger(&self, secret: &Secret) -> Result<Ledger, AppError> {
        let (path, key) = (self.ledger_path(), LedgerKey::new(secret.ledger_key));
        Ok(if self.inner.options.to_look {
            Ledger::open_to_look(&path, &key)?
        } else {
            Ledger::open(&path, &key, self.ledger_options())?
        })
    }

    pub(crate) fn ledger_options(&self) -> OpenOptions {
        OpenOptions {
            maintenance: self.inner.options.background,
        }
    }

    /// Puts an open ledger to work.
    pub(crate) fn start(
        &self,
        ledger: Arc<Ledger>,
        secret: Secret,
        key_location: &KeyLocation,
    ) -> Result<(), AppError> {
        let settings = ShopSettings::read(&ledger)?;
        if matches!(key_location, KeyLocation::File(_)) {
            log::warn!("the key of the ledger lies in a file; a keyring would be safer");
        }
        let spooler = if self.inner.options.background {
            if ledger.print_jobs_interrupt()? > 0 {
                log::warn!("a print job was interrupted by the last end of the program");
            }
            let queue = Queue::new(Arc::clone(&ledger), Arc::clone(&self.inner.events));
            Some(Spooler::start(queue).map_err(AppError::NoThread)?)
        } else {
            None
        };
        let shop = Shop::new(
            ledger,
            secret,
            key_location.clone(),
            settings,
            self.inner.options.figures,
            spooler,
        )?;
        let shop = Arc::new(shop);
        if !self.inner.options.to_look {
            // A mark that cannot be read now is not overwritten: it may be the newer one.
            if self.sync_context(&shop).check_high_water_mark()? {
                shop.keep_mark(self.inner.options.background)?;
            }
        }
        self.note_recovery_code(&shop);
        if self.inner.options.background {
            let (clock, events) = (
                Arc::clone(&self.inner.clock),
                Arc::clone(&self.inner.events),
            );
            let backup = DailyBackup::start(self.backup_source(&shop)?, clock, events)?;
            shop.start_daily_backup(backup)?;
        }
        self.start_sync(&shop)?;
        self.set_shop(shop);
        Ok(())
    }

    /// Where the secret lies that only the recovery code opens.
    pub(crate) fn sealed_secret_path(&self) -> PathBuf {
        attachment_file(&self.ledger_path())
    }

    pub(crate) fn ledger_path(&self) -> PathBuf {
        self.inner.options.data_dir.join(LEDGER_FILE)
    }
}
