//! What the sync driver needs of the register.

use std::sync::Arc;

use domain::entry::SigningKey;
use ledger::{Ledger, Now};
use sync_driver::{HostError, SyncContext, SyncHost, SyncTask};
use uuid::Uuid;

use super::observer::ShopObserver;
use crate::error::AppError;
use crate::key::{KeyLocation, Secret};
use crate::register::Register;
use crate::shop::Shop;
use crate::source::{Clock, Ids};

/// The register's clock and ids, and the place of its key.
pub(super) struct RegisterHost {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<dyn Ids>,
    pub(super) key_location: KeyLocation,
}

impl SyncHost for RegisterHost {
    fn now(&self) -> Now {
        let time = self.clock.read();
        Now {
            recorded_at_ms: time.utc_ms,
            utc_offset_minutes: time.utc_offset_minutes,
            suspect: false,
        }
    }

    fn new_id(&self) -> Uuid {
        self.ids.next_id()
    }

    fn read_mark(&self) -> Result<Option<String>, HostError> {
        Ok(self.key_location.read_mark()?)
    }

    fn write_mark(&self, text: &str) -> Result<(), HostError> {
        Ok(self.key_location.write_mark(text)?)
    }
}

impl Register {
    pub(super) fn sync_host(&self, key_location: &KeyLocation) -> Arc<RegisterHost> {
        Arc::new(RegisterHost {
            clock: Arc::clone(&self.inner.clock),
            ids: Arc::clone(&self.inner.ids),
            key_location: key_location.clone(),
        })
    }

    /// Begins a new epoch in a ledger that may be older than what was sold with it. The shop is not
    /// open yet.
    pub(crate) fn continue_in_new_epoch(
        &self,
        ledger: &Arc<Ledger>,
        secret: &Secret,
        key_location: &KeyLocation,
    ) -> Result<(), AppError> {
        let context = SyncContext::new(
            Arc::clone(ledger),
            Arc::new(SigningKey::from_seed(&secret.signing_seed)),
            self.sync_host(key_location),
            self.data_dir(),
        );
        Ok(context.continue_in_new_epoch()?)
    }

    /// The shop's ledger, as the sync driver takes it.
    pub(crate) fn sync_context(&self, shop: &Shop) -> SyncContext {
        SyncContext::new(
            Arc::clone(&shop.ledger),
            Arc::new(shop.signing_key()),
            self.sync_host(&shop.key_location),
            self.data_dir(),
        )
    }

    /// Starts the sync of an enrolled register, unless it has no background work.
    pub(crate) fn start_sync(&self, shop: &Arc<Shop>) -> Result<(), AppError> {
        if !self.inner.options.background || shop.ledger.sync_state()?.enrolment.is_none() {
            return Ok(());
        }
        let observer = ShopObserver {
            shop: Arc::downgrade(shop),
            events: Arc::clone(&self.inner.events),
        };
        let task = SyncTask::start(
            Arc::new(self.sync_context(shop)),
            Arc::clone(&shop.sync_status),
            Arc::new(observer),
        )?;
        *self.sync_task() = Some(task);
        Ok(())
    }
}
