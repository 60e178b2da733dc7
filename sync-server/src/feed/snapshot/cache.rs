//! The snapshots that are kept: one per organization and protocol.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, Semaphore};
use tokio::time::Instant;
use uuid::Uuid;

use super::build::{SnapshotError, build};
use super::file::SnapshotFile;
use crate::database::{Database, DatabaseError, Durability};
use crate::table::organizations::{self, FeedHead};

/// How far behind the feed a kept snapshot may be: the register pulls the rest in one page.
const BEHIND_MAX: u64 = 1_000;
/// How long a snapshot is kept when no register asks for it.
const KEPT_FOR: Duration = Duration::from_mins(15);
/// How many snapshots one node builds at once; others wait.
const BUILDING_MAX: usize = 2;

/// The snapshots of one node.
pub(crate) struct SnapshotCache {
    slots: Mutex<HashMap<SlotKey, CacheSlot>>,
    building: Semaphore,
}

/// The organization, and the protocol in whose shape its rows are written.
type SlotKey = (Uuid, u32);

/// One kept snapshot. The task that locks it builds the snapshot, and the others wait for the
/// result.
#[derive(Clone)]
struct CacheSlot {
    snapshot: Arc<AsyncMutex<Option<Arc<SnapshotFile>>>>,
    used: Instant,
}

impl Default for SnapshotCache {
    fn default() -> Self {
        Self {
            slots: Mutex::default(),
            building: Semaphore::new(BUILDING_MAX),
        }
    }
}

impl std::fmt::Debug for SnapshotCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SnapshotCache")
            .finish_non_exhaustive()
    }
}

impl SnapshotCache {
    /// A snapshot of the organization. `part_of` is the entity tag of one that the register has a
    /// part of: that one if it is still kept. Otherwise one that is fresh enough, or a new one.
    pub(crate) async fn find(
        &self,
        database: &Database,
        key: SlotKey,
        part_of: Option<&str>,
    ) -> Result<Arc<SnapshotFile>, SnapshotError> {
        let (organization_id, protocol) = key;
        let slot = self.slot(key);
        let mut kept = slot.lock().await;
        if let Some(snapshot) = kept.as_ref() {
            let is_part = part_of.is_some_and(|tag| tag == snapshot.etag());
            if is_part || is_fresh(snapshot, head(database, organization_id).await?) {
                return Ok(Arc::clone(snapshot));
            }
        }
        let _permit = self.building.acquire().await;
        let snapshot = Arc::new(build(database, organization_id, protocol).await?);
        tracing::info!(
            %organization_id,
            protocol,
            feed_seq = snapshot.feed_seq,
            bytes = snapshot.bytes,
            "built a snapshot"
        );
        *kept = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// The slot of a key. Slots that were not used for a while are dropped.
    fn slot(&self, key: SlotKey) -> Arc<AsyncMutex<Option<Arc<SnapshotFile>>>> {
        let now = Instant::now();
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.retain(|_, slot| now.duration_since(slot.used) < KEPT_FOR);
        let slot = slots.entry(key).or_insert_with(|| CacheSlot {
            snapshot: Arc::default(),
            used: now,
        });
        slot.used = now;
        Arc::clone(&slot.snapshot)
    }
}

fn is_fresh(snapshot: &SnapshotFile, head: FeedHead) -> bool {
    // After a restore from a backup, the counter of the database is below the snapshot's.
    let behind = head.feed_seq.checked_sub(snapshot.feed_seq);
    head.feed_epoch == snapshot.feed_epoch && behind.is_some_and(|rows| rows <= BEHIND_MAX)
}

async fn head(database: &Database, organization_id: Uuid) -> Result<FeedHead, DatabaseError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let head = organizations::feed_head(&transaction).await?;
    transaction.rollback().await?;
    Ok(head)
}
