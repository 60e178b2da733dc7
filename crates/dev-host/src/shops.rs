//! The shops: each a data folder with its key, and a register while it is open.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use register::{KeyStoreChoice, OpenRequest, Register};

use crate::events::EventLog;
use crate::{folder, random};

/// The file that an open ledger holds locked.
const LOCK_FILE: &str = "ledger.lock";

#[derive(Clone)]
pub(crate) struct OpenShop {
    pub(crate) register: Register,
    pub(crate) events: Arc<EventLog>,
}

/// All shops of this run, in one folder.
pub(crate) struct Shops {
    root: PathBuf,
    table: Mutex<ShopTable>,
}

#[derive(Default)]
struct ShopTable {
    /// The shops by name; `None` for a closed one.
    shops: HashMap<String, Option<OpenShop>>,
    /// Set at the end of the program: no shop can be opened after that.
    ended: bool,
}

impl Shops {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            table: Mutex::default(),
        }
    }

    /// Opens a shop in a new folder: an empty one, or a copy of a shop that is closed.
    ///
    /// The name is random. A browser may remember it longer than this program runs, and must not
    /// find a shop of another run under it.
    pub(crate) fn open(&self, copy_of: Option<&str>) -> Result<String> {
        let name = random::hex::<8>()?;
        if let Some(template) = copy_of {
            self.must_be_closed(template)?;
            self.wait_until_unlocked(template)?;
            folder::copy(&self.path(template), &self.path(&name))?;
        }
        self.open_folder(&name)?;
        Ok(name)
    }

    /// Opens the folder of a closed shop again, as a restart of the program does.
    pub(crate) fn reopen(&self, name: &str) -> Result<()> {
        self.must_be_closed(name)?;
        self.open_folder(name)
    }

    fn open_folder(&self, name: &str) -> Result<()> {
        let path = self.path(name);
        let key_store = KeyStoreChoice::File(path.join("register.key"));
        let request = OpenRequest::new(path, key_store).awaiting_key();
        let register = Register::open(request).map_err(Error::other)?;
        let events = Arc::<EventLog>::default();
        let log = Arc::clone(&events);
        register.listen(move |event| log.push(event));
        let mut table = self.lock();
        if table.ended {
            return Err(Error::other("the development host is ending"));
        }
        let shop = OpenShop { register, events };
        table.shops.insert(name.to_owned(), Some(shop));
        Ok(())
    }

    /// Closes a shop and returns when its ledger is closed. Its folder stays, so that others can
    /// be copied from it.
    pub(crate) fn close(&self, name: &str) -> Result<()> {
        let open = self.lock().shops.get_mut(name).and_then(Option::take);
        if let Some(shop) = open {
            shop.events.close();
            shop.register.close();
            self.wait_until_unlocked(name)?;
        }
        Ok(())
    }

    /// Closes every shop. No shop can be opened after this.
    pub(crate) fn close_all(&self) -> Result<()> {
        let names: Vec<String> = {
            let mut table = self.lock();
            table.ended = true;
            table.shops.keys().cloned().collect()
        };
        names.iter().try_for_each(|name| self.close(name))
    }

    pub(crate) fn find(&self, name: &str) -> Option<OpenShop> {
        self.lock().shops.get(name).cloned().flatten()
    }

    fn must_be_closed(&self, name: &str) -> Result<()> {
        match self.lock().shops.get(name) {
            Some(None) => Ok(()),
            Some(Some(_)) => Err(Error::other("this shop is open")),
            None => Err(Error::other("there is no such shop")),
        }
    }

    /// Waits for work that still uses the ledger of a closed shop: a running import, or a request
    /// that is being answered.
    fn wait_until_unlocked(&self, name: &str) -> Result<()> {
        let lock_file = self.path(name).join(LOCK_FILE);
        if lock_file.exists() {
            File::options().write(true).open(lock_file)?.lock()?;
        }
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn lock(&self) -> MutexGuard<'_, ShopTable> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
