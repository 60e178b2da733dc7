//! Public keys of registers, remembered for half a minute.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use crate::database::{Database, DatabaseError, Durability};
use crate::table::registers::{self, RegisterIdentity};

/// A revoked register is refused after at most this time.
const VALID_FOR: Duration = Duration::from_secs(30);

/// The most registers that are remembered; then all are forgotten.
const REMEMBERED_MAX: usize = 100_000;

/// An organization and one of its registers.
type RegisterName = (Uuid, Uuid);

/// Registers that were looked up in the last half minute.
#[derive(Debug, Default)]
pub(crate) struct RegisterKeyCache(Mutex<HashMap<RegisterName, (RegisterIdentity, Instant)>>);

impl RegisterKeyCache {
    /// The register, or `None` where the organization has none with this id.
    pub(crate) async fn look_up(
        &self,
        database: &Database,
        organization_id: Uuid,
        register_id: Uuid,
    ) -> Result<Option<RegisterIdentity>, DatabaseError> {
        let name = (organization_id, register_id);
        if let Some(identity) = self.remembered(name) {
            return Ok(Some(identity));
        }
        let transaction = database.begin(organization_id, Durability::Soon).await?;
        let found = registers::identity(&transaction, register_id).await?;
        transaction.rollback().await?;
        if let Some(identity) = found {
            self.remember(name, identity);
        }
        Ok(found)
    }

    fn remembered(&self, name: RegisterName) -> Option<RegisterIdentity> {
        let (identity, at) = self.lock().get(&name).copied()?;
        (at.elapsed() < VALID_FOR).then_some(identity)
    }

    fn remember(&self, name: RegisterName, identity: RegisterIdentity) {
        let mut remembered = self.lock();
        if remembered.len() >= REMEMBERED_MAX {
            remembered.clear();
        }
        remembered.insert(name, (identity, Instant::now()));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RegisterName, (RegisterIdentity, Instant)>> {
        // Every change is one call: a panic elsewhere leaves the map whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
