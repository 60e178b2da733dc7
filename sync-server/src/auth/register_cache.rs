//! Public keys of registers, remembered for half a minute.

use std::time::Duration;

use moka::sync::Cache;
use uuid::Uuid;

use crate::database::{Database, DatabaseError, Durability};
use crate::table::registers::{self, RegisterIdentity};

/// A revoked register is refused after at most this time.
const VALID_FOR: Duration = Duration::from_secs(30);

/// The most registers that are cached. Beyond that, the least used ones are evicted.
const REMEMBERED_MAX: u64 = 100_000;

/// An organization and one of its registers.
type RegisterName = (Uuid, Uuid);

/// Registers that were looked up in the last half minute.
#[derive(Debug)]
pub(crate) struct RegisterKeyCache(Cache<RegisterName, RegisterIdentity>);

impl Default for RegisterKeyCache {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(REMEMBERED_MAX);
        Self(cache.time_to_live(VALID_FOR).build())
    }
}

impl RegisterKeyCache {
    /// The register, or `None` where the organization has none with this id.
    pub(crate) async fn look_up(
        &self,
        database: &Database,
        organization_id: Uuid,
        register_id: Uuid,
    ) -> Result<Option<RegisterIdentity>, DatabaseError> {
        let name = (organization_id, register_id);
        if let Some(identity) = self.0.get(&name) {
            return Ok(Some(identity));
        }
        let transaction = database.begin(organization_id, Durability::Soon).await?;
        let found = registers::identity(&transaction, register_id).await?;
        transaction.rollback().await?;
        if let Some(identity) = found {
            self.0.insert(name, identity);
        }
        Ok(found)
    }
}
