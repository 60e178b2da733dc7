//! The register as its callers hold it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use uuid::Uuid;

use crate::error::AppError;
use crate::key::KeyStoreChoice;
use crate::shop::Shop;
use crate::source::{Clock, Ids};
use crate::sync::SyncTask;
use crate::view::ImportProgress;

/// One register: a data folder, its ledger once it has one, and who is unlocked.
///
/// Cheap to clone; all methods block, take `&self` and may be called from any thread.
#[derive(Clone)]
pub struct Register {
    pub(crate) parts: Arc<Parts>,
}

/// Something that a screen shows has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterEvent {
    /// Read `app_status` again.
    StatusChanged,
    /// Read `print_queue` again.
    PrintQueueChanged,
    /// An import got further.
    ImportProgressed(ImportProgress),
    /// Read `sync_status` again.
    SyncChanged,
}

type Listener = Arc<dyn Fn(RegisterEvent) + Send + Sync>;

/// How the register was opened.
pub(crate) struct How {
    pub(crate) data_dir: PathBuf,
    pub(crate) key_store: KeyStoreChoice,
    /// Whether threads print and keep the ledger in shape.
    pub(crate) background: bool,
    /// Whether looking things up needs nobody unlocked.
    pub(crate) support: bool,
}

/// What all clones of a register share.
pub(crate) struct Parts {
    pub(crate) how: How,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    /// Ends before the shop closes: dropped first. Nothing while the register belongs to no server.
    sync: Mutex<Option<SyncTask>>,
    /// Nothing until the setup is done.
    shop: RwLock<Option<Arc<Shop>>>,
    /// Held through a setup, so that two cannot run.
    pub(crate) setup: Mutex<()>,
    session: Mutex<Option<Uuid>>,
    pub(crate) events: Arc<Events>,
}

/// Who wants to hear of changes.
#[derive(Default)]
pub(crate) struct Events {
    listener: RwLock<Option<Listener>>,
}

impl Events {
    pub(crate) fn tell(&self, event: RegisterEvent) {
        let listener = self
            .listener
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }
}

impl Parts {
    pub(crate) fn new(how: How, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        Self {
            how,
            clock,
            ids,
            sync: Mutex::default(),
            shop: RwLock::new(None),
            setup: Mutex::new(()),
            session: Mutex::new(None),
            events: Arc::default(),
        }
    }
}

impl Register {
    /// The folder of the ledger and its key.
    pub fn data_dir(&self) -> &Path {
        &self.parts.how.data_dir
    }

    /// Calls `listener` after changes that happen by themselves (printing, imports). It is called
    /// from other threads and must return soon.
    pub fn listen(&self, listener: impl Fn(RegisterEvent) + Send + Sync + 'static) {
        let mut slot = self
            .parts
            .events
            .listener
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *slot = Some(Arc::new(listener));
    }

    pub(crate) fn shop(&self) -> Result<Arc<Shop>, AppError> {
        let shop = self
            .parts
            .shop
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        shop.clone().ok_or(AppError::NeedsSetup)
    }

    pub(crate) fn is_set_up(&self) -> bool {
        self.parts
            .shop
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some()
    }

    pub(crate) fn settle(&self, shop: Arc<Shop>) {
        *self
            .parts
            .shop
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(shop);
    }

    pub(crate) fn session(&self) -> MutexGuard<'_, Option<Uuid>> {
        self.parts
            .session
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread that keeps register and server together.
    pub(crate) fn sync_task(&self) -> MutexGuard<'_, Option<SyncTask>> {
        self.parts
            .sync
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn new_id(&self) -> Uuid {
        self.parts.ids.next_id()
    }
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register")
            .field("data_dir", &self.parts.how.data_dir)
            .field("set_up", &self.is_set_up())
            .finish_non_exhaustive()
    }
}
