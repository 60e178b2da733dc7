//! Which registers there are: their keys and whether they may take part, remembered for half a minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::entry::PublicKey;
use domain::feed::RegisterStatus;
use tokio::time::Instant;
use uuid::Uuid;

use crate::database::{Database, DatabaseError, Durability};

/// How long a look-up is good for: a revoked register is refused after at most so long.
const GOOD_FOR: Duration = Duration::from_secs(30);

/// The most look-ups that are remembered; then all are forgotten.
const REMEMBERED_MAX: usize = 100_000;

/// A register as it was when it was looked up.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The key that signs its entries and requests.
    pub public_key: PublicKey,
    /// The store it stands in.
    pub store_id: Uuid,
    /// Whether it may take part.
    pub status: RegisterStatus,
}

/// Look-ups of the last half minute.
#[derive(Debug, Default)]
pub struct KnownRegisters(Mutex<HashMap<(Uuid, Uuid), (Known, Instant)>>);

impl KnownRegisters {
    /// The register, or `None` where the organization has none with this id.
    pub async fn look_up(
        &self,
        database: &Database,
        organization_id: Uuid,
        register_id: Uuid,
    ) -> Result<Option<Known>, DatabaseError> {
        let place = (organization_id, register_id);
        if let Some(known) = self.remembered(place) {
            return Ok(Some(known));
        }
        let found = load(database, organization_id, register_id).await?;
        if let Some(known) = found {
            self.remember(place, known);
        }
        Ok(found)
    }

    /// Forgets a register, because it was changed here.
    pub fn forget(&self, organization_id: Uuid, register_id: Uuid) {
        self.lock().remove(&(organization_id, register_id));
    }

    fn remembered(&self, place: (Uuid, Uuid)) -> Option<Known> {
        let (known, at) = self.lock().get(&place).copied()?;
        (at.elapsed() < GOOD_FOR).then_some(known)
    }

    fn remember(&self, place: (Uuid, Uuid), known: Known) {
        let mut remembered = self.lock();
        if remembered.len() >= REMEMBERED_MAX {
            remembered.clear();
        }
        remembered.insert(place, (known, Instant::now()));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(Uuid, Uuid), (Known, Instant)>> {
        // Every change is one call: a panic elsewhere leaves the map whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn load(
    database: &Database,
    organization_id: Uuid,
    register_id: Uuid,
) -> Result<Option<Known>, DatabaseError> {
    let transaction = database.begin(organization_id, Durability::Soon).await?;
    let row = transaction
        .query_opt(
            "select public_key, store_id, status from registers \
             where organization_id = $1 and register_id = $2",
            &[&organization_id, &register_id],
        )
        .await?;
    transaction.rollback().await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let unreadable = |column| DatabaseError::Unreadable { column };
    let key: [u8; 32] = row
        .try_get::<_, &[u8]>(0)?
        .try_into()
        .map_err(|_| unreadable("public_key"))?;
    let status = match row.try_get(2)? {
        "active" => RegisterStatus::Active,
        _ => RegisterStatus::Revoked,
    };
    Ok(Some(Known {
        public_key: PublicKey::from_bytes(&key).map_err(|_| unreadable("public_key"))?,
        store_id: row.try_get(1)?,
        status,
    }))
}
