//! The shops: each a data folder with its key, and a register while it is open.

use std::collections::HashMap;
use std::io::{Error, Result};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use register::{KeyStoreChoice, OpenRequest, Register};
use tempfile::TempDir;

use crate::events::EventLog;
use crate::folder;

/// An open shop.
#[derive(Clone)]
pub(crate) struct OpenShop {
    pub(crate) register: Register,
    pub(crate) events: Arc<EventLog>,
}

/// All shops of this run. Their folders are removed at the end.
pub(crate) struct Shops {
    root: TempDir,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    made: usize,
    open: HashMap<String, OpenShop>,
}

impl Shops {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {
            root: tempfile::Builder::new().prefix("kasapro-dev-").tempdir()?,
            state: Mutex::default(),
        })
    }

    /// Opens a shop in a new folder: an empty one, or a copy of a shop that is closed.
    pub(crate) fn open(&self, copy_of: Option<&str>) -> Result<String> {
        let name = {
            let mut state = self.lock();
            state.made += 1;
            state.made.to_string()
        };
        let path = self.path(&name);
        if let Some(template) = copy_of {
            self.must_be_closed(template)?;
            folder::copy(&self.path(template), &path)?;
        }
        self.reopen(&name)?;
        Ok(name)
    }

    /// Opens the folder of a closed shop again, as a restart of the program does.
    pub(crate) fn reopen(&self, name: &str) -> Result<()> {
        self.must_be_closed(name)?;
        let path = self.path(name);
        let key_store = KeyStoreChoice::File(path.join("register.key"));
        let register = Register::open(OpenRequest::new(path, key_store)).map_err(Error::other)?;
        let events = Arc::<EventLog>::default();
        let log = Arc::clone(&events);
        register.listen(move |event| log.push(event));
        self.lock()
            .open
            .insert(name.to_owned(), OpenShop { register, events });
        Ok(())
    }

    /// Closes a shop. Its folder stays, so that others can be copied from it.
    pub(crate) fn close(&self, name: &str) {
        let closed = self.lock().open.remove(name);
        if let Some(shop) = closed {
            shop.events.close();
            shop.register.close();
        }
    }

    pub(crate) fn close_all(&self) {
        let names: Vec<String> = self.lock().open.keys().cloned().collect();
        for name in names {
            self.close(&name);
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<OpenShop> {
        self.lock().open.get(name).cloned()
    }

    fn must_be_closed(&self, name: &str) -> Result<()> {
        if self.lock().open.contains_key(name) {
            return Err(Error::other("this shop is open"));
        }
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
