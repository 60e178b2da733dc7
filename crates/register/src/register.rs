//! The register as its callers hold it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use sync_driver::SyncTask;
use uuid::Uuid;

use crate::error::{AppError, KeyLocationError, SetupError};
use crate::events::{Events, RegisterEvent};
use crate::key::KeyStoreChoice;
use crate::money::FigureStyle;
use crate::shop::Shop;
use crate::source::{Clock, Ids};

/// One register: a data folder, its ledger once it has one, and who is unlocked.
///
/// Cheap to clone; all methods block, take `&self` and may be called from any thread.
///
/// ```
/// use register::view::{CatalogChoice, CountInput, Language, PrinterInput, SetupInput, SetupTax};
/// use register::{KeyStoreChoice, OpenRequest, Register};
/// use uuid::Uuid;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let key = KeyStoreChoice::File(folder.path().join("key"));
/// let request = OpenRequest::new(folder.path().join("shop"), key).without_background();
/// let register = Register::open(request)?;
/// register.setup_create(&SetupInput {
///     language: Language::En,
///     store_name: "Corner Shop".to_owned(),
///     address: String::new(),
///     phone: String::new(),
///     currency: "IDR".to_owned(),
///     owner_name: "Sari".to_owned(),
///     owner_username: "sari".to_owned(),
///     pin: "4826".to_owned(),
///     register_name: "Kasir 1".to_owned(),
///     tax: SetupTax::None,
///     catalog: CatalogChoice::Sample,
///     printer: PrinterInput::default(),
///     use_key_file: true,
/// })?;
///
/// // The setup leaves the owner unlocked.
/// let float = CountInput {
///     amount_text: Some("200000".to_owned()),
///     denominations: Vec::new(),
/// };
/// register.shift_open(Uuid::now_v7(), &float)?;
///
/// // The same command again changes nothing.
/// let command_id = Uuid::now_v7();
/// let first = register.cart_scan(command_id, "8997100003142", None)?;
/// let again = register.cart_scan(command_id, "8997100003142", None)?;
/// assert_eq!(first.cart.total.cents, 350_000); // Rp 3.500
/// assert_eq!(again.cart.total, first.cart.total);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Register {
    pub(crate) inner: Arc<Inner>,
}

/// What becomes of a shop whose key is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnLostKey {
    /// It is refused.
    Refuse,
    /// The register opens and waits for the recovery code.
    Await,
}

/// How the register was opened.
pub(crate) struct RegisterOptions {
    pub(crate) data_dir: PathBuf,
    pub(crate) key_store: KeyStoreChoice,
    /// Whether threads print, sync and maintain the ledger.
    pub(crate) background: bool,
    /// Whether reading works while the register is locked.
    pub(crate) support: bool,
    /// How figures are shown.
    pub(crate) figures: FigureStyle,
    /// Whether nothing is written.
    pub(crate) to_look: bool,
    /// What becomes of a shop whose key is lost.
    pub(crate) on_lost_key: OnLostKey,
}

/// What all clones of a register share.
pub(crate) struct Inner {
    pub(crate) options: RegisterOptions,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    /// None while the register is not enrolled. Dropped before the shop, so that it ends first.
    sync: Mutex<Option<SyncTask>>,
    /// None until the setup is done.
    shop: RwLock<Option<Arc<Shop>>>,
    /// Where the key of a shop should be that cannot be opened without it.
    lost_key: Mutex<Option<String>>,
    /// Held through a setup, so that two cannot run.
    setup: Mutex<()>,
    session: Mutex<Option<Uuid>>,
    /// How many views were numbered.
    view_revision: AtomicU64,
    pub(crate) events: Arc<Events>,
}

impl Inner {
    pub(crate) fn new(options: RegisterOptions, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        Self {
            options,
            clock,
            ids,
            sync: Mutex::default(),
            shop: RwLock::new(None),
            lost_key: Mutex::default(),
            setup: Mutex::new(()),
            session: Mutex::new(None),
            view_revision: AtomicU64::new(0),
            events: Arc::default(),
        }
    }
}

impl Register {
    /// The folder of the ledger and its key.
    pub fn data_dir(&self) -> &Path {
        &self.inner.options.data_dir
    }

    /// Calls `listener` after changes that happen by themselves, such as printing and imports. It
    /// is called from other threads and must return soon.
    pub fn listen(&self, listener: impl Fn(RegisterEvent) + Send + Sync + 'static) {
        self.inner.events.listen(listener);
    }

    pub(crate) fn tell(&self, event: RegisterEvent) {
        self.inner.events.tell(event);
    }

    pub(crate) fn shop(&self) -> Result<Arc<Shop>, AppError> {
        let shop = self
            .inner
            .shop
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        match &*shop {
            Some(shop) => Ok(Arc::clone(shop)),
            None => Err(self
                .key_is_there()
                .err()
                .map_or_else(|| SetupError::NeedsSetup.into(), AppError::from)),
        }
    }

    /// Refuses while the key of the shop in this folder is lost.
    pub(crate) fn key_is_there(&self) -> Result<(), KeyLocationError> {
        let lost = self.lost_key();
        match lost.clone() {
            Some(key_location) => Err(KeyLocationError::Missing { key_location }),
            None => Ok(()),
        }
    }

    pub(crate) fn set_lost_key(&self, key_location: Option<String>) {
        *self.lost_key() = key_location;
    }

    fn lost_key(&self) -> MutexGuard<'_, Option<String>> {
        self.inner
            .lost_key
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_set_up(&self) -> bool {
        self.inner
            .shop
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some()
    }

    /// Gives the register its shop, once it has one.
    pub(crate) fn set_shop(&self, shop: Arc<Shop>) {
        *self
            .inner
            .shop
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(shop);
    }

    /// Takes the shop away, so that no call finds it any more.
    pub(crate) fn take_shop(&self) -> Option<Arc<Shop>> {
        self.inner
            .shop
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Whether the shop in this folder waits for its key, which is lost.
    pub fn awaits_key(&self) -> bool {
        self.lost_key().is_some()
    }

    /// Held through a setup, so that two cannot run.
    pub(crate) fn one_setup(&self) -> MutexGuard<'_, ()> {
        self.inner
            .setup
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is unlocked.
    pub(crate) fn session(&self) -> MutexGuard<'_, Option<Uuid>> {
        self.inner
            .session
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread that syncs with the server.
    pub(crate) fn sync_task(&self) -> MutexGuard<'_, Option<SyncTask>> {
        self.inner
            .sync
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn new_id(&self) -> Uuid {
        self.inner.ids.next_id()
    }

    /// The number of a view that events and answers carry side by side. It is taken before the
    /// view is read: two threads may read at once, and the one that was told of a change has both
    /// the higher number and the change.
    pub(crate) fn next_view_revision(&self) -> u64 {
        self.inner.view_revision.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The clock's time, unchecked.
    pub(crate) fn utc_ms(&self) -> i64 {
        self.inner.clock.read().utc_ms
    }
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register")
            .field("data_dir", &self.inner.options.data_dir)
            .field("set_up", &self.is_set_up())
            .finish_non_exhaustive()
    }
}
