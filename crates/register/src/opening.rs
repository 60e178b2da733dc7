//! Opening a data folder.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use domain::store::StoreSettings;
use ledger::{Ledger, LedgerKey, OpenOptions};
use peripherals::Spooler;
use uuid::Uuid;

use crate::error::AppError;
use crate::key::{KeyPlace, KeyStoreChoice, Secret};
use crate::marker::Marker;
use crate::printing::Queue;
use crate::register::{How, Parts, Register};
use crate::settings::Preferences;
use crate::shop::{Shop, ShopSettings};
use crate::source::{Clock, Ids, SystemSource};

/// The ledger's file in the data folder.
const LEDGER_FILE: &str = "ledger.db";
/// The key file in the data folder, when the wizard chose one.
const KEY_FILE: &str = "register.key";

/// Which data folder to open, and how.
pub struct OpenRequest {
    data_dir: PathBuf,
    key_store: KeyStoreChoice,
    background: bool,
    support: bool,
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
            clock: Arc::new(SystemSource),
            ids: Arc::new(SystemSource),
        }
    }

    /// Without threads for printing and upkeep: for a command that runs once.
    #[must_use]
    pub fn without_background(self) -> Self {
        Self {
            background: false,
            ..self
        }
    }

    /// For a command line that serves support and scripts: it may look things up and import a
    /// catalog while nobody is unlocked. Whoever holds the key could read the ledger anyway; to
    /// sell and to change people or settings a PIN is needed as ever.
    #[must_use]
    pub fn for_support(self) -> Self {
        Self {
            support: true,
            ..self
        }
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
    /// Opens a data folder. One without a shop opens too: it waits for `setup_create`.
    ///
    /// Takes the same time however large the log and the catalog are: only the head is read.
    pub fn open(request: OpenRequest) -> Result<Self, AppError> {
        let OpenRequest {
            data_dir,
            key_store,
            background,
            support,
            clock,
            ids,
        } = request;
        fs::create_dir_all(&data_dir).map_err(|source| AppError::Folder {
            path: data_dir.clone(),
            source,
        })?;
        let how = How {
            data_dir,
            key_store,
            background,
            support,
        };
        let register = Self {
            parts: Arc::new(Parts::new(how, clock, ids)),
        };
        if let Some(marker) = Marker::read(register.data_dir())? {
            register.open_shop(&marker)?;
        }
        Ok(register)
    }

    /// Closes the ledger: what runs in the background ends, and the lock is released when the last
    /// clone has gone.
    pub fn close(self) {
        drop(self);
    }

    fn open_shop(&self, marker: &Marker) -> Result<(), AppError> {
        let place = marker.key_place(&self.parts.how.key_store);
        let secret = place.read()?;
        let ledger = Ledger::open(
            &self.ledger_path(),
            &LedgerKey::new(secret.ledger_key),
            OpenOptions {
                maintenance: self.parts.how.background,
            },
        )?;
        self.start(Arc::new(ledger), secret, &place)
    }

    /// Puts an open ledger to work.
    pub(crate) fn start(
        &self,
        ledger: Arc<Ledger>,
        secret: Secret,
        place: &KeyPlace,
    ) -> Result<(), AppError> {
        let settings = read_settings(&ledger)?;
        if matches!(place, KeyPlace::File(_)) {
            log::warn!("the key of the ledger lies in a file; a keyring would be safer");
        }
        let spooler = if self.parts.how.background {
            if ledger.print_jobs_interrupt()? > 0 {
                log::warn!("a print job was interrupted by the last end of the program");
            }
            let queue = Queue::new(Arc::clone(&ledger), Arc::clone(&self.parts.events));
            Some(Spooler::start(queue).map_err(AppError::NoThread)?)
        } else {
            None
        };
        let shop = Shop::new(ledger, secret, place.clone(), settings, spooler)?;
        let shop = Arc::new(shop);
        self.line(&shop).check_mark()?;
        self.start_sync(&shop)?;
        self.settle(shop);
        Ok(())
    }

    pub(crate) fn ledger_path(&self) -> PathBuf {
        self.parts.how.data_dir.join(LEDGER_FILE)
    }
}

/// The settings in force: the last `store_changed` and the register's own choices.
pub(crate) fn read_settings(ledger: &Ledger) -> Result<ShopSettings, AppError> {
    let store: StoreSettings = ledger
        .store_settings()?
        .ok_or(AppError::Defect("a ledger without store settings"))?;
    Ok(ShopSettings {
        store,
        own: Preferences::read(ledger)?,
    })
}

/// Where a new key goes.
pub(crate) fn new_key_place(
    register: &Register,
    ledger_id: Uuid,
    use_key_file: bool,
) -> Result<KeyPlace, AppError> {
    match &register.parts.how.key_store {
        KeyStoreChoice::File(path) => Ok(KeyPlace::File(path.clone())),
        KeyStoreChoice::Keyring if use_key_file => {
            Ok(KeyPlace::File(register.parts.how.data_dir.join(KEY_FILE)))
        }
        KeyStoreChoice::Keyring if crate::key::keyring_available() => {
            Ok(KeyPlace::Keyring(ledger_id))
        }
        KeyStoreChoice::Keyring => Err(AppError::KeyringMissing),
    }
}
